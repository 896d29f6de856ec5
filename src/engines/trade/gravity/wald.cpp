// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/gravity.h"
#include "engines/trade/numerics/linear.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace comity::trade {

namespace {

/// The probability that chi-squared with so many degrees of freedom exceeds x: a finite sum
/// (M. Abramowitz and I. A. Stegun, 1964, 26.4.4 and 26.4.5).
double chi_squared_tail(double x, std::size_t degrees) {
    const bool is_even = degrees % 2 == 0;
    double tail = is_even ? 0 : std::erfc(std::sqrt(x / 2));
    double term =
        is_even ? std::exp(-x / 2) : std::sqrt(2 * x / std::numbers::pi) * std::exp(-x / 2);
    for (std::size_t k = is_even ? 2 : 3; k <= degrees; k += 2) {
        tail += term;
        term *= x / static_cast<double>(k);
    }
    return tail;
}

/// R V R' of restrictions R on coefficients with covariance V.
SquareMatrix restricted(std::span<const double> rows, std::span<const double> covariance,
                        std::size_t restrictions) {
    const std::size_t size = rows.size() / restrictions;
    SquareMatrix result(restrictions);
    for (std::size_t i = 0; i < restrictions; ++i)
        for (std::size_t j = 0; j < restrictions; ++j)
            for (std::size_t k = 0; k < size; ++k)
                for (std::size_t l = 0; l < size; ++l)
                    result.at(i, j) +=
                        rows[i * size + k] * covariance[k * size + l] * rows[j * size + l];
    return result;
}

}  // namespace

Result<WaldTest> wald_test(const Estimates& estimates, const Restrictions& restrictions) {
    const std::size_t size = estimates.coefficients.size();
    const std::size_t count = restrictions.values.size();
    if (count == 0 || restrictions.matrix.size() != count * size)
        return refuse("gravity.restrictions", "a factor for each coefficient is expected");
    std::vector<double> distance(count);
    for (std::size_t i = 0; i < count; ++i) {
        distance[i] = -restrictions.values[i];
        for (std::size_t k = 0; k < size; ++k)
            distance[i] += restrictions.matrix[i * size + k] * estimates.coefficients[k].value;
    }
    const std::optional<std::vector<double>> solved =
        solve_positive(restricted(restrictions.matrix, estimates.covariance, count), distance);
    if (!solved) return refuse("gravity.restrictions", "the restrictions are not independent");
    WaldTest test{.degrees_of_freedom = count};
    for (std::size_t i = 0; i < count; ++i) test.statistic += distance[i] * (*solved)[i];
    test.p = chi_squared_tail(test.statistic, count);
    return test;
}

Result<WaldTest> wald_test(const Estimates& estimates, std::span<const std::string> names) {
    Restrictions restrictions;
    for (const std::string& name : names) {
        const Coefficient* found = estimates.find(name);
        if (!found)
            return refuse("gravity.unknown-coefficient", "there is no coefficient of " + name);
        const auto place = static_cast<std::size_t>(found - estimates.coefficients.data());
        restrictions.values.push_back(0);
        for (std::size_t k = 0; k < estimates.coefficients.size(); ++k)
            restrictions.matrix.push_back(k == place ? 1 : 0);
    }
    return wald_test(estimates, restrictions);
}

}  // namespace comity::trade
