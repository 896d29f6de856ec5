// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accounts/account.h"

#include <span>

namespace comity {

struct Sources;

/// The accounts of every reading in the record, kept. It knows which series each reading asks for
/// (there or not), so that a few changed series cost a few recounts.
///
/// The state and the vintages must outlive it. After acts that change readings, pledges or parties
/// call `recount_all`. Not for several threads at once.
class Scoreboard {
public:
    /// Counts everything.
    Scoreboard(const State& state, const Vintages& vintages, Date as_of);

    /// The accounts of a pledge, in the order of its readings, withdrawn ones too. Empty if there
    /// is no such pledge.
    const std::vector<Account>& of(std::string_view pledge) const;
    Date as_of() const { return as_of_; }
    std::size_t size() const { return slots_.size(); }

    /// Counts those readings again that ask for one of these series; call it when the dataset has a
    /// new vintage. Product, unit and frequency of the keys do not matter. Returns how many.
    std::size_t recount(std::string_view dataset, std::span<const SeriesKey> changed);
    void recount_all();

private:
    /// Where the account of one reading is kept.
    struct Slot {
        std::string pledge;
        std::string reading;
        Account* account = nullptr;
    };
    using Code = std::uint32_t;
    using Place = std::uint32_t;  ///< in `slots_`
    /// That one reading asks for the series of one dataset, indicator, reporter and partner.
    struct Dependency {
        std::array<Code, 4> series;
        Place place = 0;
        auto operator<=>(const Dependency&) const = default;
    };

    void lay_out();
    void depend(const Reading& reading, Place place);
    Code code_for(std::string_view name);
    std::optional<Code> find_code(std::string_view name) const;
    void add_dependents(std::string_view dataset, const SeriesKey& key,
                        std::vector<Place>& places) const;
    void count_into(const Slot& slot, const Sources& sources) const;

    const State& state_;
    const Vintages& vintages_;
    const Date as_of_;
    std::map<std::string, std::vector<Account>, std::less<>> accounts_;
    std::vector<Slot> slots_;
    std::map<std::string, Code, std::less<>> codes_;
    std::vector<Dependency> dependencies_;  ///< sorted
};

}  // namespace comity
