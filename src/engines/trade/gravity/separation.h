// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/gravity/sample.h"
#include "engines/trade/numerics/crew.h"

namespace comity::trade {

/// The rows of a sample whose flow is zero and which a combination of regressors and effects tells
/// from all others: their fitted flow would go to zero and a coefficient to infinity. They tell
/// nothing about the rest and are to be left out. By the iterative rectifier of S. Correia,
/// P. Guimaraes and T. Zylkin, 2019, "Verifying the existence of maximum likelihood estimates for
/// generalized linear models". Refusal: `gravity.not-converged`.
Result<std::vector<std::uint32_t>> find_separated(const Sample& sample, Crew& crew);

}  // namespace comity::trade
