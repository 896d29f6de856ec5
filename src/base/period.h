// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"

#include <array>
#include <utility>

namespace comity {

/// How often a series has a value, by its SDMX code (CL_FREQ).
enum class Frequency : std::uint8_t { annual, semester, quarter, month, week, day };

/// "A", "S", "Q", "M", "W", "D".
std::string_view code(Frequency frequency);
Result<Frequency> parse_frequency(std::string_view code);
/// How many periods make a year; none for weeks and days, which do not.
int periods_per_year(Frequency frequency);

/// A calendar period: a year, half-year, quarter, month, ISO week or day.
struct Period {
    Frequency frequency = Frequency::annual;
    std::int32_t ordinal =
        0;  ///< counts periods of this frequency; consecutive periods differ by 1
    auto operator<=>(const Period&) const = default;

    /// SDMX time-period notation, years 0001 to 9998. Canonical: `2021`, `2021-S1`, `2021-Q3`,
    /// `2021-07`, `2021-W05`, `2021-07-05`. Also read: `2021-A1`, `2021-M07`, `2021-D186`.
    /// Refusals: `period.malformed`, `period.no-such-period` (`2021-13`, `2021-W53`).
    static Result<Period> parse(std::string_view text);
    /// The period of `frequency` in which a day lies.
    static Period containing(Frequency frequency, Date day);

    std::string text() const;
    Date first_day() const;
    Date last_day() const;
    Period next() const { return {frequency, ordinal + 1}; }
    /// Whether `other`, of any frequency, lies wholly within this period.
    bool contains(const Period& other) const;
};

}  // namespace comity
