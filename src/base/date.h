// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace comity {

/// A day of the proleptic Gregorian calendar, years 0001 to 9999, without a time zone.
struct Date {
    std::int32_t days = 0;  ///< since 1970-01-01
    auto operator<=>(const Date&) const = default;

    /// `YYYY-MM-DD`; refusals `date.malformed`, `date.no-such-day`.
    static Result<Date> parse(std::string_view text);
    /// `Bug` if there is no such day.
    static Date of(int year, int month, int day);
    std::string text() const;
    int year() const;
    int month() const;    ///< 1 to 12
    int day() const;      ///< 1 to 31
    int weekday() const;  ///< ISO 8601: Monday 1 to Sunday 7
};

inline Date operator+(Date date, int days) { return {date.days + days}; }
inline int operator-(Date a, Date b) { return a.days - b.days; }

/// A moment in UTC, to the second, on the POSIX time line (no leap seconds).
struct Instant {
    std::int64_t seconds = 0;  ///< since 1970-01-01T00:00:00Z
    auto operator<=>(const Instant&) const = default;

    /// `YYYY-MM-DDTHH:MM:SSZ` and nothing else; refusals `instant.malformed`,
    /// `instant.no-such-time`.
    static Result<Instant> parse(std::string_view text);
    static Instant of(Date date);  ///< its first second
    std::string text() const;
    Date date() const;
};

}  // namespace comity
