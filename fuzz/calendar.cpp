// uses: calendar base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes: a calendar that is read and can be written has one form from then on.
#include "calendar/calendar.h"
#include "base/check.h"
#include "calendar/zone.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    static const Zones zones;
    const auto calendar = read_calendar(bytes, "fuzz.ics", zones);
    if (!calendar) return 0;
    const auto text = write_calendar(*calendar, zones);
    if (!text) return 0;
    const auto again = read_calendar(*text, "again.ics", zones);
    check(again.has_value(), "what is written can be read");
    check(write_calendar(*again, zones) == *text, "a written calendar has one form");
    return 0;
}
