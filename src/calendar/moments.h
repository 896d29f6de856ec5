// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "calendar/calendar.h"
#include "calendar/value.h"
#include "calendar/zone_names.h"

namespace comity {

/// Whether `end` is known to be before `start`: times that no zone places, and a day beside a time,
/// are not compared.
bool ends_too_early(const CalendarTime& start, const CalendarTime& end, ZoneNames& zones);

/// `start` and a length of time: days on the calendar, seconds as they pass in the zone, where that
/// is known. Refusal `calendar.value` if that is after the year 9999, or seconds follow a day.
Result<CalendarTime> after(const CalendarTime& start, Duration duration, ZoneNames& zones);

}  // namespace comity
