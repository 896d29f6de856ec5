// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/cube.test.h"

#include <cmath>
#include <numbers>

namespace comity::trade {

namespace {

using Matrix = std::vector<std::vector<double>>;

/// The regressors and a dummy for each exporter-period, importer-period and pair, by observation.
class Design {
public:
    Design(const Cube& cube, const std::vector<bool>& sample, PairEffects pair_effects)
        : cube_(cube), pair_effects_(pair_effects) {
        for (std::size_t cell = 0; cell < cube.cells(); ++cell)
            if (sample[cell]) cells.push_back(cell);
        columns = cube.regressors.size() + cube.exporters * cube.periods +
                  cube.importers * cube.periods + cube.pairs();
    }

    /// Which pair effect a cell has.
    std::size_t pair_of(std::size_t cell) const {
        const std::size_t pair = cell / cube_.periods;
        const std::size_t i = pair / cube_.importers;
        const std::size_t j = pair % cube_.importers;
        return pair_effects_ == PairEffects::mutual && i > j ? j * cube_.importers + i : pair;
    }

    std::vector<double> row(std::size_t cell) const {
        std::vector<double> x(columns, 0.0);
        std::size_t first = 0;
        for (const Variable& regressor : cube_.regressors) x[first++] = regressor.values[cell];
        const std::size_t pair = cell / cube_.periods;
        const std::size_t t = cell % cube_.periods;
        x[first + pair / cube_.importers * cube_.periods + t] = 1;
        first += cube_.exporters * cube_.periods;
        x[first + pair % cube_.importers * cube_.periods + t] = 1;
        x[first + cube_.importers * cube_.periods + pair_of(cell)] = 1;
        return x;
    }

    std::vector<std::size_t> cells;
    std::size_t columns;

private:
    const Cube& cube_;
    PairEffects pair_effects_;
};

/// A generalised inverse by Gauss-Jordan elimination, passing over columns without a pivot.
Matrix inverse(Matrix a) {
    const std::size_t n = a.size();
    Matrix result(n, std::vector<double>(n, 0.0));
    std::vector<bool> used(n, false);
    std::vector<double> size(n);
    for (std::size_t i = 0; i < n; ++i) {
        result[i][i] = 1;
        size[i] = a[i][i];
    }
    for (std::size_t pivot = 0; pivot < n; ++pivot) {
        if (!(a[pivot][pivot] > 1e-10 * size[pivot])) continue;
        used[pivot] = true;
        const double scale = a[pivot][pivot];
        for (std::size_t j = 0; j < n; ++j) {
            a[pivot][j] /= scale;
            result[pivot][j] /= scale;
        }
        for (std::size_t i = 0; i < n; ++i) {
            const double factor = a[i][pivot];
            if (i == pivot || factor == 0) continue;
            for (std::size_t j = 0; j < n; ++j) {
                a[i][j] -= factor * a[pivot][j];
                result[i][j] -= factor * result[pivot][j];
            }
        }
    }
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            if (!used[i] || !used[j]) result[i][j] = 0;
    return result;
}

struct State {
    std::vector<double> index;  ///< the linear index, by observation
    std::vector<double> parameters;
    Matrix hessian_inverse;
};

double newton_step(const Cube& cube, const Design& design, State& state) {
    const std::size_t n = design.columns;
    Matrix hessian(n, std::vector<double>(n, 0.0));
    std::vector<double> gradient(n, 0.0);
    for (std::size_t o = 0; o < design.cells.size(); ++o) {
        const std::vector<double> x = design.row(design.cells[o]);
        const double mean = std::exp(state.index[o]);
        for (std::size_t i = 0; i < n; ++i) {
            if (x[i] == 0) continue;
            gradient[i] += x[i] * (cube.flow[design.cells[o]] - mean);
            for (std::size_t j = 0; j < n; ++j) hessian[i][j] += mean * x[i] * x[j];
        }
    }
    state.hessian_inverse = inverse(hessian);
    double largest = 0;
    std::vector<double> change(n, 0.0);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) change[i] += state.hessian_inverse[i][j] * gradient[j];
    std::vector<double> step(design.cells.size(), 0.0);
    for (std::size_t o = 0; o < design.cells.size(); ++o) {
        const std::vector<double> x = design.row(design.cells[o]);
        for (std::size_t i = 0; i < n; ++i) step[o] += x[i] * change[i];
        largest = std::max(largest, std::abs(step[o]));
    }
    const double length = std::min(1.0, 2 / largest);
    for (std::size_t o = 0; o < step.size(); ++o) state.index[o] += length * step[o];
    for (std::size_t i = 0; i < n; ++i) state.parameters[i] += length * change[i];
    return largest;
}

/// Sum over pairs of s s' with s the pair's scores of all parameters, between inverse Hessians.
std::vector<double> sandwich(const Cube& cube, const Design& design, const State& state) {
    const std::size_t n = design.columns;
    const std::size_t count = cube.regressors.size();
    Matrix scores(cube.pairs(), std::vector<double>(n, 0.0));
    for (std::size_t o = 0; o < design.cells.size(); ++o) {
        const std::vector<double> x = design.row(design.cells[o]);
        const double error = cube.flow[design.cells[o]] - std::exp(state.index[o]);
        for (std::size_t i = 0; i < n; ++i)
            scores[design.pair_of(design.cells[o])][i] += x[i] * error;
    }
    std::vector<double> covariance(count * count, 0.0);
    for (const std::vector<double>& score : scores) {
        std::vector<double> influence(count, 0.0);
        for (std::size_t k = 0; k < count; ++k)
            for (std::size_t j = 0; j < n; ++j)
                influence[k] += state.hessian_inverse[k][j] * score[j];
        for (std::size_t k = 0; k < count; ++k)
            for (std::size_t l = 0; l < count; ++l)
                covariance[k * count + l] += influence[k] * influence[l];
    }
    return covariance;
}

}  // namespace

