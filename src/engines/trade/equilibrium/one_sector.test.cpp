// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/one_sector.h"

#include "engines/trade/equilibrium/balancing.h"
#include "engines/trade/equilibrium/worlds.test.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

using namespace comity;
using namespace comity::trade;

namespace {

constexpr std::array closures = {BalanceClosure::balance_in_numeraire,
                                 BalanceClosure::balance_in_world_output,
                                 BalanceClosure::expenditure_per_output, BalanceClosure::balanced};

OneSectorAssessment assess(const OneSectorWorld& world, const TradeCostChange& change,
                           const OneSectorOptions& options = {}) {
    const auto result = assess_one_sector(world, change, options);
    if (!result) FAIL(result.error().code << " " << result.error().message);
    return *result;
}

std::string refused(const OneSectorWorld& world, const TradeCostChange& change,
                    const OneSectorOptions& options = {}) {
    const auto result = assess_one_sector(world, change, options);
    return result ? "accepted" : result.error().code + " " + result.error().where;
}

TradeCostChange no_change(std::size_t parties) {
    return {TradeCostChange::Of::trade_power, PartyMatrix(parties, 1)};
}

std::vector<double> numbers(const PartyEffect& effect) {
    return {effect.exports,           effect.imports,     effect.output,
            effect.expenditure,       effect.price,       effect.outward_resistance,
            effect.inward_resistance, effect.real_output, effect.real_expenditure,
            effect.domestic_share};
}

double distance(const PartyEffect& left, const PartyEffect& right) {
    const auto a = numbers(left), b = numbers(right);
    double most = 0;
    for (std::size_t i = 0; i < a.size(); ++i) most = std::fmax(most, std::abs(a[i] - b[i]));
    return most;
}

double distance(const std::vector<PartyEffect>& left, const std::vector<PartyEffect>& right) {
    double most = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
        most = std::fmax(most, distance(left[i], right[i]));
    return most;
}

OneSectorWorld small_world() {
    OneSectorWorld world{{"A", "B", "C"}, PartyMatrix(3), 5};
    const std::array<double, 9> flows = {80, 12, 5, 9, 120, 8, 4, 11, 60};
    std::ranges::copy(flows, world.trade.values().begin());
    return world;
}

}  // namespace

TEST_CASE("the answer clears all markets within 1e-10 for 2 to 100 parties and each closure") {
    for (const std::size_t parties : {2, 3, 7, 30, 100})
        for (const BalanceClosure closure : closures) {
            CAPTURE(parties);
            const OneSectorWorld world = gravity_world(parties, parties);
            const auto result = assess(world, lower_borders(parties, 3), {.closure = closure});
            for (const OneSectorEquilibrium* of : {&result.conditional, &result.full}) {
                CHECK(of->certificate.residual <= 1e-10);
                CHECK(of->certificate.price_min > 0);
                CHECK(of->certificate.price_max < 10);
            }
        }
}

TEST_CASE("no change of costs changes nothing") {
    const OneSectorWorld world = gravity_world(20, 1);
    for (const BalanceClosure closure : closures) {
        const auto result = assess(world, no_change(20), {.closure = closure});
        for (const auto* of : {&result.conditional, &result.full})
            CHECK(distance(of->effects, std::vector<PartyEffect>(20)) < 1e-9);
        CHECK((closure == BalanceClosure::balanced) == (result.baseline != world.trade));
    }
}

TEST_CASE("trade moves as gravity says: with costs, prices, price indices and expenditure") {
    const OneSectorWorld world = gravity_world(12, 4);
    const TradeCostChange change = lower_borders(12, 5);
    const double power = 1 - world.elasticity;
    for (const BalanceClosure closure : closures) {
        const auto result = assess(world, change, {.closure = closure});
        const auto moved = trade_change(result.baseline, result.full.trade);
        for (std::size_t i = 0; i < 12; ++i)
            for (std::size_t j = 0; j < 12; ++j) {
                const PartyEffect &seller = result.full.effects[i], &buyer = result.full.effects[j];
                const double expected =
                    change.factors[i, j] * (1 + buyer.expenditure / 100) *
                    std::pow((1 + seller.price / 100) / (1 + buyer.inward_resistance / 100), power);
                CHECK(1 + moved[i, j] / 100 == doctest::Approx(expected).epsilon(1e-12));
            }
    }
}

