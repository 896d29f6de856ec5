// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/cube.test.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace comity;
using namespace comity::trade;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::vector<bool> present(const Cube& cube) {
    std::vector<bool> sample;
    for (const double flow : cube.flow) sample.push_back(!std::isnan(flow));
    return sample;
}

CubeFit fitted(const Cube& cube, const CubeOptions& options = {}) {
    Result<CubeFit> fit = fit_cube(cube, options);
    REQUIRE_MESSAGE(fit.has_value(), fit.error().code, ": ", fit.error().message);
    return std::move(*fit);
}

Refusal refused(const Cube& cube, const CubeOptions& options = {}) {
    const Result<CubeFit> fit = fit_cube(cube, options);
    REQUIRE(!fit.has_value());
    return fit.error();
}

void check_close(const std::vector<double>& a, const std::vector<double>& b, double tolerance) {
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        INFO(i, ": ", a[i], " against ", b[i]);
        CHECK(std::abs(a[i] - b[i]) <= tolerance * std::max(1.0, std::abs(b[i])));
    }
}

/// The fit is that of the slow way on the cells that it says it used.
void check_against_dense(const Cube& cube, const CubeFit& fit) {
    std::vector<bool> sample;
    for (const double mean : fit.fitted) sample.push_back(mean > 0);
    CHECK(static_cast<std::size_t>(std::ranges::count(sample, true)) == fit.observations);
    const DenseFit dense = fit_densely(cube, sample, fit.pair_effects);
    check_close(fit.coefficients, dense.coefficients, 1e-9);
    check_close(fit.fitted, dense.fitted, 1e-8);
    CHECK(fit.deviance == doctest::Approx(dense.deviance).epsilon(1e-10));
    const auto clusters = static_cast<double>(fit.clusters);
    for (std::size_t i = 0; i < fit.covariance.size(); ++i)
        CHECK(fit.covariance[i] ==
              doctest::Approx(dense.covariance[i] * clusters / (clusters - 1)).epsilon(1e-6));
}

/// A panel of the cube's cells, last cell first.
Panel panel_of(const Cube& cube) {
    Panel panel;
    panel.name = "flows.csv";
    panel.factors = {{.name = "exporter", .labels = {}, .codes = {}},
                     {.name = "importer", .labels = {}, .codes = {}},
                     {.name = "year", .labels = {}, .codes = {}}};
    const auto label = [](std::size_t axis, std::size_t index, std::size_t count) {
        // Labels in descending order, so that sorting them has something to do.
        return std::string(1, "EIT"[axis]) + std::to_string(100 + count - index);
    };
    const std::size_t counts[] = {cube.exporters, cube.importers, cube.periods};
    for (std::size_t axis = 0; axis < 3; ++axis)
        for (std::size_t i = 0; i < counts[axis]; ++i)
            panel.factors[axis].labels.push_back(label(axis, i, counts[axis]));
    panel.variables.push_back({.name = "trade", .values = {}});
    for (const Variable& regressor : cube.regressors)
        panel.variables.push_back({.name = regressor.name, .values = {}});
    for (std::size_t cell = cube.cells(); cell-- > 0;) {
        if (std::isnan(cube.flow[cell])) continue;
        const std::size_t pair = cell / cube.periods;
        panel.factors[0].codes.push_back(static_cast<std::uint32_t>(pair / cube.importers));
        panel.factors[1].codes.push_back(static_cast<std::uint32_t>(pair % cube.importers));
        panel.factors[2].codes.push_back(static_cast<std::uint32_t>(cell % cube.periods));
        panel.variables[0].values.push_back(cube.flow[cell]);
        for (std::size_t k = 0; k < cube.regressors.size(); ++k)
            panel.variables[k + 1].values.push_back(cube.regressors[k].values[cell]);
    }
    return panel;
}

}  // namespace

TEST_CASE("a cube is fitted as with a dummy variable for every effect") {
    const Cube cube = random_cube({5, 5, 4}, 2, 1);
    const CubeFit fit = fitted(cube);
    CHECK(fit.names == std::vector<std::string>{"x1", "x2"});
    CHECK(fit.collinear.empty());
    check_against_dense(cube, fit);
}

