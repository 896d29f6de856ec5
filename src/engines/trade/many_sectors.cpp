// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/many_sectors.h"

#include "base/check.h"
#include "engines/trade/sector_solver.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

namespace {

/// Below this many pairs in all sectors, threads cost more time than they save.
constexpr std::size_t pairs_for_threads = 250'000;

std::string pair_place(const Economy& economy, const char* table, std::size_t pair) {
    const std::size_t n = economy.parties.size();
    return std::string("/") + table + "/" + economy.sectors[pair / n / n] + "/" +
           economy.parties[pair / n % n] + "/" + economy.parties[pair % n];
}

Result<> check_pairs(const Economy& economy, const char* table, const std::vector<double>& values) {
    if (values.empty()) return {};
    if (values.size() != economy.tariff.size())
        return refuse("change.size",
                      std::to_string(economy.tariff.size()) + " numbers, not " +
                          std::to_string(values.size()),
                      std::string("/") + table);
    for (std::size_t pair = 0; pair < values.size(); ++pair)
        if (!std::isfinite(values[pair]))
            return refuse("change.not-a-number", "a finite number",
                          pair_place(economy, table, pair));
    return {};
}

Result<> check_bound(const Economy& economy, const char* table, const std::vector<double>& values,
                     double bound, const char* code) {
    const auto bad = std::ranges::find_if(values, [&](double value) { return value <= bound; });
    if (bad == values.end()) return {};
    return refuse(code, "above " + std::to_string(bound),
                  pair_place(economy, table, static_cast<std::size_t>(bad - values.begin())));
}

Result<> check_deficits(const Economy& economy, const std::vector<double>& deficits) {
    if (deficits.empty()) return {};
    if (deficits.size() != economy.parties.size())
        return refuse("change.size",
                      std::to_string(economy.parties.size()) + " numbers, not " +
                          std::to_string(deficits.size()),
                      "/deficit");
    double sum = 0;
    double world = 0;
    for (std::size_t n = 0; n < deficits.size(); ++n) {
        if (!std::isfinite(deficits[n]))
            return refuse("change.not-a-number", "a finite number",
                          "/deficit/" + economy.parties[n]);
        sum += deficits[n];
        world += economy.value_added[n];
    }
    if (std::abs(sum) > 1e-12 * world)
        return refuse("change.unbalanced-world", "deficits of sum zero, not " + std::to_string(sum),
                      "/deficit");
    return {};
}

Result<> check_change(const Economy& economy, const Change& change, const SolveOptions& options) {
    TRY(check_pairs(economy, "tariff", change.tariff));
    TRY(check_pairs(economy, "friction", change.friction));
    TRY(check_bound(economy, "tariff", change.tariff, -1, "economy.tariff"));
    TRY(check_bound(economy, "friction", change.friction, 0, "change.friction"));
    TRY(check_deficits(economy, change.deficit));
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
