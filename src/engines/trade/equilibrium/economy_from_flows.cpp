// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/economy.h"

#include "engines/trade/equilibrium/economy_table.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

namespace {

/// Fills an economy from flows, table by table.
class Making {
public:
    explicit Making(const FlowTables& tables)
        : t_(tables),
          judge_{tables.parties, tables.sectors},
          n_(tables.parties.size()),
          j_(tables.sectors.size()) {
        e_.parties = t_.parties;
        e_.sectors = t_.sectors;
        e_.theta = t_.theta;
        e_.tariff = t_.tariff;
        e_.beta = t_.beta;
    }

    Result<Economy> run(const EconomyLimits& limits) {
        TRY(check_tables());
        make_flows();
        make_shares();
        make_value_added();
        TRY(make_gamma(limits));
        make_alpha();
        return check_economy(std::move(e_), limits);
    }

private:
    Result<> check_tables() const {
        const NumberTable flow{"flow", Layout::sector_parties, t_.flow};
        const NumberTable tariff{"tariff", Layout::sector_parties, t_.tariff};
        const NumberTable output{"gross_output", Layout::sector_party, t_.gross_output};
        const NumberTable theta{"theta", Layout::sector, t_.theta};
        const NumberTable beta{"beta", Layout::party_sector, t_.beta};
        const NumberTable inputs{"input_share", Layout::party_sectors, t_.input_share};
        for (const NumberTable& table : {flow, tariff, output, theta, beta, inputs})
            TRY(judge_.expect_size(table, "economy.size"));
        for (const NumberTable& table : {flow, tariff, output, theta, beta, inputs})
            TRY(judge_.expect_finite(table, "economy.not-a-number"));
        TRY(judge_.expect_at_least(flow, 0, "economy.negative"));
        TRY(judge_.expect_at_least(output, 0, "economy.negative"));
        return judge_.expect_above(tariff, -1, "economy.tariff");
    }

    std::size_t pair(std::size_t j, std::size_t n, std::size_t i) const { return e_.pair(j, n, i); }

    /// All flows without tariffs, those at home too; and output, which they make up.
    void make_flows() {
        e_.share = t_.flow;
        output_ = t_.gross_output;
        for (std::size_t j = 0; j < j_; ++j)
            for (std::size_t i = 0; i < n_; ++i) {
                double exported = 0;
                for (std::size_t n = 0; n < n_; ++n)
                    if (n != i) exported += e_.share[pair(j, n, i)];
                double& output = output_[e_.cell(j, i)];
                if (output < exported) {
                    e_.note("output.raised",
                            judge_.place("gross_output", Layout::sector_party, e_.cell(j, i)),
                            exported - output);
                    output = exported;
                }
                e_.share[pair(j, i, i)] = output - exported;
            }
    }

    /// Spending and what it includes of tariffs, deficits; then flows become shares.
    void make_shares() {
        e_.expenditure.assign(n_ * j_, 0);
        e_.deficit.assign(n_, 0);
        for (std::size_t j = 0; j < j_; ++j)
            for (std::size_t n = 0; n < n_; ++n) {
                double& spent = e_.expenditure[e_.cell(j, n)];
                for (std::size_t i = 0; i < n_; ++i) {
                    double& flow = e_.share[pair(j, n, i)];
                    const double tariff = flow * e_.tariff[pair(j, n, i)];
                    e_.deficit[n] += flow;
                    e_.deficit[i] -= flow;
                    flow += tariff;
                    spent += flow;
                }
                if (spent <= 0) continue;
                for (std::size_t i = 0; i < n_; ++i) e_.share[pair(j, n, i)] /= spent;
            }
    }

    void make_value_added() {
        e_.value_added.assign(n_, 0);
        for (std::size_t n = 0; n < n_; ++n)
            for (std::size_t j = 0; j < j_; ++j)
                e_.value_added[n] += e_.beta[e_.use(n, j)] * output_[e_.cell(j, n)];
    }

    /// Inputs as shares of cost. A sector whose cost is all value added needs none.
    Result<> make_gamma(const EconomyLimits& limits) {
        e_.gamma.assign(n_ * j_ * j_, 0);
        for (std::size_t n = 0; n < n_; ++n)
            for (std::size_t j = 0; j < j_; ++j) {
                const double rest = 1 - e_.beta[e_.use(n, j)];
                if (rest < -limits.shares)
                    return refuse("economy.shares", "value added of at most all output",
                                  judge_.place("beta", Layout::party_sector, e_.use(n, j)));
                for (std::size_t k = 0; k < j_; ++k)
                    e_.gamma[e_.input(n, k, j)] = rest * t_.input_share[e_.input(n, k, j)];
            }
        return {};
    }

    void make_alpha() {
        e_.alpha.assign(n_ * j_, 0);
        for (std::size_t n = 0; n < n_; ++n) {
            double sum = 0;
            for (std::size_t k = 0; k < j_; ++k) {
                double final = e_.expenditure[e_.cell(k, n)];
                for (std::size_t j = 0; j < j_; ++j)
                    final -= e_.gamma[e_.input(n, k, j)] * output_[e_.cell(j, n)];
                if (final < 0)
                    e_.note("final.negative",
                            judge_.place("alpha", Layout::party_sector, e_.use(n, k)), final);
                e_.alpha[e_.use(n, k)] = std::max(final, 0.0);
                sum += std::max(final, 0.0);
            }
            if (sum <= 0) continue;  // `check_economy` refuses such a party
            for (std::size_t k = 0; k < j_; ++k) e_.alpha[e_.use(n, k)] /= sum;
        }
    }

    const FlowTables& t_;
    TableJudge judge_;
    std::size_t n_;
    std::size_t j_;
    Economy e_;
    std::vector<double> output_;
};

}  // namespace

Result<Economy> economy_from_flows(const FlowTables& tables, const EconomyLimits& limits) {
    return Making(tables).run(limits);
}

}  // namespace comity::trade
