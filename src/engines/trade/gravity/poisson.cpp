// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/poisson.h"

#include "engines/trade/gravity/balance.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace comity::trade {

namespace {

constexpr int balance_rounds = 3;

double weighted_deviance(double flow, double mean) {
    return 2 * (flow > 0 ? flow * std::log(flow / mean) - (flow - mean) : mean);
}

class Newton {
public:
    Newton(const Sample& sample, Crew& crew, const PoissonOptions& options)
        : sample_(sample), options_(options), regression_(sample, crew) {}

    Result<PoissonFit> run() {
        fit_.mean = balance(sample_, regression_.effects(), balance_rounds);
        weigh();
        const auto collinear = regression_.drop_collinear(weights_);
        if (!collinear) return not_converged();
        fit_.collinear = *collinear;
        if (regression_.regressors() == 0)
            return refuse("gravity.collinear", "the effects determine all regressors");
        fit_.slopes.resize(regression_.regressors());
        deviance_ = deviance();
        // What is left after a step is its size times its inexactness, or its square.
        for (double left = 1, size = 1; left > options_.tolerance; ++fit_.iterations) {
            if (fit_.iterations == options_.iterations_max) return not_converged();
            const double exactness = std::clamp(size * 0.1, options_.tolerance, 1e-2);
            const std::optional<double> next = step(exactness);
            if (!next) return not_converged();
            size = *next;
            left = size * std::max(size, exactness);
        }
        return finish();
    }

private:
    /// How a change of the predictor moves the fit.
    struct Move {
        double deviance = 0;     ///< by how much it changes
        double square = 0;       ///< weighted sum of squared changes of the predictor
        double weight = 0;       ///< sum of weights
        double zeros_least = 0;  ///< the least change of the predictor of a zero
    };

    static std::unexpected<Refusal> not_converged() {
        return refuse("gravity.not-converged",
                      "the estimation did not come to an end; no coefficient is given");
    }

    double weight(std::size_t row) const {
        return sample_.weight.empty() ? 1 : sample_.weight[row];
    }

    void for_parts(const auto& call) const {
        const FixedEffects& effects = regression_.effects();
        effects.crew().run(effects.parts(),
                           [&](std::size_t part) { call(part, effects.rows_of(part)); });
    }

    void weigh() {
        weights_.resize(fit_.mean.size());
        for_parts([&](std::size_t, FixedEffects::Range rows) {
            for (std::size_t r = rows.begin; r < rows.end; ++r)
                weights_[r] = fit_.mean[r] * weight(r);
        });
    }

    double deviance() const {
        std::vector<double> sums(regression_.effects().parts());
        for_parts([&](std::size_t part, FixedEffects::Range rows) {
            for (std::size_t r = rows.begin; r < rows.end; ++r)
                sums[part] += weight(r) * weighted_deviance(sample_.flow[r], fit_.mean[r]);
        });
        return std::accumulate(sums.begin(), sums.end(), 0.0);
    }

    /// One step of Newton's method, halved until the deviance falls. The size of the change
    /// relative to the fit, or nothing if there is no way on.
    std::optional<double> step(double exactness) {
        response_.resize(fit_.mean.size());
        for_parts([&](std::size_t, FixedEffects::Range rows) {
            for (std::size_t r = rows.begin; r < rows.end; ++r)
                response_[r] = sample_.flow[r] / fit_.mean[r] - 1;
        });
        const double total = std::accumulate(weights_.begin(), weights_.end(), 0.0);
        const Regression::Goals goals{
            .response = exactness,
            .response_absolute = 0.1 * options_.tolerance * std::sqrt(total),
            .regressors = std::max(exactness, 1e-4)};
        if (!regression_.fit(response_, weights_, goals)) return std::nullopt;
        const Combination change = regression_.fitted();
        double fraction = 1;
        Move move = advance(change, fraction);
        const double noise = 1e-12 * (deviance_ + total);
        while (!(move.deviance <= noise)) {
            fraction /= 2;
            if (fraction < 1e-4) return std::nullopt;
            move = advance(change, fraction);
        }
        deviance_ += move.deviance;
        for (std::size_t k = 0; k < fit_.slopes.size(); ++k)
            fit_.slopes[k] += fraction * regression_.slopes()[k];
        fit_.zeros_drift = move.zeros_least < -0.1;
        weigh();
        return std::sqrt(move.square / move.weight) / fraction;
    }

    /// Moves the predictor of every row by `fraction` of `change` from where the weights were
    /// taken.
    Move advance(const Combination& change, double fraction) {
        std::vector<Move> moves(regression_.effects().parts());
        for_parts([&](std::size_t part, FixedEffects::Range) {
            regression_.effects().visit_values(
                part, regression_.columns(), change,
                [&](std::size_t begin, std::span<const double> values) {
                    for (std::size_t i = 0; i < values.size(); ++i)
                        move_row(begin + i, fraction * values[i], moves[part]);
                });
        });
        Move sum;
        for (const Move& move : moves) {
            sum.deviance += move.deviance;
            sum.square += move.square;
            sum.weight += move.weight;
            sum.zeros_least = std::min(sum.zeros_least, move.zeros_least);
        }
        return sum;
    }

    void move_row(std::size_t row, double change, Move& move) {
        const double flow = sample_.flow[row];
        const double mine = weight(row);
        const double before = weights_[row] / mine;
        const double after = before * std::exp(change);
        fit_.mean[row] = after;
        move.deviance += 2 * mine * (after - before - flow * change);
        move.square += mine * before * change * change;
        move.weight += mine * before;
        if (flow == 0) move.zeros_least = std::min(move.zeros_least, change);
    }

    Result<PoissonFit> finish() {
        fit_.deviance = deviance();
        if (!std::isfinite(fit_.deviance)) return not_converged();
        const double exact = std::max(options_.tolerance, 1e-9);
        if (!regression_.fit(response_, weights_,
                             {.response = 1, .response_absolute = 0, .regressors = exact}))
            return not_converged();
        fit_.products = regression_.products();
        fit_.scores = regression_.remainders(
            [&](std::size_t r) { return weight(r) * (sample_.flow[r] - fit_.mean[r]); });
        if (options_.keeps_remainders)
            fit_.remainders = regression_.remainders([](std::size_t) { return 1.0; });
        return std::move(fit_);
    }

    const Sample& sample_;
    const PoissonOptions& options_;
    Regression regression_;
    std::vector<double> weights_;
    std::vector<double> response_;
    double deviance_ = 0;
    PoissonFit fit_;
};

}  // namespace

Result<PoissonFit> fit_poisson(const Sample& sample, Crew& crew, const PoissonOptions& options) {
    return Newton(sample, crew, options).run();
}

}  // namespace comity::trade
