// SPDX-License-Identifier: Apache-2.0
#include "calendar/calendar.h"

#include "calendar/content_line.h"
#include "calendar/value.h"
#include "calendar/zone.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <thread>

using namespace comity;

namespace {

const Zones zones;

ZonedTime zoned(std::string_view text) {
    const auto time = ZonedTime::parse(text);
    REQUIRE(time.has_value());
    return *time;
}

Event meeting() {
    Event event;
    event.uid = "meeting-1@example.org";
    event.stamp = Instant::of(Date::of(2026, 1, 1));
    event.summary = "Council";
    event.start = zoned("2026-10-24T09:00[Europe/Berlin]");
    event.end = zoned("2026-10-24T12:30[Europe/Berlin]");
    return event;
}

Calendar calendar_of(Event event) {
    return {"Council", "-//Comity//EN", {std::move(event)}, {}, {}};
}

std::string written(const Calendar& calendar) {
    const auto text = write_calendar(calendar, zones);
    REQUIRE_MESSAGE(text.has_value(), text.error().message, " ", text.error().where);
    return *text;
}

Refusal write_refusal(const Event& event) {
    const auto text = write_calendar(calendar_of(event), zones);
    REQUIRE_FALSE(text.has_value());
    return text.error();
}

Result<Calendar> read(std::string_view text) { return read_calendar(text, "a.ics", zones); }

/// The refusal of a calendar with one event of these lines; the first of them is line 3.
Refusal event_refusal(std::string_view lines) {
    const auto calendar = read("BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + std::string(lines) +
                               "END:VEVENT\nEND:VCALENDAR\n");
    REQUIRE_FALSE_MESSAGE(calendar.has_value(), lines);
    return calendar.error();
}

Event event_of(std::string_view lines) {
    const auto calendar = read("BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + std::string(lines) +
                               "END:VEVENT\nEND:VCALENDAR\n");
    REQUIRE_MESSAGE(calendar.has_value(), calendar.error().message, " ", calendar.error().where);
    return calendar->events.front();
}

/// Numbers in a fixed order.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t below(std::uint64_t bound) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return (state_ >> 33U) % bound;
    }
    bool chance() { return below(2) == 0; }
    std::string text() {
        static const std::vector<std::string> pieces = {
            "a", " ",  ",", ";", "\\",           "\n",     ":",  "\"", "^", "^n", "\\n", "会",
            "Ж", "🕊", "é", "=", "\xE2\x80\xAE", "BEGIN:", "\t", "n",  "x", "'",  "N"};
        std::string text;
        for (std::uint64_t i = below(120); i > 0; --i) text += pieces[below(pieces.size())];
        return text;
    }
    Instant instant() { return {static_cast<std::int64_t>(below(8'000'000'000)) - 2'000'000'000}; }

private:
    std::uint64_t state_;
};

CalendarTime random_time(Random& random) {
    static const std::vector<std::string> names = {"Europe/Berlin", "Asia/Kathmandu", "Asia/Tehran",
                                                   "Australia/Lord_Howe", "America/New_York"};
    const Instant instant = random.instant();
    switch (random.below(4)) {
        case 0:
            return instant.date();
        case 1:
            return LocalTime::of_clock_seconds(instant.seconds);
        case 2:
            return instant;
        default:
            break;
    }
    const auto zone = zones.find(names[random.below(names.size())]);
    const LocalTime local = zone->local_time(instant);
    return in_zone(zone->instants_of(local).front(), *zone);
}

template <class Item>
void fill(Item& item, Random& random) {
    item.uid = "x" + random.text();
    item.sequence = static_cast<std::int32_t>(random.below(1U << 31U));
    item.summary = random.text();
    item.description = random.text();
    item.url = random.chance() ? "https://example.org/?a=1,2;b=%20" : "";
    item.stamp = random.instant();
    if (random.chance()) item.last_modified = random.instant();
}

Event random_event(Random& random) {
    Event event;
    fill(event, random);
    event.location = random.text();
    event.start = random_time(random);
    if (random.chance()) event.end = event.start;
    if (random.chance()) event.status = static_cast<EventStatus>(random.below(3));
    if (random.chance()) event.organiser = Organiser{random.text(), "mailto:a@example.org"};
    for (std::uint64_t i = random.below(4); i > 0; --i)
        event.categories.push_back("," + random.text());
    if (random.chance())
        event.recurrence = {"RRULE:FREQ=YEARLY;COUNT=3", "EXDATE:20300101T000000Z"};
    return event;
}

Calendar random_calendar(Random& random) {
    Calendar calendar{random.text(), "-//" + random.text(), {}, {}, {}};
    for (std::uint64_t i = random.below(5); i > 0; --i)
        calendar.events.push_back(random_event(random));
    for (std::uint64_t i = random.below(5); i > 0; --i) {
        ToDo& to_do = calendar.to_dos.emplace_back();
        fill(to_do, random);
        if (random.chance()) to_do.due = random_time(random);
        if (random.chance()) to_do.status = static_cast<ToDoStatus>(random.below(4));
    }
    return calendar;
}

}  // namespace

