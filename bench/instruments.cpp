// uses: instruments
// SPDX-License-Identifier: Apache-2.0
//
// What the law of treaties promises: who was bound on a day, for 1 000 instruments x 200 parties,
// within 50 ms. Beside it, what it costs to work out all histories anew from the actions.
// bench_instruments [INSTRUMENTS PARTIES (1000 200)]
#include "base/check.h"
#include "instruments/bound.h"

#include <time.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>

using namespace comity;

namespace {

constexpr int rounds = 7;

double seconds(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct Cost {
    double wall = 1e9;
    double processor = 1e9;
};

/// The least of the rounds.
template <class Work>
Cost cost_of(Work work) {
    Cost least;
    for (int i = 0; i < rounds; ++i) {
        const double wall = seconds(CLOCK_MONOTONIC);
        const double processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
        work();
        least.wall = std::min(least.wall, seconds(CLOCK_MONOTONIC) - wall);
        least.processor = std::min(least.processor, seconds(CLOCK_PROCESS_CPUTIME_ID) - processor);
    }
    return least;
}

void print(const char* what, const Cost& cost) {
    std::printf("%-44s %8.2f ms wall %8.2f ms cpu\n", what, cost.wall * 1e3, cost.processor * 1e3);
}

/// Spread over a range, always the same.
int spread(int instrument, int party, int range) {
    return static_cast<int>(
        (static_cast<unsigned>(instrument) * 7919U + static_cast<unsigned>(party) * 104'729U) %
        static_cast<unsigned>(range));
}

/// Nearly all sign, consent, some leave and a few make reservations.
Instrument instrument(int number, int parties) {
    constexpr int century_days = 36'500;
    Instrument made{.id = std::to_string(number),
                    .entry = EntryRule{.deposits = parties / 4 + 1,
                                       .delay = Delay{.days = 30},
                                       .later_delay = Delay{.days = 30}}};
    const Date opened = Date::of(1900, 1, 1) + spread(number, 0, century_days);
    for (int party = 0; party < parties; ++party) {
        const std::string name = "Party of some country " + std::to_string(party);
        const Date consent = opened + 30 + spread(number, party, 7'000);
        const auto add = [&](ActionKind kind, Date date) -> Action& {
            return made.actions.emplace_back(
                Action{.participant = name, .kind = kind, .date = date});
        };
        add(ActionKind::signature, opened + spread(number, party, 30));
        add(ActionKind::ratification, consent);
        if (party % 10 == 0) add(ActionKind::reservation, consent).reference = "a";
        if (party % 20 == 7) add(ActionKind::withdrawal, consent + 9'000);
    }
    return made;
}

int argument(int count, char** arguments, int at, int otherwise) {
    if (at >= count) return otherwise;
    int value = 0;
    const char* const text = arguments[at];
    std::from_chars(text, text + std::strlen(text), value);
    return std::max(value, 1);
}

}  // namespace

int main(int count, char** arguments) {
    const int instruments = argument(count, arguments, 1, 1'000);
    const int parties = argument(count, arguments, 2, 200);
    std::vector<Instrument> all;
    for (int i = 0; i < instruments; ++i) all.push_back(instrument(i, parties));

    std::vector<History> histories;
    print("histories from their actions", cost_of([&] {
              histories.clear();
              for (const Instrument& one : all) histories.push_back(History::of(one).value());
          }));

    const Date day = Date::of(1985, 6, 1);
    std::size_t bound = 0;
    std::int64_t since = 0;
    print("who was bound on a day, visited", cost_of([&] {
              bound = 0;
              for (const History& history : histories)
                  history.for_each_bound(day, [&](std::string_view, Date from) {
                      ++bound;
                      since += from.days;
                  });
          }));
    std::size_t listed = 0;
    print("who was bound on a day, as lists", cost_of([&] {
              listed = 0;
              for (const History& history : histories) listed += history.bound_on(day).size();
          }));
    check(listed == bound && since != 0, "both ways find the same parties");
    std::size_t standings = 0;
    print("standing of every participant, by name", cost_of([&] {
              for (std::size_t i = 0; i < all.size(); ++i)
                  for (const Action& action : all[i].actions)
                      if (action.kind == ActionKind::signature)
                          standings += histories[i].standing(*action.participant, day) ==
                                       TreatyStanding::bound;
          }));
    std::printf("%d instruments x %d parties: %zu bound on %s\n", instruments, parties, bound,
                day.text().c_str());
    check(standings == bound * rounds, "standing agrees with the lists");
}
