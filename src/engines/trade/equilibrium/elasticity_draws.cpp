// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/elasticity_draws.h"

#include "engines/trade/equilibrium/sector_solver.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace comity::trade {

namespace {

/// Steele, Lea and Flood (2014): a bijection that leaves no pattern of its argument.
std::uint64_t scatter(std::uint64_t value) {
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31U);
}

/// Independent numbers for one draw and sector.
class Stream {
public:
    Stream(std::uint64_t seed, std::size_t draw, std::size_t sector)
        : key_(scatter(scatter(scatter(seed) + draw) + sector)) {}

    /// Standard normal, by Box and Muller (1958).
    double normal() {
        const double radius = std::sqrt(-2 * std::log(uniform()));
        return radius * std::cos(2 * std::numbers::pi * uniform());
    }

private:
    /// Above 0, below 1.
    double uniform() {
        return (static_cast<double>(scatter(key_ + counter_++) >> 12U) + 0.5) * 0x1p-52;
    }

    std::uint64_t key_;
    std::uint64_t counter_ = 0;
};

double draw_one(double theta, double error, const ElasticityDraws& draws, Stream stream) {
    if (error == 0) return theta;
    switch (draws.distribution) {
        case Distribution::normal: {
            double drawn = theta + error * stream.normal();
            while (!(drawn > draws.theta_min)) drawn = theta + error * stream.normal();
            return drawn;
        }
        case Distribution::lognormal: {
            const double variance = std::log1p(error / theta * (error / theta));
            const auto once = [&] {
                return theta * std::exp(std::sqrt(variance) * stream.normal() - variance / 2);
            };
            double drawn = once();
            while (!(drawn > draws.theta_min)) drawn = once();
            return drawn;
        }
    }
    return theta;
}

Result<> check_draws(const Economy& economy, const ElasticityDraws& draws) {
    if (draws.standard_error.size() != economy.sectors.size())
        return refuse("draws.size", "a standard error for each sector", "/standard_error");
    for (std::size_t j = 0; j < draws.standard_error.size(); ++j)
        if (!(draws.standard_error[j] >= 0) || !std::isfinite(draws.standard_error[j]))
            return refuse("draws.standard-error", "a finite number, not below zero",
                          "/standard_error/" + economy.sectors[j]);
    if (draws.ranks == 0 || draws.rank >= draws.ranks)
        return refuse("draws.rank", "a rank below the number of ranks", "/rank");
    for (const double theta : economy.theta)
        if (!(draws.theta_min >= 0) || !(draws.theta_min < theta))
            return refuse("draws.minimum", "a minimum below each elasticity, and not below zero",
                          "/theta_min");
    return {};
}

}  // namespace

std::vector<double> drawn_theta(std::span<const double> theta, const ElasticityDraws& draws,
                                std::size_t number) {
    std::vector<double> drawn;
    for (std::size_t j = 0; j < theta.size(); ++j)
        drawn.push_back(
            draw_one(theta[j], draws.standard_error[j], draws, Stream(draws.seed, number, j)));
    return drawn;
}

std::size_t DrawOutcome::unsolved() const {
    return static_cast<std::size_t>(std::ranges::count(draws, false, &Draw::solved));
}

Result<DrawOutcome> draw_elasticities(const Economy& economy, const Change& change,
                                      const SolveOptions& options, const ElasticityDraws& draws) {
    TRY(check_draws(economy, draws));
    const auto solver = TRY(SectorSolver::make(economy, change, options));
    Crew alone(1);
    const std::vector<double> start = solver.point_of(TRY(solver.solve(economy.theta, alone)));
    DrawOutcome outcome;
    for (std::size_t number = draws.first + draws.rank; number < draws.count; number += draws.ranks)
        outcome.draws.push_back(
            {.number = number, .solved = false, .welfare = {}, .real_wage = {}});
    Crew crew(draws.threads);
    crew.run(outcome.draws.size(), [&](std::size_t at) {
        Draw& draw = outcome.draws[at];
        Crew none(1);
        auto found = solver.solve(drawn_theta(economy.theta, draws, draw.number), none, start);
        if (!found) return;
        draw.solved = true;
        draw.welfare = std::move(found->welfare);
        draw.real_wage = std::move(found->real_wage);
    });
    return outcome;
}

DrawOutcome merge(std::span<const DrawOutcome> outcomes) {
    DrawOutcome merged;
    for (const DrawOutcome& outcome : outcomes)
        merged.draws.insert(merged.draws.end(), outcome.draws.begin(), outcome.draws.end());
    std::ranges::sort(merged.draws, {}, &Draw::number);
    return merged;
}

std::vector<std::vector<double>> welfare_quantiles(const DrawOutcome& outcome,
                                                   std::span<const double> probabilities) {
    std::vector<std::vector<double>> quantiles;
    std::vector<const Draw*> solved;
    for (const Draw& draw : outcome.draws)
        if (draw.solved) solved.push_back(&draw);
    if (solved.empty()) return quantiles;
    std::vector<double> values(solved.size());
    for (std::size_t n = 0; n < solved.front()->welfare.size(); ++n) {
        std::ranges::transform(solved, values.begin(),
                               [n](const Draw* draw) { return draw->welfare[n]; });
        std::ranges::sort(values);
        std::vector<double>& row = quantiles.emplace_back();
        for (const double probability : probabilities) {
            const double place =
                std::clamp(probability, 0.0, 1.0) * static_cast<double>(values.size() - 1);
            const auto below = static_cast<std::size_t>(place);
            const std::size_t above = std::min(below + 1, values.size() - 1);
            row.push_back(values[below] +
                          (place - static_cast<double>(below)) * (values[above] - values[below]));
        }
    }
    return quantiles;
}

}  // namespace comity::trade
