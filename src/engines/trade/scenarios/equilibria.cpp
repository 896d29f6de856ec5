// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/scenarios/equilibria.h"

#include "engines/trade/scenarios/assess.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

namespace {

double percent(double after, double before) {
    return before == 0 || after == before ? 0 : 100 * (after / before - 1);
}

BalanceClosure balance_closure(ScenarioClosure closure) {
    switch (closure) {
        case ScenarioClosure::balance_in_world_output:
            return BalanceClosure::balance_in_world_output;
        case ScenarioClosure::balance_in_numeraire:
            return BalanceClosure::balance_in_numeraire;
        case ScenarioClosure::expenditure_per_output:
            return BalanceClosure::expenditure_per_output;
        case ScenarioClosure::balanced:
            return BalanceClosure::balanced;
    }
    return BalanceClosure::balance_in_world_output;
}

/// Without trade balances, `fixed` and the others are the same.
Closure sector_closure(const Scenario& scenario) {
    switch (scenario.closure.value_or(ScenarioClosure::balance_in_world_output)) {
        case ScenarioClosure::balance_in_world_output:
            return Closure::with_world_output;
        case ScenarioClosure::balance_in_numeraire:
            return scenario.numeraire ? Closure::with_wage_of : Closure::fixed;
        case ScenarioClosure::expenditure_per_output:
        case ScenarioClosure::balanced:
            break;
    }
    return Closure::fixed;
}

Certificate certificate_of(double iterations, double residual) {
    return {static_cast<std::int64_t>(iterations), value_decimal(residual), Decimal(0)};
}

double residual_of(const Diagnostics& found) {
    return std::max({found.price_residual, found.demand_residual, found.income_residual,
                     found.balance_residual});
}

/// Trade by sector, exporter by importer, of flows [j][n][i].
std::vector<PartyMatrix> matrices_of(const Economy& economy) {
    const std::vector<double> flows = flows_of(economy);
    std::vector<PartyMatrix> matrices;
    for (std::size_t j = 0; j < economy.sectors.size(); ++j) {
        PartyMatrix& matrix = matrices.emplace_back(economy.parties.size());
        for (std::size_t n = 0; n < economy.parties.size(); ++n)
            for (std::size_t i = 0; i < economy.parties.size(); ++i)
                matrix[i, n] = flows[economy.pair(j, n, i)];
    }
    return matrices;
}

PartyMatrix total_of(const std::vector<PartyMatrix>& matrices, std::size_t parties) {
    PartyMatrix total(parties);
    for (const PartyMatrix& matrix : matrices)
        for (std::size_t cell = 0; cell < total.values().size(); ++cell)
            total.values()[cell] += matrix.values()[cell];
    return total;
}

double sum_of_sectors(const Economy& economy, const std::vector<double>& cells, std::size_t n) {
    double total = 0;
    for (std::size_t j = 0; j < economy.sectors.size(); ++j) total += cells[economy.cell(j, n)];
    return total;
}

/// Of all that a party buys, what it buys at home.
double domestic_share(const Economy& economy, std::size_t n) {
    double own = 0;
    for (std::size_t j = 0; j < economy.sectors.size(); ++j)
        own += economy.share[economy.pair(j, n, n)] * economy.expenditure[economy.cell(j, n)];
    const double all = sum_of_sectors(economy, economy.expenditure, n);
    return all == 0 ? 0 : own / all;
}

Outcome one_sector_outcome(const OneSectorEquilibrium& found) {
    Outcome outcome;
    for (const PartyEffect& effect : found.effects)
        outcome.parties.push_back({.output = effect.output,
                                   .price = effect.price,
                                   .price_index = effect.inward_resistance,
                                   .real_income = effect.real_expenditure,
                                   .domestic_share = effect.domestic_share});
    outcome.trade = found.trade;
    outcome.certificate = certificate_of(
        found.certificate.iterations + found.certificate.newton_steps, found.certificate.residual);
    return outcome;
}

Outcome many_sector_outcome(const Economy& before, const Economy& after,
                            const Counterfactual& found) {
    Outcome outcome;
    const Accounts accounts = accounts_of(before);
    const WelfareSplit split = split_welfare(before, after, found);
    for (std::size_t n = 0; n < before.parties.size(); ++n)
        outcome.parties.push_back(
            {.output = percent(sum_of_sectors(before, found.output, n),
                               sum_of_sectors(before, accounts.output, n)),
             .price = percent(found.wage[n], 1),
             .price_index = percent(found.price_index[n], 1),
             .real_income = percent(found.welfare[n], 1),
             .domestic_share = percent(domestic_share(after, n), domestic_share(before, n)),
             .revenue_value = found.revenue[n] - accounts.revenue[n],
             .terms_of_trade = 100 * split.terms_of_trade[n],
             .volume_of_trade = 100 * split.volume_of_trade[n]});
    outcome.sectors = matrices_of(after);
    outcome.trade = total_of(outcome.sectors, before.parties.size());
    outcome.certificate =
        certificate_of(found.diagnostics.iterations, residual_of(found.diagnostics));
    return outcome;
}

Result<OneSectorAssessment> solve_one(const Scenario& scenario, const ScenarioWorld& world,
                                      PartyMatrix factors) {
    return assess_one_sector(*world.one, {TradeCostChange::Of::trade_cost, std::move(factors)},
                             one_sector_options(scenario));
}

Result<Baseline> one_sector_baseline(const Scenario& scenario, const ScenarioWorld& world) {
    Baseline baseline;
    baseline.trade =
        TRY(solve_one(scenario, world, PartyMatrix(world.parties().size(), 1))).baseline;
    baseline.income = column_sums(baseline.trade);
    return baseline;
}

/// The economy as the model itself would have it, without a change.
Result<Baseline> many_sector_baseline(const Scenario& scenario, const ScenarioWorld& world) {
    const Economy& given = *world.many;
    SolveOptions options = TRY(many_sector_options(scenario, given));
    if (scenario.closure == ScenarioClosure::balanced) options.closure = Closure::balanced;
    const Counterfactual found = TRY(solve(given, {}, options));
    Baseline baseline;
    baseline.economy = economy_after(given, {}, found);
    baseline.corrections = given.corrections;
    if (found.diagnostics.base_imbalance > certificate)
        baseline.corrections.push_back(
            {"baseline.solved", "", found.diagnostics.base_imbalance, given.parties.size()});
    baseline.sectors = matrices_of(*baseline.economy);
    baseline.trade = total_of(baseline.sectors, given.parties.size());
    baseline.income = accounts_of(*baseline.economy).income;
    return baseline;
}

}  // namespace

