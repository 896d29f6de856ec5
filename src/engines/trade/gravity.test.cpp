// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/simulated.test.h"

#include <array>

using namespace comity;
using namespace comity::trade;
using namespace comity::trade::test;

TEST_CASE("with one indicator the coefficient is the log of the ratio of mean flows") {
    const Panel panel = plain({1, 2, 3, 0, 10, 14}, {{0, 0, 0, 0, 1, 1}});
    const auto found =
        estimate_ppml(panel, {.regressors = {"x1"}, .small_sample = SmallSample::none});
    REQUIRE(found.has_value());
    CHECK(found->coefficients[0].value == doctest::Approx(std::log(12 / 1.5)).epsilon(1e-12));
    // Robust variance of a log mean: sum of squared residuals / squared total; 5 / 36 and 8 / 576.
    const double variance = 5.0 / 36 + 8.0 / 576;
    CHECK(found->coefficients[0].standard_error ==
          doctest::Approx(std::sqrt(variance)).epsilon(1e-9));
    check_close(found->fitted, {1.5, 1.5, 1.5, 1.5, 12, 12}, 1e-9);
    const double correlation =
        (4 * 1.5 * 1.5 + 2 * 12.0 * 12.0 - 150) * (4 * 1.5 * 1.5 + 2 * 12.0 * 12.0 - 150);
    CHECK(found->correlation_squared == doctest::Approx(correlation / (147 * 160)).epsilon(1e-9));
}

TEST_CASE("the deviance, likelihood and pseudo R2 are those of the definition") {
    const Panel panel = plain({1, 2, 3, 0, 10, 14}, {{0, 0, 0, 0, 1, 1}});
    const auto found = estimate_ppml(panel, {.regressors = {"x1"}});
    REQUIRE(found.has_value());
    const std::array<double, 6> flows = {1, 2, 3, 0, 10, 14};
    const std::array<double, 6> means = {1.5, 1.5, 1.5, 1.5, 12, 12};
    double deviance = 0;
    double likelihood = 0;
    double constant = 0;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        deviance += 2 * ((flows[i] > 0 ? flows[i] * std::log(flows[i] / means[i]) : 0) - flows[i] +
                         means[i]);
        likelihood += flows[i] * std::log(means[i]) - means[i] - std::lgamma(flows[i] + 1);
        constant += flows[i] * std::log(5.0) - 5 - std::lgamma(flows[i] + 1);
    }
    CHECK(found->deviance == doctest::Approx(deviance).epsilon(1e-10));
    CHECK(found->log_likelihood == doctest::Approx(likelihood).epsilon(1e-10));
    CHECK(found->pseudo_r2 == doctest::Approx(1 - likelihood / constant).epsilon(1e-10));
}

TEST_CASE("at the estimate no level of an effect and no regressor has a residual total") {
    const Panel panel = simulate(1);
    GravityModel model = three_way();
    model.weight = "weight";
    model.offset = "offset";
    const auto found = estimate_ppml(panel, model);
    REQUIRE(found.has_value());
    std::map<std::string, double> totals;
    double sizes = 0;
    for (std::size_t i = 0; i < found->rows.size(); ++i) {
        const std::size_t row = found->rows[i];
        const double residual = panel.find_variable("weight")->values[row] *
                                (panel.find_variable("trade")->values[row] - found->fitted[i]);
        const auto label = [&](std::size_t f) {
            return panel.factors[f].labels[panel.factors[f].codes[row]];
        };
        totals[label(0) + label(2)] += residual;
        totals[label(1) + label(2)] += residual;
        totals[label(0) + label(1)] += residual;
        for (const std::string& name : model.regressors)
            totals[name] += residual * panel.find_variable(name)->values[row];
        sizes += found->fitted[i];
    }
    for (const auto& [name, total] : totals) {
        CAPTURE(name);
        CHECK(std::abs(total) < 1e-8 * sizes);
    }
}

TEST_CASE("what the effects leave of the regressors is orthogonal to them under the fitted flows") {
    const Panel panel = simulate(2);
    GravityModel model = three_way();
    model.keeps_remainders = true;
    const auto found = estimate_ppml(panel, model);
    REQUIRE(found.has_value());
    REQUIRE(found->remainders.size() == 2 * found->rows.size());
    std::map<std::uint32_t, double> totals;
    for (std::size_t i = 0; i < found->rows.size(); ++i) {
        const std::size_t row = found->rows[i];
        totals[panel.factors[0].codes[row] * 100 + panel.factors[2].codes[row]] +=
            found->fitted[i] * found->remainders[2 * i + 1];
    }
    for (const auto& [level, total] : totals) CHECK(std::abs(total) < 1e-6);
}

