// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "calendar/calendar.h"
#include "calendar/content_line.h"

namespace comity {

/// A length of time: whole days on the calendar, then seconds on the clock.
struct Duration {
    std::int64_t days = 0;
    std::int64_t seconds = 0;
};

/// Refuses a value that is not of the type that RFC 5545 gives its property: days, times, periods,
/// durations, rules of recurrence, offsets, whole numbers. Of other properties it knows nothing.
/// Refusal `calendar.value`.
Result<> check_value(const ContentLine& line);

/// DTSTART and the like. The zone's name is as written. Refusal `calendar.value`.
Result<CalendarTime> parse_calendar_time(const ContentLine& line);
Result<Instant> parse_utc(const ContentLine& line);
/// Refusal `calendar.value` too if it is negative.
Result<Duration> parse_duration(const ContentLine& line);
Result<std::int32_t> parse_whole_number(const ContentLine& line);

/// As it is written: `20261025`, `20261025T023000`.
std::string date_value(Date date);
std::string local_value(const LocalTime& time);
std::string utc_value(Instant instant);

}  // namespace comity
