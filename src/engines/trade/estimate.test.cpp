// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/estimate.h"
#include "engines/trade/agtpa.test.h"

#include <doctest/doctest.h>

#include <filesystem>

using namespace comity;
using namespace comity::trade;

namespace {

const std::vector<Effect> three_way = {
    {{"exporter", "year"}}, {{"importer", "year"}}, {{"exporter", "importer"}}};

/// A number from -0.5 to 0.5 that looks like chance and is the same everywhere.
double noise(std::uint64_t seed) {
    seed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
    seed = (seed ^ (seed >> 27)) * 0x94D049BB133111EB;
    return static_cast<double>((seed ^ (seed >> 31)) >> 11) * 0x1p-53 - 0.5;
}

struct Shape {
    std::uint64_t parties = 8;
    std::uint64_t years = 5;
    double zeros = 0.2;  ///< share of flows that are none
};

Panel made_panel(const Shape& shape) {
    test::PanelMaker panel;
    for (std::uint64_t i = 0; i < shape.parties; ++i)
        for (std::uint64_t j = 0; j < shape.parties; ++j)
            for (std::uint64_t t = 0; t < shape.years; ++t) {
                const std::uint64_t cell = 1 + (i * 64 + j) * 64 + t;
                const double x = noise(3 * cell);
                const double z = noise(5 * cell) > 0 ? 1 : 0;
                panel.factor("exporter", "P" + std::to_string(i));
                panel.factor("importer", "P" + std::to_string(j));
                panel.factor("year", std::to_string(1990 + t));
                panel.factor("pair", "P" + std::to_string(std::min(i, j)) + "-" +
                                         std::to_string(std::max(i, j)));
                panel.variable("x", x);
                panel.variable("z", z);
                panel.variable("one", 1);
                const double trade = std::exp(2 + x - 0.5 * z + noise(7 * cell));
                panel.variable("trade", noise(11 * cell) + 0.5 < shape.zeros ? 0 : trade);
            }
    return std::move(panel).take();
}

void check_same(const Estimates& one, const Estimates& other, double tolerance) {
    REQUIRE(one.coefficients.size() == other.coefficients.size());
    for (std::size_t k = 0; k < one.coefficients.size(); ++k) {
        CHECK(one.coefficients[k].name == other.coefficients[k].name);
        CHECK(std::abs(one.coefficients[k].value - other.coefficients[k].value) < tolerance);
        CHECK(std::abs(one.coefficients[k].standard_error - other.coefficients[k].standard_error) <
              tolerance);
    }
    CHECK(one.rows == other.rows);
    CHECK(one.left_out.zero_groups == other.left_out.zero_groups);
    CHECK(one.left_out.singletons == other.left_out.singletons);
    CHECK(one.effect_levels == other.effect_levels);
    CHECK(one.cluster_groups == other.cluster_groups);
    CHECK(one.parameters == other.parameters);
    CHECK(std::abs(one.deviance / other.deviance - 1) < tolerance);
    CHECK(std::abs(one.log_likelihood / other.log_likelihood - 1) < tolerance);
    CHECK(std::abs(one.pseudo_r2 - other.pseudo_r2) < tolerance);
    CHECK(std::abs(one.correlation_squared - other.correlation_squared) < tolerance);
}

/// Both paths, which must agree; the cube must have been taken.
void check_paths(const Panel& panel, const GravityModel& model, double tolerance) {
    const auto cube = estimate(panel, {.model = model});
    const auto general = estimate(panel, {.model = model, .may_use_cube = false});
    REQUIRE(cube.has_value());
    REQUIRE(general.has_value());
    CHECK(cube->path == Path::cube);
    CHECK(general->path == Path::general);
    check_same(cube->estimates, general->estimates, tolerance);
}

GravityModel model_with(std::vector<Effect> effects) {
    return {.regressors = {"x", "z"}, .effects = std::move(effects)};
}

Path path_of(const Panel& panel, const GravityModel& model) {
    return estimate(panel, {.model = model}).value().path;
}

}  // namespace

