// SPDX-License-Identifier: Apache-2.0
#include "accounts/membership.h"

#include <algorithm>
#include <set>

namespace comity {

Membership::Membership(const std::optional<Group>& group, const State& state, const Window& window,
                       int periods) {
    if (!group) {
        codes_ = {""};
    } else if (group->parties || group->at->kind == GroupMoment::Kind::day) {
        codes_ = resolve(*group, state, window.from);
    } else {
        always_ = false;
        resolve_each(*group, state, window, periods);
    }
}

bool Membership::same(int one, int other) const {
    for (std::size_t code = 0; code < codes_.size(); ++code)
        if (has(code, one) != has(code, other)) return false;
    return true;
}

std::size_t Membership::size(int period) const {
    std::size_t count = 0;
    for (std::size_t code = 0; code < codes_.size(); ++code) count += has(code, period) ? 1 : 0;
    return count;
}

void Membership::resolve_each(const Group& group, const State& state, const Window& window,
                              int periods) {
    std::vector<std::vector<std::string>> by_period;
    Period period = window.from;
    for (int i = 0; i < periods; ++i, period = period.next())
        by_period.push_back(resolve(group, state, period));

    std::set<std::string> all;
    for (const auto& codes : by_period) all.insert(codes.begin(), codes.end());
    codes_.assign(all.begin(), all.end());

    for (const auto& codes : by_period)
        for (const std::string& code : codes_)
            belongs_.push_back(std::ranges::binary_search(codes, code));
}

}  // namespace comity
