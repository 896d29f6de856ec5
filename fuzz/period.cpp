// uses: base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a date, an instant and a period: what is read is written as it was, or in the
// canonical form of the same; periods hold their own days.
#include "base/period.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto date = Date::parse(text)) check(date->text() == text, "a date has one text");
    if (const auto instant = Instant::parse(text))
        check(instant->text() == text, "an instant has one text");
    const auto period = Period::parse(text);
    if (!period) return 0;
    check(Period::parse(period->text()) == *period, "the canonical text means the same period");
    check(Period::containing(period->frequency, period->first_day()) == *period, "its first day");
    check(Period::containing(period->frequency, period->last_day()) == *period, "its last day");
    return 0;
}