TEST_CASE("the cube gives what the general estimation gives, whatever covariance is asked for") {
    const Panel panel = made_panel({});
    for (const char* pair : {"directed", "mutual"}) {
        GravityModel model = model_with(three_way);
        if (pair == std::string("mutual")) model.effects[2] = {{"pair"}};
        for (const std::vector<Effect>& clusters :
             {std::vector<Effect>{}, {{{"pair"}}}, {{{"exporter"}}, {{"importer"}}}})
            for (const auto small : {SmallSample::none, SmallSample::groups, SmallSample::fixest}) {
                CAPTURE(pair);
                CAPTURE(clusters.size());
                model.clusters = clusters;
                model.small_sample = small;
                check_paths(panel, model, 1e-8);
            }
    }
}

TEST_CASE("both paths tell the same of rows that say nothing") {
    Panel panel = made_panel({.parties = 5, .years = 3, .zeros = 0.4});
    std::vector<double>& trade = panel.variables.back().values;
    for (std::size_t row = 0; row < panel.rows(); ++row)
        if (panel.factors[0].codes[row] == 1 && panel.factors[2].codes[row] != 2) trade[row] = 0;
    check_paths(panel, model_with(three_way), 1e-8);
}

TEST_CASE("the order of effects and their names do not matter for the path") {
    Panel panel = made_panel({});
    CHECK(path_of(panel, model_with({{{"importer", "exporter"}},
                                     {{"year", "importer"}},
                                     {{"exporter", "year"}}})) == Path::cube);
    CHECK(
        path_of(panel, model_with({{{"exporter", "year"}}, {{"pair"}}, {{"importer", "year"}}})) ==
        Path::cube);
    panel.factors[0].name = "o";
    CHECK(path_of(panel, model_with({{{"o", "year"}}, {{"importer", "year"}}, {{"pair"}}})) ==
          Path::cube);
}

TEST_CASE("other models are estimated the general way") {
    const Panel panel = made_panel({});
    CHECK(path_of(panel, model_with({{{"exporter", "year"}}, {{"importer", "year"}}})) ==
          Path::general);
    CHECK(
        path_of(panel, model_with({{{"exporter", "year"}}, {{"importer", "year"}}, {{"year"}}})) ==
        Path::general);
    GravityModel weighted = model_with(three_way);
    weighted.weight = "one";
    CHECK(path_of(panel, weighted) == Path::general);
    check_same(estimate(panel, {.model = weighted}).value().estimates,
               estimate(panel, {.model = model_with(three_way)}).value().estimates, 1e-8);
    const auto ols =
        estimate(panel, {.model = model_with(three_way), .estimator = Estimator::least_squares});
    REQUIRE(ols);
    CHECK(ols->path == Path::general);
    CHECK_FALSE(ols->estimates.left_out.zeros.empty());
}

TEST_CASE("a column that splits or joins pairs is no pair effect") {
    Panel panel = made_panel({});
    Factor& pair = panel.factors[3];
    const GravityModel model =
        model_with({{{"exporter", "year"}}, {{"importer", "year"}}, {{"pair"}}});
    CHECK(cube_shape(panel, model)->pair_effects == PairEffects::mutual);
    const std::vector<std::uint32_t> before = pair.codes;
    std::ranges::fill(pair.codes, before[0]);
    CHECK_FALSE(cube_shape(panel, model));
    pair.codes = before;
    pair.codes[7] = static_cast<std::uint32_t>(pair.labels.size());
    pair.labels.emplace_back("other");
    CHECK_FALSE(cube_shape(panel, model));
}

TEST_CASE("mutual pairs are the same whichever way the trade goes") {
    const Panel panel = made_panel({});
    const Factor made = mutual_pairs(panel.factors[0], panel.factors[1], "pair");
    CHECK(made.codes == panel.factors[3].codes);
    CHECK(made.labels[1] == "P0~P1");
}

TEST_CASE("rows that a regressor or the effects separate are told by the general estimation") {
    Panel panel = made_panel({.zeros = 0});
    Variable flag{.name = "flag", .values = std::vector<double>(panel.rows())};
    std::vector<double>& trade = panel.variables.back().values;
    for (const std::size_t row : {11U, 103U, 217U}) {
        flag.values[row] = 1;
        trade[row] = 0;
    }
    panel.variables.push_back(flag);
    GravityModel model = model_with(three_way);
    model.regressors.emplace_back("flag");
    const auto found = estimate(panel, {.model = model});
    REQUIRE(found);
    CHECK(found->path == Path::general);
    CHECK(found->estimates.left_out.separated == std::vector<std::uint32_t>{11, 103, 217});
}

