// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/panels/panel.h"

#include <span>

namespace comity::trade {

/// To which level of an effect, or group of a cluster, each row belongs: numbers below `count`, of
/// which each occurs.
struct Levels {
    std::vector<std::uint32_t> codes;
    std::uint32_t count = 0;
    bool operator==(const Levels&) const = default;
};

/// The combinations of these factors that occur in these rows of a panel, ordered by the first
/// factor, then the second, and so on. Without factors all rows are of one level.
Levels interact(std::span<const Factor* const> factors, std::span<const std::uint32_t> rows);

/// The combinations of two.
Levels interact(const Levels& first, const Levels& second);

/// The levels of those rows only for which `kept` is not zero, numbered again.
Levels keep(const Levels& levels, std::span<const std::uint8_t> kept);

/// Whether all rows of a level of `inner` are of one level of `outer`.
bool is_nested(const Levels& inner, const Levels& outer);

}  // namespace comity::trade