TEST_CASE("over many samples the estimates are right on average, and so are their errors") {
    constexpr int samples = 200;
    std::array<double, 2> sum{};
    std::array<double, 2> squares{};
    std::array<double, 2> variances{};
    const GravityModel model = three_way();
    for (std::uint64_t seed = 0; seed < samples; ++seed) {
        const auto found = estimate_ppml(simulate(1000 + seed, 7, 4), model);
        REQUIRE(found.has_value());
        for (std::size_t k = 0; k < 2; ++k) {
            sum[k] += found->coefficients[k].value;
            squares[k] += found->coefficients[k].value * found->coefficients[k].value;
            variances[k] += found->covariance[k * 2 + k];
        }
    }
    const std::array<double, 2> truth = {agreement_effect, tariff_effect};
    for (std::size_t k = 0; k < 2; ++k) {
        const double mean = sum[k] / samples;
        const double variance = squares[k] / samples - mean * mean;
        CHECK(std::abs(mean - truth[k]) < 3 * std::sqrt(variance / samples));
        // Clustered errors are known to be too small with as many effects as this, not too large.
        CHECK(variances[k] / samples < 1.2 * variance);
        CHECK(variances[k] / samples > 0.3 * variance);
    }
}

TEST_CASE("the unit of the flow changes neither the coefficients nor their errors") {
    Panel panel = simulate(3);
    const auto before = estimate_ppml(panel, three_way());
    for (double& flow : column(panel, "trade")) flow *= 1e9;
    const auto after = estimate_ppml(panel, three_way());
    REQUIRE(before.has_value());
    REQUIRE(after.has_value());
    check_close(values(*before), values(*after), 1e-11);
    check_close(before->covariance, after->covariance, 1e-11);
    CHECK(after->deviance == doctest::Approx(before->deviance * 1e9).epsilon(1e-10));
}

TEST_CASE("the unit of a regressor scales its coefficient") {
    Panel panel = simulate(21);
    const auto before = estimate_ppml(panel, three_way());
    for (double& tariff : column(panel, "tariff")) tariff = 1e7 * tariff + 1e9;
    const auto after = estimate_ppml(panel, three_way());
    REQUIRE(before.has_value());
    REQUIRE(after.has_value());
    check_close({before->coefficients[0].value, before->coefficients[1].value},
                {after->coefficients[0].value, after->coefficients[1].value * 1e7}, 1e-9);
}

TEST_CASE("one flow beyond all others is fitted nevertheless, or refused, but not badly fitted") {
    for (const double flow : {1e4, 1e6, 1e8, 1e10, 1e12}) {
        CAPTURE(flow);
        Panel panel = simulate(22);
        column(panel, "trade")[100] = flow;
        GravityModel model = three_way();
        const auto found = estimate_ppml(panel, model);
        if (flow < 1e7) REQUIRE(found.has_value());
        if (!found) continue;
        model.tolerance = 1e-13;
        const auto exact = estimate_ppml(panel, model);
        REQUIRE(exact.has_value());
        for (std::size_t k = 0; k < 2; ++k)
            CHECK(std::abs(found->coefficients[k].value - exact->coefficients[k].value) <
                  1e-3 * exact->coefficients[k].standard_error);
    }
}

TEST_CASE("the order of rows changes nothing") {
    const Panel panel = simulate(4);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < panel.rows(); ++i) order.push_back((i * 101 + 7) % panel.rows());
    const auto before = estimate_ppml(panel, three_way());
    const auto after = estimate_ppml(take_rows(panel, order), three_way());
    REQUIRE(before.has_value());
    REQUIRE(after.has_value());
    check_close(values(*before), values(*after), 1e-10);
    check_close(before->covariance, after->covariance, 1e-10);
}

TEST_CASE("a row of weight two counts as two rows") {
    const Panel panel = simulate(5);
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < panel.rows(); ++i)
        for (int n = 0; n < panel.find_variable("weight")->values[i]; ++n) rows.push_back(i);
    for (const auto& estimate : {estimate_ppml, estimate_ols}) {
        GravityModel model = three_way();
        model.small_sample = SmallSample::none;
        const auto repeated = estimate(take_rows(panel, rows), model);
        model.weight = "weight";
        const auto weighted = estimate(panel, model);
        REQUIRE(repeated.has_value());
        REQUIRE(weighted.has_value());
        check_close(values(*repeated), values(*weighted), 1e-8);
        check_close(repeated->covariance, weighted->covariance, 1e-8);
        CHECK(repeated->deviance == doctest::Approx(weighted->deviance).epsilon(1e-8));
    }
}

