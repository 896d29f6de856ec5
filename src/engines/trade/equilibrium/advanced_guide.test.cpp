// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/advanced_guide.h"

#include "engines/trade/equilibrium/estimate.test.h"
#include "engines/trade/equilibrium/one_sector.h"
#include "engines/trade/equilibrium/published.test.h"
#include "engines/trade/equilibrium/worlds.test.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace comity;
using namespace comity::trade;

namespace {

/// The guide's application "trade without borders": 69 economies, manufacturing, 2006.
struct Borders {
    std::vector<PartyMatrix> terms;
    std::vector<double> coefficients;
    GuideProblem problem;
};

Borders read_borders() {
    const PublishedTable table =
        shared_table("data/trade-model/agtpa_ch2_1_TradeWithoutBorder.csv.gz");
    Borders borders;
    for (const char* term : {"ln_DIST", "CNTG", "INTL_BRDR"})
        borders.terms.push_back(matrix_of(table, term));
    GuideProblem& problem = borders.problem;
    problem.parties = names_of(parties_of(table));
    problem.trade = matrix_of(table, "trade");
    problem.elasticity = 7;
    problem.reference = "ZZZ";
    // The coefficients are published with seven digits; exports respond to an eighth.
    borders.coefficients = SmallPpml(problem.parties, problem.trade, borders.terms)
                               .estimate({-.7912879, .6736456, -2.47445}, 2);
    const auto& b = borders.coefficients;
    problem.costs = cost_power(borders.terms, b);
    problem.costs_after = cost_power(borders.terms, {b[0], b[1], 0});
    return borders;
}

GuideAssessment assess(const GuideProblem& problem, const GuideOptions& options = {}) {
    const auto result = assess_by_guide(problem, options);
    if (!result) FAIL(result.error().code << " " << result.error().message);
    return *result;
}

/// A world whose costs the policy changes by `factor` outside the diagonal.
GuideProblem small_problem(double factor) {
    const OneSectorWorld world = gravity_world(8, 81);
    GuideProblem problem{world.parties, world.trade, gravity_world(8, 82).trade, {}, 7, "P0"};
    problem.costs_after = problem.costs;
    for (std::size_t i = 0; i < 8; ++i)
        for (std::size_t j = 0; j < 8; ++j)
            if (i != j) problem.costs_after[i, j] *= factor;
    return problem;
}

}  // namespace

TEST_CASE("a policy that changes no cost changes nothing") {
    const auto result = assess(small_problem(1), {.tolerance = 1e-9});
    for (const GuideEffect& effect : result.effects) {
        CHECK(std::abs(effect.exports) < 1e-9);
        CHECK(std::abs(effect.price) < 1e-9);
        CHECK(std::abs(effect.real_output) < 1e-9);
    }
}

TEST_CASE("the guide's baseline is the balanced trade that its costs explain") {
    const GuideProblem problem = small_problem(2);
    const auto result = assess(problem);
    const auto output = row_sums(problem.trade), fitted = row_sums(result.baseline);
    for (std::size_t i = 0; i < 8; ++i)
        CHECK(fitted[i] == doctest::Approx(output[i]).epsilon(1e-12));
    const auto odds = [](const PartyMatrix& of) {
        return of[1, 2] * of[3, 4] / of[1, 4] / of[3, 2];
    };
    CHECK(odds(result.baseline) == doctest::Approx(odds(problem.costs)).epsilon(1e-12));
    CHECK(std::abs(result.effects[0].inward_resistance) < 1e-9);
}

TEST_CASE("what the guide cannot use is refused") {
    const auto refused = [](const GuideProblem& problem, const GuideOptions& options = {}) {
        const auto result = assess_by_guide(problem, options);
        return result ? "accepted" : result.error().code + " " + result.error().where;
    };
    GuideProblem problem = small_problem(2);
    CHECK(refused(problem, {.tolerance = 1e-9, .rounds_max = 3}) == "guide.not-settled ");
    problem.reference = "nobody";
    CHECK(refused(problem) == "guide.unknown-party /reference");
    problem = small_problem(2);
    problem.costs = PartyMatrix(7, 1);
    CHECK(refused(problem) == "guide.wrong-size ");
    problem = small_problem(2);
    problem.elasticity = 1;
    CHECK(refused(problem) == "equilibrium.elasticity /elasticity");
    problem = small_problem(2);
    problem.costs_after[2, 3] = NAN;
    CHECK(refused(problem) == "guide.not-finite /P2/P3");
}

