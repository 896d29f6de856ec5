// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

#include <algorithm>

namespace comity {
namespace {

struct SetRules {
    static constexpr std::string_view kind = "rules.set";
    static constexpr std::string_view command = "set-rules";
    static constexpr std::string_view subject = "[by {proposal}]";
    static constexpr std::string_view summary =
        "The association's rules of deciding come into force: once as the secretariat writes "
        "them, from then on only as an adopted proposal says.";

    std::optional<AssociationRules> new_rules;
    std::optional<Identifier> proposal;
    Translations reason;

    static constexpr std::tuple fields = {
        Field{"rules", &SetRules::new_rules, "the first rules; or else:"},
        Field{"proposal", &SetRules::proposal, "the adopted proposal that contains the rules"},
        Field{"reason", &SetRules::reason, "why, or on what they rest"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::only_secretariat(at));
        if (new_rules.has_value() == proposal.has_value())
            return refuse("rules.form", "should have either 'rules' or 'proposal'");
        if (proposal) return check_proposal(state);
        if (state.consultation.rules.empty()) return {};
        return refuse("rules.proposal", "rules are set: only an adopted proposal changes them",
                      "/rules");
    }

    Result<> check_proposal(const State& state) const {
        const Proposal& adopted = *TRY(rules::adopted_proposal(state, *proposal, "/proposal"));
        if (!adopted.text.rules)
            return refuse("rules.kind", "should be a proposal of the kind 'rules'", "/proposal");
        if (moment(state, adopted) > moment_of_present(state)) return {};
        return refuse("rules.order", "the rules in force were adopted later, or are these",
                      "/proposal");
    }

    /// By the seal that proves the adoption; of one seal, in the order of circulating.
    static std::pair<std::uint64_t, std::uint64_t> moment(const State& state,
                                                          const Proposal& adopted) {
        return {decided(state, adopted)->entry.value_or(0), adopted.mention.entry};
    }

    static std::pair<std::uint64_t, std::uint64_t> moment_of_present(const State& state) {
        const Consultation& consultation = state.consultation;
        if (consultation.rules.empty() || !consultation.rules.back().proposal) return {};
        return moment(state,
                      consultation.proposals.find(*consultation.rules.back().proposal)->second);
    }

    void apply(State& state, const Circumstances& at) const {
        Consultation& consultation = state.consultation;
        RulesInForce in_force;
        in_force.mention = at.mention();
        in_force.reason = reason;
        if (proposal) {
            in_force.proposal = proposal->value;
            in_force.rules = *consultation.proposals.find(proposal->value)->second.text.rules;
        } else {
            in_force.rules = *new_rules;
        }
        consultation.rules.push_back(std::move(in_force));
    }
};

}  // namespace

extern constinit const ActType set_rules = describe<SetRules>();

}  // namespace comity