double Draws::uniform() {
    state_ = state_ * 6364136223846793005 + 1442695040888963407;
    std::uint64_t x = state_;
    x = (x ^ (x >> 32U)) * 0xD6E8FEB86659FD93;
    x ^= x >> 32U;
    return (static_cast<double>(x >> 11U) + 0.5) * 0x1p-53;
}

double Draws::normal() {
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
}

Cube random_cube(const Shape& shape, std::size_t regressors, std::uint64_t seed) {
    Draws draws(seed);
    const auto several = [&](std::size_t count, double scale) {
        std::vector<double> values(count);
        for (double& value : values) value = scale * draws.normal();
        return values;
    };
    Cube cube{};
    cube.exporters = shape.exporters;
    cube.importers = shape.importers;
    cube.periods = shape.periods;
    const std::vector<double> seller = several(shape.exporters * shape.periods, 1);
    const std::vector<double> buyer = several(shape.importers * shape.periods, 1);
    const std::vector<double> pair_effect = several(cube.pairs(), 1);
    for (std::size_t k = 0; k < regressors; ++k)
        cube.regressors.push_back(
            {.name = "x" + std::to_string(k + 1), .values = several(cube.cells(), 0.7)});
    for (std::size_t cell = 0; cell < cube.cells(); ++cell) {
        const std::size_t pair = cell / cube.periods;
        const std::size_t t = cell % cube.periods;
        double index = seller[pair / cube.importers * cube.periods + t] +
                       buyer[pair % cube.importers * cube.periods + t] + pair_effect[pair];
        double coefficient = 0.5;
        for (std::size_t k = 0; k < regressors; ++k) {
            // Regressors follow the effects, else it would not matter whether these are there.
            cube.regressors[k].values[cell] += 0.2 * index;
            index += coefficient * cube.regressors[k].values[cell];
            coefficient = coefficient > 0 ? 0.1 - coefficient : 0.1 - coefficient - 0.2;
        }
        const double noise = std::exp(0.6 * draws.normal());
        cube.flow.push_back(draws.uniform() < 0.15 ? 0 : std::exp(index) * noise);
    }
    return cube;
}

DenseFit fit_densely(const Cube& cube, const std::vector<bool>& sample, PairEffects pair_effects) {
    const Design design(cube, sample, pair_effects);
    double total = 0;
    for (const std::size_t cell : design.cells) total += cube.flow[cell];
    State state{
        .index = std::vector<double>(design.cells.size(),
                                     std::log(total / static_cast<double>(design.cells.size()))),
        .parameters = std::vector<double>(design.columns, 0.0),
        .hessian_inverse = {}};
    for (int i = 0; i < 200 && newton_step(cube, design, state) > 1e-12; ++i) {
    }
    DenseFit fit;
    fit.fitted.assign(cube.cells(), 0.0);
    for (std::size_t o = 0; o < design.cells.size(); ++o) {
        const double y = cube.flow[design.cells[o]];
        const double mean = std::exp(state.index[o]);
        fit.fitted[design.cells[o]] = mean;
        fit.deviance += 2 * ((y > 0 ? y * std::log(y / mean) : 0) - (y - mean));
    }
    fit.coefficients.assign(
        state.parameters.begin(),
        state.parameters.begin() + static_cast<std::ptrdiff_t>(cube.regressors.size()));
    fit.covariance = sandwich(cube, design, state);
    return fit;
}

}  // namespace comity::trade
