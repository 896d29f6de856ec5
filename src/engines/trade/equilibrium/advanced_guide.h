// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "engines/trade/equilibrium/party_matrix.h"

#include <string>
#include <vector>

namespace comity::trade {

/// What the algorithm of "An Advanced Guide to Trade Policy Analysis: The Structural Gravity Model"
/// (Yotov, Piermartini, Monteiro and Larch 2016, chapter 2) asks for.
struct GuideProblem {
    std::vector<std::string> parties;
    PartyMatrix trade;  ///< as observed, with own sales
    PartyMatrix costs;  ///< t^(1-sigma), as the gravity equation estimates it: exp(cost terms)
    PartyMatrix costs_after;  ///< the same with the policy
    double elasticity = 0;    ///< sigma
    std::string reference;    ///< the party whose inward resistance is one in every equilibrium
};

struct GuideOptions {
    /// Stop once neither the standard deviation of the change of prices between two rounds nor its
    /// largest value exceeds this. The published figures are those of 0.01.
    double tolerance = 0.01;
    int rounds_max = 200;
};

/// In percent of the baseline.
struct GuideEffect {
    double exports_conditional = 0;
    double exports = 0;
    double price = 0;
    double inward_resistance = 0;
    double real_output = 0;
    bool operator==(const GuideEffect&) const = default;
};

struct GuideAssessment {
    std::vector<GuideEffect> effects;  ///< in the order of the parties
    PartyMatrix baseline;              ///< trade as the gravity equation fits it
    int rounds = 0;                    ///< of the full endowment equilibrium
    double deviation = 0;              ///< of the change of prices at the stop
    double largest = 0;
    bool operator==(const GuideAssessment&) const = default;
};

/// Repeats the published steps, so that its figures can be compared with others got by the same
/// steps. They hold expenditure / output of each party fixed, which no equilibrium of the whole
/// world does exactly: `assess_one_sector` on `baseline` is the exact counterpart. Refusals:
/// `guide.wrong-size`, `guide.elasticity`, `guide.unknown-party`, `guide.not-settled`, those of
/// `check_world` and of `balance`.
Result<GuideAssessment> assess_by_guide(const GuideProblem& problem,
                                        const GuideOptions& options = {});

}  // namespace comity::trade
