// uses: calendar base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes: a zoned time that is read has one form; a zone that is read agrees with itself.
#include "base/check.h"
#include "calendar/zone.h"

namespace {

using namespace comity;

void try_time(std::string_view bytes) {
    const auto time = ZonedTime::parse(bytes);
    if (!time) return;
    check(ZonedTime::parse(time->text()) == *time, "a written time is read as it was");
}

void try_zone(std::string_view bytes) {
    const auto zone = Zone::parse("Zone", bytes);
    if (!zone) return;
    for (const int year : {1, 1900, 1970, 2026, 2038, 9999}) {
        const Instant instant = Instant::of(Date::of(year, 7, 1));
        const ZonedTime time = in_zone(instant, *zone);
        const auto again = to_instant(time, *zone);
        check(again && *again == instant, "a moment on the zone's clock is that moment again");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try_time(bytes);
    try_zone(bytes);
    static_cast<void>(YearlyRule::parse(bytes));
    return 0;
}
