// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/bias.h"

#include "engines/trade/gravity/cube.test.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace comity;
using namespace comity::trade;

namespace {

using Vector = std::vector<double>;
using Matrix = std::vector<Vector>;

CubeFit fitted(const Cube& cube) {
    Result<CubeFit> fit = fit_cube(cube);
    REQUIRE(fit.has_value());
    return std::move(*fit);
}

BiasCorrection corrected(const Cube& cube, const CubeFit& fit, const BiasOptions& options = {}) {
    Result<BiasCorrection> result = correct_bias(cube, fit, options);
    REQUIRE(result.has_value());
    return std::move(*result);
}

Matrix zeros(std::size_t n) { return Matrix(n, Vector(n, 0.0)); }

Matrix inverse(Matrix a) {
    const std::size_t n = a.size();
    Matrix result = zeros(n);
    for (std::size_t i = 0; i < n; ++i) result[i][i] = 1;
    for (std::size_t pivot = 0; pivot < n; ++pivot) {
        std::size_t best = pivot;
        for (std::size_t i = pivot; i < n; ++i)
            if (std::abs(a[i][pivot]) > std::abs(a[best][pivot])) best = i;
        std::swap(a[pivot], a[best]);
        std::swap(result[pivot], result[best]);
        const double scale = a[pivot][pivot];
        for (std::size_t j = 0; j < n; ++j) {
            a[pivot][j] /= scale;
            result[pivot][j] /= scale;
        }
        for (std::size_t i = 0; i < n; ++i) {
            const double factor = a[i][pivot];
            for (std::size_t j = 0; j < n && i != pivot; ++j) {
                a[i][j] -= factor * a[pivot][j];
                result[i][j] -= factor * result[pivot][j];
            }
        }
    }
    return result;
}

/// The Moore-Penrose inverse of a matrix whose null space is that of equal entries.
Matrix pseudo_inverse(Matrix a) {
    const std::size_t n = a.size();
    for (Vector& row : a)
        for (double& entry : row) entry += 1.0 / static_cast<double>(n);
    Matrix result = inverse(a);
    for (Vector& row : result)
        for (double& entry : row) entry -= 1.0 / static_cast<double>(n);
    return result;
}

Matrix times(const Matrix& a, const Matrix& b) {
    Matrix result = zeros(a.size());
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t k = 0; k < a.size(); ++k)
            for (std::size_t j = 0; j < a.size(); ++j) result[i][j] += a[i][k] * b[k][j];
    return result;
}

double trace(const Matrix& a) {
    double result = 0;
    for (std::size_t i = 0; i < a.size(); ++i) result += a[i][i];
    return result;
}

/// The paper's formulas word by word, for complete cubes with one regressor.
class Slowly {
public:
    Slowly(const Cube& cube, const CubeFit& fit)
        : cube_(cube), fit_(fit), n_(cube.exporters), periods_(cube.periods) {}

    double bias() const {
        double total = 0;
        for (std::size_t i = 0; i < n_; ++i)
            for (const bool by_exporter : {true, false}) total += group_term(i, by_exporter);
        return fit_.bread[0] * total;
    }

    double variance() const {
        double meat = 0;
        for (std::size_t i = 0; i < n_; ++i)
            for (std::size_t j = 0; j < n_; ++j) meat += pair_variance(i, j);
        return fit_.bread[0] * meat * fit_.bread[0];
    }

private:
    std::size_t pair(std::size_t i, std::size_t j, bool by_exporter) const {
        return by_exporter ? i * n_ + j : j * n_ + i;
    }
    double mean(std::size_t p, std::size_t t) const { return fit_.fitted[p * periods_ + t]; }
    double score(std::size_t p, std::size_t t) const {
        return cube_.flow[p * periods_ + t] - mean(p, t);
    }
    double x(std::size_t p, std::size_t t) const { return fit_.residualised[0][p * periods_ + t]; }
    double total(std::size_t p) const {
        double sum = 0;
        for (std::size_t t = 0; t < periods_; ++t) sum += mean(p, t);
        return sum;
    }
    /// Minus the third derivative of log sum_t exp(index_t), times the total.
    double third(std::size_t p, std::size_t r, std::size_t s, std::size_t t) const {
        const double sum = total(p);
        const auto share = [&](std::size_t at) { return mean(p, at) / sum; };
        double kappa = 2 * share(r) * share(s) * share(t);
        if (r == s && s == t) kappa += share(r);
        if (r == s) kappa -= share(r) * share(t);
        if (s == t) kappa -= share(r) * share(s);
        if (r == t) kappa -= share(s) * share(t);
        return -sum * kappa;
    }
    Matrix hessian(std::size_t p) const {
        Matrix result = zeros(periods_);
        for (std::size_t s = 0; s < periods_; ++s)
            for (std::size_t t = 0; t < periods_; ++t)
                result[s][t] = (s == t ? mean(p, s) : 0) - mean(p, s) * mean(p, t) / total(p);
        return result;
    }
    Matrix group_inverse(std::size_t i, bool by_exporter) const {
        Matrix sum = zeros(periods_);
        for (std::size_t j = 0; j < n_; ++j) {
            const Matrix part = hessian(pair(i, j, by_exporter));
            for (std::size_t s = 0; s < periods_; ++s)
                for (std::size_t t = 0; t < periods_; ++t) sum[s][t] += part[s][t];
        }
        return pseudo_inverse(sum);
    }

