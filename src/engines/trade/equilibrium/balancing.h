// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "engines/trade/equilibrium/party_matrix.h"

#include <string>
#include <vector>

namespace comity::trade {

/// A matrix that is to be scaled by rows and columns until its sums are those given.
struct BalancingProblem {
    std::vector<std::string> parties;
    PartyMatrix kernel;               ///< not negative; zeros stay zeros
    std::vector<double> output;       ///< the row sums wanted, positive
    std::vector<double> expenditure;  ///< the column sums wanted, positive, of the same total
};

/// output(i) = sum over j of sellers(i) kernel(i, j) buyers(j), expenditure(j) the same over i.
/// With kernel = t^(1-sigma) these are the multilateral resistances of Anderson and van Wincoop
/// (2003, equations 10 and 11), each to the power 1-sigma: outward = output / (W sellers),
/// inward = expenditure / buyers, where W is the output of the world and one resistance is free.
struct Balancing {
    std::vector<double> sellers;
    std::vector<double> buyers;
    int rounds = 0;        ///< of proportional fitting
    int newton_steps = 0;  ///< taken where fitting was too slow
    double residual = 0;   ///< largest relative distance of a row or column sum from its total
    bool operator==(const Balancing&) const = default;
};

struct BalancingOptions {
    int rounds_max = 400;
    double tolerance = 1e-13;         ///< of the logarithms of the factors
    std::vector<double> buyers = {};  ///< where to begin; empty: at one
};

/// What may be off by rounding when sums are compared, and the most that is certified.
constexpr double balance_residual_max = 1e-10;

/// Bi-proportional balancing: proportional fitting with Anderson acceleration, then Newton's method
/// on the convex dual if that is too slow. The factor of the largest buyer is one. Refusals:
/// `balancing.wrong-size`, `balancing.not-finite`, `balancing.negative`, `balancing.no-total`,
/// `balancing.totals-differ`, `balancing.disconnected` (the answer is not unique),
/// `balancing.not-certified` (no scaling exists, or none was found).
Result<Balancing> balance(const BalancingProblem& problem, const BalancingOptions& options = {});

/// Refuses a matrix with a cell that is negative or not a finite number: the cell by its parties.
Result<> check_cells(const std::vector<std::string>& parties, const PartyMatrix& matrix,
                     const std::string& area);
/// Refuses if sellers and buyers fall into groups without any flow between them, with a party of
/// each of two groups.
Result<> check_connected(const std::vector<std::string>& parties, const PartyMatrix& matrix,
                         const std::string& area);

}  // namespace comity::trade
