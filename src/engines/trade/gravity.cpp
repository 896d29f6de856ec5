// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity.h"

#include "engines/trade/covariance.h"
#include "engines/trade/poisson.h"
#include "engines/trade/separation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace comity::trade {

namespace {

double weight(const Sample& sample, std::size_t row) {
    return sample.weight.empty() ? 1 : sample.weight[row];
}

double mean_flow(const Sample& sample) {
    double flows = 0;
    double weights = 0;
    for (std::size_t r = 0; r < sample.flow.size(); ++r) {
        flows += weight(sample, r) * sample.flow[r];
        weights += weight(sample, r);
    }
    return flows / weights;
}

Result<> check_groups(const Sample& sample) {
    for (const Levels& cluster : sample.clusters)
        if (cluster.count < 2)
            return refuse("gravity.one-group", "rows must be of at least two groups of a cluster");
    return {};
}

/// The sample's rows in the order of the panel.
std::vector<std::uint32_t> panel_order(const Sample& sample) {
    const std::uint32_t last = *std::ranges::max_element(sample.rows);
    constexpr auto none = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> found(last + 1, none);
    for (std::uint32_t i = 0; i < sample.rows.size(); ++i) found[sample.rows[i]] = i;
    std::erase(found, none);
    return found;
}

std::vector<double> reordered(std::span<const double> values, std::span<const std::uint32_t> order,
                              std::size_t width) {
    std::vector<double> result;
    result.reserve(values.size());
    for (const std::uint32_t i : order)
        for (std::size_t k = 0; k < width; ++k) result.push_back(values[i * width + k]);
    return result;
}

double correlation_squared(const std::vector<double>& a, const std::vector<double>& b) {
    const auto mean = [](const std::vector<double>& of) {
        return std::accumulate(of.begin(), of.end(), 0.0) / static_cast<double>(of.size());
    };
    const double mean_a = mean(a);
    const double mean_b = mean(b);
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        aa += (a[i] - mean_a) * (a[i] - mean_a);
        bb += (b[i] - mean_b) * (b[i] - mean_b);
        ab += (a[i] - mean_a) * (b[i] - mean_b);
    }
    return aa > 0 && bb > 0 ? ab * ab / (aa * bb) : 0;
}

/// log Gamma(x + 1), from 10 on by Stirling's series, whose error is then below 1e-13.
double log_factorial(double x) {
    if (x == 0) return 0;
    if (x < 10) return std::lgamma(x + 1);
    const double y = 1 / x;
    const double series =
        y * (1.0 / 12 - y * y * (1.0 / 360 - y * y * (1.0 / 1260 - y * y / 1680)));
    return (x + 0.5) * std::log(x) - x + 0.5 * std::log(2 * std::numbers::pi) + series;
}

struct Likelihoods {
    double fitted = 0;
    double constant = 0;  ///< with a constant only
};

/// Of Poisson flows, which are `scale` times what is in the sample.
Likelihoods poisson_likelihoods(const Sample& sample, const std::vector<double>& mean,
                                double scale) {
    Likelihoods sum;
    for (std::size_t r = 0; r < mean.size(); ++r) {
        const double flow = sample.flow[r] * scale;
        const double mine = weight(sample, r);
        const double constant = log_factorial(flow);
        const double fitted = mean[r] * scale;
        sum.fitted += mine * ((flow > 0 ? flow * std::log(fitted) : 0) - fitted - constant);
        sum.constant += mine * (flow * std::log(scale) - scale - constant);
    }
    return sum;
}

/// Of normal residuals with this sum of squares over so many rows.
double normal_likelihood(double squares, double rows) {
    return -rows / 2 * (std::log(2 * std::numbers::pi * squares / rows) + 1);
}

/// What both estimators find, by row of the sample.
struct Fit {
    const std::vector<double>& slopes;
    const std::vector<std::size_t>& collinear;
    const std::vector<double>& fitted;
    const std::vector<double>& scores;
    const std::vector<double>& remainders;
    const SquareMatrix& products;
};

