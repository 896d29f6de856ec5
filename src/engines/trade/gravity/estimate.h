// SPDX-License-Identifier: Apache-2.0
//
// One way into both estimations of a gravity equation: the general one (gravity.h) and, where the
// effects are those of exporters in time, importers in time and pairs and most cells are there, the
// many times faster one on a cube (cube.h). Both give the same numbers and the same words.
#pragma once

#include "engines/trade/gravity/bias.h"
#include "engines/trade/gravity/gravity.h"

namespace comity::trade {

enum class Estimator : std::uint8_t { poisson, least_squares };
enum class Path : std::uint8_t { general, cube };

struct EstimationRequest {
    GravityModel model;
    Estimator estimator = Estimator::poisson;
    bool corrects_bias = false;  ///< of the three-way model (bias.h)
    bool may_use_cube = true;    ///< false: the general estimation in any case
};

struct Estimation {
    Estimates estimates;
    Path path = Path::general;
    std::optional<BiasCorrection> correction;
};

/// Which columns make a panel a cube with pair effects, and who is a pair.
struct CubeShape {
    CubeColumns columns;
    PairEffects pair_effects = PairEffects::directed;
};

/// If the effects of the model are exporters in time, importers in time and pairs, in any order and
/// by any names. Pairs are the two parties' columns, or a column that tells pairs from each other
/// and nothing else, directed or not.
std::optional<CubeShape> cube_shape(const Panel& panel, const GravityModel& model);

/// Estimates the model by the faster path that applies. Refusals: those of `estimate_ppml` and
/// `estimate_ols`; `gravity.no-correction` if the bias correction is asked of anything but the
/// three-way model without weights and offset, or with the small-sample factor `fixest`.
Result<Estimation> estimate(const Panel& panel, const EstimationRequest& request);

/// A column that tells pairs of two columns' labels from each other, whichever comes first.
Factor mutual_pairs(const Factor& first, const Factor& second, std::string name);

}  // namespace comity::trade
