// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/one_sector.h"

namespace comity::trade {

/// The equations of the full endowment equilibrium in changes ("hats"). Symbols: p price, P the
/// price index, Y output, E expenditure, D the trade balance E - Y, X trade.
struct MarketProblem {
    PartyMatrix shares;           ///< X(i, j) / E(j), times the change of t(i, j)^(1-sigma)
    std::vector<double> output;   ///< Y
    std::vector<double> balance;  ///< D
    double elasticity = 0;        ///< sigma
    Closure closure = Closure::balance_in_world_output;
    std::optional<std::size_t> numeraire = {};
};

struct MarketAnswer {
    std::vector<double> prices;       ///< the change of p
    std::vector<double> index_power;  ///< the change of P^(1-sigma)
    std::vector<double> expenditure;  ///< E, in the numeraire
    PartyMatrix trade;                ///< X
    EquilibriumCertificate certificate;
};

/// Prices at which all that is made is bought. A fixed point in logarithms with Anderson
/// acceleration, then Newton's method if that is too slow. The answer may be no equilibrium: its
/// certificate says. Party `unfunded`, if any, is one that could not spend what the closure asks.
struct MarketOutcome {
    MarketAnswer answer;
    std::optional<std::size_t> unfunded;
};
MarketOutcome clear_market(const MarketProblem& problem);

}  // namespace comity::trade