TEST_CASE("a calendar has one form, byte by byte") {
    Calendar calendar = calendar_of(meeting());
    calendar.events[0].status = EventStatus::cancelled;
    calendar.events[0].sequence = 2;
    calendar.to_dos.push_back({.uid = "deadline-1",
                               .sequence = 0,
                               .status = ToDoStatus::needs_action,
                               .summary = "Ratify",
                               .description = "",
                               .due = Instant::of(Date::of(2026, 12, 31)),
                               .url = "",
                               .last_modified = {},
                               .stamp = Instant::of(Date::of(2026, 1, 1))});
    const std::string text = written(calendar);
    CHECK(text == written(calendar));
    CHECK(
        text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Comity//EN\r\n"
                         "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nNAME:Council\r\n"
                         "X-WR-CALNAME:Council\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n"
                         "BEGIN:STANDARD\r\nDTSTART:20250101T010000\r\nTZOFFSETFROM:+0100\r\n"
                         "TZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\n"
                         "BEGIN:DAYLIGHT\r\nDTSTART:20250330T020000\r\nTZOFFSETFROM:+0100\r\n"
                         "TZOFFSETTO:+0200\r\nTZNAME:CEST\r\nEND:DAYLIGHT\r\n"));
    CHECK(
        text.ends_with("END:VTIMEZONE\r\n"
                       "BEGIN:VEVENT\r\nUID:meeting-1@example.org\r\nDTSTAMP:20260101T000000Z\r\n"
                       "SEQUENCE:2\r\nSUMMARY:Council\r\n"
                       "DTSTART;TZID=Europe/Berlin:20261024T090000\r\n"
                       "DTEND;TZID=Europe/Berlin:20261024T123000\r\nSTATUS:CANCELLED\r\n"
                       "END:VEVENT\r\n"
                       "BEGIN:VTODO\r\nUID:deadline-1\r\nDTSTAMP:20260101T000000Z\r\n"
                       "SEQUENCE:0\r\nSUMMARY:Ratify\r\nDUE:20261231T000000Z\r\n"
                       "STATUS:NEEDS-ACTION\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"));
}

TEST_CASE("what is written is read as it was, whatever the texts and times") {
    Random random(7);
    for (int i = 0; i < 400; ++i) {
        const Calendar calendar = random_calendar(random);
        const std::string text = written(calendar);
        const auto again = read(text);
        REQUIRE_MESSAGE(again.has_value(), again.error().message, " ", again.error().where);
        CHECK(*again == calendar);
        CHECK(written(*again) == text);
    }
}

TEST_CASE("no line is longer than 75 octets and none ends within a character") {
    Random random(11);
    for (int i = 0; i < 100; ++i) {
        std::string text = written(random_calendar(random));
        while (!text.empty()) {
            const std::size_t end = text.find("\r\n");
            REQUIRE(end <= 75);
            if (text.size() > end + 3)
                CHECK((static_cast<unsigned char>(text[end + 3]) & 0xC0) != 0x80);
            text.erase(0, end + 2);
        }
    }
}