void name_coefficients(const GravityModel& model, const Fit& fit, const SquareMatrix& covariance,
                       Estimates& estimates) {
    std::size_t i = 0;
    for (std::size_t k = 0; k < model.regressors.size(); ++k) {
        if (std::ranges::find(fit.collinear, k) != fit.collinear.end()) {
            estimates.collinear.push_back(model.regressors[k]);
            continue;
        }
        const double error = std::sqrt(covariance.at(i, i));
        const double z = fit.slopes[i] / error;
        estimates.coefficients.push_back({.name = model.regressors[k],
                                          .value = fit.slopes[i],
                                          .standard_error = error,
                                          .z = z,
                                          .p = std::erfc(std::abs(z) / std::numbers::sqrt2)});
        ++i;
    }
    estimates.covariance = covariance.values;
}

/// Whether the totals of the scores, which are zero at the estimate, are so close to it that
/// another step would move no coefficient by a noticeable part of its error.
bool is_settled(const Fit& fit, const SquareMatrix& covariance) {
    constexpr double noticeable = 1e-4;
    const std::size_t size = fit.slopes.size();
    std::vector<double> totals(size);
    for (std::size_t i = 0; i < fit.scores.size(); ++i) totals[i % size] += fit.scores[i];
    const std::optional<std::vector<double>> step = solve_positive(fit.products, totals);
    if (!step) return false;
    for (std::size_t k = 0; k < size; ++k)
        if (!(std::abs((*step)[k]) <=
              noticeable * std::sqrt(covariance.at(k, k)) + 1e-9 * (1 + std::abs(fit.slopes[k]))))
            return false;
    return true;
}

Result<Estimates> report(const Sample& sample, const GravityModel& model, const Fit& fit) {
    Estimates estimates;
    estimates.parameters = count_parameters(fit.slopes.size(), sample.effects, sample.clusters);
    if (model.small_sample == SmallSample::fixest && estimates.parameters >= sample.rows.size())
        return refuse("gravity.too-few-rows", "there are no more rows than parameters");
    const std::optional<SquareMatrix> bread = invert_positive(fit.products);
    if (!bread) return refuse("gravity.collinear", "the regressors are not independent");
    const SquareMatrix errors = covariance({.scores = fit.scores,
                                            .bread = *bread,
                                            .clusters = sample.clusters,
                                            .small_sample = model.small_sample,
                                            .parameters = estimates.parameters});
    if (!is_settled(fit, errors))
        return refuse("gravity.not-converged",
                      "the flows are too unequal for the coefficients to be found");
    name_coefficients(model, fit, errors, estimates);
    const std::vector<std::uint32_t> order = panel_order(sample);
    for (const std::uint32_t i : order) estimates.rows.push_back(sample.rows[i]);
    estimates.fitted = reordered(fit.fitted, order, 1);
    if (model.keeps_remainders)
        estimates.remainders = reordered(fit.remainders, order, fit.slopes.size());
    estimates.left_out = sample.left_out;
    estimates.effect_levels = sample.effect_levels;
    for (const Levels& cluster : sample.clusters) estimates.cluster_groups.push_back(cluster.count);
    estimates.correlation_squared = correlation_squared(sample.flow, fit.fitted);
    return estimates;
}

Result<Estimates> report_poisson(const Sample& sample, const GravityModel& model,
                                 const PoissonFit& fit, double scale) {
    Estimates estimates = TRY(report(sample, model,
                                     {.slopes = fit.slopes,
                                      .collinear = fit.collinear,
                                      .fitted = fit.mean,
                                      .scores = fit.scores,
                                      .remainders = fit.remainders,
                                      .products = fit.products}));
    for (double& fitted : estimates.fitted) fitted *= scale;
    estimates.deviance = fit.deviance * scale;
    estimates.iterations = fit.iterations;
    const Likelihoods likelihoods = poisson_likelihoods(sample, fit.mean, scale);
    estimates.log_likelihood = likelihoods.fitted;
    estimates.pseudo_r2 = 1 - likelihoods.fitted / likelihoods.constant;
    return estimates;
}

