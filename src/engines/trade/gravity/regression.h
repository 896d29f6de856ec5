// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/gravity/fixed_effects.h"
#include "engines/trade/gravity/sample.h"
#include "engines/trade/numerics/linear.h"

namespace comity::trade {

/// A weighted least-squares regression on regressors and fixed effects that can be run again and
/// again with other responses and weights, each time from where it was. By the theorem of R.
/// Frisch, F. V. Waugh and M. C. Lovell, the slopes are those among what the effects leave of the
/// columns.
class Regression {
public:
    /// The rows, effects and regressors of a sample; `crew` must outlive this.
    Regression(const Sample& sample, Crew& crew);

    /// How exact the effects must be in the response and in the regressors (`Goal::relative`).
    struct Goals {
        double response = 0;
        double response_absolute = 0;
        double regressors = 0;
    };
    /// False if the effects could not be found or the regressors are not independent. The weights
    /// must stay where they are.
    bool fit(std::span<const double> response, std::span<const double> weights, const Goals& goals);

    /// Takes out regressors that the effects and those before them determine; returns which.
    /// Nothing if that could not be found out.
    std::optional<std::vector<std::size_t>> drop_collinear(std::span<const double> weights);

    FixedEffects& effects() { return effects_; }
    const FixedEffects& effects() const { return effects_; }
    const Columns& columns() const { return columns_; }
    std::size_t regressors() const { return columns_.count() - 1; }
    const std::vector<double>& slopes() const { return slopes_; }
    /// Cross products of what the effects leave of the regressors.
    const SquareMatrix& products() const { return products_; }
    /// The fitted values of the response.
    Combination fitted() const;
    /// For each row what the effects leave of the regressors, row by row, times a factor for the
    /// row.
    std::vector<double> remainders(const std::function<double(std::size_t row)>& factor) const;

private:
    bool absorb(std::span<const double> weights, const Goals& goals);
    void set_response(std::span<const double> response);
    /// Of the response (first) and the regressors.
    SquareMatrix all_products(std::span<const double> weights) const;
    std::vector<double> totals(std::span<const double> weights) const;
    void set_regressors(std::span<const std::size_t> which);

    const Sample& sample_;
    FixedEffects effects_;
    Columns columns_;
    std::vector<double> totals_;  ///< of squares of each regressor
    std::vector<double> slopes_;
    SquareMatrix products_;
};

}  // namespace comity::trade
