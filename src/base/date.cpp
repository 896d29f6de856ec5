// SPDX-License-Identifier: Apache-2.0
#include "base/date.h"

#include "base/check.h"
#include "base/digits.h"

#include <charconv>
#include <chrono>
#include <optional>

namespace comity {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t day_seconds = 86'400;

year_month_day civil(Date date) { return {sys_days(std::chrono::days(date.days))}; }

std::optional<Date> date_of(int year, int month, int day) {
    const year_month_day civil_day(std::chrono::year(year),
                                   std::chrono::month(static_cast<unsigned>(month)),
                                   std::chrono::day(static_cast<unsigned>(day)));
    if (year < 1 || year > 9999 || !civil_day.ok()) return {};
    return Date{static_cast<std::int32_t>(sys_days(civil_day).time_since_epoch().count())};
}

}  // namespace

Result<Date> Date::parse(std::string_view text) {
    const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
    const auto year = shaped ? digits_value(text.substr(0, 4), 4) : std::nullopt;
    const auto month = shaped ? digits_value(text.substr(5, 2), 2) : std::nullopt;
    const auto day = shaped ? digits_value(text.substr(8, 2), 2) : std::nullopt;
    if (!year || !month || !day)
        return refuse("date.malformed", "should be a day written YYYY-MM-DD");
    if (const auto date = date_of(*year, *month, *day)) return *date;
    return refuse("date.no-such-day", "there is no day " + std::string(text));
}

Date Date::of(int year, int month, int day) {
    const auto date = date_of(year, month, day);
    check(date.has_value(), "the caller names a day that exists");
    return *date;
}

std::string Date::text() const {
    return padded(year(), 4) + "-" + padded(month(), 2) + "-" + padded(day(), 2);
}

int Date::year() const { return static_cast<int>(civil(*this).year()); }
int Date::month() const { return static_cast<int>(static_cast<unsigned>(civil(*this).month())); }
int Date::day() const { return static_cast<int>(static_cast<unsigned>(civil(*this).day())); }

int Date::weekday() const {
    const int since_thursday = days % 7;  // 1970-01-01 was a Thursday
    return (since_thursday + 7 + 3) % 7 + 1;
}

Result<Instant> Instant::parse(std::string_view text) {
    const bool shaped = text.size() == 20 && text[10] == 'T' && text[13] == ':' &&
                        text[16] == ':' && text[19] == 'Z';
    const auto hour = shaped ? digits_value(text.substr(11, 2), 2) : std::nullopt;
    const auto minute = shaped ? digits_value(text.substr(14, 2), 2) : std::nullopt;
    const auto second = shaped ? digits_value(text.substr(17, 2), 2) : std::nullopt;
    const auto date = Date::parse(text.substr(0, std::min<std::size_t>(10, text.size())));
    if (!hour || !minute || !second || (!date && date.error().code == "date.malformed"))
        return refuse("instant.malformed", "should be UTC, written YYYY-MM-DDTHH:MM:SSZ");
    if (!date || *hour > 23 || *minute > 59 || *second > 59)
        return refuse("instant.no-such-time", "there is no moment " + std::string(text));
    return Instant{Instant::of(*date).seconds + *hour * 3600 + *minute * 60 + *second};
}

Instant Instant::of(Date date) { return {date.days * day_seconds}; }

std::string Instant::text() const {
    const int second = static_cast<int>(seconds - of(date()).seconds);
    return date().text() + "T" + padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2) +
           ":" + padded(second % 60, 2) + "Z";
}

Date Instant::date() const {
    const std::int64_t days = seconds / day_seconds - (seconds % day_seconds < 0 ? 1 : 0);
    return {static_cast<std::int32_t>(days)};
}

}  // namespace comity
