// SPDX-License-Identifier: Apache-2.0
#include "acts/state.h"

#include "base/sorted.h"

#include <algorithm>

namespace comity {
namespace {

Date day_of(const GroupMoment& moment, const Period& period) {
    switch (moment.kind) {
        case GroupMoment::Kind::day:
            return moment.day;
        case GroupMoment::Kind::period_start:
            return period.first_day();
        case GroupMoment::Kind::period_end:
            return period.last_day();
    }
    return {};
}

bool belongs(const Group& group, const std::string& code, const Party& party, Date day) {
    const auto status = party.status_on(day);
    if (!status || std::ranges::find(*group.statuses, *status) == group.statuses->end())
        return false;
    return !group.except ||
           std::ranges::find(*group.except, code, &PartyCode::value) == group.except->end();
}

std::vector<std::string> fixed_codes(const std::vector<PartyCode>& parties) {
    std::vector<std::string> codes;
    for (const PartyCode& party : parties) codes.push_back(party.value);
    return sorted_once(std::move(codes));
}

}  // namespace

std::optional<Status> Party::status_on(Date day) const {
    std::optional<Status> status;
    for (const Standing& standing : standings)
        if (standing.from <= day) status = standing.status;
    return status;
}

std::vector<std::string> resolve(const Group& group, const State& state, const Period& period) {
    if (group.parties) return fixed_codes(*group.parties);
    const Date day = day_of(*group.at, period);
    std::vector<std::string> codes;
    for (const auto& [code, party] : state.parties)
        if (belongs(group, code, party, day)) codes.push_back(code);
    return codes;
}

}  // namespace comity
