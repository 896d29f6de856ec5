// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accounts/tally.h"

namespace comity {

/// One row's share in the value of its period: the value, or 1 when rows are counted.
Decimal counted(const Tally::Row& row, Aggregate aggregate);

/// The window, period by period, from the first to the last.
std::vector<PeriodFigure> period_figures(const Reading& reading, const Tally& tally);

/// The figure that a reading's aggregate makes of the periods.
struct Figure {
    std::optional<Decimal> value;
    bool is_final = false;  ///< whether later evidence of this window cannot change it
    std::string reason;     ///< why there is no value; empty if evidence is only awaited
};
Figure figure_of(const Reading& reading, const std::vector<PeriodFigure>& periods);

/// The places after the point to which a growth rate is rounded, so that an exact rate is exact.
inline constexpr int growth_places = 20;

/// The compound rate, in percent a year, at which `base` becomes `last` over `periods` periods
/// (more than 0). Refusals `growth-base`, `growth-negative`, `growth-frequency`.
Result<Decimal> growth_rate(const Decimal& base, const Decimal& last, int periods,
                            Frequency frequency);

/// Index of the last observed period, or -1.
int last_observed(const std::vector<PeriodFigure>& periods);
int count_observed(const std::vector<PeriodFigure>& periods);

}  // namespace comity
