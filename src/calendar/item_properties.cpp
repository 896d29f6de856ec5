// SPDX-License-Identifier: Apache-2.0
#include "calendar/item_properties.h"

#include "calendar/value.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace comity {
namespace {

template <class Status>
Result<Status> status_of(const ContentLine& line, const auto& words) {
    const auto found = std::ranges::find(words, in_capitals(line.value));
    if (found == std::end(words))
        return refuse("calendar.value", "STATUS should be one of those that RFC 5545 names");
    return static_cast<Status>(found - std::begin(words));
}

/// What events and deadlines have in common.
template <class Item>
Result<> set_common(Item& item, const ContentLine& line) {
    if (line.name == "UID") item.uid = unescaped_text(line.value);
    if (line.name == "SUMMARY") item.summary = unescaped_text(line.value);
    if (line.name == "DESCRIPTION") item.description = unescaped_text(line.value);
    if (line.name == "URL") item.url = line.value;
    if (line.name == "SEQUENCE") item.sequence = TRY(parse_whole_number(line));
    if (line.name == "DTSTAMP") item.stamp = TRY(parse_utc(line));
    if (line.name == "LAST-MODIFIED") item.last_modified = TRY(parse_utc(line));
    return {};
}

Organiser organiser_of(const ContentLine& line) {
    Organiser organiser{std::string(line.parameter("CN")), line.value};
    if (organiser.address == no_address) organiser.address.clear();
    return organiser;
}

constexpr std::array recurrence = {"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"};
constexpr std::array single = {"UID",     "SEQUENCE",  "STATUS",  "SUMMARY",      "DESCRIPTION",
                               "DTSTART", "LOCATION",  "DTEND",   "DUE",          "DURATION",
                               "URL",     "ORGANIZER", "DTSTAMP", "LAST-MODIFIED"};

}  // namespace

Result<> set_property(Event& event, const ContentLine& line) {
    TRY(set_common(event, line));
    if (line.name == "LOCATION") event.location = unescaped_text(line.value);
    if (line.name == "ORGANIZER") event.organiser = organiser_of(line);
    if (line.name == "STATUS") event.status = TRY(status_of<EventStatus>(line, event_status_words));
    if (line.name == "CATEGORIES")
        std::ranges::move(unescaped_list(line.value), std::back_inserter(event.categories));
    if (is_recurrence(line.name)) event.recurrence.push_back(line.text);
    return {};
}

Result<> set_property(ToDo& to_do, const ContentLine& line) {
    TRY(set_common(to_do, line));
    if (line.name == "STATUS") to_do.status = TRY(status_of<ToDoStatus>(line, to_do_status_words));
    return {};
}

bool is_recurrence(std::string_view property_name) {
    return std::ranges::find(recurrence, property_name) != recurrence.end();
}

bool is_single(std::string_view property_name) {
    return std::ranges::find(single, property_name) != single.end();
}

}  // namespace comity
