// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accounts/account.h"
#include "accounts/series_reader.h"

#include <set>

namespace comity {

/// What counting rests on besides the reading.
struct Sources {
    const State& state;
    SeriesReaders& readers;
    Date as_of;
};

/// A party, or a pair `reporter/partner`, that lacks rows in a period in which others have some.
struct Absence {
    std::string who;
    int period = 0;
    bool in_part = false;  ///< it has rows of some indicators
    auto operator<=>(const Absence&) const = default;
};

/// The evidence for one reading, before it is made one figure and held against a target.
struct Tally {
    struct Row {
        int period = 0;          ///< counted from the window's first
        std::size_t source = 0;  ///< of `series` or `deliveries`
        Observation observation;
    };
    int periods_ended = 0;       ///< of the window, on or before the day of the account
    std::vector<Row> rows;       ///< in order of period
    std::vector<bool> observed;  ///< for each period of the window
    std::vector<SeriesKey> series;
    std::vector<std::string> deliveries;

    bool reported = false;       ///< deliveries: whether anything was, counted or not
    bool all_confirmed = false;  ///< deliveries: whether there are rows, and every one is
    bool mixed_units = false;    ///< growth: series of more than one unit
    bool too_large = false;      ///< more combinations than are counted

    std::vector<Absence> absences;
    std::set<Frequency> summed_from;
    std::uint64_t products = 0;  ///< of one indicator and pair, added, if more than one
    std::uint64_t other_unit = 0;
    std::uint64_t disputed = 0;
    std::uint64_t after_dispute = 0;
    std::uint64_t outside_window = 0;
    std::uint64_t other_provider = 0;
    std::set<std::string> unknown_codes;  ///< asked for, and in no series of the dataset
    std::optional<std::pair<std::size_t, std::size_t>> members;  ///< growth: first, last, if others
};

/// The window's period number `index`, from 0.
Period period_at(const Window& window, int index);

/// How many of the window's periods are over by the end of `day`.
int periods_ended(const Window& window, Date day);

/// The reading's dataset must have a vintage.
Tally tally_statistics(const Reading& reading, const Sources& sources);

Tally tally_deliveries(const Reading& reading, const Sources& sources);

}  // namespace comity
