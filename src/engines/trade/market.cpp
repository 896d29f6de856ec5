// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/market.h"

#include "engines/trade/acceleration.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

namespace {

constexpr std::size_t memory = 10;
constexpr int rounds_max = 250;
constexpr int newton_steps_max = 60;
constexpr double tolerance = 2e-14;
constexpr double newton_close = 1e-12;
/// While prices are still wrong, a party with a large surplus may seem to have nothing to spend.
constexpr double expenditure_floor = 1e-6;

/// The market at given prices. Unknowns are the logarithms of the changes of prices.
class Market {
public:
    explicit Market(const MarketProblem& problem)
        : problem_(problem),
          parties_(problem.output.size()),
          prices_(parties_),
          weights_(parties_),
          index_power_(parties_),
          expenditure_(parties_),
          demand_(parties_),
          access_(parties_),
          largest_(static_cast<std::size_t>(std::ranges::max_element(problem.output) -
                                            problem.output.begin())) {}

    void set(std::span<const double> unknowns) {
        for (std::size_t i = 0; i < parties_; ++i) {
            prices_[i] = std::exp(unknowns[i]);
            weights_[i] = std::exp((1 - problem_.elasticity) * unknowns[i]);
        }
        multiply_transposed(problem_.shares, weights_, index_power_);
        spend();
        for (std::size_t j = 0; j < parties_; ++j) demand_[j] = expenditure_[j] / index_power_[j];
        multiply(problem_.shares, demand_, access_);
    }

    /// The prices at which each party's output would be worth what is spent on it, if the others'
    /// did not answer: Y p = p^(1-sigma) access.
    std::vector<double> image(std::span<const double> unknowns) {
        set(unknowns);
        std::vector<double> next(parties_);
        for (std::size_t i = 0; i < parties_; ++i)
            next[i] = std::log(access_[i] / problem_.output[i]) / problem_.elasticity;
        normalise(next);
        return next;
    }

    /// Makes the numeraire's price one, or the world's output worth what it was.
    void normalise(std::vector<double>& unknowns) const {
        double shift = 0;
        if (problem_.numeraire) {
            shift = unknowns[*problem_.numeraire];
        } else {
            double before = 0, after = 0;
            for (std::size_t i = 0; i < parties_; ++i) {
                before += problem_.output[i];
                after += problem_.output[i] * std::exp(unknowns[i]);
            }
            shift = std::log(after / before);
        }
        for (double& value : unknowns) value -= shift;
    }

    /// ln(sales / output), at the prices last set.
    std::vector<double> excess() const {
        std::vector<double> result(parties_);
        for (std::size_t i = 0; i < parties_; ++i)
            result[i] = std::log(weights_[i] * access_[i] / (problem_.output[i] * prices_[i]));
        return result;
    }

    bool newton_step(std::vector<double>& unknowns);
    MarketOutcome outcome() const;

private:
    void spend();
    double scale() const;
    std::vector<double> scale_slope() const;
    PartyMatrix jacobian() const;
    double world_output() const {
        double total = 0;
        for (std::size_t i = 0; i < parties_; ++i) total += problem_.output[i] * prices_[i];
        return total;
    }
    double ratio(std::size_t party) const {
        return 1 + problem_.balance[party] / problem_.output[party];
    }
    double world_spending() const {
        double total = 0;
        for (std::size_t i = 0; i < parties_; ++i)
            total += ratio(i) * problem_.output[i] * prices_[i];
        return total;
    }

