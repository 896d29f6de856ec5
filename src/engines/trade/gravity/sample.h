// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/gravity/gravity.h"
#include "engines/trade/gravity/levels.h"
#include "engines/trade/numerics/crew.h"

namespace comity::trade {

enum class Response : std::uint8_t { flow, logarithm };

/// The rows of a panel that an estimation uses, by column, ordered by the effect with most levels.
struct Sample {
    std::vector<std::uint32_t> rows;  ///< their places in the panel
    std::vector<double> flow;         ///< or its logarithm
    std::vector<double> weight;       ///< empty: all are one
    std::vector<double> offset;       ///< empty: all are zero
    std::vector<std::vector<double>> regressors;
    std::vector<Levels> effects;  ///< at least one; the first has most levels
    std::vector<Levels> clusters;
    LeftOut left_out;
    std::vector<std::uint32_t> effect_levels;  ///< in the order of the model
};

/// Takes from the panel what the model asks for, without the rows that can tell nothing and without
/// `separated`. Refusals: see `estimate_ppml`.
Result<Sample> draw_sample(const Panel& panel, const GravityModel& model, Response response,
                           Crew& crew, std::span<const std::uint32_t> separated = {});

}  // namespace comity::trade
