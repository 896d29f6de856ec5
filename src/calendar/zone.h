// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "calendar/yearly_rule.h"
#include "calendar/zoned_time.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// The clock of one zone at every moment of the years 0001 to 9999.
class Zone {
public:
    /// From the bytes of a zone file (TZif, RFC 8536); refusal `zone-file.malformed`.
    static Result<Zone> parse(std::string name, std::string_view bytes);

    const std::string& name() const { return name_; }
    Offset at(Instant instant) const;
    /// When the clock shows `local`, in the order of time: never, once, or twice. Moments before
    /// the year 0001 and after 9999 do not count.
    std::vector<Instant> instants_of(const LocalTime& local) const;
    /// The transitions of `after` < t <= `until`; those that change nothing but a name among them.
    std::vector<Transition> transitions(Instant after, Instant until) const;
    LocalTime local_time(Instant instant) const;

private:
    friend class ZoneFile;
    const Offset& first() const { return offsets_.front(); }
    void append_by_rule(std::vector<Transition>& found, Instant after, Instant until) const;

    std::string name_;
    std::vector<Offset> offsets_;  ///< the first is that before the first transition
    std::vector<Transition> table_;
    std::optional<YearlyRule> rule_;  ///< after the table's last
};

/// The zones of a folder of zone files. Values that it returns are independent of it.
class Zones {
public:
    explicit Zones(std::string folder = "/usr/share/zoneinfo") : folder_(std::move(folder)) {}

    /// Refusal `time.zone` if there is none of this name; `Fault` if there are no zones at all.
    Result<Zone> find(std::string_view name) const;
    bool has(std::string_view name) const;
    std::vector<std::string> names() const;  ///< sorted, old names among them

private:
    std::string folder_;
};

/// The moment of `time`. Refusals: `time.zone`; `time.ambiguous` if the zone's clock shows it twice
/// and no offset says which; `time.skipped` if it never shows it; `time.offset` if the zone has
/// another offset then.
Result<Instant> to_instant(const ZonedTime& time, const Zones& zones);
Result<Instant> to_instant(const ZonedTime& time, const Zone& zone);

/// What the clock of `zone` shows at a moment in the years 0001 to 9999, but for the first and last
/// day of these, with the offset only where it shows that twice.
ZonedTime in_zone(Instant instant, const Zone& zone);

}  // namespace comity
