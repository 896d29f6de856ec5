// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/period.h"

#include <span>

namespace comity::trade {

struct PeriodValue {
    Period period;
    double value = 0;  ///< a missing one is a quiet NaN
    bool operator==(const PeriodValue&) const = default;
};

// Rates are fractions a year (0.05 is 5 percent), of values y_0 … y_k of consecutive periods, m of
// which make a year. All three take a whole series: a gap is refused even where a formula would
// not see it, since the rate is said of the whole span. Refusals: `growth.too-short` (one value),
// `growth.frequency` (weeks and days), `growth.missing-period`, `growth.not-positive` (a value
// that the formula uses), `growth.not-finite`.

/// Compound annual growth between the end points: (y_k / y_0)^(m/k) − 1.
Result<double> compound_growth(std::span<const PeriodValue> values);

/// Exponential growth between the end points: ln(y_k / y_0) · m/k (UNCTAD Handbook, for
/// population). Below the compound rate, which it nears for small ones.
Result<double> exponential_growth(std::span<const PeriodValue> values);

/// Least-squares growth: exp(b) − 1, b the slope of ln y on time in years by ordinary least
/// squares (UNCTAD Handbook; World Bank). Uses all values, so the end points weigh less.
Result<double> least_squares_growth(std::span<const PeriodValue> values);

}  // namespace comity::trade
