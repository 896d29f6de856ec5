// SPDX-License-Identifier: Apache-2.0
//
// Writes a calendar of awkward texts and times to standard output, for an independent reader; with
// `zones`, the offsets of many zones on many days, for an independent reader of zones.
#include "calendar/calendar.h"
#include "calendar/zone.h"

#include <iostream>

using namespace comity;

namespace {

ZonedTime zoned(std::string_view text) { return ZonedTime::parse(text).value(); }

Event event(std::string uid, CalendarTime start, CalendarTime end) {
    Event event;
    event.uid = std::move(uid);
    event.stamp = Instant::parse("2026-01-01T12:00:00Z").value();
    event.start = std::move(start);
    event.end = std::move(end);
    return event;
}

Event meeting() {
    Event meeting = event("meeting-1@example.org", zoned("2026-10-24T22:00[Europe/Berlin]"),
                          zoned("2026-10-25T02:30+01:00[Europe/Berlin]"));
    meeting.sequence = 3;
    meeting.status = EventStatus::cancelled;
    meeting.summary = "Council; heads of state, \\ \"open\": 元首理事会 – Совет глав государств";
    meeting.description = "First line\nsecond line, " + std::string(200, 'x') + " 会议会议会议";
    meeting.location = "Hall A, Astana";
    meeting.organiser = Organiser{"The \"Office\", on duty; 办公室", "mailto:office@example.org"};
    meeting.url = "https://example.org/meetings/1?a=1,2;b=3";
    meeting.categories = {"council, heads", "budget;2027"};
    meeting.last_modified = Instant::parse("2026-02-03T04:05:06Z").value();
    return meeting;
}

Calendar example() {
    Calendar calendar{"Council, all bodies", "-//Comity//EN", {meeting()}, {}, {}};
    calendar.events.push_back(
        event("day@example.org", Date::of(2028, 2, 29), Date::of(2028, 3, 1)));
    calendar.events.push_back(event("kathmandu@example.org",
                                    zoned("2060-07-01T12:00[Asia/Kathmandu]"),
                                    zoned("2060-07-01T13:15[Asia/Kathmandu]")));
    calendar.events.push_back(event("new-york@example.org",
                                    zoned("2050-07-01T12:00[America/New_York]"),
                                    zoned("2050-12-01T12:00[America/New_York]")));
    ToDo& to_do = calendar.to_dos.emplace_back();
    to_do.uid = "deadline-1@example.org";
    to_do.stamp = calendar.events[0].stamp;
    to_do.summary = "Ratify";
    to_do.due = Instant::parse("2026-12-31T23:59:59Z").value();
    to_do.status = ToDoStatus::needs_action;
    return calendar;
}

void write_offsets() {
    const Zones zones;
    for (const std::string& name : zones.names()) {
        const Zone zone = zones.find(name).value();
        for (std::int64_t second = -3'000'000'000; second < 6'000'000'000; second += 7'654'321)
            std::cout << name << ' ' << second << ' ' << zone.at({second}).seconds << '\n';
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == "zones") {
        write_offsets();
        return 0;
    }
    std::cout << write_calendar(example(), Zones()).value();
}
