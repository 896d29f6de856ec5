// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/scenarios/scenario_change.h"

namespace comity::trade {

/// What one party has before, or what changes for it, as the model says it; in percent unless it is
/// in the unit of the data.
struct PartyOutcome {
    double output = 0;
    double price = 0;
    double price_index = 0;
    double real_income = 0;
    double domestic_share = 0;
    std::optional<double> revenue_value = {};  ///< in the unit of the data
    std::optional<double> terms_of_trade = {};
    std::optional<double> volume_of_trade = {};
};

/// The world at one moment of a scenario.
struct Outcome {
    std::vector<PartyOutcome> parties;
    PartyMatrix trade;                 ///< exporter by importer, in value
    std::vector<PartyMatrix> sectors;  ///< the same by sector
    Certificate certificate;
};

/// From where changes are counted: the data, made an equilibrium of the model if they are none.
struct Baseline {
    PartyMatrix trade;
    std::vector<PartyMatrix> sectors;
    std::vector<double> income;           ///< what is spent on final goods
    std::vector<Correction> corrections;  ///< to the data
    std::optional<Economy> economy;       ///< many sectors
};

Result<Baseline> baseline_of(const Scenario& scenario, const ScenarioWorld& world);
Result<Outcome> outcome_of(const Scenario& scenario, const ScenarioWorld& world,
                           const Baseline& baseline, PhaseYear year);

OneSectorOptions one_sector_options(const Scenario& scenario);
/// Refusal `scenario.unknown-party` for the numeraire.
Result<SolveOptions> many_sector_options(const Scenario& scenario, const Economy& economy);

}  // namespace comity::trade
