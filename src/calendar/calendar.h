// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"
#include "base/result.h"
#include "calendar/zoned_time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace comity {

class Zones;

/// A whole day; a clock's time wherever the reader is; a moment in UTC; a clock's time in a zone.
using CalendarTime = std::variant<Date, LocalTime, Instant, ZonedTime>;

enum class EventStatus { tentative, confirmed, cancelled };
enum class ToDoStatus { needs_action, in_process, completed, cancelled };

/// Who calls a meeting. Without an address the words alone are kept.
struct Organiser {
    std::string words;
    std::string address;  ///< a URI, as in `mailto:office@example.org`
    bool operator==(const Organiser&) const = default;
};

/// A meeting or another thing that takes time. A change is the same `uid` with a higher `sequence`.
struct Event {
    std::string uid;  ///< empty only if read so
    std::int32_t sequence = 0;
    std::optional<EventStatus> status;
    std::string summary;
    std::string description;
    std::string location;
    std::optional<CalendarTime> start;  ///< absent only if read so
    std::optional<CalendarTime> end;    ///< the first moment, or the first day, after it
    std::optional<Organiser> organiser;
    std::string url;
    std::vector<std::string> categories;
    std::optional<Instant> last_modified;
    std::optional<Instant> stamp;  ///< when this form of it was written; absent only if read so
    /// The lines RRULE, RDATE, EXDATE, RECURRENCE-ID, unfolded: kept and checked, not expanded.
    std::vector<std::string> recurrence;
    bool operator==(const Event&) const = default;
};

/// A deadline.
struct ToDo {
    std::string uid;  ///< empty only if read so
    std::int32_t sequence = 0;
    std::optional<ToDoStatus> status;
    std::string summary;
    std::string description;
    std::optional<CalendarTime> due;
    std::string url;
    std::optional<Instant> last_modified;
    std::optional<Instant> stamp;  ///< as of an event
    bool operator==(const ToDo&) const = default;
};

struct Calendar {
    std::string name;
    std::string product;  ///< PRODID: which program wrote it
    std::vector<Event> events;
    std::vector<ToDo> to_dos;
    /// Zones that the calendar brings along under names that the IANA database does not have: the
    /// unfolded lines between BEGIN:VTIMEZONE and END:VTIMEZONE. Kept, not interpreted.
    std::map<std::string, std::vector<std::string>> zones;
    bool operator==(const Calendar&) const = default;
};

/// iCalendar (RFC 5545) of what a feed holds: the same bytes for the same calendar and zones.
/// Times in a zone carry its changes of that year and its neighbours. The second of two equal times
/// on a clock is written in UTC, since iCalendar means the first.
/// Refusals, with `/events/2/start` as the place: `calendar.missing` (uid, start, stamp),
/// `calendar.character` (no UTF-8, or a control character), `calendar.value`, `calendar.order`
/// (ends before it starts), `time.*`.
Result<std::string> write_calendar(const Calendar& calendar, const Zones& zones);

/// All events and deadlines of a file, be it of several calendars. What a file leaves out stays
/// out; what it says wrongly is refused, with `file:line` as the place: `calendar.too-long`,
/// `calendar.character`, `calendar.line`, `calendar.nesting`, `calendar.component`,
/// `calendar.value`, `calendar.repeated`, `calendar.version`, `calendar.order`, `time.zone`.
/// A time that its zone's clock shows twice is the first, as RFC 5545 has it.
Result<Calendar> read_calendar(std::string_view text, std::string_view file, const Zones& zones);

}  // namespace comity
