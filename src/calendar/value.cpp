// SPDX-License-Identifier: Apache-2.0
#include "calendar/value.h"

#include "base/digits.h"
#include "calendar/ical_check.h"

#include <algorithm>
#include <array>
#include <optional>

namespace comity {
namespace {

std::unexpected<Refusal> not_valid(const ContentLine& line, std::string_view what) {
    return refuse("calendar.value", line.name + " should be " + std::string(what));
}

std::optional<Date> date_of(std::string_view text) {
    if (text.size() != 8) return {};
    const auto date =
        Date::parse(std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) + "-" +
                    std::string(text.substr(6, 2)));
    if (!date) return {};
    return *date;
}

/// Second 60 is taken for 59, as RFC 5545 advises those that know no leap seconds.
std::optional<LocalTime> local_of(std::string_view text) {
    if (text.size() != 15 || text[8] != 'T') return {};
    const auto date = date_of(text.substr(0, 8));
    const auto hour = digits_value(text.substr(9, 2), 2);
    const auto minute = digits_value(text.substr(11, 2), 2);
    const auto second = digits_value(text.substr(13, 2), 2);
    if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60)
        return {};
    return LocalTime{*date, *hour * 3600 + *minute * 60 + std::min(*second, 59)};
}

std::optional<Instant> utc_of(std::string_view text) {
    if (!text.ends_with('Z')) return {};
    const auto local = local_of(text.substr(0, text.size() - 1));
    if (!local) return {};
    return Instant{local->clock_seconds()};
}

/// `+0545` or `-002521`, and not `-0000`.
bool is_offset(std::string_view text) {
    if (text.size() != 5 && text.size() != 7) return false;
    const auto hours = digits_value(text.substr(1, 2), 2);
    const auto minutes = digits_value(text.substr(3, 2), 2);
    const auto seconds = text.size() == 7 ? digits_value(text.substr(5), 2) : 0;
    return (text.front() == '+' || text.front() == '-') && hours && minutes && seconds &&
           *hours < 24 && *minutes < 60 && *seconds < 60;
}

/// A number with a letter behind it, `3D`; taken from the front. Nothing if there is none.
std::optional<std::pair<std::int64_t, char>> take_part(std::string_view& text) {
    const auto end = std::ranges::find_if_not(text, is_digit);
    const auto digits = static_cast<std::size_t>(end - text.begin());
    if (digits == 0 || digits > 9 || digits == text.size()) return {};
    const std::pair part{*parse_number<std::int64_t>(text.substr(0, digits)), text[digits]};
    text.remove_prefix(digits + 1);
    return part;
}

/// `W` alone, or `D`, then `T` and `H`, `M`, `S`.
std::optional<Duration> duration_of(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    if (!text.starts_with('P') || text.size() < 3 || text.ends_with('T')) return {};
    text.remove_prefix(1);
    Duration duration;
    std::string_view units = "WD";
    while (!text.empty()) {
        if (text.front() == 'T' && units != "HMS" && units != "MS" && units != "S") {
            units = "HMS";
            text.remove_prefix(1);
        }
        const auto part = take_part(text);
        const std::size_t unit = part ? units.find(part->second) : std::string_view::npos;
        if (unit == std::string_view::npos) return {};
        units.remove_prefix(unit + 1);
        switch (part->second) {
            case 'W':
                duration.days += 7 * part->first;
                break;
            case 'D':
                duration.days += part->first;
                break;
            case 'H':
                duration.seconds += 3600 * part->first;
                break;
            case 'M':
                duration.seconds += 60 * part->first;
                break;
            default:
                duration.seconds += part->first;
                break;
        }
    }
    return duration;
}

constexpr std::array times = {"DTSTART", "DTEND", "DUE", "RECURRENCE-ID"};
constexpr std::array utc_times = {"DTSTAMP", "CREATED", "LAST-MODIFIED", "COMPLETED"};
constexpr std::array numbers = {"SEQUENCE", "PRIORITY", "PERCENT-COMPLETE", "REPEAT"};
constexpr std::array offsets = {"TZOFFSETFROM", "TZOFFSETTO"};
constexpr std::array by_library = {"RRULE", "RDATE", "EXDATE", "FREEBUSY", "TRIGGER", "DURATION"};

bool is_one_of(const auto& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

/// What a list of RDATE or EXDATE may hold: days, times, and RDATE periods.
bool is_list_of_times(const ContentLine& line) {
    std::string_view rest = line.value;
    const bool days = in_capitals(line.parameter("VALUE")) == "DATE";
    while (true) {
        const std::string_view item = rest.substr(0, rest.find(','));
        std::string_view start = item.substr(0, item.find('/'));
        if (start.ends_with('Z')) start.remove_suffix(1);
        if (days ? !date_of(item) : !local_of(start)) return false;
        if (item.size() == rest.size()) return true;
        rest.remove_prefix(item.size() + 1);
    }
}

}  // namespace

Result<> check_value(const ContentLine& line) {
    if (is_one_of(times, line.name)) TRY(parse_calendar_time(line));
    if (is_one_of(utc_times, line.name)) TRY(parse_utc(line));
    if (is_one_of(numbers, line.name)) TRY(parse_whole_number(line));
    if (is_one_of(offsets, line.name) && !is_offset(line.value))
        return not_valid(line, "an offset like +0545");
    if (line.name == "DURATION") TRY(parse_duration(line));
    if ((line.name == "RDATE" || line.name == "EXDATE") && !is_list_of_times(line))
        return not_valid(line, "days or times");
    if (is_one_of(by_library, line.name) && !ical_accepts(line.text))
        return not_valid(line, "of the form that RFC 5545 gives it");
    return {};
}

Result<CalendarTime> parse_calendar_time(const ContentLine& line) {
    const std::string kind = in_capitals(line.parameter("VALUE"));
    const std::string_view zone = line.parameter("TZID");
    if (kind == "DATE" || (kind.empty() && line.value.size() == 8)) {
        if (const auto date = date_of(line.value)) return *date;
        return not_valid(line, "a day that exists, written YYYYMMDD");
    }
    if (kind.empty() || kind == "DATE-TIME") {
        if (const auto utc = utc_of(line.value)) return *utc;
        const auto local = local_of(line.value);
        if (local && zone.empty()) return *local;
        if (local) return ZonedTime{*local, std::string(zone), {}};
    }
    return not_valid(line, "a time that exists, written YYYYMMDDTHHMMSS");
}

Result<Instant> parse_utc(const ContentLine& line) {
    if (const auto utc = utc_of(line.value)) return *utc;
    return not_valid(line, "a time in UTC, written YYYYMMDDTHHMMSSZ");
}

Result<Duration> parse_duration(const ContentLine& line) {
    if (const auto duration = duration_of(line.value)) return *duration;
    return not_valid(line, "a length of time like PT1H30M");
}

Result<std::int32_t> parse_whole_number(const ContentLine& line) {
    const auto number = parse_number<std::int32_t>(line.value);
    if (number && *number >= 0) return *number;
    return not_valid(line, "a whole number from 0 to 2147483647");
}

std::string date_value(Date date) {
    return padded(date.year(), 4) + padded(date.month(), 2) + padded(date.day(), 2);
}

std::string local_value(const LocalTime& time) {
    return date_value(time.date) + "T" + padded(time.second / 3600, 2) +
           padded(time.second / 60 % 60, 2) + padded(time.second % 60, 2);
}

std::string utc_value(Instant instant) {
    return local_value(LocalTime::of_clock_seconds(instant.seconds)) + "Z";
}

}  // namespace comity
