// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/gravity/cube.h"
#include "engines/trade/gravity/effect_solver.h"

namespace comity::trade {

/// The observations of a cube that take part in an estimation, and the arrays that it works on.
class CubeSample {
public:
    /// Checks the numbers of the cube, drops what effects explain alone, and fits the effects
    /// without regressors, so that `cells().mean` are fitted flows. The cube must outlive the
    /// sample.
    static Result<CubeSample> take(const Cube& cube, PairEffects pair_effects, Crew& crew);

    /// Leaves a regressor out from now on.
    void remove_regressor(std::size_t k);

    const Cells& cells() const { return cells_; }
    const Parts& parts() const { return parts_; }
    const CubeDropped& dropped() const { return dropped_; }
    std::size_t observations() const { return observations_; }
    std::size_t clusters() const { return clusters_; }
    /// Hands the arrays over, in the shape of the cube.
    std::vector<double> release_mean() { return released(std::move(mean_)); }
    std::vector<std::vector<double>> release_regressors();

private:
    CubeSample(const Cube& cube, PairEffects pair_effects);
    Result<> read(const Cube& cube, Crew& crew);
    std::size_t read_row(const Cube& cube, std::size_t pair);
    Result<> drop(EffectColumns& groups, Crew& crew);
    void count(EffectColumns& groups, Crew& crew);
    bool drop_groups(const EffectRows& groups, Crew& crew);
    std::vector<double> released(std::vector<double> padded) const;

    Cells cells_;
    Parts parts_;
    std::vector<double> mean_;
    std::vector<double> total_inverse_;
    std::vector<std::vector<double>> regressors_;
    CubeDropped dropped_;
    std::size_t observations_ = 0;
    std::size_t clusters_ = 0;
};

}  // namespace comity::trade