OneSectorOptions one_sector_options(const Scenario& scenario) {
    const auto closure = scenario.closure.value_or(ScenarioClosure::balance_in_world_output);
    return {balance_closure(closure), scenario.numeraire};
}

Result<SolveOptions> many_sector_options(const Scenario& scenario, const Economy& economy) {
    SolveOptions options{.closure = sector_closure(scenario)};
    if (!scenario.numeraire) return options;
    const auto found = std::ranges::find(economy.parties, *scenario.numeraire);
    if (found == economy.parties.end())
        return refuse("scenario.unknown-party", "the data do not have it", "/numeraire");
    options.closure_party = static_cast<std::size_t>(found - economy.parties.begin());
    return options;
}

Result<Baseline> baseline_of(const Scenario& scenario, const ScenarioWorld& world) {
    return world.one ? one_sector_baseline(scenario, world) : many_sector_baseline(scenario, world);
}

Result<Outcome> outcome_of(const Scenario& scenario, const ScenarioWorld& world,
                           const Baseline& baseline, PhaseYear year) {
    if (world.one)
        return one_sector_outcome(
            TRY(solve_one(scenario, world, cost_factors(scenario, world, year))).full);
    const Economy& before = *baseline.economy;
    const Change change = change_of(scenario, world, year);
    const SolveOptions options = TRY(many_sector_options(scenario, before));
    const Counterfactual found = TRY(solve(before, change, options));
    return many_sector_outcome(before, economy_after(before, change, found), found);
}

}  // namespace comity::trade
