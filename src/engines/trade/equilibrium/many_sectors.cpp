// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/many_sectors.h"

#include "base/check.h"
#include "engines/trade/equilibrium/economy_table.h"
#include "engines/trade/equilibrium/sector_solver.h"

#include <cmath>

namespace comity::trade {

namespace {

/// Below this many pairs in all sectors, threads cost more time than they save.
constexpr std::size_t pairs_for_threads = 250'000;

/// A table that changes nothing is empty.
Result<> check_table(const TableJudge& judge, const NumberTable& table) {
    if (table.values.empty()) return {};
    TRY(judge.expect_size(table, "change.size"));
    return judge.expect_finite(table, "change.not-a-number");
}

Result<> check_balance(const Economy& economy, const std::vector<double>& deficits) {
    double sum = 0;
    double world = 0;
    for (const double value : deficits) sum += value;
    for (const double value : economy.value_added) world += value;
    if (std::abs(sum) <= 1e-12 * world) return {};
    return refuse("change.unbalanced-world", "deficits of sum zero, not " + std::to_string(sum),
                  "/deficit");
}

Result<> check_change(const Economy& economy, const Change& change, const SolveOptions& options) {
    const TableJudge judge{economy.parties, economy.sectors};
    const NumberTable tariff{"tariff", Layout::sector_parties, change.tariff};
    const NumberTable friction{"friction", Layout::sector_parties, change.friction};
    for (const NumberTable& table :
         {tariff, friction, NumberTable{"deficit", Layout::party, change.deficit}})
        TRY(check_table(judge, table));
    TRY(judge.expect_above(tariff, -1, "economy.tariff"));
    TRY(judge.expect_above(friction, 0, "change.friction"));
    TRY(check_balance(economy, change.deficit));
    if (options.closure == Closure::with_wage_of && options.closure_party >= economy.parties.size())
        return refuse("change.closure", "a party whose wage deficits keep up with",
                      "/closure_party");
    return {};
}

}  // namespace

Result<SectorSolver> SectorSolver::make(const Economy& economy, const Change& change,
                                        const SolveOptions& options) {
    check(economy.share.size() == economy.tariff.size() && !economy.share.empty(),
          "an economy has passed check_economy");
    TRY(check_change(economy, change, options));
    return SectorSolver(economy, change, options);
}

Result<Counterfactual> solve(const Economy& economy, const Change& change,
                             const SolveOptions& options) {
    auto solver = TRY(SectorSolver::make(economy, change, options));
    Crew crew(economy.share.size() < pairs_for_threads ? 1 : options.threads);
    return solver.solve(economy.theta, crew);
}

Economy economy_after(const Economy& economy, const Change& change,
                      const Counterfactual& counterfactual) {
    Economy after = economy;
    after.corrections.clear();
    after.share = counterfactual.share;
    if (!change.tariff.empty()) after.tariff = change.tariff;
    after.expenditure = counterfactual.expenditure;
    after.deficit = counterfactual.deficit;
    for (std::size_t n = 0; n < after.parties.size(); ++n)
        after.value_added[n] *= counterfactual.wage[n];
    return after;
}

std::vector<double> flows_of(const Economy& economy) {
    std::vector<double> flows(economy.share.size());
    const std::size_t parties = economy.parties.size();
    for (std::size_t pair = 0; pair < flows.size(); ++pair)
        flows[pair] =
            economy.share[pair] * economy.expenditure[pair / parties] / (1 + economy.tariff[pair]);
    return flows;
}

WelfareSplit split_welfare(const Economy& economy, const Economy& after,
                           const Counterfactual& counterfactual) {
    const std::size_t parties = economy.parties.size();
    const std::vector<double> before_flows = flows_of(economy);
    const std::vector<double> after_flows = flows_of(after);
    const std::vector<double> income = accounts_of(economy).income;
    WelfareSplit split{std::vector<double>(parties), std::vector<double>(parties),
                       std::vector<double>(economy.cells()), std::vector<double>(economy.cells())};
    for (std::size_t j = 0; j < economy.sectors.size(); ++j)
        for (std::size_t n = 0; n < parties; ++n) {
            const double own = counterfactual.cost[economy.cell(j, n)] - 1;
            double terms = 0;
            double volume = 0;
            for (std::size_t i = 0; i < parties; ++i) {
                if (i == n) continue;
                const std::size_t in = economy.pair(j, n, i);
                const double cost = counterfactual.cost[economy.cell(j, i)];
                terms += before_flows[economy.pair(j, i, n)] * own - before_flows[in] * (cost - 1);
                volume += economy.tariff[in] * (after_flows[in] - before_flows[in] * cost);
            }
            const std::size_t at = economy.cell(j, n);
            split.terms_of_trade_by_sector[at] = terms / income[n];
            split.volume_of_trade_by_sector[at] = volume / income[n];
            split.terms_of_trade[n] += terms / income[n];
            split.volume_of_trade[n] += volume / income[n];
        }
    return split;
}

}  // namespace comity::trade
