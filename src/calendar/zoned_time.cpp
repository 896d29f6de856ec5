// SPDX-License-Identifier: Apache-2.0
#include "calendar/zoned_time.h"

#include "base/check.h"
#include "base/digits.h"

#include <algorithm>
#include <cstdlib>

namespace comity {
namespace {

constexpr std::int32_t day_seconds = 86'400;

std::unexpected<Refusal> malformed_local() {
    return refuse("time.malformed", "should be a time written YYYY-MM-DDTHH:MM or with :SS");
}

std::unexpected<Refusal> malformed_zoned() {
    return refuse("time.malformed",
                  "should be a time and a zone, as in 2026-10-25T02:30[Europe/Berlin] or "
                  "2026-10-25T02:30+01:00[Europe/Berlin]");
}

/// The seconds that `HH:MM` or `HH:MM:SS` writes, less than a day.
std::optional<std::int32_t> clock_value(std::string_view text) {
    const bool with_seconds = text.size() == 8 && text[5] == ':';
    if ((text.size() != 5 && !with_seconds) || text[2] != ':') return {};
    const auto hour = digits_value(text.substr(0, 2), 2);
    const auto minute = digits_value(text.substr(3, 2), 2);
    const auto second = with_seconds ? digits_value(text.substr(6), 2) : 0;
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return {};
    return *hour * 3600 + *minute * 60 + *second;
}

std::string clock_text(std::int32_t seconds) {
    const std::string hours_minutes =
        padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2);
    return seconds % 60 == 0 ? hours_minutes : hours_minutes + ":" + padded(seconds % 60, 2);
}

std::optional<std::int32_t> offset_value(std::string_view text) {
    if (text == "Z") return 0;
    const auto seconds = clock_value(text.substr(1));
    if (!seconds) return {};
    return text.front() == '-' ? -*seconds : *seconds;
}

}  // namespace

Result<LocalTime> LocalTime::parse(std::string_view text) {
    if (text.size() < 16 || text[10] != 'T') return malformed_local();
    const auto second = clock_value(text.substr(11));
    if (!second) return malformed_local();
    const auto date = Date::parse(text.substr(0, 10));
    if (!date && date.error().code == "date.malformed") return malformed_local();
    return LocalTime{TRY(date), *second};
}

std::string LocalTime::text() const { return date.text() + "T" + clock_text(second); }

LocalTime LocalTime::of_clock_seconds(std::int64_t seconds) {
    const Date date = Instant{seconds}.date();
    return {date, static_cast<std::int32_t>(seconds - Instant::of(date).seconds)};
}

Result<ZonedTime> ZonedTime::parse(std::string_view text) {
    const std::size_t open = text.find('[');
    if (open == std::string_view::npos || text.back() != ']' || open + 2 >= text.size())
        return malformed_zoned();
    ZonedTime time;
    time.zone = text.substr(open + 1, text.size() - open - 2);
    if (time.zone.find_first_of("[]") != std::string::npos) return malformed_zoned();
    std::string_view clock = text.substr(0, open);
    const std::size_t sign = clock.find_first_of("+-Z", std::min<std::size_t>(11, clock.size()));
    if (sign != std::string_view::npos) {
        time.offset_seconds = offset_value(clock.substr(sign));
        if (!time.offset_seconds) return malformed_zoned();
        clock = clock.substr(0, sign);
    }
    const auto local = LocalTime::parse(clock);
    if (!local && local.error().code == "time.malformed") return malformed_zoned();
    time.local = TRY(local);
    return time;
}

std::string ZonedTime::text() const {
    return local.text() + (offset_seconds ? offset_text(*offset_seconds) : "") + "[" + zone + "]";
}

std::string offset_text(std::int32_t offset_seconds) {
    check(std::abs(offset_seconds) < day_seconds, "an offset is less than a day");
    return (offset_seconds < 0 ? "-" : "+") + clock_text(std::abs(offset_seconds));
}

}  // namespace comity
