// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/separation.h"

#include "engines/trade/gravity/regression.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

namespace {

constexpr double flow_weight = 1e8;  ///< of rows that trade: their fitted value must be zero
constexpr double tolerance = 1e-4;   ///< below that it is
constexpr int rounds_max = 1000;

/// A variable that is zero where there is trade and positive on some zeros, and that is a
/// combination of regressors and effects, is looked for among the fitted values of one that is not.
class Rectifier {
public:
    Rectifier(const Sample& sample, Crew& crew)
        : regression_(sample, crew),
          candidate_(sample.flow.size()),
          weights_(sample.flow.size()),
          fitted_(sample.flow.size()),
          sample_(sample) {
        for (std::size_t r = 0; r < weights_.size(); ++r) {
            candidate_[r] = sample.flow[r] == 0 ? 1 : 0;
            weights_[r] = sample.flow[r] == 0 ? 1 : flow_weight;
        }
    }

    Result<std::vector<std::uint32_t>> run() {
        if (!regression_.drop_collinear(weights_)) return not_converged();
        for (int round = 0; round < rounds_max; ++round) {
            if (!predict()) return not_converged();
            if (std::ranges::all_of(fitted_, [](double value) { return value >= 0; }))
                return separated();
            for (std::size_t r = 0; r < fitted_.size(); ++r)
                candidate_[r] = std::max(fitted_[r], 0.0);
        }
        return not_converged();
    }

private:
    static std::unexpected<Refusal> not_converged() {
        return refuse("gravity.not-converged",
                      "whether the zeros can be told from the rest could not be found out");
    }

    bool predict() {
        if (!regression_.fit(candidate_, weights_,
                             {.response = 1e-9, .response_absolute = 0, .regressors = 1e-9}))
            return false;
        const FixedEffects& effects = regression_.effects();
        const Combination fitted = regression_.fitted();
        effects.crew().run(effects.parts(), [&](std::size_t part) {
            effects.visit_values(part, regression_.columns(), fitted,
                                 [&](std::size_t begin, std::span<const double> values) {
                                     for (std::size_t i = 0; i < values.size(); ++i)
                                         fitted_[begin + i] = cleaned(begin + i, values[i]);
                                 });
        });
        return true;
    }

    double cleaned(std::size_t row, double value) const {
        return sample_.flow[row] > 0 || std::abs(value) < tolerance ? 0 : value;
    }

    std::vector<std::uint32_t> separated() const {
        std::vector<std::uint32_t> rows;
        for (std::size_t r = 0; r < fitted_.size(); ++r)
            if (fitted_[r] > 0) rows.push_back(sample_.rows[r]);
        std::ranges::sort(rows);
        return rows;
    }

    Regression regression_;
    std::vector<double> candidate_;
    std::vector<double> weights_;
    std::vector<double> fitted_;
    const Sample& sample_;
};

}  // namespace

Result<std::vector<std::uint32_t>> find_separated(const Sample& sample, Crew& crew) {
    return Rectifier(sample, crew).run();
}

}  // namespace comity::trade
