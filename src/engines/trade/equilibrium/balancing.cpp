// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/balancing.h"

#include "engines/trade/numerics/acceleration.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

namespace {

constexpr std::size_t memory = 8;
constexpr int newton_steps_max = 60;
constexpr int halvings_max = 34;
constexpr double totals_difference_max = 1e-9;

/// One problem on its way to the solution. The unknowns are the logarithms of the buyers' factors;
/// the sellers' follow from them.
class Fit {
public:
    explicit Fit(const BalancingProblem& problem)
        : kernel_(problem.kernel),
          output_(problem.output),
          expenditure_(problem.expenditure),
          sellers_(kernel_.parties()),
          buyers_(kernel_.parties()),
          sums_(kernel_.parties()),
          fixed_(static_cast<std::size_t>(std::ranges::max_element(expenditure_) -
                                          expenditure_.begin())) {
        // The totals agree but for rounding; what is left of it must not keep the fit from closing.
        const double adjust = sum(output_) / sum(expenditure_);
        for (double& value : expenditure_) value *= adjust;
    }

    /// Proportional fitting, once by rows and once by columns.
    std::vector<double> image(std::span<const double> unknowns) {
        set(unknowns);
        std::vector<double> next(unknowns.size());
        for (std::size_t j = 0; j < next.size(); ++j)
            next[j] = std::log(expenditure_[j] / sums_[j]);
        const double fixed = next[fixed_];
        for (double& value : next) value -= fixed;
        return next;
    }

    Balancing answer(std::span<const double> unknowns) {
        set(unknowns);
        Balancing result;
        result.sellers = sellers_;
        result.buyers = buyers_;
        result.residual = residual();
        return result;
    }

    /// A step of Newton's method, halved until the dual falls; false if it does not.
    bool newton_step(std::vector<double>& unknowns) {
        set(unknowns);
        const double before = dual(unknowns);
        const std::vector<double> slope = gradient();
        std::vector<double> direction = slope;
        PartyMatrix curvature = hessian();
        if (!solve_dense(curvature, direction)) return false;
        double descent = 0;
        for (std::size_t j = 0; j < slope.size(); ++j) descent += slope[j] * direction[j];
        double length = 1;
        for (int halvings = 0; halvings < halvings_max; ++halvings, length /= 2) {
            std::vector<double> trial = unknowns;
            for (std::size_t j = 0; j < trial.size(); ++j) trial[j] -= length * direction[j];
            set(trial);
            const double allowed = before - 1e-4 * length * descent + 1e-13 * std::abs(before);
            if (dual(trial) <= allowed) {
                unknowns = std::move(trial);
                return true;
            }
        }
        return false;
    }

    /// The largest relative distance of a sum from its total, at the unknowns last set.
    double residual() const {
        double worst = 0;
        for (std::size_t j = 0; j < sums_.size(); ++j)
            worst = std::fmax(worst, std::abs(buyers_[j] * sums_[j] / expenditure_[j] - 1));
        const double total = sum(buyers_) + sum(sellers_);
        return std::isfinite(total) ? worst : HUGE_VAL;
    }

    void set(std::span<const double> unknowns) {
        for (std::size_t j = 0; j < buyers_.size(); ++j) buyers_[j] = std::exp(unknowns[j]);
        multiply(kernel_, buyers_, sellers_);
        for (std::size_t i = 0; i < sellers_.size(); ++i) sellers_[i] = output_[i] / sellers_[i];
        multiply_transposed(kernel_, sellers_, sums_);
    }

private:
    /// sum of output ln(kernel buyers) - sum of expenditure ln(buyers): convex in ln(buyers), least
    /// where rows and columns add up.
    double dual(std::span<const double> unknowns) const {
        double value = 0;
        for (std::size_t i = 0; i < output_.size(); ++i)
            value += output_[i] * std::log(output_[i] / sellers_[i]);
        for (std::size_t j = 0; j < unknowns.size(); ++j) value -= expenditure_[j] * unknowns[j];
        return value;
    }

    std::vector<double> gradient() const {
        std::vector<double> result(sums_.size());
        for (std::size_t j = 0; j < result.size(); ++j)
            result[j] = j == fixed_ ? 0 : buyers_[j] * sums_[j] - expenditure_[j];
        return result;
    }

    /// diag(column sums) - flows' diag(1/output) flows, with one buyer held fixed.
    PartyMatrix hessian() const {
        const PartyMatrix flows = scaled(kernel_, sellers_, buyers_);
        PartyMatrix result(flows.parties());
        for (std::size_t j = 0; j < flows.parties(); ++j) result[j, j] = buyers_[j] * sums_[j];
        for (std::size_t i = 0; i < flows.parties(); ++i) subtract_row(result, flows.row(i), i);
        for (std::size_t j = 0; j < flows.parties(); ++j)
            result[fixed_, j] = result[j, fixed_] = j == fixed_;
        return result;
    }

    void subtract_row(PartyMatrix& matrix, std::span<const double> flows,
                      std::size_t seller) const {
        for (std::size_t j = 0; j < flows.size(); ++j) {
            const double share = flows[j] / output_[seller];
            if (share == 0) continue;
            const auto row = matrix.row(j);
            for (std::size_t k = 0; k < flows.size(); ++k) row[k] -= share * flows[k];
        }
    }

