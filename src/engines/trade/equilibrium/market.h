// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/equilibrium/one_sector.h"

namespace comity::trade {

/// The equations of the full endowment equilibrium in changes ("hats"). Symbols: p price, P the
/// price index, Y output, E expenditure, D the trade balance E - Y, X trade.
struct MarketProblem {
    PartyMatrix shares;           ///< X(i, j) / E(j), times the change of t(i, j)^(1-sigma)
    std::vector<double> output;   ///< Y
    std::vector<double> balance;  ///< D
    double elasticity = 0;        ///< sigma
    BalanceClosure closure = BalanceClosure::balance_in_world_output;
    std::optional<std::size_t> numeraire = {};
    int rounds_max = 250;  ///< of the fixed point, before Newton's method
};

struct MarketAnswer {
    std::vector<double> prices;       ///< the change of p
    std::vector<double> index_power;  ///< the change of P^(1-sigma)
    std::vector<double> expenditure;  ///< E, in the numeraire
    PartyMatrix trade;                ///< X
    EquilibriumCertificate certificate;
    /// A party that could not spend what the closure asks; if there is one, this is no equilibrium.
    std::optional<std::size_t> unfunded = {};
};

/// Prices at which all that is made is bought: what a party sells abroad and is lent pays for what
/// it buys abroad and lends. A fixed point in logarithms with Anderson acceleration, then Newton's
/// method if that is too slow. The answer may be no equilibrium: its certificate says.
MarketAnswer clear_market(const MarketProblem& problem);

}  // namespace comity::trade