TEST_CASE("the second of two equal times on a clock is written in UTC and stays that moment") {
    Event event = meeting();
    event.start = zoned("2026-10-25T02:30+02:00[Europe/Berlin]");
    event.end = zoned("2026-10-25T02:30+01:00[Europe/Berlin]");
    const std::string text = written(calendar_of(event));
    CHECK(text.find("DTSTART;TZID=Europe/Berlin:20261025T023000\r\n") != std::string::npos);
    CHECK(text.find("DTEND:20261025T013000Z\r\n") != std::string::npos);
    const auto again = read(text);
    REQUIRE(again.has_value());
    CHECK(*again->events[0].start == *event.start);
    CHECK(std::get<Instant>(*again->events[0].end) ==
          *to_instant(zoned("2026-10-25T02:30+01:00[Europe/Berlin]"), zones));
}

TEST_CASE("what iCalendar needs and what it cannot hold are refused with the place") {
    Event event = meeting();
    event.start = zoned("2026-10-25T02:30[Europe/Berlin]");
    CHECK(write_refusal(event).code == "time.ambiguous");
    CHECK(write_refusal(event).where == "/events/0/start");
    event.start = zoned("2026-03-29T02:30[Europe/Berlin]");
    CHECK(write_refusal(event).code == "time.skipped");
    event.start = zoned("2026-03-29T02:30[Europe/Brlin]");
    CHECK(write_refusal(event).code == "time.zone");
    event.start = zoned("2026-10-24T13:00[Europe/Berlin]");
    CHECK(write_refusal(event).code == "calendar.order");
    event.start.reset();
    CHECK(write_refusal(event).code == "calendar.missing");
    event = meeting();
    event.uid.clear();
    CHECK(write_refusal(event).where == "/events/0/uid");
    event = meeting();
    event.stamp.reset();
    CHECK(write_refusal(event).where == "/events/0/stamp");
    for (const char* text : {"\x01", "\r", "\xFF", "\xC3"}) {
        event = meeting();
        event.summary = text;
        CHECK(write_refusal(event).code == "calendar.character");
    }
    event = meeting();
    event.url = "https://example.org/\nATTENDEE:x";
    CHECK(write_refusal(event).code == "calendar.value");
    event = meeting();
    event.recurrence = {"SUMMARY:no rule"};
    CHECK(write_refusal(event).where == "/events/0/recurrence");
    event.recurrence = {"RRULE:FREQ=NEVER"};
    CHECK(write_refusal(event).code == "calendar.value");
    CHECK(write_calendar({}, zones).error().where == "/product");
}

TEST_CASE("a property that is no content line is refused with its line") {
    CHECK(event_refusal("UID:1\nSUMMARY=x\n").where == "a.ics:4");
    for (const char* lines : {"SUMMARY\n", ":x\n", "SUMMARY;:x\n", "SUMMARY;X:x\n",
                              "SUMMARY;X=\"a:x\n", "SUM MARY:x\n"})
        CHECK_MESSAGE(event_refusal(lines).code == "calendar.line", lines);
    CHECK(event_refusal("SUMMARY:\x01\n").code == "calendar.character");
    CHECK(event_refusal("SUMMARY:\xFF\n").code == "calendar.character");
    CHECK(event_refusal("SUMMARY:a\rb\n").code == "calendar.character");
}

TEST_CASE("the line of a refusal is the first of a folded one") {
    CHECK(event_refusal("UID:1\n 2\n 3\nDTSTART:2026\n 13\nURL:x\n").where == "a.ics:6");
}

TEST_CASE("values that are not what their properties hold are refused") {
    for (const char* line : {"DTSTART:20261301",
                             "DTSTART:20260230T000000",
                             "DTSTART:20260101T240000",
                             "DTSTART;VALUE=DATE:20260101T000000",
                             "DTSTART:20260101T000000+01",
                             "DTSTART:",
                             "DTSTAMP:20260101T000000",
                             "SEQUENCE:abc",
                             "SEQUENCE:-1",
                             "SEQUENCE:2147483648",
                             "STATUS:MAYBE",
                             "DURATION:P",
                             "DURATION:PT",
                             "DURATION:1D",
                             "DURATION:P1H",
                             "DURATION:-P1D",
                             "DURATION:PT1M1H",
                             "DURATION:P9999999999D",
                             "RRULE:FREQ=SOMETIMES",
                             "RRULE:",
                             "EXDATE:",
                             "RDATE:20261301T000000",
                             "DTSTART;VALUE=PERIOD:20260101T000000Z/PT1H"})
        CHECK_MESSAGE(event_refusal(std::string(line) + "\n").code == "calendar.value", line);
}

