// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/state.h"
#include "base/code_list.h"
#include "engines/trade/scenarios/assess.h"

namespace comity {

/// A scenario of the trade engine with its data, ready to be assessed.
struct ReadyScenario {
    trade::ScenarioFile file;
    trade::ScenarioWorld world;
};

/// The scenarios in `scenarios/` of a node's folder, by name (of the file, without `.toml`).
std::map<std::string, std::string> scenario_paths(const std::string& folder);

/// Reads a scenario's file and replaces groups such as `member@2021-09-17` by the codes of those
/// who are in it by `state`; without a state they stay, and are refused when the scenario is
/// assessed.
Result<trade::ScenarioFile> read_scenario(const std::string& path, const State* state);

/// The same with the data beside the file, of at most `bytes_max` in all.
/// Refusals: those of scenarios and their data, `file.absent`, `scenario.too-large-for-web`.
Result<ReadyScenario> load_scenario(const std::string& path, const State* state,
                                    std::uint64_t bytes_max = std::uint64_t{1} << 32U);

/// Gives the parties the names that the record or ISO 3166 has for them.
void name_parties(trade::Assessment& assessment, const State* state, const CountryList& countries);

}  // namespace comity
