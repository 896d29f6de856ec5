// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/economy.h"

#include "engines/trade/equilibrium/economy_table.h"
#include "engines/trade/equilibrium/sector_kernels.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace comity::trade {

namespace {

/// What adding up leaves is mended without a word.
constexpr double rounding = 1e-12;

std::string join(std::initializer_list<std::string> parts) {
    std::string place;
    for (const std::string& part : parts) place += "/" + part;
    return place;
}

/// Makes an economy out of what was given, or says where it cannot be one.
class Checking {
public:
    Checking(Economy& economy, const EconomyLimits& limits)
        : e_(economy), limits_(limits), n_(economy.parties.size()), j_(economy.sectors.size()) {}

    Result<> run() {
        TRY(check_labels());
        TRY(check_numbers());
        TRY(check_parties());
        TRY(normalise_trade());
        TRY(normalise_final());
        TRY(normalise_costs());
        TRY(check_needs());
        return balance_world();
    }

private:
    static constexpr auto pairs = Layout::sector_parties;

    std::vector<NumberTable> tables() const {
        return {{"theta", Layout::sector, e_.theta},
                {"share", pairs, e_.share},
                {"tariff", pairs, e_.tariff},
                {"alpha", Layout::party_sector, e_.alpha},
                {"beta", Layout::party_sector, e_.beta},
                {"gamma", Layout::party_sectors, e_.gamma},
                {"expenditure", Layout::sector_party, e_.expenditure},
                {"value_added", Layout::party, e_.value_added},
                {"deficit", Layout::party, e_.deficit}};
    }

    Result<> check_names(const std::vector<std::string>& names, const char* place) const {
        std::set<std::string> seen;
        for (const std::string& name : names)
            if (name.empty() || !seen.insert(name).second)
                return refuse("economy.label", "each name once, and none empty",
                              join({place, name}));
        if (names.empty()) return refuse("economy.size", "at least one", join({place}));
        return {};
    }

    Result<> check_labels() const {
        TRY(check_names(e_.parties, "parties"));
        return check_names(e_.sectors, "sectors");
    }

    Result<> check_numbers() const {
        const TableJudge judge{e_.parties, e_.sectors};
        for (const NumberTable& table : tables()) TRY(judge.expect_size(table, "economy.size"));
        for (const NumberTable& table : tables())
            TRY(judge.expect_finite(table, "economy.not-a-number"));
        TRY(judge.expect_above({"theta", Layout::sector, e_.theta}, 0, "economy.elasticity"));
        TRY(judge.expect_above({"tariff", pairs, e_.tariff}, -1, "economy.tariff"));
        TRY(judge.expect_above({"value_added", Layout::party, e_.value_added}, 0,
                               "economy.no-value-added"));
        for (const NumberTable& table :
             {NumberTable{"share", pairs, e_.share},
              NumberTable{"expenditure", Layout::sector_party, e_.expenditure},
              NumberTable{"alpha", Layout::party_sector, e_.alpha},
              NumberTable{"beta", Layout::party_sector, e_.beta}})
            TRY(judge.expect_at_least(table, 0, "economy.negative"));
        return judge.expect_at_least({"gamma", Layout::party_sectors, e_.gamma},
                                     -limits_.negative_input, "economy.negative");
    }

    Result<> check_parties() const {
        for (std::size_t n = 0; n < n_; ++n) {
            double spent = 0;
            for (std::size_t j = 0; j < j_; ++j) spent += e_.expenditure[e_.cell(j, n)];
            if (spent <= 0)
                return refuse("economy.no-expenditure", "a party that buys something",
                              join({"expenditure", e_.parties[n]}));
        }
        return {};
    }

    /// Notes a sum of shares that is not one, if it is near enough.
    Result<> judge_sum(double sum, const char* code, const std::string& where) {
        if (!(std::abs(sum - 1) <= limits_.shares))
            return refuse("economy.shares", "shares of sum 1, not " + std::to_string(sum), where);
        if (std::abs(sum - 1) > rounding) e_.note(code, where, sum - 1);
        return {};
    }