TEST_CASE("outward and inward resistances and incomes together give the change of trade") {
    const OneSectorWorld world = gravity_world(9, 6);
    const TradeCostChange change = lower_borders(9, 7);
    const double power = 1 - world.elasticity;
    const auto result = assess(world, change, {.numeraire = "P3"});
    for (const auto* of : {&result.conditional, &result.full}) {
        const double growth = sum(of->trade.values()) / sum(world.trade.values());
        for (std::size_t i = 0; i < 9; ++i)
            for (std::size_t j = 0; j < 9; ++j) {
                const PartyEffect &seller = of->effects[i], &buyer = of->effects[j];
                const double resistance =
                    (1 + seller.outward_resistance / 100) * (1 + buyer.inward_resistance / 100);
                const double expected = change.factors[i, j] * (1 + seller.output / 100) *
                                        (1 + buyer.expenditure / 100) / growth /
                                        std::pow(resistance, power);
                CHECK(of->trade[i, j] / world.trade[i, j] ==
                      doctest::Approx(expected).epsilon(1e-11));
            }
    }
}

TEST_CASE("welfare without trade balances is the change of the domestic share to 1/(1-sigma)") {
    // Arkolakis, Costinot and Rodriguez-Clare (2012), equation 1.
    const OneSectorWorld world = gravity_world(25, 8);
    const auto result = assess(world, lower_borders(25, 9), {.closure = BalanceClosure::balanced});
    for (const PartyEffect& effect : result.full.effects) {
        const double welfare =
            std::pow(1 + effect.domestic_share / 100, 1 / (1 - world.elasticity));
        CHECK(effect.real_expenditure == doctest::Approx(100 * (welfare - 1)).epsilon(1e-9));
        CHECK(effect.real_output == doctest::Approx(effect.real_expenditure).epsilon(1e-9));
        CHECK(effect.exports == doctest::Approx(effect.imports).epsilon(1e-9));
        CHECK(effect.real_expenditure > 0);
    }
}

TEST_CASE("two parties in balance trade at the price that bisection finds") {
    OneSectorWorld world{{"A", "B"}, PartyMatrix(2), 4.5};
    world.trade[0, 0] = 50, world.trade[0, 1] = 10, world.trade[1, 0] = 10, world.trade[1, 1] = 200;
    TradeCostChange change = no_change(2);
    change.factors[0, 1] = 2.5;
    const auto share = [](double own, double other) { return other / (own + other); };
    double low = 0.1, high = 10;
    for (int i = 0; i < 200; ++i) {
        const double price = std::sqrt(low * high), weight = std::pow(price, -3.5);
        const double sold = 210 * share(200, 10 * 2.5 * weight);  // by A to B
        const double bought = 60 * price * share(50 * weight, 10);
        (sold > bought ? low : high) = price;
    }
    const auto result = assess(world, change, {BalanceClosure::balanced, "B"});
    CHECK(result.full.effects[0].price == doctest::Approx(100 * (low - 1)).epsilon(1e-11));
    CHECK(result.full.effects[1].price == 0);
}

TEST_CASE("in a symmetric world prices stay and only the price index moves") {
    OneSectorWorld world{{"A", "B", "C", "D"}, PartyMatrix(4, 5), 3};
    TradeCostChange change = no_change(4);
    for (std::size_t i = 0; i < 4; ++i) world.trade[i, i] = 85;
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 4; ++j) change.factors[i, j] = i == j ? 1 : 3;
    const double index = std::pow((85 + 15 * 3) / 100.0, -0.5);
    for (const BalanceClosure closure : closures) {
        const auto result = assess(world, change, {.closure = closure});
        for (const auto* of : {&result.conditional, &result.full})
            for (const PartyEffect& effect : of->effects) {
                CHECK(effect.price == doctest::Approx(0));
                CHECK(effect.inward_resistance == doctest::Approx(100 * (index - 1)));
                CHECK(effect.real_output == doctest::Approx(100 * (1 / index - 1)));
                CHECK(effect.exports == doctest::Approx(100 * (3 / 1.3 - 1)));
            }
        // Half of a resistance each falls on sellers and buyers, as output is what it was.
        CHECK(result.conditional.effects[0].outward_resistance == doctest::Approx(0));
    }
}

TEST_CASE("factors of costs and factors of their power say the same") {
    const OneSectorWorld world = gravity_world(8, 10);
    TradeCostChange costs{TradeCostChange::Of::trade_cost, PartyMatrix(8, 1)};
    TradeCostChange powers = no_change(8);
    costs.factors[2, 5] = 0.8;
    powers.factors[2, 5] = std::pow(0.8, 1 - world.elasticity);
    CHECK(assess(world, costs) == assess(world, powers));
}

