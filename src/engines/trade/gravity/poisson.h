// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/gravity/regression.h"

namespace comity::trade {

struct PoissonFit {
    std::vector<double> slopes;  ///< of the regressors that are not collinear
    std::vector<std::size_t> collinear;
    std::vector<double> mean;        ///< fitted flow, by row of the sample
    std::vector<double> scores;      ///< see `CovarianceInput`
    std::vector<double> remainders;  ///< of the regressors, by row, if wanted
    SquareMatrix products;           ///< of the remainders
    double deviance = 0;
    int iterations = 0;
    /// Whether zeros are still on their way to minus infinity: then some may be separated.
    bool zeros_drift = false;
};

struct PoissonOptions {
    double tolerance = 1e-8;
    int iterations_max = 200;
    bool keeps_remainders = false;
};

/// The Poisson pseudo maximum likelihood estimate on a sample of flows, by Newton's method, which
/// for this model is iteratively reweighted least squares (P. McCullagh and J. A. Nelder, 1989).
/// Each step finds a change of all coefficients; how exactly is a matter of how far there is still
/// to go (S. Correia, P. Guimaraes and T. Zylkin, 2020). Refusals: `gravity.collinear`,
/// `gravity.not-converged`.
Result<PoissonFit> fit_poisson(const Sample& sample, Crew& crew, const PoissonOptions& options);

}  // namespace comity::trade
