// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/economy.h"

#include "engines/trade/equilibrium/sectors.test.h"

#include <doctest/doctest.h>

#include <limits>

namespace comity::trade {
namespace {

using sectors::raw_world;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// The refusal of a world of three parties and two sectors after `spoil` has been at it.
template <class Spoil>
Refusal refused(Spoil spoil) {
    Economy economy = raw_world({.parties = 3, .sectors = 2}, 1);
    spoil(economy);
    const auto result = check_economy(std::move(economy));
    REQUIRE_FALSE(result.has_value());
    return result.error();
}

TEST_CASE("an economy whose sums are right is left as it is") {
    const Economy raw = raw_world({.parties = 4, .sectors = 3}, 1);
    const auto economy = check_economy(raw);
    REQUIRE(economy.has_value());
    CHECK(economy->corrections.empty());
    CHECK(sectors::distance(economy->share, raw.share) < 1e-15);
    CHECK(sectors::distance(economy->gamma, raw.gamma) < 1e-15);
}

TEST_CASE("a cell that cannot be is refused by its labels") {
    struct Case {
        void (*spoil)(Economy&);
        const char* code;
        const char* where;
    };
    const std::vector<Case> cases = {
        {[](Economy& e) { e.theta[1] = 0; }, "economy.elasticity", "/theta/S1"},
        {[](Economy& e) { e.theta[0] = -4; }, "economy.elasticity", "/theta/S0"},
        {[](Economy& e) { e.theta[1] = not_a_number; }, "economy.not-a-number", "/theta/S1"},
        {[](Economy& e) { e.tariff[e.pair(1, 2, 0)] = -1; }, "economy.tariff", "/tariff/S1/P2/P0"},
        {[](Economy& e) { e.tariff[e.pair(0, 1, 2)] = std::numeric_limits<double>::infinity(); },
         "economy.not-a-number", "/tariff/S0/P1/P2"},
        {[](Economy& e) { e.share[e.pair(1, 0, 2)] = -0.1; }, "economy.negative",
         "/share/S1/P0/P2"},
        {[](Economy& e) { e.share[e.pair(1, 0, 2)] += 0.1; }, "economy.shares", "/share/S1/P0"},
        {[](Economy& e) { e.expenditure[e.cell(1, 2)] = -1; }, "economy.negative",
         "/expenditure/S1/P2"},
        {[](Economy& e) { e.alpha[e.use(2, 1)] = 0.7; }, "economy.shares", "/alpha/P2"},
        {[](Economy& e) { e.alpha[e.use(2, 1)] = -0.7; }, "economy.negative", "/alpha/P2/S1"},
        {[](Economy& e) { e.beta[e.use(1, 0)] += 2e-6; }, "economy.shares", "/beta/P1/S0"},
        {[](Economy& e) { e.gamma[e.input(2, 1, 0)] = -0.1; }, "economy.negative",
         "/gamma/P2/S1/S0"},
        {[](Economy& e) { e.value_added[1] = 0; }, "economy.no-value-added", "/value_added/P1"},
        {[](Economy& e) { e.deficit[1] += 1; }, "economy.unbalanced-world", "/deficit"},
        {[](Economy& e) { e.deficit.pop_back(); }, "economy.size", "/deficit"},
        {[](Economy& e) { e.parties[2] = "P0"; }, "economy.label", "/parties/P0"},
        {[](Economy& e) { e.sectors[1] = ""; }, "economy.label", "/sectors/"},
        {[](Economy& e) { e = {}; }, "economy.size", "/parties"},
    };
    for (const Case& one : cases) {
        const Refusal refusal = refused(one.spoil);
        CHECK(refusal.code == one.code);
        CHECK(refusal.where == one.where);
    }
}

TEST_CASE("a party that buys nothing at all is refused") {
    const Refusal refusal =
        refused([](Economy& e) { e.expenditure[e.cell(0, 1)] = e.expenditure[e.cell(1, 1)] = 0; });
    CHECK(refusal.code == "economy.no-expenditure");
    CHECK(refusal.where == "/expenditure/P1");
}

TEST_CASE("shares within a millionth of their sum are mended, and it is said where most") {
    Economy raw = raw_world({.parties = 3, .sectors = 2}, 1);
    raw.share[raw.pair(1, 2, 0)] += 5e-7;
    raw.share[raw.pair(0, 1, 1)] -= 8e-7;
    raw.alpha[raw.use(0, 1)] += 1e-7;
    raw.deficit[0] += 1e-7;
    const auto economy = check_economy(raw);
    REQUIRE(economy.has_value());
    REQUIRE(economy->corrections.size() == 3);
    CHECK(economy->corrections[0].code == "shares.normalised");
    CHECK(economy->corrections[0].where == "/share/S0/P1");
    CHECK(economy->corrections[0].size == doctest::Approx(-8e-7));
    CHECK(economy->corrections[0].count == 2);
    CHECK(economy->corrections[1].code == "final.normalised");
    CHECK(economy->corrections[2].code == "deficits.balanced");
    double sum = 0;
    for (const double deficit : economy->deficit) sum += deficit;
    CHECK(std::abs(sum) < 1e-15);
}

TEST_CASE("a party may lack a sector, unless it needs what nobody sells to it") {
    Economy raw = raw_world({.parties = 3, .sectors = 2}, 1);
    for (std::size_t i = 0; i < 3; ++i) raw.share[raw.pair(1, 0, i)] = 0;
    raw.expenditure[raw.cell(1, 0)] = 0;
    const auto needed = check_economy(raw);
    REQUIRE_FALSE(needed.has_value());
    CHECK(needed.error().code == "economy.no-seller");
    CHECK(needed.error().where == "/share/S1/P0");
    raw.alpha[raw.use(0, 0)] = 1;
    raw.alpha[raw.use(0, 1)] = 0;
    for (std::size_t j = 0; j < 2; ++j) {
        raw.gamma[raw.input(0, 0, j)] += raw.gamma[raw.input(0, 1, j)];
        raw.gamma[raw.input(0, 1, j)] = 0;
    }
    CHECK(check_economy(raw).has_value());
}

TEST_CASE("the cost of what a party does not make does not matter") {
    Economy raw = raw_world({.parties = 3, .sectors = 2}, 1);
    for (std::size_t n = 0; n < 3; ++n) {
        double* const row = &raw.share[raw.pair(1, n, 0)];
        const double rest = 1 - row[2];
        row[2] = 0;
        row[0] /= rest;
        row[1] /= rest;
    }
    raw.beta[raw.use(2, 1)] = raw.gamma[raw.input(2, 0, 1)] = raw.gamma[raw.input(2, 1, 1)] = 0;
    const auto economy = check_economy(raw);
    REQUIRE(economy.has_value());
    REQUIRE(economy->corrections.size() == 1);
    CHECK(economy->corrections[0].code == "costs.no-output");
    CHECK(economy->corrections[0].where == "/beta/P2/S1");
}

/// Two parties, one sector without inputs: 100 of output each, P0 buys 30 of P1, P1 buys 20 of P0.
FlowTables two_parties() {
    FlowTables tables;
    tables.parties = {"P0", "P1"};
    tables.sectors = {"S"};
    tables.theta = {4};
    tables.flow = {0, 30, 20, 0};
    tables.tariff = {0, 0.1, 0.5, 0};
    tables.gross_output = {100, 100};
    tables.beta = {0.5, 1};
    tables.input_share = {1, 0};
    return tables;
}

TEST_CASE("an economy is made from flows") {
    const auto economy = economy_from_flows(two_parties());
    REQUIRE(economy.has_value());
    const auto near = [](const std::vector<double>& a, const std::vector<double>& b) {
        CHECK(sectors::distance(a, b) < 1e-14);
    };
    near(economy->expenditure, {80 + 33, 70 + 30});
    near(economy->share, {80.0 / 113, 33.0 / 113, 0.3, 0.7});
    near(economy->value_added, {50, 100});
    near(economy->deficit, {10, -10});
    near(economy->gamma, {0.5, 0});
    near(economy->alpha, {1, 1});
    CHECK(economy->corrections.empty());
    const Accounts accounts = accounts_of(*economy);
    near(accounts.output, {100, 100});
    near(accounts.imports, {30, 20});
    near(accounts.exports, {20, 30});
    near(accounts.revenue, {3, 10});
    near(accounts.income, {50 + 3 + 10, 100 + 10 - 10});
    near(accounts.demand, {63 + 50, 100});
    CHECK(imbalance_of(*economy, accounts) < 1e-14);
}

TEST_CASE("output below exports and final demand below zero are mended and said") {
    FlowTables tables = two_parties();
    tables.gross_output[1] = 25;
    const auto raised = economy_from_flows(tables);
    REQUIRE(raised.has_value());
    REQUIRE(raised->corrections.size() == 1);
    CHECK(raised->corrections[0].code == "output.raised");
    CHECK(raised->corrections[0].where == "/gross_output/S/P1");
    CHECK(raised->corrections[0].size == 5);
    CHECK(raised->share[raised->pair(0, 1, 1)] == 0);
}

TEST_CASE("flows that cannot be are refused by their labels") {
    struct Case {
        void (*spoil)(FlowTables&);
        const char* code;
        const char* where;
    };
    const std::vector<Case> cases = {
        {[](FlowTables& t) { t.flow[1] = -1; }, "economy.negative", "/flow/S/P0/P1"},
        {[](FlowTables& t) { t.flow[2] = not_a_number; }, "economy.not-a-number", "/flow/S/P1/P0"},
        {[](FlowTables& t) { t.tariff[2] = -1.5; }, "economy.tariff", "/tariff/S/P1/P0"},
        {[](FlowTables& t) { t.gross_output[0] = -1; }, "economy.negative", "/gross_output/S/P0"},
        {[](FlowTables& t) { t.beta[1] = 1.1; }, "economy.shares", "/beta/P1/S"},
        {[](FlowTables& t) { t.input_share[0] = 0.9; }, "economy.shares", "/beta/P0/S"},
        {[](FlowTables& t) { t.input_share.clear(); }, "economy.size", "/input_share"},
        {[](FlowTables& t) { t.theta[0] = 0; }, "economy.elasticity", "/theta/S"},
    };
    for (const Case& one : cases) {
        FlowTables tables = two_parties();
        one.spoil(tables);
        const auto result = economy_from_flows(tables);
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().code == one.code);
        CHECK(result.error().where == one.where);
    }
}

}  // namespace
}  // namespace comity::trade