TEST_CASE("a greater unit of value changes no effect") {
    const OneSectorWorld world = gravity_world(15, 11);
    OneSectorWorld in_cents = world;
    for (double& value : in_cents.trade.values()) value *= 100;
    const TradeCostChange change = lower_borders(15, 12);
    for (const BalanceClosure closure : closures) {
        const auto left = assess(world, change, {.closure = closure});
        const auto right = assess(in_cents, change, {.closure = closure});
        CHECK(distance(left.full.effects, right.full.effects) < 1e-9);
        CHECK(distance(left.conditional.effects, right.conditional.effects) < 1e-9);
    }
}

TEST_CASE("the order of the parties changes no effect") {
    const OneSectorWorld world = gravity_world(11, 13);
    const TradeCostChange change = lower_borders(11, 14);
    OneSectorWorld turned = world;
    TradeCostChange turned_change = change;
    const auto place = [](std::size_t i) { return (i * 7 + 3) % 11; };
    for (std::size_t i = 0; i < 11; ++i) turned.parties[place(i)] = world.parties[i];
    for (std::size_t i = 0; i < 11; ++i)
        for (std::size_t j = 0; j < 11; ++j) {
            turned.trade[place(i), place(j)] = world.trade[i, j];
            turned_change.factors[place(i), place(j)] = change.factors[i, j];
        }
    for (const BalanceClosure closure : closures) {
        const OneSectorOptions options{closure, "P4"};
        const auto left = assess(world, change, options);
        const auto right = assess(turned, turned_change, options);
        for (std::size_t i = 0; i < 11; ++i) {
            CHECK(distance(left.full.effects[i], right.full.effects[place(i)]) < 1e-9);
            CHECK(distance(left.conditional.effects[i], right.conditional.effects[place(i)]) <
                  1e-9);
        }
    }
}

TEST_CASE("each closure keeps of trade balances what it names") {
    const OneSectorWorld world = gravity_world(10, 15);
    const TradeCostChange change = lower_borders(10, 16);
    const auto output = row_sums(world.trade), expenditure = column_sums(world.trade);
    const double before = sum(output);
    for (const std::optional<std::string>& numeraire : {std::optional<std::string>{}, {"P7"}})
        for (const BalanceClosure closure : closures) {
            const auto full = assess(world, change, {closure, numeraire}).full;
            const auto sold = row_sums(full.trade), bought = column_sums(full.trade);
            const double after = sum(sold);
            if (!numeraire && closure != BalanceClosure::balanced)
                CHECK(after == doctest::Approx(before).epsilon(1e-12));
            if (numeraire) CHECK(std::abs(full.effects[7].price) < 1e-12);
            const double ratio = (bought[0] / sold[0]) / (expenditure[0] / output[0]);
            for (std::size_t i = 0; i < 10; ++i) {
                const double balance = expenditure[i] - output[i], now = bought[i] - sold[i];
                switch (closure) {
                    case BalanceClosure::balanced:
                        CHECK(std::abs(now) < 1e-9 * sold[i]);
                        break;
                    case BalanceClosure::balance_in_numeraire:
                        CHECK(now == doctest::Approx(balance).epsilon(1e-8));
                        break;
                    case BalanceClosure::balance_in_world_output:
                        CHECK(now / after == doctest::Approx(balance / before).epsilon(1e-8));
                        break;
                    case BalanceClosure::expenditure_per_output:
                        CHECK((bought[i] / sold[i]) / (expenditure[i] / output[i]) ==
                              doctest::Approx(ratio).epsilon(1e-10));
                        break;
                }
            }
        }
}

TEST_CASE("the numeraire changes no real effect, unless balances are kept in it") {
    const OneSectorWorld world = gravity_world(10, 17);
    const TradeCostChange change = lower_borders(10, 18);
    for (const BalanceClosure closure : closures) {
        const auto left = assess(world, change, {.closure = closure}).full.effects;
        const auto right = assess(world, change, {closure, "P2"}).full.effects;
        double most = 0;
        for (std::size_t i = 0; i < 10; ++i) {
            most = std::fmax(most, std::abs(left[i].real_output - right[i].real_output));
            most = std::fmax(most, std::abs(left[i].real_expenditure - right[i].real_expenditure));
        }
        if (closure == BalanceClosure::balance_in_numeraire)
            CHECK(most > 1e-3);
        else
            CHECK(most < 1e-9);
    }
}

