// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/advanced_guide.h"

#include "engines/trade/equilibrium/balancing.h"
#include "engines/trade/equilibrium/one_sector.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

namespace {

/// One estimation by the guide: trade fitted to given costs, its sums and its fixed effects.
struct Round {
    PartyMatrix trade;
    std::vector<double> output;       ///< Y
    std::vector<double> expenditure;  ///< E
    std::vector<double> exporter;     ///< exp of the exporter's effect
    std::vector<double> importer;     ///< exp of the importer's effect, relative to the reference
};

/// The guide's run from baseline to full endowment equilibrium.
class Run {
public:
    Run(const GuideProblem& problem, std::size_t reference)
        : problem_(problem),
          reference_(reference),
          parties_(problem.parties.size()),
          ratio_(parties_) {}

    /// Steps 1 and 2: the baseline and the conditional equilibrium.
    Result<> begin() {
        const std::vector<double> output = row_sums(problem_.trade);
        const std::vector<double> expenditure = column_sums(problem_.trade);
        for (std::size_t i = 0; i < parties_; ++i) ratio_[i] = expenditure[i] / output[i];
        baseline_ = TRY(estimate(problem_.costs, output, expenditure, {}));
        conditional_ = TRY(estimate(problem_.costs_after, output, expenditure, {}));
        before_ = baseline_;
        now_ = conditional_;
        price_change_before_.assign(parties_, 0.0);
        price_change_ = price_ratios(now_, before_);
        return {};
    }

    /// Step 3, once: trade follows prices and resistances, output follows trade, expenditure
    /// output.
    Result<> next() {
        const PartyMatrix moved = moved_trade();
        Round after =
            TRY(estimate(problem_.costs_after, row_sums(moved), column_sums(moved), now_.importer));
        after.output = row_sums(after.trade);
        for (std::size_t j = 0; j < parties_; ++j)
            after.expenditure[j] = ratio_[j] * after.output[j];
        measure_distance();
        before_ = std::move(now_);
        now_ = std::move(after);
        price_change_before_ = std::move(price_change_);
        price_change_ = price_ratios(now_, before_);
        ++rounds_;
        return {};
    }

    bool is_settled(double tolerance) const {
        return deviation_ <= tolerance && largest_ <= tolerance;
    }

    /// Step 4: indices of the last round relative to the baseline.
    GuideAssessment assessment() const;

private:
    Result<Round> estimate(const PartyMatrix& costs, std::vector<double> output,
                           std::vector<double> expenditure,
                           const std::vector<double>& importer) const;
    std::vector<double> price_ratios(const Round& after, const Round& before) const;
    std::vector<double> outward(const Round& round) const;
    std::vector<double> inward(const Round& round) const;
    PartyMatrix moved_trade() const;
    void measure_distance();

