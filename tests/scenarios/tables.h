// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/state.h"

#include <string>
#include <vector>

namespace comity::scenarios {

/// A row of a table: cells without the spaces around them.
using Row = std::vector<std::string>;

/// What `show TOPIC ARGUMENTS` shows of a state; a single row "?" if there is no such topic.
std::vector<Row> table(const State& state, const std::string& topic, const std::string& arguments);

/// `a | b | c` as cells.
Row read_row(std::string_view line);
std::string to_line(const Row& row);

}  // namespace comity::scenarios
