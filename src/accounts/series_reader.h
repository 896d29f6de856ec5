// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accounts/account.h"

#include <span>
#include <unordered_map>

namespace comity {

/// Reads series of one vintage and remembers what it read: readings ask for the same ones again and
/// again. Lives no longer than the counting that it serves.
class SeriesReader {
public:
    class Series {
    public:
        Series(Vintage::SeriesId id, SeriesKey key) : id_(id), key_(std::move(key)) {}
        const SeriesKey& key() const { return key_; }

    private:
        friend class SeriesReader;
        Vintage::SeriesId id_;
        SeriesKey key_;
        std::optional<Window> read_;  ///< of which all observations are below
        std::vector<Observation> observations_;
    };

    explicit SeriesReader(const Vintage& vintage) : vintage_(vintage) {}

    /// The series with this indicator, reporter and partner, in order of key.
    std::span<Series> find(std::string_view indicator, std::string_view reporter,
                           std::string_view partner);
    /// The observations of a window, whose frequency must be that of the series. They stay where
    /// they are until the same series is asked for again.
    std::span<const Observation> observations(Series& series, const Window& window);

    std::uint64_t observations_remembered() const { return remembered_; }

private:
    const Vintage& vintage_;
    std::unordered_map<std::string, std::vector<Series>> found_;  ///< looked up, never iterated
    std::string name_;                                            ///< room for the name looked up
    std::uint64_t remembered_ = 0;
};

/// One `SeriesReader` for each dataset that is asked for.
class SeriesReaders {
public:
    explicit SeriesReaders(const Vintages& vintages) : vintages_(vintages) {}
    /// Null if there is no vintage of the dataset. A reader that remembers too much is replaced by
    /// a new one: do not keep it from one reading to the next.
    SeriesReader* of(std::string_view dataset);

private:
    const Vintages& vintages_;
    std::map<std::string, std::unique_ptr<SeriesReader>, std::less<>> readers_;
};

}  // namespace comity