TEST_CASE("cubes of all shapes are fitted, also those whose rows do not fill the lanes") {
    for (const Shape& shape : {Shape{3, 4, 2}, Shape{6, 3, 3}, Shape{4, 4, 8}, Shape{3, 4, 9},
                               Shape{20, 2, 3}, Shape{2, 5, 7}}) {
        INFO(shape.exporters, " x ", shape.importers, " x ", shape.periods);
        const Cube cube = random_cube(shape, 1, shape.exporters + 10 * shape.periods);
        check_against_dense(cube, fitted(cube));
    }
}

TEST_CASE("both directions of trade may share a pair effect and a cluster") {
    for (const std::size_t periods : {2, 3, 9}) {
        Cube cube = random_cube({6, 6, periods}, 2, 50 + periods);
        cube.flow[7] = cube.flow[20] = nothing;
        for (std::size_t t = 0; t < periods; ++t)
            cube.flow[(1 * 6 + 4) * periods + t] = cube.flow[(4 * 6 + 1) * periods + t] = 0;
        const CubeFit fit = fitted(cube, {.pair_effects = PairEffects::mutual});
        CHECK(fit.clusters == 6 * 7 / 2 - 1);
        CHECK(fit.dropped.zero_pairs == 1);
        check_against_dense(cube, fit);
        CHECK(fit.coefficients != fitted(cube).coefficients);
        const CubeFit together = fitted(cube, {.pair_effects = PairEffects::mutual, .threads = 5});
        CHECK(together.fitted == fit.fitted);
        CHECK(together.covariance == fit.covariance);
    }
}

TEST_CASE("pairs are mutual only among the same economies") {
    const CubeOptions mutual{.pair_effects = PairEffects::mutual};
    CHECK(refused(random_cube({4, 5, 3}, 1, 60), mutual).code == "gravity.not-mutual");
    Cube cube = random_cube({2, 2, 3}, 0, 61);
    cube.exporter_labels = {"CHN", "IND"};
    cube.importer_labels = {"CHN", "KAZ"};
    CHECK(refused(cube, mutual).code == "gravity.not-mutual");
}

TEST_CASE("absent cells do not count, whatever their regressors hold") {
    Cube cube = random_cube({6, 5, 5}, 2, 3);
    Draws draws(7);
    for (std::size_t cell = 0; cell < cube.cells(); ++cell)
        if (draws.uniform() < 0.3) {
            cube.flow[cell] = nothing;
            cube.regressors[0].values[cell] = nothing;
            cube.regressors[1].values[cell] = std::numeric_limits<double>::infinity();
        }
    const CubeFit fit = fitted(cube);
    CHECK(fit.observations + fit.dropped.cells ==
          static_cast<std::size_t>(std::ranges::count(present(cube), true)));
    check_against_dense(cube, fit);
}

TEST_CASE("without regressors the effects alone are fitted") {
    const Cube cube = random_cube({4, 5, 3}, 0, 4);
    const CubeFit fit = fitted(cube);
    CHECK(fit.coefficients.empty());
    check_against_dense(cube, fit);
}

TEST_CASE("fitted flows have the sums of the flows, and residualised regressors are orthogonal") {
    const Cube cube = random_cube({7, 6, 5}, 1, 5);
    const CubeFit fit = fitted(cube);
    double flow = 0;
    double left = 0;
    std::vector<double> by_importer(cube.importers * cube.periods, 0.0);
    std::vector<double> of_regressor(cube.exporters * cube.periods, 0.0);
    for (std::size_t cell = 0; cell < cube.cells(); ++cell) {
        const std::size_t pair = cell / cube.periods;
        const std::size_t t = cell % cube.periods;
        if (fit.fitted[cell] == 0) continue;
        flow += cube.flow[cell];
        by_importer[pair % cube.importers * cube.periods + t] += cube.flow[cell] - fit.fitted[cell];
        of_regressor[pair / cube.importers * cube.periods + t] +=
            fit.residualised[0][cell] * fit.fitted[cell];
        left += fit.residualised[0][cell] * (cube.flow[cell] - fit.fitted[cell]);
    }
    for (const double rest : by_importer) CHECK(std::abs(rest) < 1e-8 * flow);
    for (const double rest : of_regressor) CHECK(std::abs(rest) < 1e-8 * flow);
    CHECK(std::abs(left) < 1e-8 * flow);
}

