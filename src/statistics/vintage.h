// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/sha256.h"
#include "statistics/flow.h"
#include "statistics/series.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace comity {

/// What is known of a vintage without reading its observations.
struct VintageInfo {
    Hash file;     ///< SHA-256 of the exact file it was read from
    Hash mapping;  ///< SHA-256 of the mapping it was read with
    std::uint64_t bytes = 0;
    std::uint64_t series = 0;
    std::uint64_t observations = 0;
    std::uint64_t flows = 0;
    std::optional<Period> first;  ///< earliest and latest period of any observation
    std::optional<Period> last;
};

/// One exact file of a dataset, as read: its series, observations and flows, in one SQLite file
/// that is never changed after it was made (docs/decisions/0002). Reads from several threads take
/// turns.
class Vintage {
public:
    using SeriesId = std::int64_t;

    /// `Fault` if the file is damaged or not a vintage.
    static std::unique_ptr<Vintage> open(const std::string& path);
    virtual ~Vintage() = default;

    virtual const VintageInfo& info() const = 0;
    /// The series with exactly this indicator, reporter and partner (of any product, unit,
    /// frequency).
    virtual std::vector<std::pair<SeriesId, SeriesKey>> find(std::string_view indicator,
                                                             std::string_view reporter,
                                                             std::string_view partner) const = 0;
    /// Observations of a series whose period lies in [from, to], in order of period.
    virtual std::vector<Observation> observations(SeriesId series, const Period& from,
                                                  const Period& to) const = 0;
    /// All series, in order of key, `count` from `offset` on.
    virtual std::vector<std::pair<SeriesId, SeriesKey>> series(std::uint64_t offset,
                                                               std::uint64_t count) const = 0;
    /// Observations in order of series key and period, `count` from `offset` on (for previews).
    struct Row {
        SeriesKey key;
        Observation observation;
    };
    virtual std::vector<Row> rows(std::uint64_t offset, std::uint64_t count) const = 0;
    virtual std::vector<Flow> flows(std::uint64_t offset, std::uint64_t count) const = 0;
};

}  // namespace comity
