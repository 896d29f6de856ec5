// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/many_sectors.h"

#include "engines/trade/equilibrium/sector_solver.h"
#include "engines/trade/equilibrium/sectors.test.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace comity::trade {
namespace {

using sectors::distance;
using sectors::friction;
using sectors::scaled_tariffs;
using sectors::solved;
using sectors::world;

double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

std::vector<double> ones(std::size_t count) { return std::vector<double>(count, 1); }

TEST_CASE("no change changes nothing") {
    for (const std::uint64_t seed : {1, 2, 3}) {
        const Economy base = world({.parties = 7, .sectors = 5}, seed);
        Change said;
        said.tariff = base.tariff;
        said.friction = ones(base.share.size());
        for (const Change& change : {Change{}, said}) {
            const Counterfactual after = solved(base, change);
            CHECK(distance(after.wage, ones(7)) < 1e-12);
            CHECK(distance(after.price, ones(35)) < 1e-12);
            CHECK(distance(after.welfare, ones(7)) < 1e-12);
            CHECK(distance(after.share, base.share) < 1e-12);
            CHECK(distance(after.expenditure, base.expenditure) < 1e-12);
            CHECK(after.diagnostics.base_imbalance < 1e-12);
        }
    }
}

TEST_CASE("the unit of money does not matter") {
    const Economy base = world({.parties = 6, .sectors = 4}, 4);
    Economy scaled = base;
    for (auto* table : {&scaled.expenditure, &scaled.value_added, &scaled.deficit})
        for (double& value : *table) value *= 1e6;
    const Change change = scaled_tariffs(base, 0.2);
    const Counterfactual one = solved(base, change);
    const Counterfactual other = solved(scaled, change);
    CHECK(distance(one.wage, other.wage) < 1e-11);
    CHECK(distance(one.welfare, other.welfare) < 1e-11);
}

/// The economy with its parties in the order of `order`.
Economy reordered(const Economy& e, const std::vector<std::size_t>& order) {
    Economy r = e;
    for (std::size_t n = 0; n < order.size(); ++n) {
        r.parties[n] = e.parties[order[n]];
        r.value_added[n] = e.value_added[order[n]];
        r.deficit[n] = e.deficit[order[n]];
        for (std::size_t j = 0; j < e.sectors.size(); ++j) {
            r.alpha[r.use(n, j)] = e.alpha[e.use(order[n], j)];
            r.beta[r.use(n, j)] = e.beta[e.use(order[n], j)];
            r.expenditure[r.cell(j, n)] = e.expenditure[e.cell(j, order[n])];
            for (std::size_t k = 0; k < e.sectors.size(); ++k)
                r.gamma[r.input(n, k, j)] = e.gamma[e.input(order[n], k, j)];
            for (std::size_t i = 0; i < order.size(); ++i) {
                r.share[r.pair(j, n, i)] = e.share[e.pair(j, order[n], order[i])];
                r.tariff[r.pair(j, n, i)] = e.tariff[e.pair(j, order[n], order[i])];
            }
        }
    }
    return r;
}

TEST_CASE("the order of the parties does not matter") {
    const Economy base = world({.parties = 9, .sectors = 3}, 5);
    const std::vector<std::size_t> order = {3, 8, 0, 5, 1, 7, 2, 6, 4};
    const Economy other = reordered(base, order);
    const Counterfactual one = solved(base, scaled_tariffs(base, 0));
    const Counterfactual two = solved(other, scaled_tariffs(other, 0));
    for (std::size_t n = 0; n < order.size(); ++n) {
        CHECK(std::abs(two.wage[n] - one.wage[order[n]]) < 1e-11);
        CHECK(std::abs(two.welfare[n] - one.welfare[order[n]]) < 1e-11);
    }
}

/// What must hold of every answer, counted from its tables alone.
void check_accounts(const Economy& base, const Change& change, const Counterfactual& after) {
    const Economy then = economy_after(base, change, after);
    const Accounts accounts = accounts_of(then);
    const double world_value_added = sum(base.value_added);
    CHECK(std::abs(sum(then.value_added) / world_value_added - 1) < 1e-12);
    CHECK(std::abs(sum(after.deficit)) < 1e-11 * world_value_added);
    CHECK(distance(accounts.output, after.output) < 1e-11);
    for (std::size_t n = 0; n < after.income.size(); ++n)
        CHECK(std::abs(accounts.revenue[n] - after.revenue[n]) < 1e-10 * after.income[n]);
    CHECK(distance(accounts.income, after.income) < 1e-10);
    CHECK(distance(accounts.demand, after.expenditure) < 1e-10);
    CHECK(imbalance_of(then, accounts) < 1e-10);
    for (std::size_t row = 0; row < then.cells(); ++row) {
        const double* const shares = &then.share[row * then.parties.size()];
        CHECK(std::abs(std::accumulate(shares, shares + then.parties.size(), 0.0) - 1) < 1e-13);
    }
}

TEST_CASE("income is value added, tariffs and the deficit; all that is made is bought") {
    const Economy base = world({.parties = 6, .sectors = 5}, 6);
    for (const Closure closure :
         {Closure::fixed, Closure::balanced, Closure::with_world_output, Closure::with_wage_of}) {
        const Change change = scaled_tariffs(base, 2.5);
        check_accounts(base, change,
                       solved(base, change, {.closure = closure, .closure_party = 2}));
    }
}

TEST_CASE("closures set the deficits as they say") {
    const Economy base = world({.parties = 6, .sectors = 4}, 7);
    const Change change = friction(base, 1.3);
    const auto deficit = [&](Closure closure, std::size_t party = 0) {
        return solved(base, change, {.closure = closure, .closure_party = party});
    };
    CHECK(distance(deficit(Closure::fixed).deficit, base.deficit) < 1e-14);
    CHECK(deficit(Closure::balanced).deficit == std::vector<double>(6, 0));
    const Counterfactual wage = deficit(Closure::with_wage_of, 3);
    CHECK(std::abs(wage.deficit[0] / base.deficit[0] - wage.wage[3]) < 1e-12);
    CHECK(std::abs(wage.wage[3] - 1) > 1e-4);
    const Counterfactual output = deficit(Closure::with_world_output);
    const double growth = sum(output.output) / sum(accounts_of(base).output);
    CHECK(std::abs(output.deficit[1] / base.deficit[1] - growth) < 1e-11);
    Change given;
    given.deficit = {0.5, 0, 0, -0.5, 0.1, -0.1};
    CHECK(solved(base, given).deficit == given.deficit);
}

/// `count` parties that differ in nothing but their names.
Economy symmetric_world(std::size_t count) {
    Economy e;
    for (std::size_t n = 0; n < count; ++n) e.parties.push_back("P" + std::to_string(n));
    e.sectors = {"S0", "S1"};
    e.theta = {3, 9};
    for (std::size_t j = 0; j < 2; ++j)
        for (std::size_t n = 0; n < count; ++n) {
            for (std::size_t i = 0; i < count; ++i) {
                e.share.push_back(n == i ? 0.6 : 0.4 / static_cast<double>(count - 1));
                e.tariff.push_back(n == i ? 0 : 0.1);
            }
            e.expenditure.push_back(10);
        }
    for (std::size_t n = 0; n < count; ++n) {
        e.alpha.insert(e.alpha.end(), {0.3, 0.7});
        e.beta.insert(e.beta.end(), {0.5, 0.4});
        e.gamma.insert(e.gamma.end(), {0.2, 0.4, 0.3, 0.2});
        e.value_added.push_back(10);
        e.deficit.push_back(0);
    }
    return e;
}

TEST_CASE("parties that are alike fare alike, and gain from freer trade") {
    const auto given = check_economy(symmetric_world(5));
    REQUIRE(given.has_value());
    const Economy base = economy_after(*given, {}, solved(*given, {}));
    for (const Change& change : {scaled_tariffs(base, 0), friction(base, 0.9)}) {
        const Counterfactual after = solved(base, change);
        CHECK(distance(after.wage, ones(5)) < 1e-12);
        for (const double welfare : after.welfare) {
            CHECK(std::abs(welfare - after.welfare[0]) < 1e-12);
            CHECK(welfare > 1.001);
        }
    }
}

/// Arkolakis, Costinot and Rodriguez-Clare (2012): ŵ by plain iteration of trade balance, for one
/// sector made of labour alone, without tariffs. Nothing of the engine is used.
std::vector<double> one_sector_wages(const Economy& e, const std::vector<double>& cost_factor) {
    const std::size_t parties = e.parties.size();
    std::vector<double> wage(parties, 1);
    for (int iteration = 0; iteration < 200'000; ++iteration) {
        std::vector<double> sold(parties, 0);
        for (std::size_t n = 0; n < parties; ++n) {
            double total = 0;
            std::vector<double> pull(parties);
            for (std::size_t i = 0; i < parties; ++i)
                total += pull[i] = e.share[n * parties + i] *
                                   std::pow(wage[i] * cost_factor[n * parties + i], -e.theta[0]);
            for (std::size_t i = 0; i < parties; ++i)
                sold[i] += pull[i] / total * (wage[n] * e.value_added[n] + e.deficit[n]);
        }
        double before = 0;
        double after = 0;
        for (std::size_t n = 0; n < parties; ++n) {
            wage[n] *= 1 + 0.1 * (sold[n] / (wage[n] * e.value_added[n]) - 1);
            before += e.value_added[n];
            after += wage[n] * e.value_added[n];
        }
        for (double& value : wage) value *= before / after;
    }
    return wage;
}

TEST_CASE("with one sector of labour alone it is the model of one sector") {
    Economy raw = sectors::raw_world({.parties = 5, .sectors = 1}, 8);
    raw.beta.assign(5, 1);
    raw.gamma.assign(5, 0);
    raw.tariff.assign(25, 0);
    raw.theta = {5};
    const auto checked = check_economy(raw);
    REQUIRE(checked.has_value());
    const Economy base = economy_after(*checked, {}, solved(*checked, {}));
    Change change = friction(base, 1);
    sectors::Numbers numbers(9);
    for (double& factor : change.friction) factor *= 0.8 + 0.5 * numbers.next();
    const Counterfactual after = solved(base, change);
    CHECK(distance(after.wage, one_sector_wages(base, change.friction)) < 1e-10);
    for (std::size_t n = 0; n < 5; ++n) {
        // ŵ / P̂ is π̂ at home to the power -1/θ, whose price of trade with oneself changed too.
        const std::size_t home = base.pair(0, n, n);
        const double gain = std::pow(after.share[home] / base.share[home], -1.0 / 5);
        CHECK(std::abs(after.real_wage[n] * change.friction[home] - gain) < 1e-11);
    }
}

TEST_CASE("real wages follow from shares at home (Caliendo and Parro 2015, eq. 15)") {
    const Economy base = world({.parties = 6, .sectors = 5}, 10);
    const Counterfactual after = solved(base, scaled_tariffs(base, 0.1));
    for (std::size_t n = 0; n < 6; ++n) {
        double expected = 0;
        for (std::size_t j = 0; j < 5; ++j) {
            const double alpha = base.alpha[base.use(n, j)];
            const double beta = base.beta[base.use(n, j)];
            const std::size_t home = base.pair(j, n, n);
            const double price = std::log(after.price[base.cell(j, n)]);
            double relative = 0;
            for (std::size_t k = 0; k < 5; ++k)
                relative += base.gamma[base.input(n, k, j)] *
                            (std::log(after.price[base.cell(k, n)]) - price);
            expected -= alpha / beta *
                        (std::log(after.share[home] / base.share[home]) / base.theta[j] + relative);
        }
        CHECK(std::abs(std::log(after.real_wage[n]) - expected) < 1e-11);
    }
}

TEST_CASE("first-order sources of welfare add up to it along a path of small steps") {
    const Economy start = world({.parties = 5, .sectors = 3}, 11);
    const Economy base =
        economy_after(start, {}, solved(start, {}, {.closure = Closure::balanced}));
    const Counterfactual whole = solved(base, scaled_tariffs(base, 0.25));
    const auto error = [&](int steps) {
        std::vector<double> total(5, 0);
        Economy now = base;
        for (int step = 1; step <= steps; ++step) {
            const Change change = scaled_tariffs(base, 1 - 0.75 * step / steps);
            const Counterfactual after = solved(now, change);
            const Economy next = economy_after(now, change, after);
            const WelfareSplit split = split_welfare(now, next, after);
            for (std::size_t n = 0; n < 5; ++n)
                total[n] += split.terms_of_trade[n] + split.volume_of_trade[n];
            now = next;
        }
        double largest = 0;
        for (std::size_t n = 0; n < 5; ++n)
            largest = std::max(largest, std::abs(total[n] - std::log(whole.welfare[n])));
        return largest;
    };
    const double coarse = error(20);
    const double fine = error(40);
    CHECK(fine < 1e-3);
    CHECK(coarse / fine == doctest::Approx(2).epsilon(0.05));  // an error of first order
}

TEST_CASE("a split by sector adds up to the split") {
    const Economy base = world({.parties = 4, .sectors = 3}, 12);
    const Change change = scaled_tariffs(base, 0);
    const Counterfactual after = solved(base, change);
    const WelfareSplit split = split_welfare(base, economy_after(base, change, after), after);
    for (std::size_t n = 0; n < 4; ++n) {
        double terms = 0;
        double volume = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            terms += split.terms_of_trade_by_sector[base.cell(j, n)];
            volume += split.volume_of_trade_by_sector[base.cell(j, n)];
        }
        CHECK(std::abs(terms - split.terms_of_trade[n]) < 1e-15);
        CHECK(std::abs(volume - split.volume_of_trade[n]) < 1e-15);
    }
}

