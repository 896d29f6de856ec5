// SPDX-License-Identifier: Apache-2.0
#include "acts/meetings.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::int64_t hour = 60 * 60;
constexpr std::size_t zone_size_max = 64;

bool is_zone_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_+-/").contains(c);
}

/// Clocks on Earth are 12 hours behind UTC to 14 ahead of it, by quarters of an hour.
bool is_offset(std::int64_t seconds) {
    return seconds >= -12 * hour && seconds <= 14 * hour && seconds % (hour / 4) == 0;
}

}  // namespace

Result<> MeetingTime::valid() const {
    if (ends <= starts) return refuse("meeting.time", "should end after it starts", "/ends");
    const auto clock = Instant::parse(local + ":00Z");
    if (!clock || !is_offset(clock->seconds - starts.seconds))
        return refuse("meeting.local",
                      "should be a local time such as 2026-07-01T10:00, within 12 hours before and "
                      "14 after the moment in UTC",
                      "/local");
    if (zone.empty() || zone.size() > zone_size_max ||
        !std::ranges::all_of(zone, is_zone_character))
        return refuse("meeting.zone", "should be a name such as Asia/Samarkand", "/zone");
    return {};
}

Json MeetingTime::sample() {
    return Json::Object{{"starts", "2021-09-17T07:00:00Z"},
                        {"ends", "2021-09-17T11:00:00Z"},
                        {"local", "2021-09-17T12:00"},
                        {"zone", "Asia/Dushanbe"}};
}

Result<> Attendance::valid() const {
    if (!delegates || *delegates >= 1) return {};
    return refuse("attendance.delegates", "should be one or more", "/delegates");
}

}  // namespace comity
