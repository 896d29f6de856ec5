// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/many_sectors.h"
#include "engines/trade/equilibrium/worlds.test.h"

#include <doctest/doctest.h>

namespace comity::trade {
namespace {

/// The same world, as an economy of one sector made by labour alone.
Economy as_economy(const OneSectorWorld& world) {
    const std::size_t n = world.parties.size();
    Economy economy;
    economy.parties = world.parties;
    economy.sectors = {"all"};
    economy.theta = {world.elasticity - 1};
    economy.share.assign(n * n, 0);
    economy.tariff.assign(n * n, 0);
    economy.alpha.assign(n, 1);
    economy.beta.assign(n, 1);
    economy.gamma.assign(n, 0);
    economy.expenditure.assign(n, 0);
    economy.value_added.assign(n, 0);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            economy.value_added[i] += world.trade[i, j];
            economy.expenditure[j] += world.trade[i, j];
        }
    for (std::size_t j = 0; j < n; ++j) {
        economy.deficit.push_back(economy.expenditure[j] - economy.value_added[j]);
        for (std::size_t i = 0; i < n; ++i)
            economy.share[economy.pair(0, j, i)] = world.trade[i, j] / economy.expenditure[j];
    }
    return economy;
}

}  // namespace

TEST_CASE("the one-sector model is the one-sector case of the many-sector one") {
    for (const std::size_t n : {2U, 6U, 20U}) {
        CAPTURE(n);
        const OneSectorWorld world = gravity_world(n, n);
        Dice dice(n + 1);
        TradeCostChange costs{TradeCostChange::Of::trade_cost, PartyMatrix(n, 1)};
        Change change;
        change.friction.assign(n * n, 1);
        const auto economy = check_economy(as_economy(world));
        REQUIRE(economy.has_value());
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) {
                costs.factors[i, j] = 0.8 + 0.3 * dice.next();
                change.friction[economy->pair(0, j, i)] = costs.factors[i, j];
            }
        const auto one = assess_one_sector(world, costs);
        const auto many = solve(*economy, change);
        REQUIRE(one.has_value());
        REQUIRE(many.has_value());
        for (std::size_t i = 0; i < n; ++i) {
            CAPTURE(i);
            const PartyEffect& effect = one->full.effects[i];
            CHECK(std::abs(many->wage[i] - (1 + effect.price / 100)) < 1e-9);
            CHECK(std::abs(many->welfare[i] - (1 + effect.real_expenditure / 100)) < 1e-9);
        }
    }
}

}  // namespace comity::trade
