// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstddef>
#include <span>
#include <vector>

namespace comity::trade {

/// What one party has, and how much it weighs: 1, or its population if `value` is a head.
struct WeightedValue {
    double value = 0;
    double weight = 1;
};

/// A point of the Lorenz curve: the poorest `share_of_weight` have `share_of_value`.
struct LorenzPoint {
    double share_of_weight = 0;
    double share_of_value = 0;
    bool operator==(const LorenzPoint&) const = default;
};

// Refusals of all four: `inequality.value` (negative, infinite or missing: shares of a total that
// has losses in it mean nothing), `inequality.weight` (not above zero, or infinite),
// `inequality.empty` (nothing to be shared). Gains of which some are losses have a `worst_off`.

/// From (0, 0), one point for each value in ascending order, to (1, 1) (Lorenz 1905).
Result<std::vector<LorenzPoint>> lorenz_curve(std::span<const WeightedValue> values);

/// Twice the area between the Lorenz curve and the diagonal: Σ_i Σ_j w_i w_j |x_i − x_j| /
/// (2 μ (Σ w)²) (Gini 1914), from 0 to 1 − 1/n. Not multiplied by n/(n − 1), as some do.
Result<double> gini(std::span<const WeightedValue> values);

/// The share of the total that would have to move for all to be equal: ½ Σ |s_i − p_i| (Hoover
/// 1936), s_i and p_i the shares in value and weight. The Lorenz curve's largest distance below.
Result<double> hoover(std::span<const WeightedValue> values);

/// Σ s_i ln(s_i / p_i) (Theil 1967, T), 0 ln 0 being 0; from 0 to ln n.
Result<double> theil(std::span<const WeightedValue> values);

/// Which value is the lowest; of equals, the first. Refuses missing values by their place.
Result<std::size_t> worst_off(std::span<const double> values);

}  // namespace comity::trade