TEST_CASE("zero flows that effects alone separate are told too") {
    // In each of two years exporters 2 and 3 sell only importers 2 and 3; in the second year these
    // also buy of nobody else. Then the zeros of the others force each other.
    Panel panel = made_panel({.parties = 4, .years = 2, .zeros = 0});
    std::vector<double>& trade = panel.variables.back().values;
    for (std::size_t row = 0; row < panel.rows(); ++row) {
        const bool to_block = panel.factors[1].codes[row] >= 2;
        const bool from_block = panel.factors[0].codes[row] >= 2;
        const bool later = panel.factors[2].codes[row] == 1;
        if ((from_block && !to_block && !later) || (later && to_block && !from_block))
            trade[row] = 0;
    }
    const auto any = estimate(panel, {.model = model_with(three_way)});
    const auto general = estimate(panel, {.model = model_with(three_way), .may_use_cube = false});
    REQUIRE(any);
    REQUIRE(general);
    CHECK_FALSE(general->estimates.left_out.separated.empty());
    CHECK(any->path == Path::general);
    CHECK(any->estimates.left_out.separated == general->estimates.left_out.separated);
}

TEST_CASE("the bias is corrected for three-way models and refused for others") {
    const Panel panel = made_panel({});
    const auto corrected = estimate(panel, {.model = model_with(three_way), .corrects_bias = true});
    REQUIRE(corrected);
    REQUIRE(corrected->correction);
    for (std::size_t k = 0; k < 2; ++k)
        CHECK(corrected->correction->coefficients[k] ==
              doctest::Approx(corrected->estimates.coefficients[k].value -
                              corrected->correction->bias[k]));
    const auto two_way = estimate(
        panel, {.model = model_with({{{"exporter"}}, {{"importer"}}}), .corrects_bias = true});
    REQUIRE_FALSE(two_way);
    CHECK(two_way.error().code == "gravity.no-correction");
    const auto mutual = estimate(
        panel,
        {.model = model_with({three_way[0], three_way[1], {{"pair"}}}), .corrects_bias = true});
    REQUIRE_FALSE(mutual);
    CHECK(mutual.error().message.contains("exporter^importer"));
    GravityModel fixest = model_with(three_way);
    fixest.small_sample = SmallSample::fixest;
    CHECK(estimate(panel, {.model = fixest, .corrects_bias = true}).error().code ==
          "gravity.no-correction");
}

TEST_CASE("what is wrong with a model is refused the same whatever its effects") {
    const Panel panel = made_panel({});
    GravityModel model = model_with(three_way);
    model.regressors = {"x", "nothing"};
    CHECK(estimate(panel, {.model = model}).error().code == "gravity.unknown-column");
    model.regressors = {"one"};
    CHECK(estimate(panel, {.model = model}).error().code == "gravity.collinear");
    model.regressors = {"x", "one"};
    const auto partly = estimate(panel, {.model = model});
    REQUIRE(partly);
    CHECK(partly->estimates.collinear == std::vector<std::string>{"one"});
    model.regressors = {"x"};
    model.clusters = {{{"nobody"}}};
    CHECK(estimate(panel, {.model = model}).error().code == "gravity.unknown-column");
}

TEST_SUITE("shared") {
    TEST_CASE("both paths agree on a published application to nine digits") {
        if (!std::filesystem::exists(COMITY_SHARED_DIR)) {
            MESSAGE("shared files are not here");
            return;
        }
        const Panel panel = agtpa::panel(agtpa::Trade::all);
        GravityModel model{
            .regressors = {"rta"},
            .effects = {{{"exporter", "year"}}, {{"importer", "year"}}, {{"pair_id"}}},
            .clusters = {{{"pair_id"}}},
            .tolerance = 1e-11};
        check_paths(panel, model, 1e-9);
        model.small_sample = SmallSample::fixest;
        check_paths(panel, model, 1e-9);
    }
}