    Result<> normalise_trade() {
        for (std::size_t j = 0; j < j_; ++j)
            for (std::size_t n = 0; n < n_; ++n) {
                double* const row = &e_.share[e_.pair(j, n, 0)];
                double sum = 0;
                for (std::size_t i = 0; i < n_; ++i) sum += row[i];
                if (sum == 0 && e_.expenditure[e_.cell(j, n)] == 0) continue;
                const std::string where = join({"share", e_.sectors[j], e_.parties[n]});
                TRY(judge_sum(sum, "shares.normalised", where));
                for (std::size_t i = 0; i < n_; ++i) row[i] /= sum;
            }
        return {};
    }

    Result<> normalise_final() {
        for (std::size_t n = 0; n < n_; ++n) {
            double* const row = &e_.alpha[e_.use(n, 0)];
            double sum = 0;
            for (std::size_t j = 0; j < j_; ++j) sum += row[j];
            TRY(judge_sum(sum, "final.normalised", join({"alpha", e_.parties[n]})));
            for (std::size_t j = 0; j < j_; ++j) row[j] /= sum;
        }
        return {};
    }

    bool sells(std::size_t sector, std::size_t seller) const {
        for (std::size_t n = 0; n < n_; ++n)
            if (e_.share[e_.pair(sector, n, seller)] > 0) return true;
        return false;
    }

    double inputs(std::size_t party, std::size_t into) const {
        double sum = 0;
        for (std::size_t k = 0; k < j_; ++k) sum += e_.gamma[e_.input(party, k, into)];
        return sum;
    }

    Result<> normalise_costs() {
        for (std::size_t n = 0; n < n_; ++n)
            for (std::size_t j = 0; j < j_; ++j) {
                const std::string where = join({"beta", e_.parties[n], e_.sectors[j]});
                double& beta = e_.beta[e_.use(n, j)];
                const double bought = inputs(n, j);
                if (beta + bought == 0 && !sells(j, n)) {
                    beta = 1;
                    e_.note("costs.no-output", where, 1);
                    continue;
                }
                TRY(judge_sum(beta + bought, "costs.normalised", where));
                scale_costs(n, j, bought);
            }
        return {};
    }

    /// Inputs give way, not value added, where there are any.
    void scale_costs(std::size_t n, std::size_t j, double bought) {
        double& beta = e_.beta[e_.use(n, j)];
        if (bought <= limits_.shares) beta = 1 - bought;
        for (std::size_t k = 0; k < j_; ++k) {
            double& gamma = e_.gamma[e_.input(n, k, j)];
            if (bought > limits_.shares) gamma *= (1 - beta) / bought;
            if (gamma < 0)
                e_.note("inputs.negative",
                        join({"gamma", e_.parties[n], e_.sectors[k], e_.sectors[j]}), gamma);
        }
    }

    bool needs(std::size_t party, std::size_t sector) const {
        if (e_.alpha[e_.use(party, sector)] > 0) return true;
        for (std::size_t j = 0; j < j_; ++j)
            if (e_.gamma[e_.input(party, sector, j)] != 0 && sells(j, party)) return true;
        return false;
    }

    Result<> check_needs() const {
        for (std::size_t j = 0; j < j_; ++j)
            for (std::size_t n = 0; n < n_; ++n) {
                const double* const row = &e_.share[e_.pair(j, n, 0)];
                const bool bought = std::any_of(row, row + n_, [](double s) { return s > 0; });
                if (!bought && needs(n, j))
                    return refuse("economy.no-seller", "a seller of what is consumed or put in",
                                  join({"share", e_.sectors[j], e_.parties[n]}));
            }
        return {};
    }