TEST_CASE("trade that is made prohibitive ends") {
    const Economy start = world({.parties = 4, .sectors = 3}, 13);
    const Change change = friction(start, 1e6);
    const Counterfactual after = solved(start, change, {.closure = Closure::balanced});
    for (std::size_t j = 0; j < 3; ++j)
        for (std::size_t n = 0; n < 4; ++n)
            CHECK(after.share[start.pair(j, n, n)] == doctest::Approx(1).epsilon(1e-9));
    for (const double welfare : after.real_wage) CHECK(welfare < 0.95);
}

TEST_CASE("hard cases are solved or refused, never answered wrongly") {
    int solved_count = 0;
    for (std::uint64_t seed = 20; seed < 32; ++seed) {
        Economy base = world({.parties = 6, .sectors = 4}, seed);
        for (double& theta : base.theta) theta *= seed % 2 == 0 ? 8 : 0.2;
        for (const double factor : {-1.5, 0.0, 4.0, 30.0}) {
            const Change change = scaled_tariffs(base, factor);
            const auto after = solve(base, change);
            solved_count += after.has_value() ? 1 : 0;
            if (after)
                check_accounts(base, change, *after);
            else
                CHECK(after.error().code == "equilibrium.not-certified");
            const bool is_easy = seed % 2 == 1 || factor == 0 || factor == 4;
            CHECK((after.has_value() || !is_easy));
        }
    }
    // Subsidies that nobody can pay, deficits that no trade is left to bring: with θ up to 80.
    CHECK(solved_count >= 41);
}

