// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accounts/account.h"

#include <unordered_map>

namespace comity {

/// Finds series of one vintage and remembers what it found: readings ask for the same ones again
/// and again. Lives no longer than the counting that it serves.
class SeriesReader {
public:
    struct Found {
        Vintage::SeriesId id = 0;
        SeriesKey key;
    };

    explicit SeriesReader(const Vintage& vintage) : vintage_(vintage) {}
    /// In order of key.
    const std::vector<Found>& find(std::string_view indicator, std::string_view reporter,
                                   std::string_view partner);
    std::vector<Observation> observations(const Found& series, const Period& from,
                                          const Period& to) const {
        return vintage_.observations(series.id, from, to);
    }

private:
    const Vintage& vintage_;
    std::unordered_map<std::string, std::vector<Found>> found_;  ///< looked up, never iterated
    std::string name_;                                           ///< room for the name looked up
};

/// One `SeriesReader` for each dataset that is asked for.
class SeriesReaders {
public:
    explicit SeriesReaders(const Vintages& vintages) : vintages_(vintages) {}
    /// Null if there is no vintage of the dataset.
    SeriesReader* of(std::string_view dataset);

private:
    const Vintages& vintages_;
    std::map<std::string, std::unique_ptr<SeriesReader>, std::less<>> readers_;
};

}  // namespace comity
