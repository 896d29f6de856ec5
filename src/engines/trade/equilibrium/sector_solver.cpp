// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/sector_solver.h"

#include "engines/trade/numerics/acceleration.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace comity::trade {

namespace {

constexpr std::size_t memory = 8;

/// How wages are stepped, and for which part of the iterations allowed. Large elasticities make
/// large steps overshoot; what the first attempt cannot solve, a more careful one may.
struct Attempt {
    double damping;
    double part;
};
constexpr std::array attempts = {Attempt{0.25, 0.1}, Attempt{0.1, 0.3}, Attempt{0.03, 0.6}};

/// The largest difference between a point and its image, relative where numbers are large.
double step_size(std::span<const double> point, std::span<const double> image) {
    double largest = 0;
    for (std::size_t at = 0; at < point.size(); ++at) {
        const double step = std::abs(image[at] - point[at]) / std::max(1.0, std::abs(point[at]));
        largest = larger_or_nan(largest, step);
    }
    return largest;
}

/// Wages and prices in logarithms within reason, no negative spending.
bool is_sensible(std::span<const double> point, std::size_t logarithms) {
    constexpr double logarithm_max = 100;
    for (std::size_t at = 0; at < logarithms; ++at)
        if (!(std::abs(point[at]) < logarithm_max)) return false;
    return std::all_of(point.begin() + static_cast<std::ptrdiff_t>(logarithms), point.end(),
                       [](double value) { return value >= 0 && std::isfinite(value); });
}

std::string brief(double value) {
    std::array<char, 32> text;
    const auto end =
        std::to_chars(text.begin(), text.end(), value, std::chars_format::scientific, 1);
    return {text.begin(), end.ptr};
}

struct Search {
    std::vector<double> point;
    unsigned iterations = 0;
    double step = 0;
};

/// Iterates from `point` until the steps are small, or as often as allowed.
Search search(SectorSystem& system, std::vector<double> point, double damping, double tolerance,
              std::pair<unsigned, std::size_t> iterations_and_logarithms) {
    const auto [iterations_max, logarithms] = iterations_and_logarithms;
    Acceleration acceleration(memory);
    std::vector<double> image(point.size());
    Search best{point, 0, std::numeric_limits<double>::infinity()};
    for (unsigned iteration = 1; iteration <= iterations_max; ++iteration) {
        system.map(point, damping, image);
        const double step = step_size(point, image);
        best.iterations = iteration;
        if (step < best.step) {
            best.step = step;
            best.point = point;
        }
        if (step <= tolerance || std::isnan(step)) break;
        std::vector<double> next = acceleration.next(point, image);
        point = is_sensible(next, logarithms) ? std::move(next) : image;
    }
    return best;
}

}  // namespace

Result<Counterfactual> SectorSolver::solve(std::span<const double> theta, Crew& crew,
                                           std::span<const double> start) const {
    SectorSystem system(*economy_, base_, *change_, *options_, crew);
    system.set_theta(theta);
    const std::size_t logarithms = economy_->parties.size() + economy_->cells();
    Search best;
    best.step = std::numeric_limits<double>::infinity();
    unsigned iterations = 0;
    double damping = 0;
    for (const Attempt& attempt : attempts) {
        const auto allowed = static_cast<unsigned>(attempt.part * options_->iterations_max);
        std::vector<double> point =
            start.empty() ? system.start() : std::vector<double>(start.begin(), start.end());
        Search found = search(system, std::move(point), attempt.damping, options_->tolerance,
                              {std::max(allowed, 1U), logarithms});
        iterations += found.iterations;
        if (found.step < best.step) {
            best = std::move(found);
            damping = attempt.damping;
        }
        if (best.step <= options_->tolerance) break;
    }
    if (best.point.empty()) best.point = system.start();
    Counterfactual answer = system.finish(best.point);
    answer.diagnostics.iterations = iterations;
    answer.diagnostics.damping = damping;
    answer.diagnostics.step = best.step;
    answer.diagnostics.base_imbalance = imbalance_;
    return certify(std::move(answer), system);
}

Result<Counterfactual> SectorSolver::certify(Counterfactual answer,
                                             const SectorSystem& system) const {
    if (system.without_income() >= 0)
        return refuse(
            "equilibrium.not-certified",
            "income; what is paid in subsidies or abroad leaves (almost) none",
            "/income/" + economy_->parties[static_cast<std::size_t>(system.without_income())]);
    const Diagnostics& found = answer.diagnostics;
    const std::array residuals = {found.price_residual, found.demand_residual,
                                  found.income_residual, found.balance_residual};
    const auto is_positive = [](double value) { return value > 0 && std::isfinite(value); };
    const auto is_small = [](double value) { return value <= certificate; };  // and not NaN
    if (!std::ranges::all_of(residuals, is_small) ||
        !std::ranges::all_of(answer.price, is_positive) ||
        !std::ranges::all_of(answer.wage, is_positive))
        return refuse("equilibrium.not-certified",
                      "residuals of at most 1e-10, not " + brief(std::ranges::max(residuals)) +
                          ", after " + std::to_string(found.iterations) + " iterations");
    return answer;
}

std::vector<double> SectorSolver::point_of(const Counterfactual& counterfactual) const {
    std::vector<double> point;
    for (const double wage : counterfactual.wage) point.push_back(std::log(wage));
    for (const double price : counterfactual.price) point.push_back(std::log(price));
    for (std::size_t at = 0; at < economy_->cells(); ++at) {
        const double before = base_.demand[at];
        point.push_back(counterfactual.expenditure[at] / (before > 0 ? before : 1));
    }
    return point;
}

}  // namespace comity::trade