TEST_SUITE("shared") {
    TEST_CASE("the published effects of abolishing borders are reproduced for all 69 economies") {
        const Borders borders = read_borders();
        CHECK(borders.coefficients[0] == doctest::Approx(-.7912879).epsilon(1e-7));
        CHECK(borders.coefficients[1] == doctest::Approx(.6736456).epsilon(1e-7));
        CHECK(borders.coefficients[2] == doctest::Approx(-2.47445).epsilon(1e-6));
        const auto result = assess(borders.problem);
        CHECK(result.rounds == 5);

        const auto table = shared_table("data/trade-model/targets_agtpa_ch2_borders.csv");
        REQUIRE(table.rows.size() == 69);
        for (std::size_t row = 0; row < 69; ++row) {
            const std::string& country = table.text(row, "country");
            CAPTURE(country);
            const auto place =
                std::ranges::find(borders.problem.parties, country == "DEU" ? "ZZZ" : country);
            REQUIRE(place != borders.problem.parties.end());
            const auto& effect =
                result.effects[static_cast<std::size_t>(place - borders.problem.parties.begin())];
            const auto gap = [&](const char* column, double value) {
                return std::abs(table.number(row, column) - value);
            };
            CHECK(gap("change_Xi_CDL", effect.exports_conditional) < 1e-4);
            CHECK(gap("change_Xi_FULL", effect.exports) < 1e-4);
            CHECK(gap("change_price_FULL", effect.price) < 1e-4);
            CHECK(gap("change_IMR_FULL", effect.inward_resistance) < 1e-4);
            CHECK(gap("change_rGDP_FULL", effect.real_output) < 1e-4);
        }
    }

    TEST_CASE("the exact equilibrium stands beside the published one") {
        const Borders borders = read_borders();
        const auto loose = assess(borders.problem);
        const auto tight = assess(borders.problem, {.tolerance = 1e-13, .rounds_max = 1000});
        const OneSectorWorld world{borders.problem.parties, loose.baseline, 7};
        TradeCostChange change{TradeCostChange::Of::trade_power, borders.problem.costs_after};
        for (std::size_t cell = 0; cell < change.factors.values().size(); ++cell)
            change.factors.values()[cell] /= borders.problem.costs.values()[cell];
        double price = 0, real = 0;
        for (std::size_t i = 0; i < 69; ++i) {
            price = std::fmax(price, std::abs(tight.effects[i].price - loose.effects[i].price));
            real = std::fmax(real,
                             std::abs(tight.effects[i].real_output - loose.effects[i].real_output));
        }
        // The published figures are those of the loose stop; this is how far it is from the end.
        CHECK(tight.rounds > 50);
        CHECK(price == doctest::Approx(0.226).epsilon(0.005));
        CHECK(real == doctest::Approx(0.0825).epsilon(0.005));

        for (const BalanceClosure closure :
             {BalanceClosure::balance_in_world_output, BalanceClosure::expenditure_per_output}) {
            const auto exact = assess_one_sector(world, change, {closure, "ZZZ"});
            if (!exact) FAIL(exact.error().message);
            CHECK(exact->full.certificate.residual <= 1e-12);
            CHECK(exact->conditional.certificate.residual <= 1e-12);
            // The guide's unit is the price index of the reference.
            const double unit = 1 + exact->full.effects[68].inward_resistance / 100;
            double gap = 0;
            for (std::size_t i = 0; i < 69; ++i) {
                const PartyEffect& effect = exact->full.effects[i];
                gap = std::fmax(gap, std::abs(tight.effects[i].real_output - effect.real_output));
                CHECK(exact->conditional.effects[i].exports ==
                      doctest::Approx(loose.effects[i].exports_conditional).epsilon(1e-10));
                CHECK((1 + effect.exports / 100) / unit ==
                      doctest::Approx(1 + tight.effects[i].exports / 100).epsilon(0.05));
            }
            // A fixed ratio of expenditure to output, as the guide has it, comes nearest.
            CHECK(gap < (closure == BalanceClosure::expenditure_per_output ? 1 : 2));
        }
    }
}
