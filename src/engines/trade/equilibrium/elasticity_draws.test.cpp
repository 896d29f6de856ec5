// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/elasticity_draws.h"

#include "engines/trade/equilibrium/sectors.test.h"

#include <doctest/doctest.h>

#include <limits>

namespace comity::trade {
namespace {

using sectors::scaled_tariffs;
using sectors::world;

ElasticityDraws wanted(const Economy& economy, std::size_t count) {
    ElasticityDraws draws;
    for (const double theta : economy.theta) draws.standard_error.push_back(0.2 * theta);
    draws.count = count;
    draws.seed = 7;
    return draws;
}

DrawOutcome drawn(const Economy& economy, const ElasticityDraws& draws) {
    auto outcome = draw_elasticities(economy, scaled_tariffs(economy, 0), {}, draws);
    REQUIRE(outcome.has_value());
    return *std::move(outcome);
}

TEST_CASE("threads and ranks change no digit of a draw") {
    const Economy base = world({.parties = 5, .sectors = 3}, 1);
    ElasticityDraws draws = wanted(base, 25);
    const DrawOutcome alone = drawn(base, draws);
    draws.threads = 3;
    CHECK(drawn(base, draws) == alone);
    std::vector<DrawOutcome> parts;
    draws.ranks = 4;
    for (draws.rank = 0; draws.rank < 4; ++draws.rank) parts.push_back(drawn(base, draws));
    CHECK(parts[1].draws.size() == 6);
    CHECK(merge(parts) == alone);
    draws = wanted(base, 25);
    draws.seed = 8;
    CHECK(drawn(base, draws) != alone);
}

TEST_CASE("a draw is what solving with its elasticities says") {
    const Economy base = world({.parties = 5, .sectors = 3}, 2);
    const ElasticityDraws draws = wanted(base, 4);
    const DrawOutcome outcome = drawn(base, draws);
    CHECK(outcome.unsolved() == 0);
    Economy other = base;
    other.theta = drawn_theta(base.theta, draws, 3);
    CHECK(sectors::distance(other.theta, base.theta) > 0.01);
    const Counterfactual direct = sectors::solved(other, scaled_tariffs(base, 0));
    CHECK(sectors::distance(direct.welfare, outcome.draws[3].welfare) < 1e-10);
    CHECK(sectors::distance(direct.real_wage, outcome.draws[3].real_wage) < 1e-10);
}

TEST_CASE("drawn elasticities have the mean and the error asked for") {
    const std::vector<double> theta = {4, 8};
    ElasticityDraws draws;
    draws.standard_error = {1, 0};
    draws.seed = 3;
    for (const Distribution distribution : {Distribution::normal, Distribution::lognormal}) {
        draws.distribution = distribution;
        double sum = 0;
        double squares = 0;
        const int count = 20'000;
        for (int number = 0; number < count; ++number) {
            const auto drawn = drawn_theta(theta, draws, static_cast<std::size_t>(number));
            CHECK(drawn[1] == 8);
            sum += drawn[0];
            squares += drawn[0] * drawn[0];
        }
        const double mean = sum / count;
        CHECK(std::abs(mean - 4) < 0.03);
        CHECK(std::abs(std::sqrt(squares / count - mean * mean) - 1) < 0.03);
    }
}

TEST_CASE("an elasticity is never drawn at or below the minimum") {
    ElasticityDraws draws;
    draws.standard_error = {2};
    draws.theta_min = 0.5;
    for (const Distribution distribution : {Distribution::normal, Distribution::lognormal}) {
        draws.distribution = distribution;
        for (std::size_t number = 0; number < 2'000; ++number)
            CHECK(drawn_theta(std::vector<double>{1}, draws, number)[0] > 0.5);
    }
}

TEST_CASE("quantiles interpolate between neighbours") {
    DrawOutcome outcome;
    for (std::size_t number = 0; number < 5; ++number)
        outcome.draws.push_back({.number = number,
                                 .solved = number != 2,
                                 .welfare = {number == 2 ? 0.0 : static_cast<double>(5 - number)},
                                 .real_wage = {}});
    const std::vector<double> probabilities = {0, 0.5, 0.9, 1};
    const auto quantiles = welfare_quantiles(outcome, probabilities);  // of 1, 2, 4, 5
    REQUIRE(quantiles.size() == 1);
    CHECK(quantiles[0][0] == 1);
    CHECK(quantiles[0][1] == 3);
    CHECK(quantiles[0][2] == doctest::Approx(4.7));
    CHECK(quantiles[0][3] == 5);
    CHECK(welfare_quantiles({}, probabilities).empty());
}

TEST_CASE("draws that cannot be are refused") {
    const Economy base = world({.parties = 3, .sectors = 2}, 4);
    struct Case {
        void (*spoil)(ElasticityDraws&);
        const char* code;
        const char* where;
    };
    const std::vector<Case> cases = {
        {[](ElasticityDraws& d) { d.standard_error.pop_back(); }, "draws.size", "/standard_error"},
        {[](ElasticityDraws& d) { d.standard_error[1] = -1; }, "draws.standard-error",
         "/standard_error/S1"},
        {[](ElasticityDraws& d) { d.standard_error[0] = std::numeric_limits<double>::infinity(); },
         "draws.standard-error", "/standard_error/S0"},
        {[](ElasticityDraws& d) { d.rank = 1; }, "draws.rank", "/rank"},
        {[](ElasticityDraws& d) { d.ranks = 0; }, "draws.rank", "/rank"},
        {[](ElasticityDraws& d) { d.theta_min = 100; }, "draws.minimum", "/theta_min"},
    };
    for (const Case& one : cases) {
        ElasticityDraws draws = wanted(base, 2);
        one.spoil(draws);
        const auto outcome = draw_elasticities(base, {}, {}, draws);
        REQUIRE_FALSE(outcome.has_value());
        CHECK(outcome.error().code == one.code);
        CHECK(outcome.error().where == one.where);
    }
    Change change;
    change.tariff = {1};
    const auto outcome = draw_elasticities(base, change, {}, wanted(base, 2));
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().code == "change.size");
}

}  // namespace
}  // namespace comity::trade
