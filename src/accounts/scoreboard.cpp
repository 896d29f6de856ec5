// SPDX-License-Identifier: Apache-2.0
#include "accounts/scoreboard.h"

#include "accounts/counting.h"
#include "accounts/membership.h"
#include "base/sorted.h"

#include <algorithm>

namespace comity {

Scoreboard::Scoreboard(const State& state, const Vintages& vintages, Date as_of)
    : state_(state), vintages_(vintages), as_of_(as_of) {
    recount_all();
}

const std::vector<Account>& Scoreboard::of(std::string_view pledge) const {
    static const std::vector<Account> none;
    const auto found = accounts_.find(pledge);
    return found != accounts_.end() ? found->second : none;
}

void Scoreboard::recount_all() {
    lay_out();
    // One thread: two would take turns at the vintage, and were measured not to pay.
    SeriesReaders readers(vintages_);
    const Sources sources{state_, readers, as_of_};
    for (const Slot& slot : slots_) count_into(slot, sources);
}

std::size_t Scoreboard::recount(std::string_view dataset, std::span<const SeriesKey> changed) {
    std::vector<Place> places;
    for (const SeriesKey& key : changed) add_dependents(dataset, key, places);
    places = sorted_once(std::move(places));

    SeriesReaders readers(vintages_);
    const Sources sources{state_, readers, as_of_};
    for (const Place place : places) count_into(slots_[place], sources);
    return places.size();
}

/// Makes room for an account of every reading and notes what it depends on.
void Scoreboard::lay_out() {
    accounts_.clear();
    slots_.clear();
    codes_.clear();
    dependencies_.clear();
    for (const std::string& pledge : state_.pledge_order) {
        const std::vector<std::string>& readings = state_.pledges.at(pledge).reading_order;
        std::vector<Account>& accounts = accounts_[pledge];
        accounts.resize(readings.size());
        for (std::size_t i = 0; i < readings.size(); ++i) {
            depend(state_.pledges.at(pledge).readings.at(readings[i]).reading,
                   static_cast<Place>(slots_.size()));
            slots_.push_back({pledge, readings[i], &accounts[i]});
        }
    }
    dependencies_ = sorted_once(std::move(dependencies_));
}

void Scoreboard::depend(const Reading& reading, Place place) {
    if (reading.evidence != Evidence::statistics) return;
    const Membership reporters(reading.reporters, state_, *reading.window);
    const Membership partners(reading.partners, state_, *reading.window);
    if (is_too_large(reading, reporters, partners, reading.window->length())) return;
    std::vector<Code> reporter_codes;
    std::vector<Code> partner_codes;
    for (const std::string& code : reporters.codes()) reporter_codes.push_back(code_for(code));
    for (const std::string& code : partners.codes()) partner_codes.push_back(code_for(code));
    const Code dataset = code_for(reading.dataset->value);
    for (const std::string& indicator : *reading.indicators) {
        const Code indicator_code = code_for(indicator);
        for (const Code reporter : reporter_codes)
            for (const Code partner : partner_codes)
                dependencies_.push_back({{dataset, indicator_code, reporter, partner}, place});
    }
}

Scoreboard::Code Scoreboard::code_for(std::string_view name) {
    if (const auto known = find_code(name)) return *known;
    const auto code = static_cast<Code>(codes_.size());
    codes_.emplace(name, code);
    return code;
}

std::optional<Scoreboard::Code> Scoreboard::find_code(std::string_view name) const {
    const auto found = codes_.find(name);
    if (found == codes_.end()) return {};
    return found->second;
}

void Scoreboard::add_dependents(std::string_view dataset, const SeriesKey& key,
                                std::vector<Place>& places) const {
    const auto dataset_code = find_code(dataset);
    const auto indicator = find_code(key.indicator);
    const auto reporter = find_code(key.reporter);
    const auto partner = find_code(key.partner);
    if (!dataset_code || !indicator || !reporter || !partner) return;
    const std::array series{*dataset_code, *indicator, *reporter, *partner};
    for (const Dependency& dependency :
         std::ranges::equal_range(dependencies_, series, {}, &Dependency::series))
        places.push_back(dependency.place);
}

void Scoreboard::count_into(const Slot& slot, const Sources& sources) const {
    const Pledge& pledge = state_.pledges.at(slot.pledge);
    *slot.account = count(pledge.readings.at(slot.reading).reading, sources);
}

}  // namespace comity