    const MarketProblem& problem_;
    std::size_t parties_;
    std::vector<double> prices_;
    std::vector<double> weights_;      ///< p^(1-sigma)
    std::vector<double> index_power_;  ///< P^(1-sigma)
    std::vector<double> expenditure_;
    std::vector<double> demand_;  ///< E / P^(1-sigma)
    std::vector<double> access_;  ///< sum over j of shares(i, j) demand(j)
    std::size_t largest_;         ///< the party of the greatest output
    std::optional<std::size_t> unfunded_;
};

/// The price of a unit in which balances are kept; of `expenditure_per_output`, the common factor.
double Market::scale() const {
    switch (problem_.closure) {
        case Closure::balanced:
            return 0;
        case Closure::expenditure_per_output:
            return world_output() / world_spending();
        case Closure::balance_in_numeraire:
            if (problem_.numeraire) return prices_[*problem_.numeraire];
            [[fallthrough]];
        case Closure::balance_in_world_output:
            return world_output() / sum(problem_.output);
    }
    return 0;
}

/// The elasticity of `scale` with respect to each price.
std::vector<double> Market::scale_slope() const {
    std::vector<double> slope(parties_, 0.0);
    if (problem_.closure == Closure::balance_in_numeraire && problem_.numeraire) {
        slope[*problem_.numeraire] = 1;
        return slope;
    }
    const bool per_output = problem_.closure == Closure::expenditure_per_output;
    const double output = world_output(), spending = world_spending();
    for (std::size_t i = 0; i < parties_; ++i) {
        const double value = problem_.output[i] * prices_[i];
        slope[i] = value / output - (per_output ? ratio(i) * value / spending : 0);
    }
    return slope;
}

void Market::spend() {
    const double unit = scale();
    unfunded_.reset();
    for (std::size_t j = 0; j < parties_; ++j) {
        const double value = problem_.output[j] * prices_[j];
        expenditure_[j] = problem_.closure == Closure::expenditure_per_output
                              ? ratio(j) * value * unit
                              : value + problem_.balance[j] * unit;
        if (expenditure_[j] >= expenditure_floor * value) continue;
        expenditure_[j] = expenditure_floor * value;
        if (problem_.closure != Closure::balanced) unfunded_ = j;
    }
}

/// Of `excess`, with the condition that the numeraire stays in place of the equation of the largest
/// party, which follows from the others (Walras): a small party's would follow only roughly.
PartyMatrix Market::jacobian() const {
    const double power = 1 - problem_.elasticity;
    const bool per_output = problem_.closure == Closure::expenditure_per_output;
    PartyMatrix sales = scaled(problem_.shares, weights_, demand_);  // X
    PartyMatrix bought = sales;                                      // X / E, then by columns
    for (std::size_t i = 0; i < parties_; ++i) {
        const double sold = weights_[i] * access_[i];
        for (std::size_t j = 0; j < parties_; ++j) {
            bought[i, j] /= expenditure_[j];
            sales[i, j] /= sold;
        }
    }
    const std::vector<double> slope = scale_slope();
    PartyMatrix result(parties_);
    for (std::size_t i = 0; i < parties_; ++i) {
        multiply(bought, sales.row(i), result.row(i));
        double transfer = 0;
        for (std::size_t j = 0; j < parties_; ++j)
            transfer += sales[i, j] *
                        (per_output ? 1 : 1 - problem_.output[j] * prices_[j] / expenditure_[j]);
        for (std::size_t k = 0; k < parties_; ++k) {
            const double own = per_output ? 1 : problem_.output[k] * prices_[k] / expenditure_[k];
            result[i, k] = -power * result[i, k] + sales[i, k] * own + transfer * slope[k];
        }
        result[i, i] += power - 1;
    }
    for (std::size_t k = 0; k < parties_; ++k)
        result[largest_, k] = problem_.numeraire ? (k == *problem_.numeraire ? 1.0 : 0.0)
                                                 : problem_.output[k] * prices_[k] / world_output();
    return result;
}

double largest(std::span<const double> values) {
    double most = 0;
    for (const double value : values)
        most = std::isfinite(value) ? std::fmax(most, std::abs(value)) : HUGE_VAL;
    return most;
}

/// A step of Newton's method, shortened until the markets are nearer to clearing.
bool Market::newton_step(std::vector<double>& unknowns) {
    set(unknowns);
    std::vector<double> direction = excess();
    const double before = largest(direction);
    if (before <= newton_close) return false;
    direction[largest_] = 0;
    PartyMatrix slopes = jacobian();
    if (!solve_dense(slopes, direction)) return false;
    for (double length = std::fmin(1, 2 / largest(direction)); length > 1e-8; length /= 2) {
        std::vector<double> trial = unknowns;
        for (std::size_t i = 0; i < parties_; ++i) trial[i] -= length * direction[i];
        normalise(trial);
        set(trial);
        if (largest(excess()) < before) {
            unknowns = std::move(trial);
            return true;
        }
    }
    return false;
}

double relative_gap(std::span<const double> sums, std::span<const double> totals) {
    double worst = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const double gap = std::abs(sums[i] / totals[i] - 1);
        worst = std::isfinite(gap) ? std::fmax(worst, gap) : HUGE_VAL;
    }
    return worst;
}

MarketOutcome Market::outcome() const {
    MarketOutcome result;
    result.unfunded = unfunded_;
    result.answer.prices = prices_;
    result.answer.index_power = index_power_;
    result.answer.expenditure = expenditure_;
    result.answer.trade = scaled(problem_.shares, weights_, demand_);
    std::vector<double> output(parties_);
    for (std::size_t i = 0; i < parties_; ++i) output[i] = problem_.output[i] * prices_[i];
    EquilibriumCertificate& certificate = result.answer.certificate;
    certificate.residual = std::fmax(relative_gap(row_sums(result.answer.trade), output),
                                     relative_gap(column_sums(result.answer.trade), expenditure_));
    certificate.price_min = *std::ranges::min_element(prices_);
    certificate.price_max = *std::ranges::max_element(prices_);
    return result;
}

/// Rounds of the fixed point; true once one changes nothing beyond the tolerance.
bool go_by_rounds(Market& market, std::vector<double>& unknowns, int& rounds) {
    Acceleration acceleration(memory);
    while (rounds < rounds_max) {
        std::vector<double> image = market.image(unknowns);
        ++rounds;
        double change = 0;
        for (std::size_t i = 0; i < image.size(); ++i)
            change = std::fmax(change, std::abs(image[i] - unknowns[i]));
        const bool done = change <= tolerance * std::fmax(1, largest(image));
        unknowns = done ? std::move(image) : acceleration.next(unknowns, image);
        if (done) return true;
    }
    return false;
}

int go_by_newton(Market& market, std::vector<double>& unknowns) {
    int steps = 0;
    while (steps < newton_steps_max && market.newton_step(unknowns)) ++steps;
    return steps;
}

}  // namespace

MarketOutcome clear_market(const MarketProblem& problem) {
    Market market(problem);
    std::vector<double> unknowns(problem.output.size(), 0.0);
    int rounds = 0, newton_steps = 0;
    if (!go_by_rounds(market, unknowns, rounds)) newton_steps = go_by_newton(market, unknowns);
    market.set(unknowns);
    MarketOutcome result = market.outcome();
    result.answer.certificate.iterations = rounds;
    result.answer.certificate.newton_steps = newton_steps;
    return result;
}

}  // namespace comity::trade
