// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity {

/// What a clock on a wall shows, without saying where it hangs.
struct LocalTime {
    Date date;
    std::int32_t second = 0;  ///< of the day, 0 to 86,399
    auto operator<=>(const LocalTime&) const = default;

    /// `YYYY-MM-DDTHH:MM` or `YYYY-MM-DDTHH:MM:SS`; refusals `time.malformed`, `date.no-such-day`.
    static Result<LocalTime> parse(std::string_view text);
    std::string text() const;  ///< with seconds only if there are some
    /// The seconds since 1970-01-01T00:00 on this clock.
    std::int64_t clock_seconds() const { return Instant::of(date).seconds + second; }
    static LocalTime of_clock_seconds(std::int64_t seconds);
};

/// What the clock of a zone shows. Where it shows the same twice, only the offset says when that
/// is; elsewhere an offset may be given, and is then compared with the zone's.
struct ZonedTime {
    LocalTime local;
    std::string zone;                            ///< a name of the IANA time zone database
    std::optional<std::int32_t> offset_seconds;  ///< east of UTC, less than a day
    bool operator==(const ZonedTime&) const = default;

    /// `2026-10-25T02:30[Europe/Berlin]` or `2026-10-25T02:30+01:00[Europe/Berlin]` (RFC 9557); the
    /// zone's name is not looked up. Refusals `time.malformed`, `date.no-such-day`.
    static Result<ZonedTime> parse(std::string_view text);
    std::string text() const;
};

/// `+05:45`, or `-00:25:21` where seconds count.
std::string offset_text(std::int32_t offset_seconds);

}  // namespace comity
