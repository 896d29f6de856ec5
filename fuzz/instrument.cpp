// uses: instruments
// SPDX-License-Identifier: Apache-2.0
//
// An instrument as JSON. If it is read it is kept by its codec; if it has a history, the history
// answers for any day and does not contradict itself.
#include "base/check.h"
#include "instruments/bound.h"

#include <algorithm>

namespace {

using namespace comity;

void try_day(const History& history, const Instrument& instrument, Date date) {
    const auto bound = history.bound_on(date);
    const auto name_of = [](const Bound& party) { return party.participant; };
    check(std::ranges::is_sorted(bound, {}, name_of), "parties are in order of name");
    check(bound.empty() || history.in_force(date), "nobody is bound by what is not in force");
    for (const Bound& party : bound) {
        check(party.since <= date, "nobody is bound before the day");
        check(history.is_bound(party.participant, date), "both questions have one answer");
        const TreatyStanding standing = history.standing(party.participant, date);
        check(standing == TreatyStanding::bound || standing == TreatyStanding::suspended,
              "parties stand so");
    }
    const Outstanding outstanding = history.outstanding(date);
    check(outstanding.deposits >= 0 && !outstanding.share.is_negative(), "counts are not negative");
    for (const Action& action : instrument.actions) {
        if (!action.participant || !action.towards) continue;
        const Relation one = history.between(*action.participant, *action.towards, date);
        const Relation other = history.between(*action.towards, *action.participant, date);
        check(one.in_force == other.in_force, "what is in force between two is so for both");
        check(one.reservations.size() == other.reservations.size(), "both see the same");
    }
    (void)version_between(history, history, "A", "B", date);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto json = parse_json({reinterpret_cast<const char*>(data), size});
    if (!json) return 0;
    const auto instrument = decode<Instrument>(*json);
    if (!instrument) return 0;
    check(decode<Instrument>(encode(*instrument)) == *instrument, "the codec keeps it");
    const auto history = History::of(*instrument);
    if (!history) {
        check(history.error().where.starts_with("/"), "every refusal has a place");
        return 0;
    }
    constexpr std::size_t days_max = 32;
    for (std::size_t i = 0; i < std::min(days_max, instrument->actions.size()); ++i)
        for (const int days : {-1, 0, 1, 400})
            try_day(*history, *instrument, instrument->actions[i].date + days);
    return 0;
}
