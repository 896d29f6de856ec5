// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/equilibrium/balancing.h"

#include <cmath>

namespace comity::trade {

/// exp of the sum of coefficients times terms.
inline PartyMatrix cost_power(const std::vector<PartyMatrix>& terms,
                              const std::vector<double>& coefficients) {
    PartyMatrix power(terms.front().parties());
    for (std::size_t cell = 0; cell < power.values().size(); ++cell) {
        double total = 0;
        for (std::size_t k = 0; k < terms.size(); ++k)
            total += coefficients[k] * terms[k].values()[cell];
        power.values()[cell] = std::exp(total);
    }
    return power;
}

/// PPML of one year's trade on cost terms with exporter and importer effects, by Newton's method on
/// the terms with the effects balanced out: for tests, where few terms and parties are at stake.
class SmallPpml {
public:
    SmallPpml(std::vector<std::string> parties, PartyMatrix trade, std::vector<PartyMatrix> terms)
        : parties_(std::move(parties)), trade_(std::move(trade)), terms_(std::move(terms)) {}

    std::vector<double> estimate(std::vector<double> coefficients, int steps) const {
        constexpr double nudge = 1e-5;
        for (int step = 0; step < steps; ++step) {
            std::vector<double> change = score(coefficients);
            PartyMatrix slopes(terms_.size());
            for (std::size_t k = 0; k < terms_.size(); ++k) {
                std::vector<double> nudged = coefficients;
                nudged[k] += nudge;
                const std::vector<double> there = score(nudged);
                for (std::size_t m = 0; m < terms_.size(); ++m)
                    slopes[m, k] = (there[m] - change[m]) / nudge;
            }
            if (!solve_dense(slopes, change)) break;
            for (std::size_t k = 0; k < terms_.size(); ++k) coefficients[k] -= change[k];
        }
        return coefficients;
    }

    /// sum of (trade - fitted trade) x term, for every term.
    std::vector<double> score(const std::vector<double>& coefficients) const {
        const BalancingProblem problem{parties_, cost_power(terms_, coefficients), row_sums(trade_),
                                       column_sums(trade_)};
        const auto fit = balance(problem);
        std::vector<double> result(terms_.size(), 0.0);
        if (!fit) return result;
        const PartyMatrix fitted = scaled(problem.kernel, fit->sellers, fit->buyers);
        for (std::size_t k = 0; k < terms_.size(); ++k)
            for (std::size_t cell = 0; cell < fitted.values().size(); ++cell)
                result[k] +=
                    (trade_.values()[cell] - fitted.values()[cell]) * terms_[k].values()[cell];
        return result;
    }

private:
    std::vector<std::string> parties_;
    PartyMatrix trade_;
    std::vector<PartyMatrix> terms_;
};

}  // namespace comity::trade
