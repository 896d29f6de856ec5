// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/market.h"

#include "engines/trade/numerics/acceleration.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace comity::trade {

namespace {

constexpr std::size_t memory = 10;
constexpr int newton_steps_max = 100;
constexpr int halvings_max = 27;
constexpr double tolerance = 2e-14;
constexpr double newton_close = 1e-12;
/// While prices are still wrong, a party with a large surplus may seem to have nothing to spend.
constexpr double expenditure_floor = 1e-6;
constexpr double trade_floor = 1e-14;
/// The most that a logarithm of a price moves in one step.
constexpr double step_max = 2;

double largest(std::span<const double> values) {
    double most = 0;
    for (const double value : values)
        most = std::isfinite(value) ? std::fmax(most, std::abs(value)) : HUGE_VAL;
    return most;
}

/// The market at given prices. Unknowns are the logarithms of the changes of prices. Own sales
/// stand on both sides of every account and are left out, so that parties that hardly trade are
/// solved as well as others.
class Market {
public:
    explicit Market(const MarketProblem& problem);

    void set(std::span<const double> unknowns);
    /// What each party has to pay imports with over what it imports, as a logarithm, at the prices
    /// last set: ln((exports + D) / imports), with D on the other side if it is a surplus.
    std::vector<double> excess() const;
    /// Prices moved by as much as each party's excess asks, if the others' stayed.
    std::vector<double> image(std::span<const double> unknowns);
    /// A step of Newton's method, shortened until the markets are nearer to clearing.
    bool newton_step(std::vector<double>& unknowns);
    /// Makes the numeraire's price one, or the world's output worth what it was.
    void normalise(std::vector<double>& unknowns) const;
    MarketAnswer answer() const;

private:
    void spend();
    double scale() const;
    std::vector<double> scale_slope() const;
    PartyMatrix jacobian() const;
    void set_row(PartyMatrix& result, std::size_t party, const PartyMatrix& bought,
                 std::span<const double> slope) const;
    void hold_numeraire(std::span<double> row) const;
    double value(std::size_t party) const { return problem_.output[party] * prices_[party]; }
    double ratio(std::size_t party) const {
        return 1 + problem_.balance[party] / problem_.output[party];
    }
    bool is_per_output() const {
        return problem_.closure == BalanceClosure::expenditure_per_output;
    }
    double world_output() const;
    double world_spending() const;
    /// Of expenditure, what moves with the party's own price; the rest moves with `scale`.
    double own_part(std::size_t party) const {
        return is_per_output() ? expenditure_[party] : value(party);
    }
    double scaled_part(std::size_t party) const {
        return is_per_output() ? expenditure_[party] : transfer_[party];
    }
    /// What pays for imports, and what is to be paid. Never nothing: one that cannot sell anything
    /// abroad may seem to have a surplus while prices are still wrong.
    double inflow(std::size_t party) const {
        return std::fmax(exports_[party] + std::fmax(transfer_[party], 0),
                         trade_floor * value(party));
    }
    double outflow(std::size_t party) const {
        return std::fmax(imports_[party] + std::fmax(-transfer_[party], 0),
                         trade_floor * value(party));
    }
    std::size_t largest_trader() const;