TEST_CASE("a party that lacks sectors is passed over where it does") {
    Economy raw = sectors::raw_world({.parties = 4, .sectors = 3}, 14);
    for (std::size_t n = 0; n < 4; ++n) {  // P1 makes no S2; P0 has no use for S1
        double* const row = &raw.share[raw.pair(2, n, 0)];
        const double rest = 1 - row[1];
        row[1] = 0;
        for (const std::size_t i : {0, 2, 3}) row[i] /= rest;
    }
    for (std::size_t i = 0; i < 4; ++i) raw.share[raw.pair(1, 0, i)] = 0;
    raw.expenditure[raw.cell(1, 0)] = 0;
    raw.alpha[raw.use(0, 0)] += raw.alpha[raw.use(0, 1)];
    raw.alpha[raw.use(0, 1)] = 0;
    for (std::size_t j = 0; j < 3; ++j) {
        raw.gamma[raw.input(0, 0, j)] += raw.gamma[raw.input(0, 1, j)];
        raw.gamma[raw.input(0, 1, j)] = 0;
    }
    const auto base = check_economy(raw);
    REQUIRE(base.has_value());
    const Counterfactual after = solved(*base, scaled_tariffs(*base, 0));
    CHECK(after.output[base->cell(2, 1)] == 0);
    CHECK(after.expenditure[base->cell(1, 0)] == 0);
    CHECK(after.price[base->cell(1, 0)] == 1);
    for (const double welfare : after.welfare) CHECK(std::isfinite(welfare));
}

