// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands.h"

#include <optional>

namespace comity::cli {

struct SimulateOptions {
    std::string scenario;                ///< a file, or the name of one in the node's `scenarios/`
    std::optional<std::uint64_t> draws;  ///< instead of the scenario's
    std::optional<std::uint64_t> seed;
    std::optional<std::string> change;  ///< of frictions, in percent
    unsigned threads = 0;               ///< 0: one for each processor
    bool csv = false;
};

/// What a scenario would bring, with groups such as `member@2021-09-17` from the node's record.
/// Started by mpirun, the processes share the draws, and the first one answers.
Result<Report> assess_trade(const Context& context, const SimulateOptions& options);
/// The same without a node: groups are lists of codes.
Result<Report> simulate_trade(const Context& context, const SimulateOptions& options);

}  // namespace comity::cli
