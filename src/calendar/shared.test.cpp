// SPDX-License-Identifier: Apache-2.0
#include "calendar/calendar.h"
#include "calendar/zone.h"
#include "support.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

using namespace comity;

namespace {

const std::string folder = COMITY_SHARED_DIR "/standards/icalendar/collective-calendars";

bool shared_is_here() {
    if (std::filesystem::exists(folder)) return true;
    MESSAGE("shared files are not here");
    return false;
}

Result<Calendar> read(const std::string& stem) {
    return read_calendar(fixture::read_text(folder + "/" + stem + ".ics"), stem + ".ics", Zones());
}

std::set<std::string> stems() {
    std::set<std::string> found;
    for (const auto& file : std::filesystem::directory_iterator(folder))
        if (file.path().extension() == ".ics") found.insert(file.path().stem());
    return found;
}

struct Broken {
    std::string code;
    int line = 0;
};

/// The files that RFC 5545 does not allow, and where each breaks it.
const std::map<std::string, Broken> broken = {
    // No content line: no colon, no parameter's name, blanks in names, control characters.
    {"broken_ical", {"calendar.line", 4}},
    {"issue_104_broken_calendar", {"calendar.line", 13}},
    {"issue_168_input", {"calendar.line", 6}},
    {"issue_348_exception_parsing_value", {"calendar.line", 8}},
    {"issue_351_whitespace_in_property_and_params", {"calendar.line", 4}},
    {"timezone_rdate", {"calendar.line", 53}},
    {"fuzz_testcase_0_char_in_component_name", {"calendar.character", 1}},
    {"fuzz_testcase_vtimezone_lone_cr", {"calendar.character", 2}},
    // No calendar around what there is.
    {"fuzz_testcase_invalid_month", {"calendar.component", 1}},
    {"issue_178_component_with_invalid_name_represented", {"calendar.component", 1}},
    {"issue_178_custom_component_contains_other", {"calendar.component", 1}},
    {"issue_82_expected_output", {"calendar.component", 1}},
    {"issue_350", {"calendar.component", 36}},
    // A calendar that is not closed.
    {"big_bad_calendar", {"calendar.nesting", 1}},
    {"small_bad_calendar", {"calendar.nesting", 1}},
    {"pr_480_summary_with_colon", {"calendar.nesting", 1}},
    {"timezone_same_start_and_offset", {"calendar.nesting", 23}},
    // Values that are not of their properties' types.
    {"broken_dtstart", {"calendar.value", 6}},
    {"empty_RDATE", {"calendar.value", 11}},
    {"invalid_duration", {"calendar.value", 8}},
    {"issue_1081_empty_rdate", {"calendar.value", 7}},
    {"issue_1081_invalid_rrule_freq", {"calendar.value", 7}},
    {"issue_1081_invalid_start_and_end", {"calendar.value", 6}},
    {"issue_1081_invalid_start_valid_end", {"calendar.value", 6}},
    {"issue_1633_rdate_with_dates", {"calendar.value", 5}},
    {"issue_1633_rdate_with_dates_and_tzid", {"calendar.value", 5}},
    {"multiple_timezones", {"calendar.value", 23}},
    {"parsing_error", {"calendar.value", 19}},
    {"parsing_error_in_UTC_offset", {"calendar.value", 7}},
    // Two starts of one event.
    {"america_new_york_forward_reference", {"calendar.repeated", 5}},
    {"pacific_fiji", {"calendar.repeated", 49}},
    // A zone that neither the file nor the IANA database explains.
    {"issue_156_RDATE_with_PERIOD_TZID_khal", {"time.zone", 12}},
    {"issue_526_calendar_with_different_events", {"time.zone", 7}},
    {"issue_526_calendar_with_event_subset", {"time.zone", 7}},
    {"issue_526_calendar_with_events", {"time.zone", 7}},
    {"issue_526_calendar_with_shuffeled_events", {"time.zone", 7}},
    {"issue_722_missing_VTIMEZONE_custom", {"time.zone", 3}},
};

/// What iCalendar needs and files leave out.
void complete(Calendar& calendar) {
    const auto fill = [](auto& item) {
        if (item.uid.empty()) item.uid = "none";
        if (!item.stamp) item.stamp = Instant{};
    };
    if (calendar.product.empty()) calendar.product = "none";
    for (Event& event : calendar.events) {
        fill(event);
        if (!event.start) event.start = event.end ? *event.end : CalendarTime(Date{});
    }
    for (ToDo& to_do : calendar.to_dos) fill(to_do);
}

}  // namespace

TEST_SUITE_BEGIN("shared");

TEST_CASE("of the public calendars the valid are read and the broken are refused at their lines") {
    if (!shared_is_here()) return;
    std::size_t refused = 0;
    for (const std::string& stem : stems()) {
        const auto calendar = read(stem);
        const auto known = broken.find(stem);
        if (known == broken.end()) {
            CHECK_MESSAGE(calendar.has_value(), stem, " ", calendar.error().message, " ",
                          calendar.error().where);
            continue;
        }
        ++refused;
        REQUIRE_MESSAGE(!calendar.has_value(), stem);
        CHECK(calendar.error().code == known->second.code);
        CHECK(calendar.error().where == stem + ".ics:" + std::to_string(known->second.line));
    }
    CHECK(refused == broken.size());
    CHECK(stems().size() == 116);
}

TEST_CASE("a public calendar that is written again is read as the same") {
    if (!shared_is_here()) return;
    for (const std::string& stem : stems()) {
        auto calendar = read(stem);
        if (!calendar) continue;
        complete(*calendar);
        const auto text = write_calendar(*calendar, Zones());
        REQUIRE_MESSAGE(text.has_value(), stem, " ", text.error().message, " ", text.error().where);
        const auto again = read_calendar(*text, stem, Zones());
        REQUIRE_MESSAGE(again.has_value(), stem, " ", again.error().message);
        CHECK_MESSAGE(*again == *calendar, stem);
    }
}

TEST_CASE("public calendars say what they say") {
    if (!shared_is_here()) return;
    const auto unicode = read("calendar_with_unicode");
    CHECK(unicode->name == "äöü ÄÖÜ €");
    const auto commas = read("issue_127_categories_with_commas");
    CHECK(commas->events.at(0).categories ==
          std::vector<std::string>{"Meeting, John", "Work, Sarah", "Project"});
    const auto two = read("issue_1050_multiple_calendars");
    CHECK(two->events.at(1).uid == "event2@example.com");
    const auto quoted = read("rfc_6868");
    CHECK(quoted.has_value());
    const auto slash = read("issue_466_convert_tzid_with_slash");
    CHECK(std::get<ZonedTime>(*slash->events.at(0).start).zone == "Europe/Stockholm");
}

TEST_SUITE_END();
