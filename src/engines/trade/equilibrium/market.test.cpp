// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/market.h"

#include "engines/trade/equilibrium/worlds.test.h"

#include <doctest/doctest.h>

using namespace comity;
using namespace comity::trade;

namespace {

MarketProblem market(std::size_t parties, BalanceClosure closure,
                     std::optional<std::size_t> numeraire) {
    const OneSectorWorld world = gravity_world(parties, 91);
    MarketProblem problem{
        world.trade, row_sums(world.trade), column_sums(world.trade), world.elasticity, closure,
        numeraire};
    const std::vector<double> expenditure = problem.balance;
    const PartyMatrix factors = lower_borders(parties, 92).factors;
    for (std::size_t j = 0; j < parties; ++j) problem.balance[j] -= problem.output[j];
    for (std::size_t i = 0; i < parties; ++i)
        for (std::size_t j = 0; j < parties; ++j)
            problem.shares[i, j] *= factors[i, j] / expenditure[j];
    return problem;
}

}  // namespace

TEST_CASE("rounds and Newton's method find the same prices, under every closure and numeraire") {
    for (const std::optional<std::size_t> numeraire : {std::optional<std::size_t>{}, {3}})
        for (const BalanceClosure closure :
             {BalanceClosure::balance_in_numeraire, BalanceClosure::balance_in_world_output,
              BalanceClosure::expenditure_per_output, BalanceClosure::balanced}) {
            MarketProblem problem = market(25, closure, numeraire);
            const MarketAnswer rounds = clear_market(problem);
            problem.rounds_max = 0;
            const MarketAnswer newton = clear_market(problem);
            CHECK(rounds.certificate.newton_steps == 0);
            CHECK(newton.certificate.iterations == 0);
            // Quadratic convergence: the slopes are right.
            CHECK(newton.certificate.newton_steps <= 7);
            for (const MarketAnswer* answer : {&rounds, &newton})
                CHECK(answer->certificate.residual < 1e-11);
            for (std::size_t i = 0; i < 25; ++i)
                CHECK(newton.prices[i] == doctest::Approx(rounds.prices[i]).epsilon(1e-11));
        }
}

TEST_CASE("what lacks an equilibrium is not certified") {
    // The first party sells nothing abroad but buys, and may not borrow.
    MarketProblem problem{PartyMatrix(2), {10, 10}, {0, 0}, 4, BalanceClosure::balanced};
    problem.shares[0, 0] = 0.9, problem.shares[1, 0] = 0.1, problem.shares[1, 1] = 1;
    const MarketAnswer answer = clear_market(problem);
    CHECK_FALSE(answer.certificate.residual < 1e-10);
}