    double group_term(std::size_t i, bool by_exporter) const {
        Matrix first = zeros(periods_);
        Matrix curvature = zeros(periods_);
        Matrix scores = zeros(periods_);
        for (std::size_t j = 0; j < n_; ++j) {
            const std::size_t p = pair(i, j, by_exporter);
            const Matrix h = hessian(p);
            for (std::size_t s = 0; s < periods_; ++s)
                for (std::size_t t = 0; t < periods_; ++t) {
                    scores[s][t] += score(p, s) * score(p, t);
                    for (std::size_t r = 0; r < periods_; ++r) {
                        first[s][t] += h[s][r] * x(p, r) * score(p, t);
                        curvature[s][t] += third(p, r, s, t) * x(p, r);
                    }
                }
        }
        const Matrix a = group_inverse(i, by_exporter);
        return -trace(times(a, first)) + 0.5 * trace(times(times(curvature, a), times(scores, a)));
    }

    /// (I - H A)^-1.
    Matrix undone(std::size_t p, std::size_t i, bool by_exporter) const {
        Matrix system = times(hessian(p), group_inverse(i, by_exporter));
        for (std::size_t s = 0; s < periods_; ++s)
            for (std::size_t t = 0; t < periods_; ++t)
                system[s][t] = (s == t ? 1 : 0) - system[s][t];
        return inverse(system);
    }

    double pair_variance(std::size_t i, std::size_t j) const {
        const std::size_t p = i * n_ + j;
        const Matrix whole = times(undone(p, i, true), undone(p, j, false));
        double plain = 0;
        double larger = 0;
        double information = 0;
        for (std::size_t s = 0; s < periods_; ++s) {
            plain += x(p, s) * score(p, s);
            information += x(p, s) * x(p, s) * mean(p, s);
            for (std::size_t t = 0; t < periods_; ++t)
                larger += x(p, s) * whole[s][t] * score(p, t);
        }
        return larger * (1 + information * fit_.bread[0]) * plain;
    }

    const Cube& cube_;
    const CubeFit& fit_;
    std::size_t n_;
    std::size_t periods_;
};

/// Flows with a coefficient of 1, and errors whose variance follows the means: the second process
/// of Weidner & Zylkin's simulations, without flows of an economy to itself.
Cube simulated(std::size_t economies, std::size_t periods, std::uint64_t seed) {
    Draws draws(seed);
    const auto effects = [&](std::size_t count) {
        Vector values(count);
        for (double& value : values) value = draws.normal() / 4;
        return values;
    };
    Cube cube{};
    cube.exporters = cube.importers = economies;
    cube.periods = periods;
    cube.regressors.push_back({.name = "x", .values = {}});
    const Vector seller = effects(economies * periods);
    const Vector buyer = effects(economies * periods);
    const Vector pair_effect = effects(economies * economies);
    for (std::size_t pair = 0; pair < cube.pairs(); ++pair) {
        double x = pair_effect[pair] + draws.normal() / 2;
        double shock = draws.normal();
        for (std::size_t t = 0; t < periods; ++t) {
            const double effect =
                seller[pair / economies * periods + t] + buyer[pair % economies * periods + t];
            x = x / 2 + effect + draws.normal() / std::sqrt(2.0);
            shock = 0.3 * shock + std::sqrt(1 - 0.09) * draws.normal();
            const double mean = std::exp(effect + pair_effect[pair] + x);
            const double variance = std::log1p(1 / mean);
            cube.regressors[0].values.push_back(x);
            cube.flow.push_back(pair / economies == pair % economies
                                    ? std::numeric_limits<double>::quiet_NaN()
                                    : mean * std::exp(std::sqrt(variance) * shock - variance / 2));
        }
    }
    return cube;
}

}  // namespace

