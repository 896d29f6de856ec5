// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/gravity/cube.h"

#include <cstdint>

namespace comity::trade {

/// Numbers for tests, the same on every machine.
class Draws {
public:
    explicit Draws(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15 + 1) {}
    double uniform();
    double normal();

private:
    std::uint64_t state_;
};

struct Shape {
    std::size_t exporters;
    std::size_t importers;
    std::size_t periods;
};

/// A cube with random effects and `regressors` random regressors, coefficients 0.5, -0.4, 0.3, ...
Cube random_cube(const Shape& shape, std::size_t regressors, std::uint64_t seed);

/// What the slow way gives: Newton's method with a dummy variable for every effect, all of them
/// together in one dense matrix.
struct DenseFit {
    std::vector<double> coefficients;
    std::vector<double> covariance;  ///< clustered by pair, without a factor
    std::vector<double> fitted;      ///< 0 where `sample` is false
    double deviance = 0;
};

/// `sample` says which cells take part.
DenseFit fit_densely(const Cube& cube, const std::vector<bool>& sample,
                     PairEffects pair_effects = PairEffects::directed);

}  // namespace comity::trade
