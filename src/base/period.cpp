// SPDX-License-Identifier: Apache-2.0
#include "base/period.h"

#include "base/digits.h"

#include <algorithm>
#include <optional>

namespace comity {
namespace {

constexpr std::string_view codes = "ASQMWD";
constexpr int year_max = 9998;    // so that the next period has days too
constexpr int monday_offset = 3;  // 1970-01-01 was a Thursday: the Monday before is day -3

int floor_div(int a, int b) { return a / b - (a % b < 0 ? 1 : 0); }

/// The Monday that begins an ISO week counted from the epoch.
Date monday_of(std::int32_t week) { return {week * 7 - monday_offset}; }

/// ISO 8601: the year of a week is that of its Thursday; week 1 has the year's first Thursday.
std::int32_t first_week(int iso_year) {
    return Period::containing(Frequency::week, Date::of(iso_year, 1, 4)).ordinal;
}

std::unexpected<Refusal> malformed() {
    return refuse(
        "period.malformed",
        "should be a period such as 2021, 2021-S1, 2021-Q3, 2021-07, 2021-W05, 2021-07-05");
}

std::unexpected<Refusal> no_such(std::string_view text) {
    return refuse("period.no-such-period", "there is no period " + std::string(text));
}

/// Period number `part` of a year, from 1.
std::optional<Period> part_of(Frequency frequency, int year, int part) {
    if (frequency == Frequency::week) {
        const std::int32_t first = first_week(year);
        if (part < 1 || part > first_week(year + 1) - first) return {};
        return Period{frequency, first + part - 1};
    }
    if (frequency == Frequency::day) {
        const Date day = Date::of(year, 1, 1) + (part - 1);
        if (part < 1 || day.year() != year) return {};
        return Period{frequency, day.days};
    }
    const int parts = periods_per_year(frequency);
    if (part < 1 || part > parts) return {};
    return Period{frequency, year * parts + part - 1};
}

/// How many digits follow the letter in SDMX's reporting periods: A1, S1, Q1, M01, W01, D001.
std::size_t digits_of(Frequency frequency) {
    switch (frequency) {
        case Frequency::annual:
        case Frequency::semester:
        case Frequency::quarter:
            return 1;
        case Frequency::month:
        case Frequency::week:
            return 2;
        case Frequency::day:
            return 3;
    }
    return 0;
}

}  // namespace

int periods_per_year(Frequency frequency) {
    switch (frequency) {
        case Frequency::annual:
            return 1;
        case Frequency::semester:
            return 2;
        case Frequency::quarter:
            return 4;
        case Frequency::month:
            return 12;
        case Frequency::week:
        case Frequency::day:
            return 0;
    }
    return 0;
}

std::string_view code(Frequency frequency) {
    return codes.substr(static_cast<std::size_t>(frequency), 1);
}

Result<Frequency> parse_frequency(std::string_view code) {
    const std::size_t index = code.size() == 1 ? codes.find(code) : std::string_view::npos;
    if (index != std::string_view::npos) return static_cast<Frequency>(index);
    return refuse("frequency.unknown", "should be one of A, S, Q, M, W, D");
}

Result<Period> Period::parse(std::string_view text) {
    const auto year = digits_value(text.substr(0, 4), 4);
    if (!year) return malformed();
    if (*year < 1 || *year > year_max) return no_such(text);
    if (text.size() == 4) return Period{Frequency::annual, *year};
    if (text[4] != '-') return malformed();
    const std::string_view rest = text.substr(5);
    if (rest.size() == 5) {
        const auto day = Date::parse(text);
        if (day) return Period{Frequency::day, day->days};
        return day.error().code == "date.malformed" ? malformed() : no_such(text);
    }
    const auto lettered = parse_frequency(rest.substr(0, 1));
    const Frequency frequency = lettered.value_or(Frequency::month);
    const auto part =
        lettered ? digits_value(rest.substr(1), digits_of(frequency)) : digits_value(rest, 2);
    if (!part) return malformed();
    if (const auto period = part_of(frequency, *year, *part)) return *period;
    return no_such(text);
}

Period Period::containing(Frequency frequency, Date day) {
    switch (frequency) {
        case Frequency::annual:
            return {frequency, day.year()};
        case Frequency::semester:
        case Frequency::quarter:
        case Frequency::month: {
            const int parts = periods_per_year(frequency);
            return {frequency, day.year() * parts + (day.month() - 1) * parts / 12};
        }
        case Frequency::week:
            return {frequency, floor_div(day.days + monday_offset, 7)};
        case Frequency::day:
            return {frequency, day.days};
    }
    return {};
}

std::string Period::text() const {
    switch (frequency) {
        case Frequency::annual:
            return padded(ordinal, 4);
        case Frequency::semester:
            return padded(ordinal / 2, 4) + "-S" + std::to_string(ordinal % 2 + 1);
        case Frequency::quarter:
            return padded(ordinal / 4, 4) + "-Q" + std::to_string(ordinal % 4 + 1);
        case Frequency::month:
            return padded(ordinal / 12, 4) + "-" + padded(ordinal % 12 + 1, 2);
        case Frequency::week: {
            const int year = (monday_of(ordinal) + 3).year();
            return padded(year, 4) + "-W" + padded(ordinal - first_week(year) + 1, 2);
        }
        case Frequency::day:
            return Date{ordinal}.text();
    }
    return {};
}

Date Period::first_day() const {
    switch (frequency) {
        case Frequency::annual:
        case Frequency::semester:
        case Frequency::quarter:
        case Frequency::month: {
            const int parts = periods_per_year(frequency);
            return Date::of(ordinal / parts, ordinal % parts * (12 / parts) + 1, 1);
        }
        case Frequency::week:
            return monday_of(ordinal);
        case Frequency::day:
            return {ordinal};
    }
    return {};
}

Date Period::last_day() const {
    if (frequency == Frequency::day) return {ordinal};
    if (frequency == Frequency::week) return monday_of(ordinal) + 6;
    const int parts = periods_per_year(frequency);
    const int last_month = (ordinal % parts + 1) * (12 / parts);
    const int year = ordinal / parts;
    if (last_month == 12) return Date::of(year, 12, 31);
    return Date::of(year, last_month + 1, 1) + -1;
}

bool Period::contains(const Period& other) const {
    return first_day() <= other.first_day() && other.last_day() <= last_day();
}

}  // namespace comity
