// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/equilibrium/economy.h"
#include "engines/trade/equilibrium/one_sector.h"
#include "engines/trade/scenarios/assessment.h"

namespace comity::trade {

/// Bytes of the files that a scenario names, by name.
using FileBytes = std::map<std::string, std::string>;

/// Which files a scenario needs, each once, sorted.
std::vector<std::string> files_of(const Scenario& scenario);

/// The world that a scenario starts from: one of the two.
struct ScenarioWorld {
    std::optional<OneSectorWorld> one;
    std::optional<Economy> many;
    std::map<std::string, std::vector<double>> tariffs;  ///< by file, [j][n][i]
    std::vector<InputDigest> inputs;                     ///< of the files
    const std::vector<std::string>& parties() const { return one ? one->parties : many->parties; }
    std::size_t sectors() const { return one ? 1 : many->sectors.size(); }
};

/// Reads the data. Parties of one sector stand in order of their codes, those of many in the order
/// of the files. A pair without a row does not trade; own sales need a row.
/// Refusals: those of the readers, `scenario.file-missing`, `scenario.own-sales`,
/// `scenario.data-missing`, `scenario.output`.
Result<ScenarioWorld> read_world(const Scenario& scenario, const FileBytes& files);

}  // namespace comity::trade
