// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/bodies.h"
#include "acts/concerns.h"
#include "acts/meetings.h"

namespace comity {

/// The rules that the association has set, and by what.
struct RulesInForce {
    AssociationRules rules;
    std::optional<std::string> proposal;  ///< that adopted them; none: at the beginning
    Translations reason;
    Mention mention;
    bool operator==(const RulesInForce&) const = default;
};

/// How equals decide and what became of it.
struct Consultation {
    std::vector<RulesInForce> rules;  ///< the last ones hold; none: the usual ones
    std::map<std::string, Body, std::less<>> bodies;
    std::map<std::string, Proposal, std::less<>> proposals;
    std::vector<std::string> proposal_order;  ///< as they were entered
    std::map<std::string, Meeting, std::less<>> meetings;
    std::map<std::string, Concern, std::less<>> concerns;
    std::map<std::string, DecidedAction, std::less<>> actions;
    bool operator==(const Consultation&) const = default;

    /// The rules in force: those that were set last, or else the usual ones.
    AssociationRules rules_now() const {
        return rules.empty() ? AssociationRules{} : rules.back().rules;
    }
};

}  // namespace comity
