// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/balancing.h"
#include "engines/trade/equilibrium/one_sector.h"
#include "engines/trade/equilibrium/worlds.test.h"

#include <doctest/doctest.h>

#include <map>

using namespace comity;
using namespace comity::trade;

namespace {

struct Question {
    OneSectorWorld world;
    TradeCostChange change;
};

/// A world of 2 to 41 parties as no statistics have it: sizes a million times apart, up to nine
/// tenths zeros, from open to nearly closed, costs that move by up to 400 times.
Question hard_question(std::uint64_t seed) {
    Dice dice(seed);
    const auto parties = static_cast<std::size_t>(2 + 40 * dice.next());
    const double zeros = dice.next() < 0.5 ? 0 : 0.9 * dice.next();
    const double spread = 14 * dice.next(), home = std::exp(14 * dice.next() - 2);
    const double swing = 6 * dice.next();
    Question question{{{}, PartyMatrix(parties), 0.02 + std::exp(3.5 * dice.next())},
                      {TradeCostChange::Of::trade_power, PartyMatrix(parties, 1)}};
    std::vector<double> size;
    for (std::size_t i = 0; i < parties; ++i) {
        question.world.parties.push_back("P" + std::to_string(i));
        size.push_back(std::exp(spread * (dice.next() - 0.5)));
    }
    for (std::size_t i = 0; i < parties; ++i)
        for (std::size_t j = 0; j < parties; ++j) {
            const double noise = std::exp(6 * dice.next() - 3);
            if (i == j || dice.next() >= zeros)
                question.world.trade[i, j] = size[i] * size[j] * noise * (i == j ? home : 1);
            if (i != j) question.change.factors[i, j] = std::exp(swing * (2 * dice.next() - 1));
        }
    return question;
}

/// Whether trade moved from `baseline` as relative prices say, for the buyers of one party.
double largest_odds_gap(const OneSectorAssessment& assessment, const Question& question) {
    const PartyMatrix &before = assessment.baseline, &after = assessment.full.trade;
    double worst = 0;
    for (std::size_t j = 0; j < before.parties(); ++j)
        for (std::size_t i = 0; i < before.parties(); ++i) {
            if (!(before[i, j] > 0) || !(before[j, j] > 0)) continue;
            const double price = (1 + assessment.full.effects[i].price / 100) /
                                 (1 + assessment.full.effects[j].price / 100);
            const double expected =
                question.change.factors[i, j] * std::pow(price, 1 - question.world.elasticity);
            const double moved = after[i, j] / before[i, j] / (after[j, j] / before[j, j]);
            worst = std::fmax(worst, std::abs(std::log(moved / expected)));
        }
    return worst;
}

}  // namespace

TEST_CASE("of 480 questions about hard worlds each is certified or refused, few as not certified") {
    std::map<std::string, int> counts;
    for (std::uint64_t seed = 1; seed <= 120; ++seed) {
        const Question question = hard_question(seed);
        for (const BalanceClosure closure :
             {BalanceClosure::balance_in_numeraire, BalanceClosure::balance_in_world_output,
              BalanceClosure::expenditure_per_output, BalanceClosure::balanced}) {
            const auto result = assess_one_sector(question.world, question.change, {closure, {}});
            ++counts[result ? "accepted" : result.error().code];
            CAPTURE(seed);
            if (!result) {
                const bool balanced = closure == BalanceClosure::balanced;
                if (balanced) CHECK(result.error().code != "equilibrium.not-certified");
                continue;
            }
            CHECK(result->full.certificate.residual <= balance_residual_max);
            CHECK(result->full.certificate.price_min > 0);
            CHECK(largest_odds_gap(*result, question) < 1e-7);
        }
    }
    CHECK(counts["accepted"] > 400);
    CHECK(counts["equilibrium.not-certified"] < 10);
}
