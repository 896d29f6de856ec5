// SPDX-License-Identifier: Apache-2.0
//
// Panels of known truth, and what tests of estimations have in common.
#pragma once

#include "engines/trade/gravity/gravity.h"
#include "engines/trade/panels/panel_maker.test.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

namespace comity::trade::test {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    double uniform() {
        state_ += 0x9E3779B97F4A7C15;
        std::uint64_t x = state_;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return (static_cast<double>((x ^ (x >> 31)) >> 11) + 0.5) * 0x1p-53;
    }
    double normal() {
        return std::sqrt(-2 * std::log(uniform())) * std::cos(2 * std::numbers::pi * uniform());
    }

private:
    std::uint64_t state_;
};

inline constexpr double agreement_effect = 0.5;
inline constexpr double tariff_effect = -1.5;

/// Trade among some parties over some years; flows have the right mean and much noise.
inline Panel simulate(std::uint64_t seed, int parties = 8, int years = 4) {
    Random random(seed);
    PanelMaker panel;
    for (int i = 0; i < parties; ++i)
        for (int j = 0; j < parties; ++j) {
            const double pair = random.normal();
            for (int t = 0; t < years; ++t) {
                panel.factor("exporter", "X" + std::to_string(i));
                panel.factor("importer", "M" + std::to_string(j));
                panel.factor("year", std::to_string(2000 + t));
                const double agreement = random.uniform() < 0.4 ? 1 : 0;
                const double tariff = random.uniform();
                const double mean = std::exp(0.3 * i - 0.2 * j + 0.1 * t * (i % 3) + pair +
                                             agreement_effect * agreement + tariff_effect * tariff);
                const double noise = random.uniform() < 0.2 ? 0 : -std::log(random.uniform()) / 0.8;
                panel.variable("agreement", agreement);
                panel.variable("tariff", tariff);
                panel.variable("trade", mean * noise);
                panel.variable("weight", 1 + std::floor(3 * random.uniform()));
                panel.variable("offset", random.normal());
            }
        }
    return std::move(panel).take();
}

inline GravityModel three_way() {
    return {.regressors = {"agreement", "tariff"},
            .effects = {{{"exporter", "year"}}, {{"importer", "year"}}, {{"exporter", "importer"}}},
            .clusters = {{{"exporter", "importer"}}}};
}

inline std::vector<double> values(const Estimates& estimates) {
    std::vector<double> values;
    for (const Coefficient& found : estimates.coefficients) values.push_back(found.value);
    return values;
}

inline void check_close(const std::vector<double>& a, const std::vector<double>& b,
                        double tolerance) {
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) CHECK(std::abs(a[i] - b[i]) < tolerance);
}

inline std::string code_of(const Result<Estimates>& result) {
    return result ? "" : result.error().code;
}

/// The rows of a panel in another order, or some of them, or some of them twice.
inline Panel take_rows(const Panel& panel, const std::vector<std::size_t>& rows) {
    Panel result = panel;
    for (std::size_t f = 0; f < panel.factors.size(); ++f) {
        result.factors[f].codes.clear();
        for (const std::size_t row : rows)
            result.factors[f].codes.push_back(panel.factors[f].codes[row]);
    }
    for (std::size_t v = 0; v < panel.variables.size(); ++v) {
        result.variables[v].values.clear();
        for (const std::size_t row : rows)
            result.variables[v].values.push_back(panel.variables[v].values[row]);
    }
    return result;
}

inline std::vector<double>& column(Panel& panel, const std::string& name) {
    return std::ranges::find(panel.variables, name, &Variable::name)->values;
}

/// A column of each pair of numbers of rows with a flow and regressors.
inline Panel plain(const std::vector<double>& flow,
                   const std::vector<std::vector<double>>& regressors) {
    Panel panel{.name = "plain", .factors = {}, .variables = {{"trade", flow}}, .lines = {}};
    for (std::size_t k = 0; k < regressors.size(); ++k)
        panel.variables.push_back({"x" + std::to_string(k + 1), regressors[k]});
    return panel;
}

}  // namespace comity::trade::test