TEST_CASE("the log-likelihood is that of Poisson's distribution") {
    const Cube cube = random_cube({4, 4, 4}, 1, 6);
    const CubeFit fit = fitted(cube);
    double expected = 0;
    for (std::size_t cell = 0; cell < cube.cells(); ++cell)
        if (const double mean = fit.fitted[cell]; mean > 0)
            expected += cube.flow[cell] * std::log(mean) - mean - std::lgamma(cube.flow[cell] + 1);
    CHECK(fit.log_likelihood == doctest::Approx(expected).epsilon(1e-12));
}

TEST_CASE("the number of threads changes nothing, bit by bit") {
    Cube cube = random_cube({37, 35, 11}, 3, 8);
    for (std::size_t cell = 0; cell < cube.cells(); cell += 13) cube.flow[cell] = nothing;
    const CubeFit alone = fitted(cube, {.threads = 1});
    for (const unsigned threads : {2U, 3U, 8U}) {
        const CubeFit fit = fitted(cube, {.threads = threads});
        CHECK(fit.coefficients == alone.coefficients);
        CHECK(fit.covariance == alone.covariance);
        CHECK(fit.fitted == alone.fitted);
        CHECK(fit.residualised == alone.residualised);
        CHECK(fit.deviance == alone.deviance);
        CHECK(fit.log_likelihood == alone.log_likelihood);
        CHECK(fit.inner_iterations == alone.inner_iterations);
    }
}

TEST_CASE("the unit of flows changes neither coefficients nor standard errors") {
    const Cube cube = random_cube({8, 8, 5}, 2, 9);
    const CubeFit fit = fitted(cube);
    for (const double unit : {1e-9, 1e3, 1e12}) {
        Cube other = cube;
        for (double& flow : other.flow) flow *= unit;
        const CubeFit scaled = fitted(other);
        check_close(scaled.coefficients, fit.coefficients, 1e-9);
        CHECK(scaled.standard_error(0) == doctest::Approx(fit.standard_error(0)).epsilon(1e-8));
        CHECK(scaled.deviance == doctest::Approx(unit * fit.deviance).epsilon(1e-9));
    }
}

TEST_CASE("the unit of a regressor changes its coefficient in proportion") {
    const Cube cube = random_cube({8, 8, 5}, 2, 10);
    Cube other = cube;
    for (double& x : other.regressors[1].values) x = 1e6 * x + 3e6;
    const CubeFit fit = fitted(cube);
    const CubeFit scaled = fitted(other);
    CHECK(scaled.coefficients[0] == doctest::Approx(fit.coefficients[0]).epsilon(1e-8));
    CHECK(scaled.coefficients[1] * 1e6 == doctest::Approx(fit.coefficients[1]).epsilon(1e-8));
}

TEST_CASE("groups without flow and cells alone in a group are dropped and counted") {
    Cube cube = random_cube({6, 6, 4}, 1, 11);
    const auto cell = [&](std::size_t i, std::size_t j, std::size_t t) {
        return (i * cube.importers + j) * cube.periods + t;
    };
    for (double& flow : cube.flow) flow += 0.01;
    for (std::size_t t = 0; t < 4; ++t) cube.flow[cell(1, 2, t)] = 0;
    for (std::size_t j = 0; j < 6; ++j) cube.flow[cell(3, j, 2)] = 0;
    for (std::size_t i = 0; i < 6; ++i) cube.flow[cell(i, 5, 0)] = 0;
    for (std::size_t t = 1; t < 4; ++t) cube.flow[cell(4, 4, t)] = nothing;
    const CubeFit fit = fitted(cube);
    CHECK(fit.dropped == CubeDropped{.zero_pairs = 1,
                                     .zero_exporter_periods = 1,
                                     .zero_importer_periods = 1,
                                     .singletons = 1,
                                     .cells = 4 + 6 + 6 + 1});
    CHECK(fit.observations == 6 * 6 * 4 - 3 - fit.dropped.cells);
    CHECK(fit.clusters == 34);
    for (const std::size_t dropped : {cell(1, 2, 0), cell(3, 3, 2), cell(0, 5, 0), cell(4, 4, 0)}) {
        CHECK(fit.fitted[dropped] == 0);
        CHECK(fit.residualised[0][dropped] == 0);
    }
    check_against_dense(cube, fit);
}

