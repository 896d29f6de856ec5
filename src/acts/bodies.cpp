// SPDX-License-Identifier: Apache-2.0
#include "acts/bodies.h"

#include "acts/state.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::int64_t months_max = 120;

/// Whole months from one day to a later one.
std::int64_t months_between(Date from, Date to) {
    const std::int64_t months = (to.year() - from.year()) * 12 + to.month() - from.month();
    return to.day() < from.day() ? months - 1 : months;
}

}  // namespace

Result<> Rotation::valid() const {
    if (order.empty()) return refuse("rotation.order", "should name at least one party", "/order");
    for (auto party = order.begin(); party != order.end(); ++party)
        if (std::find(order.begin(), party, *party) != party)
            return refuse("rotation.order", "should name each party once",
                          "/order/" + std::to_string(party - order.begin()));
    if (months < 1 || months > months_max)
        return refuse("rotation.months", "should be from 1 to 120", "/months");
    if (!language) return {};
    auto tag = check_language(*language);
    if (!tag) return refuse_at("/language", std::move(tag));
    return {};
}

std::optional<std::string> Rotation::chair_on(Date day) const {
    if (day < from) return {};
    const auto turn = static_cast<std::size_t>(months_between(from, day) / months);
    return order[turn % order.size()].value;
}

bool Body::ended(Date day) const {
    return (ended_on && *ended_on <= day) || (until && *until < day);
}

std::optional<std::string> chair_on(const Body& body, Date day) {
    const auto after = std::ranges::upper_bound(body.rotations, day, {}, &Rotation::from);
    if (after == body.rotations.begin()) return {};
    return std::prev(after)->chair_on(day);
}

std::vector<std::string> members_on(const State& state, const Body& body, Date day) {
    return resolve(body.members, state, Period::containing(Frequency::day, day));
}

}  // namespace comity
