// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/decimal.h"
#include "base/period.h"

#include <string>

namespace comity {

/// What a statistical series measures. Codes are as the mapping translated them; a part that the
/// dataset does not have is empty.
struct SeriesKey {
    std::string indicator;  ///< "XG_FOB_USD"
    std::string reporter;   ///< "CHN"
    std::string partner;    ///< "RUS"; empty when the series has no partner
    std::string product;    ///< product or sector
    std::string unit;       ///< "USD", "persons"
    Frequency frequency = Frequency::annual;
    auto operator<=>(const SeriesKey&) const = default;
};

/// One value of a series, in the unit of its key (multipliers are already applied).
struct Observation {
    Period period;
    Decimal value;
    std::string status;      ///< SDMX observation status ("A", "E", "P"…), empty if none is given
    std::uint64_t line = 0;  ///< line of the source file it came from, from 1
    bool operator==(const Observation&) const = default;
};

}  // namespace comity