/// The slopes, fitted values and scores of a least-squares regression.
Result<PoissonFit> fit_least_squares(const Sample& sample, Crew& crew, bool keeps_remainders) {
    std::vector<double> weights = sample.weight;
    weights.resize(sample.flow.size(), 1.0);
    Regression regression(sample, crew);
    const auto refusal =
        refuse("gravity.not-converged", "the fixed effects could not be taken out");
    const auto collinear = regression.drop_collinear(weights);
    if (!collinear) return refusal;
    if (regression.regressors() == 0)
        return refuse("gravity.collinear", "the effects determine all regressors");
    std::vector<double> response = sample.flow;
    for (std::size_t r = 0; r < sample.offset.size(); ++r) response[r] -= sample.offset[r];
    if (!regression.fit(response, weights,
                        {.response = 1e-11, .response_absolute = 0, .regressors = 1e-11}))
        return refusal;
    PoissonFit fit{.slopes = regression.slopes(),
                   .collinear = *collinear,
                   .mean = std::vector<double>(response.size()),
                   .scores = {},
                   .remainders = {},
                   .products = regression.products()};
    for (std::size_t part = 0; part < regression.effects().parts(); ++part)
        regression.effects().visit_values(part, regression.columns(), regression.fitted(),
                                          [&](std::size_t begin, std::span<const double> values) {
                                              std::ranges::copy(
                                                  values, fit.mean.begin() + std::ptrdiff_t(begin));
                                          });
    const auto residual = [&](std::size_t r) { return response[r] - fit.mean[r]; };
    for (std::size_t r = 0; r < response.size(); ++r)
        fit.deviance += weights[r] * residual(r) * residual(r);
    fit.scores = regression.remainders([&](std::size_t r) { return weights[r] * residual(r); });
    if (keeps_remainders) fit.remainders = regression.remainders([](std::size_t) { return 1.0; });
    for (std::size_t r = 0; r < sample.offset.size(); ++r) fit.mean[r] += sample.offset[r];
    return fit;
}

/// Whether an estimation ran away, to the end or not.
bool may_be_separated(const Result<PoissonFit>& fit) {
    return fit ? fit->zeros_drift : fit.error().code == "gravity.not-converged";
}

/// A crew as large as a sample of this size can use.
unsigned crew_size(const Panel& panel, const GravityModel& model) {
    constexpr std::size_t small = 100'000;
    return panel.rows() < small ? 1 : model.threads;
}

}  // namespace

const Coefficient* Estimates::find(const std::string& name) const {
    const auto found = std::ranges::find(coefficients, name, &Coefficient::name);
    return found == coefficients.end() ? nullptr : &*found;
}

Result<Estimates> estimate_ppml(const Panel& panel, const GravityModel& model) {
    Crew crew(crew_size(panel, model));
    std::vector<std::uint32_t> separated;
    while (true) {
        Sample sample = TRY(draw_sample(panel, model, Response::flow, crew, separated));
        TRY(check_groups(sample));
        const double scale = mean_flow(sample);
        for (double& flow : sample.flow) flow /= scale;
        Result<PoissonFit> fit = fit_poisson(sample, crew,
                                             {.tolerance = model.tolerance,
                                              .iterations_max = model.iterations_max,
                                              .keeps_remainders = model.keeps_remainders});
        std::vector<std::uint32_t> more;
        if (may_be_separated(fit)) more = TRY(find_separated(sample, crew));
        if (more.empty()) return report_poisson(sample, model, TRY(std::move(fit)), scale);
        separated.insert(separated.end(), more.begin(), more.end());
        std::ranges::sort(separated);
    }
}

Result<Estimates> estimate_ols(const Panel& panel, const GravityModel& model) {
    Crew crew(crew_size(panel, model));
    const Sample sample = TRY(draw_sample(panel, model, Response::logarithm, crew));
    TRY(check_groups(sample));
    const PoissonFit fit = TRY(fit_least_squares(sample, crew, model.keeps_remainders));
    Estimates estimates = TRY(report(sample, model,
                                     {.slopes = fit.slopes,
                                      .collinear = fit.collinear,
                                      .fitted = fit.mean,
                                      .scores = fit.scores,
                                      .remainders = fit.remainders,
                                      .products = fit.products}));
    estimates.deviance = fit.deviance;
    const auto rows = static_cast<double>(sample.rows.size());
    const double mean = mean_flow(sample);
    double squares = 0;
    for (std::size_t r = 0; r < sample.flow.size(); ++r)
        squares += weight(sample, r) * (sample.flow[r] - mean) * (sample.flow[r] - mean);
    estimates.log_likelihood = normal_likelihood(fit.deviance, rows);
    estimates.pseudo_r2 = 1 - estimates.log_likelihood / normal_likelihood(squares, rows);
    return estimates;
}

}  // namespace comity::trade
