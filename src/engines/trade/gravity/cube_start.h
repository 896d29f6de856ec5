// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/gravity/effect_solver.h"
#include "engines/trade/numerics/crew.h"

namespace comity::trade {

/// The columns of what a group (an exporter's or importer's period) holds.
enum GroupColumn : std::uint8_t { group_cells, group_positive, group_flow, group_columns };

/// Fits the model of the effects alone: the means a_it g_jt d_ij that have the sums of flows of
/// every pair, exporter-period and importer-period (Poisson effects in closed form, one kind after
/// the other: proportional fitting, Deming & Stephan 1940). Six rounds, which is near enough to
/// start from. Before, `mean` is 1 where there is an observation and else 0, and `total_inverse`
/// one over the flow of each pair; after, `mean` is the fitted flow.
void fit_effects(const Cells& cells, const EffectRows& groups, const Parts& parts, Crew& crew);

}  // namespace comity::trade
