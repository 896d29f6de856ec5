// uses: engines/trade/equilibrium
// SPDX-License-Identifier: Apache-2.0
//
// What one assessment of a change of trade costs takes in one sector: baseline, conditional and
// full endowment equilibrium, from generated worlds that trade as gravity has it.
// bench_equilibrium [PARTIES... (2 30 69 200 300)]
#include "base/check.h"
#include "engines/trade/equilibrium/worlds.test.h"

#include <time.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>

using namespace comity;
using namespace comity::trade;

namespace {

constexpr int runs = 15;

double seconds(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Parties of sizes a thousandfold apart in a plane; trade falls with distance and at borders.
OneSectorWorld make_world(std::size_t parties, std::uint64_t seed) {
    Dice dice(seed);
    OneSectorWorld world{{}, PartyMatrix(parties), 6};
    std::vector<double> size, east, north;
    for (std::size_t i = 0; i < parties; ++i) {
        world.parties.push_back("P" + std::to_string(i));
        size.push_back(std::exp(7 * dice.next()));
        east.push_back(dice.next());
        north.push_back(dice.next());
    }
    for (std::size_t i = 0; i < parties; ++i)
        for (std::size_t j = 0; j < parties; ++j) {
            const double distance = 0.05 + std::hypot(east[i] - east[j], north[i] - north[j]);
            const double border = i == j ? 1 : 0.08;
            world.trade[i, j] = size[i] * size[j] * border / distance * std::exp(dice.next() - 0.5);
        }
    return world;
}

/// Two parties in three agree with one another: t^(1-sigma) rises by up to a half.
TradeCostChange make_change(std::size_t parties, std::uint64_t seed) {
    Dice dice(seed);
    TradeCostChange change{TradeCostChange::Of::trade_power, PartyMatrix(parties, 1)};
    for (std::size_t i = 0; i < parties; ++i)
        for (std::size_t j = 0; j < parties; ++j)
            if (i != j && i % 3 != 2 && j % 3 != 2) change.factors[i, j] = 1 + dice.next() / 2;
    return change;
}

const char* name_of(BalanceClosure closure) {
    switch (closure) {
        case BalanceClosure::balance_in_numeraire:
            return "balance in numeraire";
        case BalanceClosure::balance_in_world_output:
            return "balance in world output";
        case BalanceClosure::expenditure_per_output:
            return "expenditure per output";
        case BalanceClosure::balanced:
            return "balanced, purged first";
    }
    return "";
}

void measure(std::size_t parties, BalanceClosure closure) {
    const OneSectorWorld world = make_world(parties, 1);
    const TradeCostChange change = make_change(parties, 2);
    double wall = HUGE_VAL, cpu = HUGE_VAL;
    OneSectorAssessment assessment;
    for (int run = 0; run < runs; ++run) {
        const double wall_start = seconds(CLOCK_MONOTONIC);
        const double cpu_start = seconds(CLOCK_PROCESS_CPUTIME_ID);
        auto result = assess_one_sector(world, change, {.closure = closure});
        wall = std::fmin(wall, seconds(CLOCK_MONOTONIC) - wall_start);
        cpu = std::fmin(cpu, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_start);
        check(result.has_value(), "a world as gravity has it has an equilibrium");
        assessment = std::move(*result);
    }
    const auto& conditional = assessment.conditional.certificate;
    const auto& full = assessment.full.certificate;
    std::printf("%4zu parties  %-24s wall %8.3f ms  cpu %8.3f ms  rounds %d + %d  residual %.1e\n",
                parties, name_of(closure), wall * 1e3, cpu * 1e3, conditional.iterations,
                full.iterations, std::fmax(conditional.residual, full.residual));
}

}  // namespace

int main(int count, char** arguments) {
    std::vector<std::size_t> sizes;
    for (int i = 1; i < count; ++i) {
        std::size_t size = 0;
        std::from_chars(arguments[i], arguments[i] + std::strlen(arguments[i]), size);
        if (size < 2) {
            std::fprintf(stderr, "bench_equilibrium [PARTIES...], each at least 2\n");
            return 2;
        }
        sizes.push_back(size);
    }
    if (sizes.empty()) sizes = {2, 30, 69, 200, 300};
    std::printf("minimum of %d runs: checks, conditional and full equilibrium\n", runs);
    for (const std::size_t parties : sizes)
        for (const BalanceClosure closure :
             {BalanceClosure::balance_in_world_output, BalanceClosure::expenditure_per_output,
              BalanceClosure::balanced})
            measure(parties, closure);
}
