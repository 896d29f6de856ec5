// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/equilibrium/economy.h"

#include <cstdint>

namespace comity::trade {

/// What is to be different. An empty table changes nothing.
struct Change {
    std::vector<double> tariff;    ///< τ' [j][n][i]
    std::vector<double> friction;  ///< d̂ [j][n][i]: factor on other costs of trade; 1 is no change
    std::vector<double> deficit;   ///< D' [n], of sum zero, before the closure scales it
};

/// What trade deficits do. All prices are relative: the numeraire is world value added, which is
/// the same before and after, so that `fixed` also means a fixed share of world value added.
enum class Closure : std::uint8_t {
    fixed,              ///< D' as given
    with_world_output,  ///< D' grows as the output of the world does
    with_wage_of,       ///< D' is fixed in the wage of one party, `closure_party`
    balanced,           ///< D' = 0
};

struct SolveOptions {
    Closure closure = Closure::fixed;
    std::size_t closure_party = 0;
    double tolerance = 1e-12;        ///< the largest step (in logarithms) of the last iteration
    unsigned iterations_max = 4000;  ///< of all attempts together
    unsigned threads = 1;            ///< changes nothing but the time
};

/// The largest residual of an answer; nothing worse is given out.
constexpr double certificate = 1e-10;

struct Diagnostics {
    unsigned iterations = 0;
    double damping = 0;           ///< the part of a wage step that was taken
    double step = 0;              ///< of the last iteration
    double price_residual = 0;    ///< largest |ln P̂ - ln P̂(ĉ, τ', d̂)|
    double demand_residual = 0;   ///< largest |X' - αI' - γY'| of a party's value added
    double income_residual = 0;   ///< largest |w'L - Σ βY'| of a party's value added
    double balance_residual = 0;  ///< largest |imports - exports - D'| of a party's value added
    double base_imbalance = 0;    ///< of the economy given: `imbalance_of`
};

/// The world with the change. A hat is the ratio of after to before, a prime is after.
struct Counterfactual {
    std::vector<double> wage;         ///< ŵ [n]
    std::vector<double> cost;         ///< ĉ [j][n]
    std::vector<double> price;        ///< P̂ [j][n]; 1 where nothing is bought
    std::vector<double> share;        ///< π' [j][n][i]
    std::vector<double> expenditure;  ///< X' [j][n]
    std::vector<double> output;       ///< Y' [j][n]
    std::vector<double> imports;      ///< [j][n]
    std::vector<double> exports;      ///< [j][n]
    std::vector<double> revenue;      ///< R' [n]
    std::vector<double> deficit;      ///< D' [n]
    std::vector<double> income;       ///< I' = ŵ wL + R' + D' [n]
    std::vector<double> price_index;  ///< Π_j P̂_j^α [n]
    std::vector<double> real_wage;    ///< ŵ / price index [n]
    std::vector<double> welfare;      ///< Ŵ = Î / price index [n]
    Diagnostics diagnostics;
};

/// The equilibrium with the change, by exact hat algebra (Caliendo and Parro 2015, eq. 10-14).
/// Refusals: `change.size`, `change.not-a-number`, `economy.tariff`, `change.friction`,
/// `change.unbalanced-world`, `change.closure`, and `equilibrium.not-certified` when no solution
/// with residuals of at most `certificate` was found.
/// The economy is one that `check_economy` has passed.
Result<Counterfactual> solve(const Economy& economy, const Change& change,
                             const SolveOptions& options = {});

/// The economy as it is after the change: from where a further change can be counted.
Economy economy_after(const Economy& economy, const Change& change,
                      const Counterfactual& counterfactual);

/// What n buys from i without tariffs [j][n][i].
std::vector<double> flows_of(const Economy& economy);

/// First-order sources of welfare (Caliendo and Parro 2015, eq. 16 and 17), as shares of income:
/// terms of trade Σ (E_ni (ĉ_n - 1) - M_ni (ĉ_i - 1)) / I, volume of trade
/// Σ τ_ni M_ni (M̂_ni - ĉ_i) / I, over partners i other than n. Their sum is what the paper's
/// tables call welfare; `Counterfactual::welfare` is exact.
struct WelfareSplit {
    std::vector<double> terms_of_trade;            ///< [n]
    std::vector<double> volume_of_trade;           ///< [n]
    std::vector<double> terms_of_trade_by_sector;  ///< [j][n]
    std::vector<double> volume_of_trade_by_sector;
};

/// `economy` is the one before, `after` is `economy_after`.
WelfareSplit split_welfare(const Economy& economy, const Economy& after,
                           const Counterfactual& counterfactual);

}  // namespace comity::trade