TEST_CASE("an offset is a regressor whose coefficient is one") {
    Panel panel = simulate(6);
    GravityModel model = three_way();
    const auto before = estimate_ppml(panel, model);
    column(panel, "offset") = column(panel, "tariff");
    for (double& value : column(panel, "offset")) value *= 2;
    model.offset = "offset";
    const auto after = estimate_ppml(panel, model);
    REQUIRE(before.has_value());
    REQUIRE(after.has_value());
    check_close({before->coefficients[0].value, before->coefficients[1].value - 2}, values(*after),
                1e-9);
}

TEST_CASE("more threads give the same numbers to the last bit") {
    const Panel panel = simulate(7, 120, 20);
    GravityModel model{.regressors = {"agreement", "tariff"},
                       .effects = {{{"exporter", "importer"}}, {{"exporter", "year"}}}};
    model.threads = 1;
    const auto one = estimate_ppml(panel, model);
    model.threads = 3;
    const auto three = estimate_ppml(panel, model);
    REQUIRE(one.has_value());
    REQUIRE(three.has_value());
    CHECK(values(*one) == values(*three));
    CHECK(one->covariance == three->covariance);
    CHECK(one->fitted == three->fitted);
}

TEST_CASE("least squares on logs leaves zeros out and finds an exact relation") {
    Panel panel = simulate(8);
    std::vector<double>& trade = column(panel, "trade");
    for (std::size_t i = 0; i < trade.size(); ++i)
        trade[i] = i % 7 == 0 ? 0
                              : std::exp(0.5 * column(panel, "agreement")[i] -
                                         1.5 * column(panel, "tariff")[i] +
                                         0.3 * panel.factors[0].codes[i]);
    const auto found = estimate_ols(panel, three_way());
    REQUIRE(found.has_value());
    check_close(values(*found), {0.5, -1.5}, 1e-9);
    CHECK(found->left_out.zeros.size() == (trade.size() + 6) / 7);
    CHECK(found->deviance < 1e-12);
}

TEST_CASE("two clusters add up as the one, the other, less both") {
    const Panel panel = simulate(9);
    GravityModel model = three_way();
    model.small_sample = SmallSample::none;
    const auto with = [&](std::vector<Effect> clusters) {
        model.clusters = std::move(clusters);
        const auto found = estimate_ppml(panel, model);
        REQUIRE(found.has_value());
        return found->covariance;
    };
    const auto exporter = with({{{"exporter"}}});
    const auto importer = with({{{"importer"}}});
    const auto both = with({{{"exporter", "importer"}}});
    const auto two = with({{{"exporter"}}, {{"importer"}}});
    for (std::size_t i = 0; i < two.size(); ++i)
        CHECK(two[i] == doctest::Approx(exporter[i] + importer[i] - both[i]).epsilon(1e-9));
}

TEST_CASE("a cluster of one row each is robustness to unequal variances") {
    const Panel panel = simulate(10);
    GravityModel model = three_way();
    model.clusters = {{{"exporter", "importer", "year"}}};
    const auto each = estimate_ppml(panel, model);
    model.clusters = {};
    const auto robust = estimate_ppml(panel, model);
    REQUIRE(each.has_value());
    REQUIRE(robust.has_value());
    check_close(each->covariance, robust->covariance, 1e-14);
}

TEST_CASE("an estimation that does not come to an end gives no number") {
    GravityModel model = three_way();
    model.iterations_max = 1;
    CHECK(code_of(estimate_ppml(simulate(17), model)) == "gravity.not-converged");
}

TEST_CASE("flows of very different sizes are estimated as well") {
    Panel panel = simulate(18);
    std::vector<double>& trade = column(panel, "trade");
    for (std::size_t i = 0; i < trade.size(); ++i)
        trade[i] *= std::pow(10.0, 3 * static_cast<double>(panel.factors[0].codes[i]) - 12);
    const auto found = estimate_ppml(panel, three_way());
    REQUIRE(found.has_value());
    double total = 0;
    for (std::size_t i = 0; i < found->rows.size(); ++i)
        if (panel.factors[0].codes[found->rows[i]] == 7)
            total += trade[found->rows[i]] - found->fitted[i];
    CHECK(std::abs(total) < 1e-4 * trade.back());
}
