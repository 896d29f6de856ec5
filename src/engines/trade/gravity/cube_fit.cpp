// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/cube_sample.h"
#include "engines/trade/numerics/symmetric.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace comity::trade {

namespace {

/// Squared, of the size of a regressor: what is left of one that effects and others explain.
constexpr double collinear_share = 1e-9;
/// Below this share a regressor may be one of these, which takes a more careful look.
constexpr double suspicious_share = 1e-3;
constexpr double careful_precision = 1e-8;
constexpr double first_precision = 1e-3;
constexpr double last_precision = 1e-9;
constexpr int inner_steps_max = 2000;
/// The most that a step may change the logarithm of a fitted flow.
constexpr double change_max = 4;

/// The most that the coefficients may still change the logarithm of any fitted flow at the end.
constexpr double unweighted_change_max = 1e-6;

double square(double x) { return x * x; }

/// log y!, for whatever y >= 0, by Stirling's series (Abramowitz & Stegun 1964, 6.1.41) at y >= 9.
double log_factorial(double y) {
    double product = 1;
    while (y < 9) {
        y += 1;
        product *= y;
    }
    const double inverse = 1 / y;
    const double square_inverse = inverse * inverse;
    const double series =
        inverse *
        (1.0 / 12 - square_inverse *
                        (1.0 / 360 -
                         square_inverse *
                             (1.0 / 1260 - square_inverse * (1.0 / 1680 - square_inverse / 1188))));
    constexpr double half_log_two_pi = 0.91893853320467274178;
    return (y + 0.5) * std::log(y) - y + half_log_two_pi + series - std::log(product);
}

/// What the last pass over the cells adds up.
struct Summary {
    double deviance = 0;
    double log_likelihood = 0;
    std::vector<double> meat;  ///< sum over pairs of s s', s = sum_t x~ (y - mu)
};

void summarise_cell(double y, double mean, Summary& summary) {
    const double log_mean = std::log(mean);
    summary.deviance += 2 * (y > 0 ? y * (std::log(y) - log_mean) - (y - mean) : mean);
    summary.log_likelihood += y * log_mean - mean - (y > 0 ? log_factorial(y) : 0);
}

/// One estimation: iterated weighted least squares on regressors freed of effects.
class CubeFitter {
public:
    CubeFitter(CubeSample sample, Crew& crew, const CubeOptions& options)
        : sample_(std::move(sample)),
          crew_(crew),
          options_(options),
          solver_(std::make_unique<EffectSolver>(sample_.cells(), crew)) {}

    Result<CubeFit> fit(const Cube& cube);

private:
    void name_regressors(const Cube& cube);
    void remove_collinear();
    std::vector<double> spreads() const;
    void residualise(double working_share, double precision);
    Result<> iterate();
    double step();
    void advance(const Step& step, Progress& progress);
    void summarise();
    void summarise_pair(std::size_t i, std::size_t j, Summary& summary) const;
    void add_scores(std::size_t pair, std::vector<double>& score, Summary& summary) const;

    void keep_sizes() {
        for (std::size_t k = 0; k < count(); ++k) sizes_[k] = moments_.cross[k * count() + k];
    }
    std::size_t count() const { return fit_.names.size(); }
    const Cells& cells() const { return sample_.cells(); }