    Result<> balance_world() {
        double sum = 0;
        double world = 0;
        for (std::size_t n = 0; n < n_; ++n) {
            sum += e_.deficit[n];
            world += e_.value_added[n];
        }
        if (std::abs(sum) > limits_.shares * world)
            return refuse("economy.unbalanced-world",
                          "deficits of sum zero, not " + std::to_string(sum), join({"deficit"}));
        if (sum == 0) return {};
        if (std::abs(sum) > rounding * world) e_.note("deficits.balanced", join({"deficit"}), sum);
        for (std::size_t n = 0; n < n_; ++n) e_.deficit[n] -= sum * e_.value_added[n] / world;
        return {};
    }

    Economy& e_;
    const EconomyLimits& limits_;
    std::size_t n_;
    std::size_t j_;
};

std::vector<double> demand_of(const Economy& economy, const Accounts& accounts) {
    const std::size_t sectors = economy.sectors.size();
    std::vector<double> demand(economy.cells());
    std::vector<double> output(sectors);
    std::vector<double> wanted(sectors);
    for (std::size_t n = 0; n < economy.parties.size(); ++n) {
        for (std::size_t j = 0; j < sectors; ++j) {
            output[j] = accounts.output[economy.cell(j, n)];
            wanted[j] = economy.alpha[economy.use(n, j)] * accounts.income[n];
        }
        add_input_demand(&economy.gamma[economy.input(n, 0, 0)], output.data(), wanted.data(),
                         sectors);
        for (std::size_t j = 0; j < sectors; ++j) demand[economy.cell(j, n)] = wanted[j];
    }
    return demand;
}

}  // namespace

void Economy::note(const std::string& code, const std::string& where, double by) {
    auto found = std::ranges::find(corrections, code, &Correction::code);
    if (found == corrections.end()) found = corrections.insert(found, {code, where, by, 0});
    ++found->count;
    if (std::abs(by) <= std::abs(found->size)) return;
    found->size = by;
    found->where = where;
}

Result<Economy> check_economy(Economy given, const EconomyLimits& limits) {
    TRY(Checking(given, limits).run());
    return given;
}

Accounts accounts_of(const Economy& economy) {
    const std::size_t parties = economy.parties.size();
    Accounts accounts;
    accounts.output.assign(economy.cells(), 0);
    accounts.imports.assign(economy.cells(), 0);
    accounts.exports.assign(economy.cells(), 0);
    accounts.revenue.assign(parties, 0);
    for (std::size_t j = 0; j < economy.sectors.size(); ++j)
        for (std::size_t n = 0; n < parties; ++n) {
            const double spent = economy.expenditure[economy.cell(j, n)];
            for (std::size_t i = 0; i < parties; ++i) {
                const std::size_t at = economy.pair(j, n, i);
                const double flow = economy.share[at] * spent / (1 + economy.tariff[at]);
                accounts.output[economy.cell(j, i)] += flow;
                accounts.revenue[n] += flow * economy.tariff[at];
                if (i == n) continue;
                accounts.imports[economy.cell(j, n)] += flow;
                accounts.exports[economy.cell(j, i)] += flow;
            }
        }
    for (std::size_t n = 0; n < parties; ++n)
        accounts.income.push_back(economy.value_added[n] + accounts.revenue[n] +
                                  economy.deficit[n]);
    accounts.demand = demand_of(economy, accounts);
    return accounts;
}

double imbalance_of(const Economy& economy, const Accounts& accounts) {
    double largest = 0;
    for (std::size_t n = 0; n < economy.parties.size(); ++n) {
        double earned = 0;
        double balance = -economy.deficit[n];
        double demand = 0;
        for (std::size_t j = 0; j < economy.sectors.size(); ++j) {
            const std::size_t cell = economy.cell(j, n);
            earned += economy.beta[economy.use(n, j)] * accounts.output[cell];
            balance += accounts.imports[cell] - accounts.exports[cell];
            demand = std::max(demand, std::abs(accounts.demand[cell] - economy.expenditure[cell]));
        }
        largest = std::max({largest, demand / economy.value_added[n],
                            std::abs(earned / economy.value_added[n] - 1),
                            std::abs(balance) / economy.value_added[n]});
    }
    return largest;
}

}  // namespace comity::trade