TEST_CASE("the conditional equilibrium leaves output, expenditure and prices alone") {
    const OneSectorWorld world = gravity_world(10, 19);
    const auto result = assess(world, lower_borders(10, 20));
    const auto sold = row_sums(result.conditional.trade);
    const auto output = row_sums(world.trade);
    for (std::size_t i = 0; i < 10; ++i) {
        const PartyEffect& effect = result.conditional.effects[i];
        CHECK(sold[i] == doctest::Approx(output[i]).epsilon(1e-12));
        CHECK(effect.output == 0);
        CHECK(effect.expenditure == 0);
        CHECK(effect.price == 0);
        CHECK(effect.domestic_share < 0);
    }
}

TEST_CASE("if one party alone opens to one other, the two gain and those left aside lose") {
    const OneSectorWorld world = small_world();
    TradeCostChange change = no_change(3);
    change.factors[0, 1] = change.factors[1, 0] = 1.5;
    const auto full = assess(world, change, {.closure = BalanceClosure::balanced}).full;
    CHECK(full.effects[0].real_output > 0);
    CHECK(full.effects[1].real_output > 0);
    CHECK(full.effects[2].real_output < 0);
    CHECK(full.trade[0, 1] > world.trade[0, 1]);
    CHECK(full.trade[2, 1] < world.trade[2, 1]);
}

TEST_CASE("a trade can be forbidden, and a prohibition that leaves no chain is refused") {
    const OneSectorWorld world = small_world();
    TradeCostChange change = no_change(3);
    change.factors[0, 1] = change.factors[1, 0] = 0;
    const auto full = assess(world, change).full;
    CHECK(full.trade[0, 1] == 0);
    CHECK(trade_change(world.trade, full.trade)[0, 1] == -100);
    CHECK(full.effects[0].real_output < 0);
    change.factors[0, 2] = change.factors[2, 0] = 0;
    CHECK(refused(world, change) == "equilibrium.disconnected /B");
}

TEST_CASE("hard worlds are still certified: tiny, huge, nearly closed, very elastic") {
    for (const double elasticity : {1.05, 1.5, 6.0, 30.0}) {
        OneSectorWorld world = gravity_world(40, 21);
        world.elasticity = elasticity;
        for (std::size_t i = 0; i < 40; ++i) {
            const double size = std::pow(10, static_cast<double>(i % 9) - 4);
            for (std::size_t j = 0; j < 40; ++j) {
                world.trade[i, j] *= size;
                world.trade[j, i] *= size;
                if (i != j) world.trade[i, j] *= 0.02;
            }
        }
        for (const BalanceClosure closure :
             {BalanceClosure::balanced, BalanceClosure::expenditure_per_output}) {
            CAPTURE(elasticity);
            const auto result = assess(world, lower_borders(40, 22), {.closure = closure});
            CHECK(result.full.certificate.residual <= 1e-10);
        }
    }
}

TEST_CASE("a surplus that a party could no longer pay is refused by name") {
    OneSectorWorld world{{"Seller", "Buyer"}, PartyMatrix(2), 5};
    world.trade[0, 0] = 1, world.trade[0, 1] = 99, world.trade[1, 0] = 1, world.trade[1, 1] = 900;
    TradeCostChange change = no_change(2);
    change.factors[0, 1] = 0.05;
    CHECK(refused(world, change, {.closure = BalanceClosure::balance_in_world_output}) ==
          "equilibrium.no-expenditure /Seller");
    CHECK(refused(world, change, {.closure = BalanceClosure::expenditure_per_output}) ==
          "accepted");
}