TEST_CASE("what a dropped cell leaves alone is dropped too") {
    Cube cube = random_cube({5, 5, 3}, 1, 12);
    for (double& flow : cube.flow) flow += 0.01;
    // Exporter 1 sells to importer 1 alone in period 1, and the pair has one other cell.
    for (std::size_t j = 1; j < 5; ++j) cube.flow[j * 3] = nothing;
    cube.flow[2] = nothing;
    const CubeFit fit = fitted(cube);
    CHECK(fit.dropped.singletons == 2);
    CHECK(fit.dropped.cells == 2);
    CHECK(fit.clusters == 24);
    check_against_dense(cube, fit);
}

TEST_CASE("regressors that effects or others explain are left out by name") {
    Cube cube = random_cube({7, 6, 5}, 2, 13);
    const CubeFit plain = fitted(cube);
    Variable of_exporter{.name = "output", .values = std::vector<double>(cube.cells())};
    Variable of_pair{.name = "distance", .values = std::vector<double>(cube.cells())};
    Variable both{.name = "both", .values = std::vector<double>(cube.cells())};
    for (std::size_t cell = 0; cell < cube.cells(); ++cell) {
        const std::size_t pair = cell / cube.periods;
        of_exporter.values[cell] =
            std::sin(static_cast<double>(pair / cube.importers * 7 + cell % cube.periods));
        of_pair.values[cell] = 1e6 + 1e3 * std::cos(static_cast<double>(pair));
        both.values[cell] = 2 * cube.regressors[0].values[cell] - cube.regressors[1].values[cell] +
                            of_exporter.values[cell];
    }
    cube.regressors.insert(cube.regressors.begin(), of_exporter);
    cube.regressors.insert(cube.regressors.begin() + 2, of_pair);
    cube.regressors.push_back(both);
    const CubeFit fit = fitted(cube);
    CHECK(fit.collinear.size() == 3);
    CHECK(fit.collinear[0] == "output");
    CHECK(fit.collinear[1] == "distance");
    CHECK(fit.deviance == doctest::Approx(plain.deviance).epsilon(1e-10));

    cube.regressors = {of_exporter, of_pair};
    CHECK(refused(cube).code == "gravity.collinear");
}

TEST_CASE("numbers that cannot be taken are refused and their cell is named") {
    Cube cube = random_cube({3, 4, 2}, 2, 14);
    const std::size_t cell = (1 * 4 + 2) * 2 + 1;
    Cube negative = cube;
    negative.flow[cell] = -1;
    CHECK(refused(negative).code == "gravity.negative-flow");
    CHECK(refused(negative).where == "exporter 2, importer 3, period 2");
    negative.exporter_labels = {"CHN", "IND", "KAZ"};
    negative.importer_labels = {"CHN", "IND", "KAZ", "UZB"};
    negative.period_labels = {"2003", "2004"};
    CHECK(refused(negative).where == "IND-KAZ, 2004");
    Cube infinite = cube;
    infinite.flow[cell] = std::numeric_limits<double>::infinity();
    CHECK(refused(infinite).code == "gravity.not-finite");
    Cube missing = cube;
    missing.regressors[1].values[cell] = nothing;
    CHECK(refused(missing).code == "gravity.not-finite");
    CHECK(refused(missing).message == "a finite number as x2");
    missing.flow[cell] = nothing;
    CHECK(fit_cube(missing).has_value());
}

TEST_CASE("cubes of another shape, without cells or without flows are refused") {
    Cube cube = random_cube({3, 3, 3}, 1, 15);
    Cube other = cube;
    other.flow.pop_back();
    CHECK(refused(other).code == "gravity.shape");
    other = cube;
    other.regressors[0].values.push_back(0);
    CHECK(refused(other).code == "gravity.shape");
    CHECK(refused(other).where == "x1");
    CHECK(refused(Cube{}).code == "gravity.no-rows");
    other = cube;
    std::ranges::fill(other.flow, 0.0);
    CHECK(refused(other).code == "gravity.no-rows");
    std::ranges::fill(other.flow, nothing);
    CHECK(refused(other).code == "gravity.no-rows");
    CHECK(refused(random_cube({5, 5, 1}, 1, 16)).code == "gravity.no-rows");
}

