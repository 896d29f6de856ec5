// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstddef>
#include <span>

namespace comity::trade {

/// How much a total comes from few parts. Three indices are in use under nearly the same name, so
/// each is named here, and `n` with them. Let s_k be the share of part k and H = Σ s_k².
struct Concentration {
    std::size_t n = 0;      ///< how many parts there could be
    std::size_t parts = 0;  ///< how many are above zero
    double total = 0;       ///< of the values, in their unit
    double herfindahl = 0;  ///< H, from 1/n to 1 (Hirschman 1945, Herfindahl 1950; WITS)
    double normalised = 0;  ///< (H − 1/n) / (1 − 1/n), from 0 to 1
    double unctad = 0;      ///< (√H − √(1/n)) / (1 − √(1/n)), from 0 to 1 (UNCTAD Handbook)
    double equivalent = 0;  ///< 1/H: as many equal parts would be as concentrated (Adelman 1969)
    bool operator==(const Concentration&) const = default;
};

/// Refusals: `concentration.possible` (n below 2, or below the number of parts above zero),
/// `concentration.value` (negative, infinite or missing), `concentration.empty` (the total is 0).
Result<Concentration> concentration(std::span<const double> values, std::size_t n);

}  // namespace comity::trade
