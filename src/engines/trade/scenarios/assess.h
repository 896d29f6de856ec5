// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/equilibrium/elasticity_draws.h"
#include "engines/trade/scenarios/scenario_world.h"

namespace comity::trade {

/// Changes when the same scenario and data may give other digits.
inline constexpr std::string_view engine_name = "comity trade 1";

/// What would follow: for each year of the phase-in, and when the change is whole. `draws` are
/// those of `assess_draws`; with them come intervals. The same scenario, data and draws give the
/// same answer to the last byte, whatever the number of threads or processes. Refusals: those of
/// `members_of`, `assess_one_sector`, `solve`.
Result<Assessment> assess(const Scenario& scenario, const ScenarioWorld& world,
                          const DrawOutcome& draws = {});

/// Some of a scenario's draws: `count` of them, from the number `first` on.
struct DrawRange {
    std::size_t first = 0;
    std::size_t count = 0;
    unsigned threads = 1;  ///< changes nothing but the time
};

/// Welfare by draw and party when the change is whole, with elasticities drawn about the
/// scenario's. A draw depends on the seed and its number alone, so ranges may be cut as one likes
/// and put together by `merge`. Refusals: those of `assess`, `scenario.no-standard-error`.
Result<DrawOutcome> assess_draws(const Scenario& scenario, const ScenarioWorld& world,
                                 const DrawRange& range);

/// Draws as bytes that another process can read, exactly.
std::string pack(const DrawOutcome& draws);
/// Refusal `draws.bytes`.
Result<DrawOutcome> unpack(std::string_view bytes);

/// The scenario with another friction, in percent, in every change that has one. Refusals
/// `scenario.no-friction`, `scenario.below-minus-100`, `scenario.percent`.
Result<Scenario> with_friction(Scenario scenario, const Decimal& percent);

/// A percentage with up to eight decimals.
Decimal percent_decimal(double value);
/// A number with nine significant digits.
Decimal value_decimal(double value);

}  // namespace comity::trade
