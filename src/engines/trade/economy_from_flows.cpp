// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/economy.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

namespace {

/// Fills an economy from flows, table by table.
class Making {
public:
    explicit Making(const FlowTables& tables)
        : t_(tables), n_(tables.parties.size()), j_(tables.sectors.size()) {
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
    Result<> check_table(const char* name, const std::vector<double>& values,
                         std::size_t size) const {
        if (values.size() != size)
            return refuse("economy.size",
                          std::to_string(size) + " numbers, not " + std::to_string(values.size()),
                          std::string("/") + name);
        for (std::size_t at = 0; at < values.size(); ++at)
            if (!std::isfinite(values[at]))
                return refuse("economy.not-a-number", "a finite number", place(name, at));
        return {};
    }

    std::string place(std::string_view name, std::size_t at) const {
        const std::string text = "/" + std::string(name);
        if (name == "theta") return text + "/" + t_.sectors[at];
        if (name == "gross_output")
            return text + "/" + t_.sectors[at / n_] + "/" + t_.parties[at % n_];
        if (name == "beta") return text + "/" + t_.parties[at / j_] + "/" + t_.sectors[at % j_];
        if (name == "input_share")
            return text + "/" + t_.parties[at / j_ / j_] + "/" + t_.sectors[at / j_ % j_] + "/" +
                   t_.sectors[at % j_];
        return text + "/" + t_.sectors[at / n_ / n_] + "/" + t_.parties[at / n_ % n_] + "/" +
               t_.parties[at % n_];
    }

    Result<> check_tables() const {
        const std::size_t cells = n_ * j_;
        TRY(check_table("theta", t_.theta, j_));
        TRY(check_table("flow", t_.flow, cells * n_));
        TRY(check_table("tariff", t_.tariff, cells * n_));
        TRY(check_table("gross_output", t_.gross_output, cells));
        TRY(check_table("beta", t_.beta, cells));
        TRY(check_table("input_share", t_.input_share, cells * j_));
        TRY(check_signs("flow", t_.flow));
        TRY(check_signs("gross_output", t_.gross_output));
        for (std::size_t at = 0; at < t_.tariff.size(); ++at)
            if (t_.tariff[at] <= -1)
                return refuse("economy.tariff", "above -100 %", place("tariff", at));
        return {};
    }

    Result<> check_signs(const char* name, const std::vector<double>& values) const {
        const auto bad = std::ranges::find_if(values, [](double value) { return value < 0; });
        if (bad == values.end()) return {};
        return refuse("economy.negative", "not below zero",
                      place(name, static_cast<std::size_t>(bad - values.begin())));
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
                    e_.note("output.raised", place("gross_output", e_.cell(j, i)),
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
                                  place("beta", e_.use(n, j)));
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
                    e_.note("final.negative", "/alpha/" + t_.parties[n] + "/" + t_.sectors[k],
                            final);
                e_.alpha[e_.use(n, k)] = std::max(final, 0.0);
                sum += std::max(final, 0.0);
            }
            if (sum <= 0) continue;  // `check_economy` refuses such a party
            for (std::size_t k = 0; k < j_; ++k) e_.alpha[e_.use(n, k)] /= sum;
        }
    }

    const FlowTables& t_;
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
