// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/equilibrium/many_sectors.h"
#include "engines/trade/scenarios/scenario_world.h"

namespace comity::trade {

/// Which parties the changes name: in the order of the world's. Refusals, with JSON pointers:
/// `scenario.unknown-party`, `scenario.group-unresolved`, `scenario.ambiguous` (a group that is
/// called as a party is), `scenario.no-pairs`, `scenario.unknown-sector`.
Result<std::vector<bool>> members_of(const Scenario& scenario, const ScenarioWorld& world);

/// Years with a step of the phase-in, in order; empty if everything comes at once.
std::vector<std::int64_t> phase_years(const Scenario& scenario);

/// A year, or, if there is none, when every change is whole.
using PhaseYear = std::optional<std::int64_t>;

/// Factors of the cost of trade, exporter by importer. Factors of several changes of one pair are
/// multiplied. Own sales never change. `members_of` has passed.
PartyMatrix cost_factors(const Scenario& scenario, const ScenarioWorld& world, PhaseYear year);

/// The same for many sectors, with tariffs: changes of one tariff follow each other in the order of
/// the scenario. With steps, a tariff goes from where it was to where it will be in equal parts.
Change change_of(const Scenario& scenario, const ScenarioWorld& world, PhaseYear year);

}  // namespace comity::trade
