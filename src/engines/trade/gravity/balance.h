// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/gravity/fixed_effects.h"
#include "engines/trade/gravity/sample.h"

namespace comity::trade {

/// Flows that are a product of one number for each level of each effect (and of e^offset), such
/// that every level of the last effect, and nearly every other, has the total that it has in the
/// sample: iterative proportional fitting (W. E. Deming and F. F. Stephan, 1940), a few rounds of
/// it. That is the Poisson estimate without regressors, which is where one with regressors begins.
std::vector<double> balance(const Sample& sample, const FixedEffects& effects, int rounds);

}  // namespace comity::trade
