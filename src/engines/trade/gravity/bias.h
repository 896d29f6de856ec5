// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/gravity/cube.h"

namespace comity::trade {

/// The estimates of `fit_cube` less their bias, and standard errors without theirs.
struct BiasCorrection {
    std::vector<double> bias;          ///< estimated, to be taken off the coefficients
    std::vector<double> coefficients;  ///< less the bias
    std::vector<double> covariance;    ///< clustered by pair, K x K, corrected
    double standard_error(std::size_t k) const;
};

struct BiasOptions {
    unsigned threads = 2;  ///< the result is the same, bit by bit
    /// Whether the covariance carries the factor G / (G - 1), G the number of pairs.
    bool small_sample = true;
};

/// Corrects three-way estimates for incidental parameters: with few periods, coefficients are off
/// by the order of one over the number of economies, which is that of their standard errors, and
/// these come out too small (Weidner & Zylkin 2021, Journal of International Economics 132,
/// 103513).
///
/// Symbols, for a pair ij and vectors over its periods: lambda the fitted flows, Lambda their sum,
/// S = y - lambda the score, H = diag(lambda) - lambda lambda' / Lambda minus its expected
/// derivative, x~_k a residualised regressor, W = sum_ij x~' H x~. Then the bias is W^-1 (B + D),
///
///     B_k = sum_i { - tr[A_i sum_j H x~_k S'] + 1/2 tr[(sum_j G x~_k) A_i (sum_j S S') A_i] },
///
/// with A_i a generalised inverse of sum_j H and G the third derivative of a pair's log-likelihood,
/// G x~_k = -diag(lambda x~_k) + ((lambda x~_k) lambda' + lambda (lambda x~_k)') / Lambda; D is the
/// same by importers (Proposition 3, with expectations replaced by what was observed).
///
/// For the covariance each pair's S S' is multiplied by (I - L)^-1, L the share of its own score
/// that the fit takes up: by exporter-periods H A_i, by importer-periods H A_j, by coefficients H
/// x~ W^-1 x~'. Here L is taken for the three in turn, which differs from the joint one of the
/// paper in terms of the order 1 / N^2, and stays right where one partner dominates.
///
/// Takes time in proportion to pairs times the cube of periods. Refuses `gravity.shape` if the fit
/// is not one of this cube, and `gravity.no-correction` if pairs dominate so much that variances
/// come out negative.
Result<BiasCorrection> correct_bias(const Cube& cube, const CubeFit& fit,
                                    const BiasOptions& options = {});

}  // namespace comity::trade
