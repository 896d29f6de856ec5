// SPDX-License-Identifier: Apache-2.0
//
// Gravity equations: how the flow of trade between two parties depends on what stands between them,
// given fixed effects that stand for everything that is a matter of the exporter in a year, of the
// importer in a year, or of the pair. Estimated by Poisson pseudo maximum likelihood (J. M. C.
// Santos Silva and S. Tenreyro, 2006, "The Log of Gravity"), which keeps the zeros, or by least
// squares.
#pragma once

#include "base/result.h"
#include "engines/trade/panels/panel.h"

#include <optional>
#include <span>

namespace comity::trade {

/// A set of indicators: one for each combination of these factors that occurs.
struct Effect {
    std::vector<std::string> factors;
    bool operator==(const Effect&) const = default;
};

/// How the covariance is scaled for a finite number n of rows and G of groups.
enum class SmallSample : std::uint8_t {
    none,    ///< not at all
    groups,  ///< G / (G - 1), as Stata's ppml commands do
    fixest,  ///< G / (G - 1) * (n - 1) / (n - K), as R's fixest does by default
};

enum class MissingRows : std::uint8_t { refuse, leave_out };

struct GravityModel {
    std::string flow = "trade";
    std::vector<std::string> regressors = {};
    std::vector<Effect> effects = {};        ///< absorbed, not reported; none: a constant
    std::optional<std::string> weight = {};  ///< a row of weight 2 counts as two rows
    std::optional<std::string> offset = {};  ///< a regressor with a coefficient of one
    /// Rows of one group may depend on each other. None: robust to unequal variances only; at most
    /// two: what is in either group (A. C. Cameron, J. B. Gelbach and D. L. Miller, 2011).
    std::vector<Effect> clusters = {};
    SmallSample small_sample = SmallSample::groups;
    MissingRows missing = MissingRows::refuse;
    bool keeps_remainders = false;  ///< whether `Estimates::remainders` is wanted
    double tolerance = 1e-9;        ///< of the last step, relative to the fitted flows
    int iterations_max = 200;
    unsigned threads = 2;  ///< changes nothing but the time it takes
};

struct Coefficient {
    std::string name;
    double value = 0;
    double standard_error = 0;
    double z = 0;
    double p = 0;  ///< two-sided, by the normal distribution
};

/// Rows of the panel that no estimate can use, and why.
struct LeftOut {
    std::vector<std::uint32_t> missing;      ///< the flow or a regressor is not known
    std::vector<std::uint32_t> zeros;        ///< has no logarithm (least squares)
    std::vector<std::uint32_t> zero_groups;  ///< all flows of a level of an effect are zero
    std::vector<std::uint32_t> singletons;   ///< the only row of a level of an effect
    std::vector<std::uint32_t> separated;    ///< zeros that the regressors predict perfectly
};

struct Estimates {
    std::vector<Coefficient> coefficients;
    std::vector<double> covariance;      ///< of the coefficients, row by row
    std::vector<std::string> collinear;  ///< regressors that the others and the effects determine
    std::vector<std::uint32_t> rows;     ///< those used, as places in the panel, ascending
    std::vector<double> fitted;  ///< for each row used: the flow (of least squares: its log)
    /// For each row used, what the effects leave of each regressor, weighted by the fitted flows.
    std::vector<double> remainders;
    LeftOut left_out;
    std::vector<std::uint32_t> effect_levels;   ///< how many levels each effect has
    std::vector<std::uint32_t> cluster_groups;  ///< how many groups each cluster has
    std::size_t parameters = 0;                 ///< K of `SmallSample::fixest`
    int iterations = 0;
    double deviance = 0;  ///< of least squares: the sum of squared residuals
    double log_likelihood = 0;
    double pseudo_r2 = 0;  ///< 1 - log likelihood / that with a constant only (D. McFadden, 1974)
    double correlation_squared = 0;  ///< of the flow and its fitted value

    const Coefficient* find(const std::string& name) const;
};

/// Poisson pseudo maximum likelihood. Refusals: `gravity.unknown-column`, `gravity.no-regressors`,
/// `gravity.repeated-column`, `gravity.clusters`, `gravity.no-rows`, `gravity.missing` and
/// `gravity.negative-flow` and `gravity.weight` (with the row), `gravity.one-group`,
/// `gravity.collinear` (nothing is left to estimate), `gravity.not-converged`.
Result<Estimates> estimate_ppml(const Panel& panel, const GravityModel& model);

/// Least squares on the logarithm of the flow; rows without trade are left out.
Result<Estimates> estimate_ols(const Panel& panel, const GravityModel& model);

struct WaldTest {
    double statistic = 0;
    std::size_t degrees_of_freedom = 0;
    double p = 0;  ///< by the chi-squared distribution
};

/// Linear restrictions R b = r on the coefficients, R row by row in the order of `coefficients`.
struct Restrictions {
    std::vector<double> matrix;
    std::vector<double> values;
};

/// Whether these coefficients are all zero. Refusals: `gravity.unknown-coefficient`, and as below.
Result<WaldTest> wald_test(const Estimates& estimates, std::span<const std::string> names);
/// `gravity.restrictions` if they do not fit the coefficients or are not independent.
Result<WaldTest> wald_test(const Estimates& estimates, const Restrictions& restrictions);

}  // namespace comity::trade