    const GuideProblem& problem_;
    std::size_t reference_;
    std::size_t parties_;
    std::vector<double> ratio_;  ///< E / Y, held fixed
    Round baseline_, conditional_, before_, now_;
    std::vector<double> price_change_before_, price_change_;
    int rounds_ = 0;
    double deviation_ = HUGE_VAL, largest_ = HUGE_VAL;
};

/// PPML on exporter and importer effects with the costs given: its first-order conditions are that
/// fitted trade has the sums of actual trade.
Result<Round> Run::estimate(const PartyMatrix& costs, std::vector<double> output,
                            std::vector<double> expenditure,
                            const std::vector<double>& importer) const {
    const BalancingProblem problem{problem_.parties, costs, output, expenditure};
    const Balancing fit = TRY(balance(problem, {.buyers = importer}));
    Round round{scaled(costs, fit.sellers, fit.buyers), std::move(output), std::move(expenditure),
                fit.sellers, fit.buyers};
    const double unit = fit.buyers[reference_];
    for (double& effect : round.exporter) effect *= unit;
    for (double& effect : round.importer) effect /= unit;
    return round;
}

std::vector<double> Run::price_ratios(const Round& after, const Round& before) const {
    const double root = 1 / (1 - problem_.elasticity);
    const double market = after.expenditure[reference_] / before.expenditure[reference_];
    std::vector<double> ratios(parties_);
    for (std::size_t i = 0; i < parties_; ++i)
        ratios[i] = std::pow(after.exporter[i] / before.exporter[i] / market, root);
    return ratios;
}

/// The outward resistance to the power 1-sigma.
std::vector<double> Run::outward(const Round& round) const {
    std::vector<double> result(parties_);
    for (std::size_t i = 0; i < parties_; ++i)
        result[i] = round.output[i] * round.expenditure[reference_] / round.exporter[i];
    return result;
}

/// The inward resistance to the power 1-sigma.
std::vector<double> Run::inward(const Round& round) const {
    std::vector<double> result(parties_);
    for (std::size_t j = 0; j < parties_; ++j)
        result[j] = round.expenditure[j] / (round.importer[j] * round.expenditure[reference_]);
    return result;
}

/// In the first round the guide moves trade by prices alone.
PartyMatrix Run::moved_trade() const {
    std::vector<double> sellers = price_change_, buyers = price_change_;
    if (rounds_ > 0) {
        const auto out = outward(now_), out_before = outward(before_);
        const auto in = inward(now_), in_before = inward(before_);
        for (std::size_t i = 0; i < parties_; ++i) {
            sellers[i] *= out_before[i] / out[i];
            buyers[i] *= in_before[i] / in[i];
        }
    }
    return scaled(now_.trade, sellers, buyers);
}

/// The guide compares the price changes that led to this round with those of the round before, and
/// of the differences takes the largest with its sign.
void Run::measure_distance() {
    double mean = 0, most = -HUGE_VAL;
    std::vector<double> differences(parties_);
    for (std::size_t i = 0; i < parties_; ++i) {
        differences[i] = price_change_[i] - price_change_before_[i];
        mean += differences[i] / static_cast<double>(parties_);
        most = std::fmax(most, differences[i]);
    }
    double squares = 0;
    for (const double difference : differences)
        squares += (difference - mean) * (difference - mean);
    deviation_ = std::sqrt(squares / static_cast<double>(parties_ - 1));
    largest_ = std::abs(most);
}

double exports_of(const PartyMatrix& trade, std::size_t party, const std::vector<double>& factors) {
    double total = 0;
    for (std::size_t j = 0; j < trade.parties(); ++j)
        if (j != party) total += trade[party, j] * factors[j];
    return total;
}

double percent(double ratio) { return 100 * (ratio - 1); }

GuideAssessment Run::assessment() const {
    const double root = 1 / (1 - problem_.elasticity);
    const std::vector<double> price = price_ratios(now_, baseline_);
    const std::vector<double> index = inward(now_), index_before = inward(baseline_);
    const std::vector<double> ones(parties_, 1.0);
    // Exports are reckoned with the expenditure that the last prices give, not the last round's.
    std::vector<double> spending(parties_);
    for (std::size_t j = 0; j < parties_; ++j)
        spending[j] = ratio_[j] * price[j] * baseline_.output[j] / now_.expenditure[j];

    GuideAssessment result{{}, baseline_.trade, rounds_, deviation_, largest_};
    for (std::size_t i = 0; i < parties_; ++i) {
        const double before = exports_of(baseline_.trade, i, ones);
        const double resistance = std::pow(index[i] / index_before[i], root);
        result.effects.push_back(
            {.exports_conditional = percent(exports_of(conditional_.trade, i, ones) / before),
             .exports = percent(exports_of(now_.trade, i, spending) / before),
             .price = percent(price[i]),
             .inward_resistance = percent(resistance),
             .real_output = percent(price[i] / resistance)});
    }
    return result;
}

Result<> check_problem(const GuideProblem& problem) {
    const std::size_t parties = problem.parties.size();
    if (problem.costs.parties() != parties || problem.costs_after.parties() != parties)
        return refuse("guide.wrong-size", "costs of the same parties as trade were expected");
    TRY(check_world({problem.parties, problem.trade, problem.elasticity}));
    TRY(check_cells(problem.parties, problem.costs, "guide"));
    return check_cells(problem.parties, problem.costs_after, "guide");
}

}  // namespace

Result<GuideAssessment> assess_by_guide(const GuideProblem& problem, const GuideOptions& options) {
    TRY(check_problem(problem));
    const auto reference = std::ranges::find(problem.parties, problem.reference);
    if (reference == problem.parties.end())
        return refuse("guide.unknown-party", "no such party: " + problem.reference, "/reference");
    Run run(problem, static_cast<std::size_t>(reference - problem.parties.begin()));
    TRY(run.begin());
    for (int round = 0; round < options.rounds_max; ++round) {
        TRY(run.next());
        if (run.is_settled(options.tolerance)) return run.assessment();
    }
    return refuse("guide.not-settled", "prices still moved after " +
                                           std::to_string(options.rounds_max) +
                                           " rounds; the exact equilibrium does not need any");
}

}  // namespace comity::trade