TEST_CASE("an estimation that does not converge is refused") {
    const Cube cube = random_cube({5, 5, 4}, 1, 17);
    CHECK(refused(cube, {.iterations_max = 1}).code == "gravity.not-converged");

    // Flows vanish exactly where x is 1: its coefficient has no finite value.
    Cube separated = random_cube({6, 6, 4}, 1, 18);
    for (std::size_t cell = 0; cell < separated.cells(); ++cell) {
        const bool is_marked = (cell * 7 + cell / 5) % 9 == 0;
        separated.regressors[0].values[cell] = is_marked ? 1 : 0;
        separated.flow[cell] = is_marked ? 0 : separated.flow[cell] + 0.1;
    }
    CHECK(refused(separated).code == "gravity.not-converged");
}

TEST_CASE("a panel becomes the cube, whatever the order of its rows") {
    Cube cube = random_cube({4, 5, 3}, 2, 19);
    cube.flow[7] = cube.flow[30] = nothing;
    Panel panel = panel_of(cube);
    panel.factors[0].labels.emplace_back("never");
    const Result<Cube> made = to_cube(panel, {.regressors = {"x2", "x1"}});
    REQUIRE(made.has_value());
    CHECK(made->exporter_labels == std::vector<std::string>{"E101", "E102", "E103", "E104"});
    CHECK(made->period_labels == std::vector<std::string>{"T101", "T102", "T103"});
    for (std::size_t cell = 0; cell < cube.cells(); ++cell) {
        const std::size_t mirrored = cube.cells() - 1 - cell;
        CHECK(std::isnan(made->flow[mirrored]) == std::isnan(cube.flow[cell]));
        if (std::isnan(cube.flow[cell])) continue;
        CHECK(made->flow[mirrored] == cube.flow[cell]);
        CHECK(made->regressors[0].values[mirrored] == cube.regressors[1].values[cell]);
    }
    check_close(fitted(*made).coefficients,
                {fitted(cube).coefficients[1], fitted(cube).coefficients[0]}, 1e-9);
}

TEST_CASE("a panel is refused where it does not make a cube") {
    const Panel panel = panel_of(random_cube({3, 3, 3}, 1, 20));
    const auto code = [](const Panel& of, const CubeColumns& columns) {
        return to_cube(of, columns).error().code;
    };
    CHECK(code(panel, {.exporter = "seller"}) == "gravity.unknown-column");
    CHECK(code(panel, {.flow = "year"}) == "gravity.unknown-column");
    CHECK(code(panel, {.regressors = {"x1", "x9"}}) == "gravity.unknown-column");

    Panel twice = panel;
    for (Factor& factor : twice.factors) factor.codes.push_back(factor.codes[4]);
    for (Variable& variable : twice.variables) variable.values.push_back(1);
    const Result<Cube> refusal = to_cube(twice, {.regressors = {"x1"}});
    REQUIRE(!refusal.has_value());
    CHECK(refusal.error().code == "gravity.duplicate-cell");
    CHECK(refusal.error().where == "flows.csv:28");
    CHECK(refusal.error().message.ends_with("also in flows.csv:5"));

    Panel missing = panel;
    missing.variables[1].values[2] = nothing;
    CHECK(to_cube(missing, {}).has_value());
    CHECK(code(missing, {.regressors = {"x1"}}) == "gravity.missing");
}

TEST_CASE("a cube is the way where a quarter of its cells are there") {
    const Cube cube = random_cube({5, 5, 4}, 0, 21);
    CHECK(suits_cube(panel_of(cube), {}));
    Cube thin = cube;
    for (std::size_t cell = 0; cell < cube.cells(); ++cell)
        if (cell % 6 != 0 && cell % 31 != 0) thin.flow[cell] = nothing;
    CHECK(!suits_cube(panel_of(thin), {}));
    CHECK(!suits_cube(panel_of(cube), {.period = "month"}));
    CHECK(!suits_cube(Panel{}, {}));

    // Every row has labels of its own: the cube would have the third power of as many cells.
    Panel diagonal;
    for (const char* name : {"exporter", "importer", "year"})
        diagonal.factors.push_back({.name = name, .labels = {}, .codes = {}});
    diagonal.variables.push_back({.name = "trade", .values = std::vector<double>(20'000, 1)});
    for (Factor& factor : diagonal.factors)
        for (std::uint32_t row = 0; row < 20'000; ++row) {
            factor.labels.push_back(std::to_string(row));
            factor.codes.push_back(row);
        }
    CHECK(!suits_cube(diagonal, {}));
    CHECK(to_cube(diagonal, {}).error().code == "gravity.too-sparse");
}