    CubeSample sample_;
    Crew& crew_;
    const CubeOptions& options_;
    std::unique_ptr<EffectSolver> solver_;
    CubeFit fit_;
    /// Weighted sums of squares of the regressors as they are given.
    std::vector<double> spreads_;
    /// The same of what effects leave of them, when last looked at.
    std::vector<double> sizes_;
    Moments moments_{0};
    double weight_ = 1;       ///< sum of mu
    double last_change_ = 1;  ///< of the linear index, root of mean square
};

void CubeFitter::name_regressors(const Cube& cube) {
    for (const Variable& regressor : cube.regressors) fit_.names.push_back(regressor.name);
    fit_.coefficients.assign(count(), 0.0);
}

/// The weighted sum of squares of each regressor about its mean, before anything was taken off it.
std::vector<double> CubeFitter::spreads() const {
    std::vector<std::vector<double>> sums(sample_.parts().count());
    const std::size_t row = cells().importers * cells().stride;
    crew_.run(sums.size(), [&](std::size_t part) {
        const Range range = sample_.parts()[part];
        sums[part].assign(2 * count() + 1, 0.0);
        for (std::size_t at = range.begin * row; at < range.end * row; ++at) {
            const double mean = cells().mean[at];
            sums[part][2 * count()] += mean;
            for (std::size_t k = 0; k < count(); ++k) {
                const double x = cells().regressors[k][at];
                sums[part][2 * k] += mean * x;
                sums[part][2 * k + 1] += mean * x * x;
            }
        }
    });
    std::vector<double> total(2 * count() + 1, 0.0);
    for (const auto& part : sums)
        for (std::size_t i = 0; i < total.size(); ++i) total[i] += part[i];
    std::vector<double> result;
    for (std::size_t k = 0; k < count(); ++k)
        result.push_back(total[2 * k + 1] - square(total[2 * k]) / total.back());
    return result;
}

/// Frees the regressors and the working residual of effects: the latter until its equations are
/// solved up to `working_share`, the former up to `precision` of what is left of them.
void CubeFitter::residualise(double working_share, double precision) {
    solver_->gather();
    std::vector<double> thresholds{std::max(square(working_share) * solver_->sizes()[0],
                                            square(options_.tolerance) * weight_)};
    for (std::size_t k = 0; k < count(); ++k) thresholds.push_back(square(precision) * sizes_[k]);
    fit_.inner_iterations += solver_->solve(thresholds, inner_steps_max);

    std::vector<Moments> parts(sample_.parts().count(), Moments(count()));
    crew_.run(parts.size(), [&](std::size_t part) {
        trade::residualise(cells(), sample_.parts()[part], solver_->solution(), parts[part]);
    });
    moments_ = Moments(count());
    for (const Moments& part : parts) moments_.add(part);
}

void CubeFitter::remove_collinear() {
    spreads_ = sizes_ = spreads();
    constexpr double not_at_all = std::numeric_limits<double>::infinity();
    residualise(not_at_all, first_precision);
    if (!dependent_columns(moments_.cross, sizes_, suspicious_share).empty())
        residualise(not_at_all, careful_precision);
    const std::vector<std::size_t> gone =
        dependent_columns(moments_.cross, sizes_, collinear_share);
    keep_sizes();
    for (std::size_t i = gone.size(); i-- > 0;) {
        const auto at = static_cast<std::ptrdiff_t>(gone[i]);
        fit_.collinear.insert(fit_.collinear.begin(), fit_.names[gone[i]]);
        fit_.names.erase(fit_.names.begin() + at);
        fit_.coefficients.erase(fit_.coefficients.begin() + at);
        sizes_.erase(sizes_.begin() + at);
        spreads_.erase(spreads_.begin() + at);
        sample_.remove_regressor(gone[i]);
    }
    if (!gone.empty()) solver_ = std::make_unique<EffectSolver>(cells(), crew_);
}

void CubeFitter::advance(const Step& step, Progress& progress) {
    std::vector<Progress> parts(sample_.parts().count());
    crew_.run(parts.size(), [&](std::size_t part) {
        trade::advance(cells(), sample_.parts()[part], solver_->solution(), step, parts[part]);
    });
    for (const Progress& part : parts) progress.add(part);
}

/// One step of Newton's method; returns how far the linear index still is from where it goes. That
/// is the change of this step (root of mean square) times the share of its equations that it left
/// unsolved or, since convergence is quadratic, times the change once more. While the coefficients
/// move the index anywhere, it is the most that these can have done.
double CubeFitter::step() {
    const double share = std::clamp(last_change_, 1e-6, 0.1);
    residualise(share, std::clamp(square(last_change_), last_precision, first_precision));
    keep_sizes();
    fit_.bread = inverse_of(moments_.cross, count());
    // Where a regressor separates zero flows, the weights of all that it explains vanish.
    if (!dependent_columns(moments_.cross, spreads_, collinear_share).empty())
        return std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> slopes = image_of(fit_.bread, moments_.gradient);
    double by_regressors = 0;
    for (std::size_t k = 0; k < count(); ++k)
        by_regressors += std::abs(slopes[k]) * moments_.largest[k];
    const double bound = by_regressors + moments_.largest_working;
    fit_.last_move = bound;
    const double length = bound > change_max ? change_max / bound : 1;
    Progress progress;
    advance({.slopes = slopes, .length = length}, progress);
    for (std::size_t k = 0; k < count(); ++k) fit_.coefficients[k] += length * slopes[k];
    weight_ = progress.weight;
    last_change_ = std::sqrt(progress.square_step / progress.weight);
    if (length < 1) return bound;
    if (by_regressors > unweighted_change_max) return by_regressors;
    return last_change_ * std::max(share, last_change_);
}

Result<> CubeFitter::iterate() {
    for (fit_.iterations = 1; fit_.iterations <= options_.iterations_max; ++fit_.iterations) {
        const double distance = step();
        if (std::isnan(distance)) break;
        if (distance <= options_.tolerance) return {};
    }
    return refuse("gravity.not-converged",
                  "an estimation that converges within " + std::to_string(options_.iterations_max) +
                      " steps; a regressor may separate zero flows from the others");
}

void CubeFitter::add_scores(std::size_t pair, std::vector<double>& score, Summary& summary) const {
    const double* flow = cells().flow + pair * cells().periods;
    const double* mean = cells().mean + pair * cells().stride;
    for (std::size_t t = 0; t < cells().periods; ++t) {
        if (mean[t] == 0) continue;
        summarise_cell(flow[t], mean[t], summary);
        for (std::size_t k = 0; k < count(); ++k)
            score[k] += cells().regressors[k][pair * cells().stride + t] * (flow[t] - mean[t]);
    }
}

void CubeFitter::summarise_pair(std::size_t i, std::size_t j, Summary& summary) const {
    const std::size_t pair = i * cells().importers + j;
    if (cells().total_inverse[pair] == 0 || (cells().is_mutual && j < i)) return;
    std::vector<double> score(count());
    add_scores(pair, score, summary);
    if (cells().is_mutual && i != j) add_scores(j * cells().importers + i, score, summary);
    for (std::size_t k = 0; k < count(); ++k)
        for (std::size_t l = 0; l < count(); ++l)
            summary.meat[k * count() + l] += score[k] * score[l];
}

void CubeFitter::summarise() {
    std::vector<Summary> parts(sample_.parts().count());
    crew_.run(parts.size(), [&](std::size_t part) {
        const Range range = sample_.parts()[part];
        parts[part].meat.assign(count() * count(), 0.0);
        for (std::size_t i = range.begin; i < range.end; ++i)
            for (std::size_t j = 0; j < cells().importers; ++j) summarise_pair(i, j, parts[part]);
    });
    std::vector<double> meat(count() * count(), 0.0);
    for (const Summary& part : parts) {
        fit_.deviance += part.deviance;
        fit_.log_likelihood += part.log_likelihood;
        for (std::size_t i = 0; i < meat.size(); ++i) meat[i] += part.meat[i];
    }
    fit_.covariance = product_of(product_of(fit_.bread, meat, count()), fit_.bread, count());
    const auto clusters = static_cast<double>(sample_.clusters());
    if (options_.small_sample)
        for (double& value : fit_.covariance) value *= clusters / (clusters - 1);
}

Result<CubeFit> CubeFitter::fit(const Cube& cube) {
    name_regressors(cube);
    remove_collinear();
    if (count() == 0 && !cube.regressors.empty())
        return refuse("gravity.collinear",
                      "a regressor that the effects of exporters, importers and pairs do not "
                      "explain",
                      cube.regressors.front().name);
    TRY(iterate());
    summarise();
    fit_.pair_effects = options_.pair_effects;
    fit_.observations = sample_.observations();
    fit_.clusters = sample_.clusters();
    fit_.dropped = sample_.dropped();
    fit_.residualised = sample_.release_regressors();
    fit_.fitted = sample_.release_mean();
    return std::move(fit_);
}

}  // namespace

Result<CubeFit> fit_cube(const Cube& cube, const CubeOptions& options) {
    Crew crew(options.threads);
    CubeSample sample = TRY(CubeSample::take(cube, options.pair_effects, crew));
    return CubeFitter(std::move(sample), crew, options).fit(cube);
}

}  // namespace comity::trade
