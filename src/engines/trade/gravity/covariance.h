// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/gravity/gravity.h"
#include "engines/trade/gravity/levels.h"
#include "engines/trade/numerics/linear.h"

namespace comity::trade {

/// What a covariance of coefficients is made of.
struct CovarianceInput {
    /// For each row the residual times the weight times what the effects leave of each regressor.
    std::span<const double> scores;
    /// The inverse of the weighted cross products of what the effects leave of the regressors.
    const SquareMatrix& bread;
    std::span<const Levels> clusters;  ///< none, one or two
    SmallSample small_sample = SmallSample::groups;
    std::size_t parameters = 0;  ///< K of `SmallSample::fixest`, else unused
};

/// The covariance of an estimate that solves "the sum of scores is zero": bread meat bread, where
/// meat is the sum over groups of the outer products of their scores (K.-Y. Liang and S. L. Zeger,
/// 1986). Without clusters each row is its own group (H. White, 1980). With two, meat of the first
/// plus of the second less of both crossed (Cameron, Gelbach and Miller, 2011, eq. 2.7), G being
/// the lesser of their numbers, and negative eigenvalues, which that allows, set to zero.
SquareMatrix covariance(const CovarianceInput& input);

/// K as fixest counts it by default: regressors and levels, one less for each effect but the first;
/// effects nested in a cluster are left out.
std::size_t count_parameters(std::size_t regressors, std::span<const Levels> effects,
                             std::span<const Levels> clusters);

}  // namespace comity::trade