    const MarketProblem& problem_;
    std::size_t parties_;
    PartyMatrix foreign_;       ///< shares without the diagonal
    std::vector<double> home_;  ///< the diagonal
    std::vector<double> prices_;
    std::vector<double> weights_;  ///< p^(1-sigma)
    std::vector<double> abroad_;   ///< of P^(1-sigma), what is due to others
    std::vector<double> index_power_;
    std::vector<double> expenditure_;
    std::vector<double> transfer_;  ///< D, in the numeraire
    std::vector<double> demand_;    ///< E / P^(1-sigma)
    std::vector<double> exports_;
    std::vector<double> imports_;
    std::optional<std::size_t> unfunded_;
};

Market::Market(const MarketProblem& problem)
    : problem_(problem),
      parties_(problem.output.size()),
      foreign_(problem.shares),
      home_(parties_),
      prices_(parties_),
      weights_(parties_),
      abroad_(parties_),
      index_power_(parties_),
      expenditure_(parties_),
      transfer_(parties_),
      demand_(parties_),
      exports_(parties_),
      imports_(parties_) {
    for (std::size_t i = 0; i < parties_; ++i) home_[i] = std::exchange(foreign_[i, i], 0.0);
}

void Market::set(std::span<const double> unknowns) {
    for (std::size_t i = 0; i < parties_; ++i) {
        prices_[i] = std::exp(unknowns[i]);
        weights_[i] = std::exp((1 - problem_.elasticity) * unknowns[i]);
    }
    multiply_transposed(foreign_, weights_, abroad_);
    spend();
    for (std::size_t j = 0; j < parties_; ++j) {
        index_power_[j] = abroad_[j] + home_[j] * weights_[j];
        demand_[j] = expenditure_[j] / index_power_[j];
        imports_[j] = demand_[j] * abroad_[j];
    }
    multiply(foreign_, demand_, exports_);
    for (std::size_t i = 0; i < parties_; ++i) exports_[i] *= weights_[i];
}

double Market::world_output() const {
    double total = 0;
    for (std::size_t i = 0; i < parties_; ++i) total += value(i);
    return total;
}

double Market::world_spending() const {
    double total = 0;
    for (std::size_t i = 0; i < parties_; ++i) total += ratio(i) * value(i);
    return total;
}

/// The price of a unit in which balances are kept; of `expenditure_per_output`, the common factor.
double Market::scale() const {
    switch (problem_.closure) {
        case BalanceClosure::balanced:
            return 0;
        case BalanceClosure::expenditure_per_output:
            return world_output() / world_spending();
        case BalanceClosure::balance_in_numeraire:
            if (problem_.numeraire) return prices_[*problem_.numeraire];
            [[fallthrough]];
        case BalanceClosure::balance_in_world_output:
            return world_output() / sum(problem_.output);
    }
    return 0;
}

/// The elasticity of `scale` with respect to each price.
std::vector<double> Market::scale_slope() const {
    std::vector<double> slope(parties_, 0.0);
    if (problem_.closure == BalanceClosure::balance_in_numeraire && problem_.numeraire) {
        slope[*problem_.numeraire] = 1;
        return slope;
    }
    const double output = world_output(), spending = world_spending();
    for (std::size_t i = 0; i < parties_; ++i)
        slope[i] = value(i) / output - (is_per_output() ? ratio(i) * value(i) / spending : 0);
    return slope;
}

void Market::spend() {
    const double unit = scale();
    // Small differences of large numbers are avoided: `scale` - 1 is minus the sum of D p / E.
    double lent = 0;
    for (std::size_t i = 0; i < parties_; ++i) lent += problem_.balance[i] * prices_[i];
    const double excess_unit = is_per_output() ? -lent / world_spending() : 0;
    unfunded_.reset();
    for (std::size_t j = 0; j < parties_; ++j) {
        transfer_[j] = problem_.balance[j] * unit;
        if (is_per_output()) transfer_[j] = transfer_[j] * prices_[j] + value(j) * excess_unit;
        expenditure_[j] = is_per_output() ? ratio(j) * unit * value(j) : value(j) + transfer_[j];
        if (is_per_output() || expenditure_[j] >= expenditure_floor * value(j)) continue;
        expenditure_[j] = expenditure_floor * value(j);
        transfer_[j] = expenditure_[j] - value(j);
        unfunded_ = j;
    }
}

std::vector<double> Market::excess() const {
    std::vector<double> result(parties_);
    for (std::size_t i = 0; i < parties_; ++i) result[i] = std::log(inflow(i) / outflow(i));
    return result;
}

std::vector<double> Market::image(std::span<const double> unknowns) {
    set(unknowns);
    std::vector<double> next = excess();
    for (std::size_t i = 0; i < parties_; ++i) {
        const double own_share = 1 - abroad_[i] / index_power_[i];
        const double step = next[i] / (1 + (problem_.elasticity - 1) * (1 + own_share));
        next[i] = unknowns[i] + std::clamp(step, -step_max, step_max);
    }
    normalise(next);
    return next;
}

void Market::normalise(std::vector<double>& unknowns) const {
    double shift = 0;
    if (problem_.numeraire) {
        shift = unknowns[*problem_.numeraire];
    } else {
        double after = 0;
        for (std::size_t i = 0; i < parties_; ++i)
            after += problem_.output[i] * std::exp(unknowns[i]);
        shift = std::log(after / sum(problem_.output));
    }
    for (double& unknown : unknowns) unknown -= shift;
}

std::size_t Market::largest_trader() const {
    std::size_t largest = 0;
    for (std::size_t i = 1; i < parties_; ++i)
        if (exports_[i] + imports_[i] > exports_[largest] + imports_[largest]) largest = i;
    return largest;
}

/// Of `excess`, with the condition that the numeraire stays in place of the equation of the largest
/// trader, which follows from the others (Walras): a small party's would follow only roughly.
PartyMatrix Market::jacobian() const {
    PartyMatrix bought = scaled(foreign_, weights_, demand_);  // X(k, j) / E(j)
    for (std::size_t k = 0; k < parties_; ++k) {
        bought[k, k] = home_[k] * weights_[k] * demand_[k];
        for (std::size_t j = 0; j < parties_; ++j) bought[k, j] /= expenditure_[j];
    }
    const std::vector<double> slope = scale_slope();
    PartyMatrix result(parties_);
    for (std::size_t i = 0; i < parties_; ++i) set_row(result, i, bought, slope);
    hold_numeraire(result.row(largest_trader()));
    return result;
}

/// The slopes of one party's excess with respect to each price.
void Market::set_row(PartyMatrix& result, std::size_t party, const PartyMatrix& bought,
                     std::span<const double> slope) const {
    const double power = 1 - problem_.elasticity;
    std::vector<double> sales(parties_);  // to each buyer abroad
    double through_scale = 0;             // sales' elasticity with respect to `scale`
    for (std::size_t j = 0; j < parties_; ++j) {
        sales[j] = j == party ? 0 : bought[party, j] * expenditure_[j];
        through_scale += sales[j] * scaled_part(j) / expenditure_[j];
    }
    const auto row = result.row(party);
    multiply(bought, sales, row);  // how sales' competitors move with each price
    const double paid =
        transfer_[party] > 0 ? inflow(party) : outflow(party);  // where the balance stands
    const double own_share = bought[party, party];
    for (std::size_t k = 0; k < parties_; ++k) {
        const bool own = k == party;
        const double expenditure_slope =
            (own ? own_part(party) : 0) + scaled_part(party) * slope[k];
        const double exports_slope = (own ? power * exports_[party] : 0) - power * row[k] +
                                     sales[k] * own_part(k) / expenditure_[k] +
                                     through_scale * slope[k];
        const double imports_slope =
            imports_[party] * expenditure_slope / expenditure_[party] +
            power * own_share * (own ? -imports_[party] : bought[k, party] * expenditure_[party]);
        const double transfer_slope = expenditure_slope - (own ? value(party) : 0);
        row[k] = exports_slope / inflow(party) - imports_slope / outflow(party);
        if (transfer_[party] != 0) row[k] += transfer_slope / paid;
    }
}

void Market::hold_numeraire(std::span<double> row) const {
    for (std::size_t k = 0; k < parties_; ++k)
        row[k] =
            problem_.numeraire ? (k == *problem_.numeraire ? 1.0 : 0.0) : value(k) / world_output();
}

bool Market::newton_step(std::vector<double>& unknowns) {
    set(unknowns);
    std::vector<double> direction = excess();
    const double before = largest(direction);
    if (before <= newton_close) return false;
    direction[largest_trader()] = 0;
    PartyMatrix slopes = jacobian();
    if (!solve_dense(slopes, direction)) return false;
    double length = std::fmin(1, step_max / largest(direction));
    for (int halvings = 0; halvings < halvings_max; ++halvings, length /= 2) {
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

MarketAnswer Market::answer() const {
    MarketAnswer result{prices_,      index_power_,
                        expenditure_, scaled(problem_.shares, weights_, demand_),
                        {},           unfunded_};
    std::vector<double> output(parties_);
    for (std::size_t i = 0; i < parties_; ++i) output[i] = value(i);
    EquilibriumCertificate& certificate = result.certificate;
    certificate.residual = std::fmax(relative_gap(row_sums(result.trade), output),
                                     relative_gap(column_sums(result.trade), expenditure_));
    // Where only the floor keeps an account from being empty, prices run away: no equilibrium.
    for (std::size_t i = 0; i < parties_; ++i)
        if (std::fmin(inflow(i), outflow(i)) <= trade_floor * value(i))
            certificate.residual = HUGE_VAL;
    certificate.price_min = *std::ranges::min_element(prices_);
    certificate.price_max = *std::ranges::max_element(prices_);
    return result;
}

/// Rounds of the fixed point; true once one changes nothing beyond the tolerance.
bool go_by_rounds(Market& market, std::vector<double>& unknowns, int& rounds, int rounds_max) {
    Acceleration acceleration(memory);
    while (rounds < rounds_max) {
        std::vector<double> image = market.image(unknowns);
        ++rounds;
        double change = 0;
        for (std::size_t i = 0; i < image.size(); ++i)
            change = std::fmax(change, std::abs(image[i] - unknowns[i]));
        const bool done = change <= tolerance * std::fmax(1, largest(image));
        std::vector<double> next = done ? image : acceleration.next(unknowns, image);
        for (std::size_t i = 0; i < next.size(); ++i)
            unknowns[i] += std::clamp(next[i] - unknowns[i], -step_max, step_max);
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

MarketAnswer clear_market(const MarketProblem& problem) {
    Market market(problem);
    std::vector<double> unknowns(problem.output.size(), 0.0);
    int rounds = 0, newton_steps = 0;
    if (!go_by_rounds(market, unknowns, rounds, problem.rounds_max))
        newton_steps = go_by_newton(market, unknowns);
    market.normalise(unknowns);
    market.set(unknowns);
    MarketAnswer result = market.answer();
    result.certificate.iterations = rounds;
    result.certificate.newton_steps = newton_steps;
    return result;
}

}  // namespace comity::trade