    const PartyMatrix& kernel_;
    const std::vector<double>& output_;
    std::vector<double> expenditure_;
    std::vector<double> sellers_;
    std::vector<double> buyers_;
    std::vector<double> sums_;  ///< sum over i of sellers(i) kernel(i, j)
    std::size_t fixed_;         ///< the largest buyer, whose factor is one
};

std::vector<double> start(const BalancingProblem& problem, const BalancingOptions& options) {
    std::vector<double> unknowns(problem.parties.size(), 0.0);
    if (options.buyers.size() != unknowns.size()) return unknowns;
    for (std::size_t j = 0; j < unknowns.size(); ++j) unknowns[j] = std::log(options.buyers[j]);
    return unknowns;
}

bool is_close(std::span<const double> left, std::span<const double> right, double tolerance) {
    for (std::size_t i = 0; i < left.size(); ++i)
        if (!(std::abs(left[i] - right[i]) <= tolerance * std::fmax(1, std::abs(left[i]))))
            return false;
    return true;
}

/// Proportional fitting; true once a round changes nothing beyond the tolerance.
bool fit_by_rounds(Fit& fit, std::vector<double>& unknowns, int& rounds,
                   const BalancingOptions& options) {
    Acceleration acceleration(memory);
    while (rounds < options.rounds_max) {
        std::vector<double> image = fit.image(unknowns);
        ++rounds;
        const bool done = is_close(unknowns, image, options.tolerance);
        unknowns = done ? std::move(image) : acceleration.next(unknowns, image);
        if (done) return true;
    }
    return false;
}

int fit_by_newton(Fit& fit, std::vector<double>& unknowns) {
    int steps = 0;
    double residual = HUGE_VAL;
    while (steps < newton_steps_max) {
        fit.set(unknowns);
        const double now = fit.residual();
        if (now <= balance_residual_max / 100 && !(now < residual / 2)) break;
        residual = now;
        if (!fit.newton_step(unknowns)) break;
        ++steps;
    }
    return steps;
}

Result<> check_totals(const BalancingProblem& problem, const std::vector<double>& totals,
                      const std::string& what) {
    for (std::size_t i = 0; i < totals.size(); ++i)
        if (!std::isfinite(totals[i]) || !(totals[i] > 0))
            return refuse("balancing.no-total", what + " must be positive and finite",
                          "/" + problem.parties[i]);
    return {};
}

Result<> check_problem(const BalancingProblem& problem) {
    const std::size_t parties = problem.parties.size();
    if (parties == 0 || problem.kernel.parties() != parties || problem.output.size() != parties ||
        problem.expenditure.size() != parties)
        return refuse("balancing.wrong-size",
                      "kernel, output and expenditure must be of the same parties, at least one");
    TRY(check_cells(problem.parties, problem.kernel, "balancing"));
    TRY(check_totals(problem, problem.output, "output"));
    TRY(check_totals(problem, problem.expenditure, "expenditure"));
    const double sold = sum(problem.output), bought = sum(problem.expenditure);
    if (std::abs(sold - bought) > totals_difference_max * std::fmax(sold, bought))
        return refuse("balancing.totals-differ",
                      "output must add up to what expenditure does: " + std::to_string(sold) +
                          " against " + std::to_string(bought));
    return check_connected(problem.parties, problem.kernel, "balancing");
}

/// Groups of sellers (0 ... n-1) and buyers (n ... 2n-1), joined by every flow.
class Groups {
public:
    explicit Groups(std::size_t members) : parent_(members) {
        for (std::size_t member = 0; member < members; ++member) parent_[member] = member;
    }
    std::size_t find(std::size_t member) {
        while (parent_[member] != member) member = parent_[member] = parent_[parent_[member]];
        return member;
    }
    void join(std::size_t left, std::size_t right) { parent_[find(left)] = find(right); }

private:
    std::vector<std::size_t> parent_;
};

Groups groups_of(const PartyMatrix& matrix) {
    const std::size_t parties = matrix.parties();
    Groups groups(2 * parties);
    for (std::size_t i = 0; i < parties; ++i)
        for (std::size_t j = 0; j < parties; ++j)
            if (matrix[i, j] > 0) groups.join(i, parties + j);
    return groups;
}

}  // namespace

Result<> check_cells(const std::vector<std::string>& parties, const PartyMatrix& matrix,
                     const std::string& area) {
    for (std::size_t i = 0; i < parties.size(); ++i)
        for (std::size_t j = 0; j < parties.size(); ++j) {
            const double value = matrix[i, j];
            if (std::isfinite(value) && value >= 0) continue;
            const bool finite = std::isfinite(value);
            return refuse(
                area + (finite ? ".negative" : ".not-finite"),
                finite ? "a number of at least zero was expected, not " + std::to_string(value)
                       : "a finite number was expected",
                "/" + parties[i] + "/" + parties[j]);
        }
    return {};
}

Result<> check_connected(const std::vector<std::string>& parties, const PartyMatrix& matrix,
                         const std::string& area) {
    Groups groups = groups_of(matrix);
    for (std::size_t member = 1; member < 2 * parties.size(); ++member)
        if (groups.find(member) != groups.find(0))
            return refuse(area + ".disconnected",
                          "no chain of flows ties " + parties[member % parties.size()] +
                              (member < parties.size() ? " as a seller" : " as a buyer") +
                              " to what " + parties[0] +
                              " sells, so their prices cannot be compared",
                          "/" + parties[member % parties.size()]);
    return {};
}

Result<Balancing> balance(const BalancingProblem& problem, const BalancingOptions& options) {
    TRY(check_problem(problem));
    Fit fit(problem);
    std::vector<double> unknowns = start(problem, options);
    int rounds = 0, newton_steps = 0;
    if (!fit_by_rounds(fit, unknowns, rounds, options)) newton_steps = fit_by_newton(fit, unknowns);
    Balancing result = fit.answer(unknowns);
    result.rounds = rounds;
    result.newton_steps = newton_steps;
    if (!(result.residual <= balance_residual_max))
        return refuse("balancing.not-certified",
                      "no scaling was found whose sums are right within 1e-10; the zeros among the "
                      "flows may allow none");
    return result;
}

}  // namespace comity::trade
