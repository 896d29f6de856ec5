// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

#include <algorithm>

namespace comity {
namespace {

struct AddReading : Reading {
    static constexpr std::string_view kind = "reading.add";
    static constexpr std::string_view command = "reading";
    static constexpr std::string_view subject = "{reading} of {pledge}";
    static constexpr std::string_view summary =
        "One explicit way to measure a pledge: what counts, with whom, when, against which target.";

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::secretariat_or_party(state, at));
        const Pledge& read = *TRY(rules::standing_pledge(state, pledge));
        if (read.readings.contains(reading.value))
            return refuse("reading.exists",
                          "this pledge has a reading '" + reading.value + "' already", "/reading");
        TRY(check_unit_of_pledge(read));
        return check_dataset(state);
    }

    Result<> check_unit_of_pledge(const Pledge& read) const {
        if (evidence != Evidence::deliveries || !read.unit || *read.unit == *unit) return {};
        return refuse("reading.unit", "the pledge was made in " + read.unit->value, "/unit");
    }

    Result<> check_dataset(const State& state) const {
        if (!dataset) return {};
        const auto found = state.datasets.find(dataset->value);
        if (found == state.datasets.end())
            return refuse("dataset.unknown", "there is no dataset '" + dataset->value + "'",
                          "/dataset");
        const auto& units = found->second.publications.back().units;
        const bool derived = aggregate == Aggregate::growth || aggregate == Aggregate::count;
        if (derived || std::ranges::find(units, *unit) != units.end()) return {};
        return refuse("reading.unit", "the dataset has no series in " + unit->value, "/unit");
    }

    void apply(State& state, const Circumstances& at) const {
        Pledge& read = state.pledges.at(pledge.value);
        read.readings[reading.value] = {
            .reading = *this, .entry = at.index, .author = std::string(at.author)};
        read.reading_order.push_back(reading.value);
        read.history.push_back(at.mention());
    }
};

}  // namespace

extern constinit const ActType add_reading = describe<AddReading>();

}  // namespace comity
