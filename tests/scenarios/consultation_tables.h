// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tables.h"

namespace comity::scenarios {

/// What `show TOPIC ARGUMENTS` shows of consultation; nothing if that is no topic of it.
std::optional<std::vector<Row>> consultation_table(const State& state, const std::string& topic,
                                                   const std::string& arguments);

}  // namespace comity::scenarios
