// SPDX-License-Identifier: Apache-2.0
#include "calendar/moments.h"

namespace comity {
namespace {

constexpr std::int64_t day_seconds = 86'400;

std::int64_t last_second() { return Instant::of(Date::of(9999, 12, 31)).seconds + day_seconds - 1; }

/// The seconds of a time on a scale that all times of its kind share; nothing without a zone's.
struct ScaleOf {
    ZoneNames& zones;

    using Place = std::optional<std::pair<int, std::int64_t>>;
    Place operator()(Date date) const { return {{0, date.days}}; }
    Place operator()(const LocalTime& time) const { return {{1, time.clock_seconds()}}; }
    Place operator()(Instant instant) const { return {{2, instant.seconds}}; }
    Place operator()(const ZonedTime& time) const {
        const Zone* zone = zones.find(time.zone);
        if (!zone) return {};
        const auto instant = to_instant(time, *zone);
        if (!instant) return {};
        return {{2, instant->seconds}};
    }
};

std::unexpected<Refusal> too_late() {
    return refuse("calendar.value", "DURATION should end before the year 10000");
}

Result<LocalTime> clock_after(const LocalTime& time, std::int64_t seconds) {
    const std::int64_t clock = time.clock_seconds() + seconds;
    if (clock > last_second()) return too_late();
    return LocalTime::of_clock_seconds(clock);
}

struct After {
    Duration duration;
    ZoneNames& zones;

    std::int64_t total() const { return duration.days * day_seconds + duration.seconds; }

    Result<CalendarTime> operator()(Date date) const {
        if (duration.seconds != 0)
            return refuse("calendar.value", "DURATION should be whole days where the start is one");
        return TRY(clock_after({date, 0}, total())).date;
    }
    Result<CalendarTime> operator()(const LocalTime& time) const {
        return TRY(clock_after(time, total()));
    }
    Result<CalendarTime> operator()(Instant instant) const {
        if (instant.seconds + total() > last_second()) return too_late();
        return Instant{instant.seconds + total()};
    }
    Result<CalendarTime> operator()(const ZonedTime& time) const {
        ZonedTime end = time;
        if (duration.days != 0) end.offset_seconds.reset();
        end.local = TRY(clock_after(time.local, duration.days * day_seconds));
        const Zone* zone = zones.find(time.zone);
        const auto instants = zone ? zone->instants_of(end.local) : std::vector<Instant>();
        if (instants.empty()) {  // a zone of the file's own, or a time that the clock skips
            end.local = TRY(clock_after(end.local, duration.seconds));
            return end;
        }
        const Instant until{instants.front().seconds + duration.seconds};
        if (until.seconds > last_second() - 2 * day_seconds) return too_late();
        return in_zone(until, *zone);
    }
};

}  // namespace

bool ends_too_early(const CalendarTime& start, const CalendarTime& end, ZoneNames& zones) {
    const auto first = std::visit(ScaleOf{zones}, start);
    const auto last = std::visit(ScaleOf{zones}, end);
    return first && last && first->first == last->first && last->second < first->second;
}

Result<CalendarTime> after(const CalendarTime& start, Duration duration, ZoneNames& zones) {
    return std::visit(After{duration, zones}, start);
}

}  // namespace comity