TEST_CASE("the correction is the paper's, written out term by term") {
    for (const std::size_t periods : {2, 3, 5, 9}) {
        const Cube cube = random_cube({6, 6, periods}, 1, 30 + periods);
        const CubeFit fit = fitted(cube);
        REQUIRE(fit.dropped.cells == 0);
        const BiasCorrection result = corrected(cube, fit, {.small_sample = false});
        const Slowly slowly(cube, fit);
        CHECK(result.bias[0] == doctest::Approx(slowly.bias()).epsilon(1e-6));
        CHECK(result.covariance[0] == doctest::Approx(slowly.variance()).epsilon(1e-6));
        CHECK(result.coefficients[0] == fit.coefficients[0] - result.bias[0]);
    }
}

TEST_CASE("estimates of a known coefficient are less biased, and intervals hold it more often") {
    constexpr int samples = 150;
    double before = 0;
    double after = 0;
    int held_before = 0;
    int held_after = 0;
    for (std::uint64_t seed = 1; seed <= samples; ++seed) {
        const Cube cube = simulated(16, 4, seed);
        const CubeFit fit = fitted(cube);
        const BiasCorrection correction = corrected(cube, fit);
        before += fit.coefficients[0] - 1;
        after += correction.coefficients[0] - 1;
        held_before += std::abs(fit.coefficients[0] - 1) < 1.96 * fit.standard_error(0);
        held_after +=
            std::abs(correction.coefficients[0] - 1) < 1.96 * correction.standard_error(0);
    }
    MESSAGE("mean error ", before / samples, ", corrected ", after / samples, "; held ",
            held_before, ", corrected ", held_after, " of ", samples);
    CHECK(before / samples > 0.012);
    CHECK(std::abs(after) < 0.5 * std::abs(before));
    CHECK(held_after > held_before);
    CHECK(held_after > samples * 0.88);
}

TEST_CASE("a correction depends neither on threads nor on the unit of flows") {
    Cube cube = random_cube({9, 8, 5}, 3, 40);
    for (std::size_t cell = 3; cell < cube.cells(); cell += 11)
        cube.flow[cell] = std::numeric_limits<double>::quiet_NaN();
    const CubeFit fit = fitted(cube);
    const BiasCorrection alone = corrected(cube, fit, {.threads = 1});
    const BiasCorrection together = corrected(cube, fit, {.threads = 5});
    CHECK(alone.bias == together.bias);
    CHECK(alone.covariance == together.covariance);
    for (double& flow : cube.flow) flow *= 1e6;
    const BiasCorrection scaled = corrected(cube, fitted(cube));
    for (std::size_t k = 0; k < 3; ++k) {
        CHECK(scaled.bias[k] == doctest::Approx(alone.bias[k]).epsilon(1e-5));
        CHECK(scaled.standard_error(k) == doctest::Approx(alone.standard_error(k)).epsilon(1e-5));
    }
}

TEST_CASE("corrected standard errors are larger than plain ones") {
    const Cube cube = random_cube({10, 10, 4}, 2, 41);
    const CubeFit fit = fitted(cube);
    const BiasCorrection correction = corrected(cube, fit);
    for (std::size_t k = 0; k < 2; ++k) {
        CHECK(correction.standard_error(k) > fit.standard_error(k));
        CHECK(correction.standard_error(k) < 2 * fit.standard_error(k));
    }
}

TEST_CASE("a correction needs a fit of the same cube") {
    const Cube cube = random_cube({5, 5, 4}, 1, 42);
    const CubeFit fit = fitted(cube);
    CHECK(correct_bias(random_cube({5, 5, 5}, 1, 42), fit).error().code == "gravity.shape");
    CHECK(correct_bias(cube, CubeFit{}).error().code == "gravity.shape");
    const Result<CubeFit> mutual = fit_cube(cube, {.pair_effects = PairEffects::mutual});
    REQUIRE(mutual.has_value());
    CHECK(correct_bias(cube, *mutual).error().code == "gravity.no-correction");
}