TEST_CASE("what may be there once is refused the second time") {
    CHECK(event_refusal("UID:1\nUID:2\n").where == "a.ics:4");
    CHECK(event_refusal("UID:1\nUID:2\n").code == "calendar.repeated");
    CHECK(event_refusal("DTSTART:20260101\nDTEND:20260102\nDURATION:P1D\n").code ==
          "calendar.repeated");
}

TEST_CASE("an end before the start is refused") {
    CHECK(event_refusal("DTSTART:20260102\nDTEND:20260101\n").code == "calendar.order");
    CHECK(
        event_refusal("DTEND;TZID=Asia/Tokyo:20260101T010000\nDTSTART:20260101T000000Z\n").where ==
        "a.ics:3");
}

TEST_CASE("components are closed in order, within a calendar") {
    const auto code = [](std::string_view text) { return read(text).error().code; };
    CHECK(code("") == "calendar.component");
    CHECK(code("\r\n\r\n") == "calendar.component");
    CHECK(code("hello") == "calendar.line");
    CHECK(code("BEGIN:VEVENT\nEND:VEVENT\n") == "calendar.component");
    CHECK(code("BEGIN:VCALENDAR\n") == "calendar.nesting");
    CHECK(code("END:VCALENDAR\n") == "calendar.nesting");
    CHECK(code("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n") == "calendar.nesting");
    CHECK(code("BEGIN:VCALENDAR\nBEGIN:VCALENDAR\n") == "calendar.component");
    CHECK(code("BEGIN:VCALENDAR\nBEGIN:\n") == "calendar.component");
    CHECK(code("BEGIN:VCALENDAR\nEND:VCALENDAR\nX-A:1\n") == "calendar.component");
    CHECK(code("BEGIN:VCALENDAR\nVERSION:1.0\nEND:VCALENDAR\n") == "calendar.version");
    CHECK(code("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nEND:VTIMEZONE\nEND:VCALENDAR\n") ==
          "calendar.component");
    std::string deep = "BEGIN:VCALENDAR\n";
    for (int i = 0; i < 100'000; ++i) deep += "BEGIN:X\n";
    CHECK(code(deep) == "calendar.nesting");
    CHECK(code(std::string((64U << 20U) + 1, '\n')) == "calendar.too-long");
}

TEST_CASE("texts are unescaped, lists are parted, parameters are decoded") {
    const Event event = event_of(
        "summary:a\\, b\\; c\\\\d\\ne\\Nf\nCATEGORIES:x\\,y,z\nCATEGORIES:w\n"
        "ORGANIZER;X=\"a;b:c\",d;cn=\"The ^'Office^'^n^^\":mailto:a@example.org\n");
    CHECK(event.summary == "a, b; c\\d\ne\nf");
    CHECK(event.categories == std::vector<std::string>{"x,y", "z", "w"});
    CHECK(event.organiser->words == "The \"Office\"\n^");
    CHECK(event.organiser->address == "mailto:a@example.org");
    CHECK(event_of("ORGANIZER;CN=Office:invalid:nomail\n").organiser->address.empty());
}

TEST_CASE("what an alarm or an unknown component says is not the event's") {
    const Event event = event_of("SUMMARY:a\nBEGIN:VALARM\nSUMMARY:b\nDESCRIPTION:c\nEND:VALARM\n");
    CHECK(event.summary == "a");
    CHECK(event.description.empty());
}

TEST_CASE("a duration gives the end, by the calendar for days and by the clock for hours") {
    const auto end = [](std::string_view lines) { return *event_of(lines).end; };
    CHECK(end("DTSTART:20260101\nDURATION:P1W\n") == CalendarTime(Date::of(2026, 1, 8)));
    CHECK(end("DTSTART:20260101T000000Z\nDURATION:P1DT1H1M1S\n") ==
          CalendarTime(*Instant::parse("2026-01-02T01:01:01Z")));
    CHECK(end("DTSTART;TZID=Europe/Berlin:20260328T120000\nDURATION:P1D\n") ==
          CalendarTime(zoned("2026-03-29T12:00[Europe/Berlin]")));
    CHECK(end("DURATION:PT24H\nDTSTART;TZID=Europe/Berlin:20260328T120000\n") ==
          CalendarTime(zoned("2026-03-29T13:00[Europe/Berlin]")));
    CHECK(event_refusal("DTSTART:20260101\nDURATION:PT1H\n").code == "calendar.value");
    CHECK(event_refusal("DTSTART:20260101\nDURATION:P999999999W\n").where == "a.ics:4");
    CHECK(event_refusal("DTSTART;TZID=Europe/Berlin:99991231T120000\nDURATION:PT24H\n").code ==
          "calendar.value");
}

TEST_CASE("a time that its clock shows twice is the first when read") {
    const Event event = event_of("DTSTART;TZID=Europe/Berlin:20261025T023000\n");
    CHECK(std::get<ZonedTime>(*event.start).text() == "2026-10-25T02:30+02:00[Europe/Berlin]");
}

TEST_CASE("zones are found under their makers' prefixes, and the file's own are kept") {
    const Event event = event_of("DTSTART;TZID=/maker.example/1/Europe/Berlin:20260101T000000\n");
    CHECK(std::get<ZonedTime>(*event.start).zone == "Europe/Berlin");
    CHECK(event_refusal("UID:1\nDTSTART;TZID=Here:20260101T000000\n").code == "time.zone");
    CHECK(event_refusal("UID:1\nDTSTART;TZID=Here:20260101T000000\n").where == "a.ics:4");
    const std::string text =
        "BEGIN:VCALENDAR\nPRODID:x\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20260101T000000Z\n"
        "DTSTART;TZID=\"Here: there\":20260101T000000\nEND:VEVENT\nBEGIN:VTIMEZONE\n"
        "TZID:Here: there\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\n"
        "TZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\nEND:VCALENDAR\n";
    const auto calendar = read(text);
    REQUIRE_MESSAGE(calendar.has_value(), calendar.error().where);
    CHECK(calendar->zones.at("Here: there").size() == 6);
    CHECK(*read(written(*calendar)) == *calendar);
    for (const char* line : {"END:VTIMEZONE", "BEGIN:STANDARD"}) {
        Calendar open = *calendar;
        open.zones["Here"] = {line};
        CHECK(write_calendar(open, zones).error().code == "calendar.nesting");
    }
}

TEST_CASE("a maker's prefix may be long, and is no way out of the folder of zones") {
    const auto code = [](const std::string& zone) {
        return event_refusal("DTSTART;TZID=" + zone + ":20260101T000000\n").code;
    };
    CHECK(event_of("DTSTART;TZID=/a.b/C/D/E/F/America/Argentina/Ushuaia:20260101T000000\n").start);
    CHECK(code("/../../etc/passwd") == "time.zone");
    CHECK(code("/" + std::string(100'000, 'A')) == "time.zone");
    CHECK(code("/////") == "time.zone");
}

TEST_CASE("calendars may be read by several threads at once") {
    std::array<bool, 4> same{};
    {
        std::vector<std::jthread> threads;
        for (bool& each : same)
            threads.emplace_back([&each] {
                each = true;
                for (int i = 0; i < 200; ++i) {
                    const auto good = read(
                        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nRRULE:FREQ=DAILY;COUNT=2\nEND:VEVENT\n"
                        "END:VCALENDAR\n");
                    const auto bad = read("BEGIN:VCALENDAR\nRRULE:FREQ=NEVER\nEND:VCALENDAR\n");
                    each = each && good && !bad && bad.error().where == "a.ics:2";
                }
            });
    }
    CHECK(std::ranges::all_of(same, std::identity()));
}

TEST_CASE("of several calendars in a file all events are read") {
    const auto calendar = read(
        "\xEF\xBB\xBF"
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        "begin:vcalendar\r\nbegin:vevent\r\nUID:2\r\nend:vevent\r\nEND:VCALENDAR");
    REQUIRE(calendar.has_value());
    CHECK(calendar->events.size() == 2);
}
