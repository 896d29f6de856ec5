// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/terminal.h"

namespace comity::cli {

/// `1234567.25` with so many digits after the point: `1,234,567.3`.
std::string fixed_text(double value, int digits);
/// Four digits after the point; very small and very large ones as `1.234e-06`.
std::string estimate_figure(double value);
/// `0.031`, `<0.001`.
std::string probability_text(double p);
/// `28,482`.
std::string count_figure(std::int64_t count);

/// Lines `name  value`, the values beneath each other and wrapped to the width.
std::string named_lines(const std::vector<std::pair<std::string, std::string>>& lines,
                        std::size_t width);

}  // namespace comity::cli
