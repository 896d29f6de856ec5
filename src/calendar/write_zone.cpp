// SPDX-License-Identifier: Apache-2.0
#include "calendar/write_zone.h"

#include "base/digits.h"
#include "calendar/content_line.h"
#include "calendar/value.h"

#include <algorithm>
#include <cstdlib>

namespace comity {
namespace {

std::string offset_value(std::int32_t seconds) {
    const std::int32_t size = std::abs(seconds);
    return (seconds < 0 ? "-" : "+") + padded(size / 3600, 2) + padded(size / 60 % 60, 2) +
           (size % 60 == 0 ? "" : padded(size % 60, 2));
}

/// What the clock shows at a moment, by the offset before it.
void append_observance(std::string& out, const Transition& change) {
    const std::string kind = change.after.summer ? "DAYLIGHT" : "STANDARD";
    const auto clock = LocalTime::of_clock_seconds(change.at.seconds + change.before.seconds);
    append_folded(out, "BEGIN:" + kind);
    append_folded(out, "DTSTART:" + local_value(clock));
    append_folded(out, "TZOFFSETFROM:" + offset_value(change.before.seconds));
    append_folded(out, "TZOFFSETTO:" + offset_value(change.after.seconds));
    append_folded(out, "TZNAME:" + escaped_text(change.after.abbreviation));
    append_folded(out, "END:" + kind);
}

Instant new_year(int year) { return Instant::of(Date::of(std::clamp(year, 2, 9998), 1, 1)); }

/// The years that follow on each other from `first`.
int last_of_run(const std::set<int>& years, int first) {
    int last = first;
    while (years.contains(last + 1)) ++last;
    return last;
}

}  // namespace

void append_zone(std::string& out, const Zone& zone, const std::set<int>& years) {
    append_folded(out, "BEGIN:VTIMEZONE");
    append_folded(out, "TZID:" + zone.name());
    for (auto first = years.begin(); first != years.end();) {
        const int last = last_of_run(years, *first);
        const Instant from = new_year(*first);
        const Instant until = new_year(last + 1);
        append_observance(out, {from, zone.at(from), zone.at(from)});
        for (const Transition& change : zone.transitions(from, until))
            append_observance(out, change);
        first = years.upper_bound(last);
    }
    append_folded(out, "END:VTIMEZONE");
}

}  // namespace comity