TEST_CASE("what is no world is refused, the cell or party by name") {
    const auto with = [](std::size_t cell, double value) {
        OneSectorWorld world = small_world();
        world.trade.values()[cell] = value;
        return world;
    };
    const TradeCostChange same = no_change(3);
    CHECK(refused(with(1, -1), same) == "equilibrium.negative /A/B");
    CHECK(refused(with(5, NAN), same) == "equilibrium.not-finite /B/C");
    CHECK(refused(with(5, HUGE_VAL), same) == "equilibrium.not-finite /B/C");
    CHECK(refused(with(8, 1e10), same) == "accepted");
    // Beside that, what C sells to others cannot be told from nothing.
    CHECK(refused(with(8, 1.5e308), same) == "equilibrium.not-certified ");
    OneSectorWorld vast = with(8, 1.5e308);
    vast.trade[0, 0] = 1.5e308;
    CHECK(refused(vast, same) == "equilibrium.not-finite ");

    OneSectorWorld world = small_world();
    for (std::size_t j = 0; j < 3; ++j) world.trade[1, j] = 0;
    CHECK(refused(world, same) == "equilibrium.no-sales /B");
    for (std::size_t j = 0; j < 3; ++j) world.trade[j, 2] = 0;
    world.trade[1, 0] = 1;
    CHECK(refused(world, same) == "equilibrium.no-purchases /C");

    world = small_world();
    world.parties[2] = "A";
    CHECK(refused(world, same) == "equilibrium.duplicate-party /A");
    CHECK(refused({{"A"}, PartyMatrix(1, 1), 5}, no_change(1)) == "equilibrium.wrong-size ");
    CHECK(refused({{}, PartyMatrix(0), 5}, no_change(0)) == "equilibrium.wrong-size ");
    CHECK(refused(small_world(), no_change(2)) == "equilibrium.wrong-size ");
    for (const double elasticity : {1.0, 0.5, -3.0, std::nan(""), HUGE_VAL}) {
        world = small_world();
        world.elasticity = elasticity;
        CHECK(refused(world, same) == "equilibrium.elasticity /elasticity");
    }
    CHECK(refused(small_world(), same, {.numeraire = "D"}) ==
          "equilibrium.unknown-party /numeraire");
}

TEST_CASE("what is no change of costs is refused by its cell") {
    TradeCostChange change = no_change(3);
    change.factors[0, 2] = -0.5;
    CHECK(refused(small_world(), change) == "equilibrium.negative /A/C");
    change.factors[0, 2] = NAN;
    CHECK(refused(small_world(), change) == "equilibrium.not-finite /A/C");
    change = {TradeCostChange::Of::trade_cost, PartyMatrix(3, 1)};
    change.factors[2, 1] = 0;
    CHECK(refused(small_world(), change) == "equilibrium.not-finite /C/B");
}

TEST_CASE("blocs that do not trade are refused, and one-way trade cannot be balanced") {
    OneSectorWorld world{{"A", "B", "C", "D"}, PartyMatrix(4), 5};
    for (std::size_t i = 0; i < 4; ++i) world.trade[i, i] = 10;
    world.trade[0, 1] = world.trade[1, 0] = world.trade[2, 3] = world.trade[3, 2] = 1;
    CHECK(refused(world, no_change(4)) == "equilibrium.disconnected /C");
    world.trade[0, 2] = 1;
    CHECK(refused(world, no_change(4), {.closure = BalanceClosure::balanced}) ==
          "equilibrium.one-way /C");
    CHECK(refused(world, no_change(4)) == "accepted");
    world.trade[3, 1] = 1;
    CHECK(refused(world, lower_borders(4, 1), {.closure = BalanceClosure::balanced}) == "accepted");
}

TEST_CASE("own sales are output less exports, or as declared") {
    const std::vector<std::string> parties = {"A", "B"};
    PartyMatrix exports(2);
    exports[0, 0] = 777;
    exports[0, 1] = 30;
    exports[1, 0] = 20;
    const auto filled = with_own_sales_of_output(parties, exports, {100, 20});
    REQUIRE(filled.has_value());
    CHECK((*filled)[0, 0] == 70);
    CHECK((*filled)[1, 1] == 0);
    CHECK(row_sums(*filled) == std::vector<double>{100, 20});

    const auto refusal = [&](const Result<PartyMatrix>& result) {
        return result ? "accepted" : result.error().code + " " + result.error().where;
    };
    CHECK(refusal(with_own_sales_of_output(parties, exports, {100, 19})) ==
          "trade.own-sales-negative /B");
    CHECK(refusal(with_own_sales_of_output(parties, exports, {100, NAN})) == "trade.not-finite /B");
    CHECK(refusal(with_own_sales_of_output(parties, exports, {100})) == "trade.wrong-size ");
    CHECK(refusal(with_declared_own_sales(parties, exports, {1, 2})) == "accepted");
    CHECK(refusal(with_declared_own_sales(parties, exports, {1, -2})) ==
          "trade.own-sales-negative /B");
    exports[0, 1] = -1;
    CHECK(refusal(with_declared_own_sales(parties, exports, {1, 2})) == "trade.negative /A/B");
}
