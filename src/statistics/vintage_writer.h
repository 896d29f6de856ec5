// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/observation_inserter.h"
#include "statistics/vintage.h"

#include <map>
#include <unordered_map>

namespace comity {

/// Makes the file of a vintage. Until `finish` has returned, the file is of no use.
class VintageWriter {
public:
    /// `path` names an empty file; `source_name` is how refusals call what is read.
    VintageWriter(const std::string& path, std::string source_name);

    /// The number of a series, from 1 in the order in which series are first asked for.
    Vintage::SeriesId series(const SeriesKey& key);
    /// Adds an observation. Refusal `import.duplicate` (of this or an earlier one) if the series
    /// has a value for this period already.
    Result<> add(Vintage::SeriesId series, const Period& period, const Number& value,
                 std::string_view status, std::uint64_t line);
    Result<> add(Vintage::SeriesId series, const Period& period, const Decimal& value,
                 std::string_view status, std::uint64_t line);
    void add_flow(const Flow& flow);

    /// Writes what is left, counts, and closes the file. Of `info` it uses the hashes and bytes.
    Result<VintageInfo> finish(const VintageInfo& info);

private:
    static constexpr std::size_t batch_size = std::size_t{1} << 19;

    /// A series key whose codes are numbers: files have few codes, but many combinations of them.
    struct NumberedKey {
        std::array<std::uint32_t, 5> codes{};
        Frequency frequency = Frequency::annual;
        auto operator<=>(const NumberedKey&) const = default;
    };

    struct Range {
        std::int32_t first = INT32_MAX;
        std::int32_t last = INT32_MIN;
    };

    Result<> push(PendingObservation observation, const Period& period, std::string_view status);
    std::uint32_t status_number(std::string_view status);
    Result<> hand_over(bool last);
    std::uint32_t code_number(const std::string& code);
    SeriesKey key_of(Vintage::SeriesId series) const;
    void write_series();
    void write_meta(const VintageInfo& info);
    void cover(VintageInfo& info) const;

    sqlite::Database database_;
    std::string source_name_;
    std::map<std::string, std::uint32_t> code_numbers_;
    std::vector<const std::string*> codes_;  ///< by number
    std::map<NumberedKey, std::uint32_t> numbers_;
    std::vector<const NumberedKey*> keys_;  ///< by number - 1
    std::vector<std::int64_t> counts_;      ///< observations, by number - 1
    std::array<Range, 6> ranges_;           ///< by frequency
    Range flow_days_;
    std::vector<std::string> statuses_ = {""};
    std::uint32_t last_status_ = 0;
    ObservationBatch batch_;
    sqlite::Statement insert_flow_;
    std::uint64_t flows_ = 0;
    std::optional<ObservationInserter> inserter_;  // last: it ends before what it uses
};

}  // namespace comity