TEST_CASE("the number of threads does not change a digit") {
    const Economy base = world({.parties = 19, .sectors = 11}, 15);
    const Change change = scaled_tariffs(base, 0.3);
    const SolveOptions options;
    const auto solver = SectorSolver::make(base, change, options);
    REQUIRE(solver.has_value());
    Crew one(1);
    Crew three(3);
    const auto alone = solver->solve(base.theta, one);
    const auto together = solver->solve(base.theta, three);
    REQUIRE(alone.has_value());
    REQUIRE(together.has_value());
    CHECK(alone->wage == together->wage);
    CHECK(alone->share == together->share);
    CHECK(alone->welfare == together->welfare);
    CHECK(alone->diagnostics.iterations == together->diagnostics.iterations);
}

TEST_CASE("a change that cannot be is refused by its labels") {
    const Economy base = world({.parties = 3, .sectors = 2}, 16);
    struct Case {
        void (*spoil)(Change&, const Economy&);
        const char* code;
        const char* where;
    };
    const std::vector<Case> cases = {
        {[](Change& c, const Economy& e) {
             c.tariff = e.tariff;
             c.tariff[e.pair(1, 0, 2)] = -1;
         },
         "economy.tariff", "/tariff/S1/P0/P2"},
        {[](Change& c, const Economy& e) {
             c.friction.assign(e.share.size(), 1);
             c.friction[e.pair(0, 2, 1)] = 0;
         },
         "change.friction", "/friction/S0/P2/P1"},
        {[](Change& c, const Economy& e) {
             c.friction.assign(e.share.size(), 1);
             c.friction[e.pair(1, 1, 0)] = std::numeric_limits<double>::quiet_NaN();
         },
         "change.not-a-number", "/friction/S1/P1/P0"},
        {[](Change& c, const Economy&) { c.tariff = {0.1}; }, "change.size", "/tariff"},
        {[](Change& c, const Economy&) { c.deficit = {1}; }, "change.size", "/deficit"},
        {[](Change& c, const Economy&) { c.deficit = {1, 0, 0}; }, "change.unbalanced-world",
         "/deficit"},
        {[](Change& c, const Economy&) { c.deficit = {1e3, -1e3, 0}; }, "equilibrium.not-certified",
         "/income/P1"},
    };
    for (const Case& one : cases) {
        Change change;
        one.spoil(change, base);
        const auto result = solve(base, change);
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().code == one.code);
        CHECK(result.error().where == one.where);
    }
    const auto closure = solve(base, {}, {.closure = Closure::with_wage_of, .closure_party = 3});
    REQUIRE_FALSE(closure.has_value());
    CHECK(closure.error().code == "change.closure");
}

TEST_CASE("trade costs beyond what doubles hold are refused, not passed over") {
    const Economy base = world({.parties = 4, .sectors = 2}, 18);
    Change change;
    change.friction.assign(base.share.size(), 1);
    for (std::size_t i = 0; i < 4; ++i) change.friction[base.pair(1, 2, i)] = 1e300;
    const auto result = solve(base, change);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == "equilibrium.not-certified");
}

TEST_CASE("an answer that was not reached is not given") {
    const Economy base = world({.parties = 5, .sectors = 3}, 17);
    const auto result = solve(base, scaled_tariffs(base, 0), {.iterations_max = 3});
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == "equilibrium.not-certified");
}

}  // namespace
}  // namespace comity::trade
