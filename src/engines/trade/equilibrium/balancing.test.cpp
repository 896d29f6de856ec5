// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/balancing.h"

#include "engines/trade/equilibrium/worlds.test.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

using namespace comity;
using namespace comity::trade;

namespace {

/// A kernel from one world, totals from another of the same size.
BalancingProblem problem_of(std::size_t parties, std::uint64_t seed) {
    const OneSectorWorld world = gravity_world(parties, seed);
    const PartyMatrix flows = gravity_world(parties, seed + 1).trade;
    return {world.parties, world.trade, row_sums(flows), column_sums(flows)};
}

double worst_gap(const BalancingProblem& problem, const Balancing& balancing) {
    const PartyMatrix flows = scaled(problem.kernel, balancing.sellers, balancing.buyers);
    const auto rows = row_sums(flows), columns = column_sums(flows);
    double worst = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        worst = std::fmax(worst, std::abs(rows[i] / problem.output[i] - 1));
        worst = std::fmax(worst, std::abs(columns[i] / problem.expenditure[i] - 1));
    }
    return worst;
}

std::string refused(const BalancingProblem& problem) {
    const auto result = balance(problem);
    return result ? "accepted" : result.error().code + " " + result.error().where;
}

BalancingProblem pair(std::array<double, 4> kernel, std::vector<double> output,
                      std::vector<double> expenditure) {
    BalancingProblem problem{{"A", "B"}, PartyMatrix(2), std::move(output), std::move(expenditure)};
    std::ranges::copy(kernel, problem.kernel.values().begin());
    return problem;
}

}  // namespace

TEST_CASE("rows and columns add up to what was asked, for 1 to 150 parties") {
    for (const std::size_t parties : {1, 2, 5, 40, 150}) {
        const BalancingProblem problem = problem_of(parties, 31);
        const auto result = balance(problem);
        REQUIRE(result.has_value());
        CHECK(worst_gap(problem, *result) < 1e-12);
        CHECK(result->newton_steps == 0);
    }
}

TEST_CASE("fitting by rounds and by Newton's method find the same factors") {
    const BalancingProblem problem = problem_of(30, 41);
    const auto rounds = balance(problem);
    const auto newton = balance(problem, {.rounds_max = 0});
    REQUIRE(rounds.has_value());
    REQUIRE(newton.has_value());
    CHECK(newton->rounds == 0);
    CHECK(newton->newton_steps > 2);
    for (std::size_t i = 0; i < 30; ++i) {
        CHECK(newton->sellers[i] == doctest::Approx(rounds->sellers[i]).epsilon(1e-11));
        CHECK(newton->buyers[i] == doctest::Approx(rounds->buyers[i]).epsilon(1e-11));
    }
}

TEST_CASE("a kernel that is nearly closed is balanced too, where plain fitting would creep") {
    BalancingProblem problem = problem_of(12, 51);
    for (std::size_t i = 0; i < 12; ++i)
        for (std::size_t j = 0; j < 12; ++j)
            if (i != j) problem.kernel[i, j] *= 1e-7;
    // Output and expenditure must agree for each party nearly as well, or nobody could balance.
    problem.expenditure = problem.output;
    problem.expenditure[3] *= 1 + 1e-9;
    const auto result = balance(problem);
    REQUIRE(result.has_value());
    CHECK(worst_gap(problem, *result) < 1e-10);
}

TEST_CASE("a balanced matrix keeps all its cells, and a scaled kernel gives the same flows") {
    const OneSectorWorld world = gravity_world(6, 61);
    BalancingProblem problem{world.parties, world.trade, row_sums(world.trade),
                             column_sums(world.trade)};
    const auto same = balance(problem);
    REQUIRE(same.has_value());
    for (const double factor : same->sellers) CHECK(factor == doctest::Approx(1).epsilon(1e-13));
    for (std::size_t i = 0; i < 6; ++i)
        for (std::size_t j = 0; j < 6; ++j)
            problem.kernel[i, j] *= static_cast<double>((i + 1) * (j + 2));
    const auto other = balance(problem);
    REQUIRE(other.has_value());
    const PartyMatrix flows = scaled(problem.kernel, other->sellers, other->buyers);
    for (std::size_t cell = 0; cell < 36; ++cell)
        CHECK(flows.values()[cell] == doctest::Approx(world.trade.values()[cell]).epsilon(1e-12));
}

TEST_CASE("where to begin changes the rounds and not the answer") {
    const BalancingProblem problem = problem_of(20, 71);
    const auto cold = balance(problem);
    REQUIRE(cold.has_value());
    const auto warm = balance(problem, {.buyers = cold->buyers});
    REQUIRE(warm.has_value());
    CHECK(warm->rounds < 5);
    CHECK(cold->rounds > 10);
    for (std::size_t i = 0; i < 20; ++i)
        CHECK(warm->buyers[i] == doctest::Approx(cold->buyers[i]).epsilon(1e-11));
}

TEST_CASE("two by two is the root of a quadratic") {
    // With flows x, 3 - x; 4 - x, 3 + x and cross ratio k: x (3 + x) = k (3 - x)(4 - x), k = 2.
    const BalancingProblem problem = pair({2, 1, 1, 1}, {3, 7}, {4, 6});
    const auto result = balance(problem);
    REQUIRE(result.has_value());
    const double flow = result->sellers[0] * 2 * result->buyers[0];
    CHECK(flow == doctest::Approx((17 - std::sqrt(289 - 96)) / 2).epsilon(1e-13));
}

TEST_CASE("what cannot be balanced is refused, with the cell or the party") {
    CHECK(refused(pair({1, -1, 1, 1}, {1, 1}, {1, 1})) == "balancing.negative /A/B");
    CHECK(refused(pair({1, 1, NAN, 1}, {1, 1}, {1, 1})) == "balancing.not-finite /B/A");
    CHECK(refused(pair({1, 1, 1, 1}, {1, 0}, {1, 1})) == "balancing.no-total /B");
    CHECK(refused(pair({1, 1, 1, 1}, {1, 1}, {NAN, 1})) == "balancing.no-total /A");
    CHECK(refused(pair({1, 1, 1, 1}, {1, 1}, {1, 1.001})) == "balancing.totals-differ ");
    CHECK(refused(pair({1, 0, 0, 1}, {1, 1}, {1, 1})) == "balancing.disconnected /B");
    CHECK(refused(pair({1, 1, 0, 0}, {1, 1}, {1, 1})) == "balancing.disconnected /B");
    CHECK(refused(pair({1, 1, 1, 1}, {1}, {1, 1})) == "balancing.wrong-size ");
    CHECK(refused({}) == "balancing.wrong-size ");
    // A sells to B alone and B sells to both: B must then sell A at least what A's output leaves.
    CHECK(refused(pair({0, 1, 1, 1}, {5, 2}, {3, 4})) == "balancing.not-certified ");
    CHECK(refused(pair({0, 1, 1, 1}, {2, 5}, {3, 4})) == "accepted");
}
