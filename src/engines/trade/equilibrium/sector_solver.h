// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/equilibrium/sector_system.h"

namespace comity::trade {

/// A change that was checked, ready to be solved for one θ after another.
class SectorSolver {
public:
    /// All three must outlive the solver.
    static Result<SectorSolver> make(const Economy& economy, const Change& change,
                                     const SolveOptions& options);

    /// From the economy as it is, or from `start`, a point of `SectorSystem`.
    Result<Counterfactual> solve(std::span<const double> theta, Crew& crew,
                                 std::span<const double> start = {}) const;
    /// The point that `counterfactual` is: a start for other θ.
    std::vector<double> point_of(const Counterfactual& counterfactual) const;

private:
    SectorSolver(const Economy& economy, const Change& change, const SolveOptions& options)
        : economy_(&economy),
          change_(&change),
          options_(&options),
          base_(accounts_of(economy)),
          imbalance_(imbalance_of(economy, base_)) {}

    Result<Counterfactual> certify(Counterfactual answer, const SectorSystem& system) const;

    const Economy* economy_;
    const Change* change_;
    const SolveOptions* options_;
    Accounts base_;
    double imbalance_;
};

}  // namespace comity::trade
