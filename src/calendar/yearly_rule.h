// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity {

/// How far a zone's clock is from UTC for some time.
struct Offset {
    std::int32_t seconds = 0;  ///< east of UTC
    bool summer = false;       ///< daylight saving time, whatever the season
    std::string abbreviation;  ///< "CEST", or "+0545" where there is no other
    bool operator==(const Offset&) const = default;
};

/// A moment at which a zone's clock is set.
struct Transition {
    Instant at;
    Offset before;
    Offset after;
    bool operator==(const Transition&) const = default;
};

/// A day of every year, and a time on it that may lie days away.
struct YearlyMoment {
    enum class Kind { week_of_month, day_without_leap_day, day_of_year };
    Kind kind = Kind::week_of_month;
    int month = 1;  ///< 1 to 12, for `week_of_month`
    int week = 1;   ///< 1 to 5; 5 is the last
    int day = 0;    ///< Sunday 0 to Saturday 6; or the day of the year: 1 to 365, 0 to 365
    std::int32_t second = 7200;

    std::int64_t clock_seconds(int year) const;  ///< since 1970-01-01T00:00 on the zone's clock
};

/// The rule that a zone file gives for the time after its table: the form of the variable TZ in
/// POSIX, with the extensions of RFC 8536 section 3.3.1.
struct YearlyRule {
    Offset standard;
    std::optional<Offset> summer;
    YearlyMoment summer_begins;
    YearlyMoment summer_ends;

    /// Nothing if `text` is not such a rule.
    static std::optional<YearlyRule> parse(std::string_view text);
    /// The two transitions of a year in the order of time; only if there is a summer time.
    std::array<Transition, 2> transitions(int year) const;
    Offset at(Instant instant) const;
};

}  // namespace comity
