// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct ObjectToProposal {
    static constexpr std::string_view kind = "proposal.object";
    static constexpr std::string_view command = "object";
    static constexpr std::string_view subject = "{proposal}";
    static constexpr std::string_view summary =
        "A member breaks the silence, with its reason and perhaps the text with which it would "
        "agree.";

    Identifier proposal;
    Translations reason;
    std::optional<Translations> amendment;

    static constexpr std::tuple fields = {
        Field{"proposal", &ObjectToProposal::proposal, "which proposal"},
        Field{"reason", &ObjectToProposal::reason, "why"},
        Field{"amendment", &ObjectToProposal::amendment,
              "the text with which the member would agree"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const Proposal& put = *TRY(rules::known_proposal(state, proposal));
        if (put.way != Way::silence)
            return refuse("proposal.in-room", "was adopted in the room: correct it", "/proposal");
        return rules::new_objection(state, put, at);
    }

    void apply(State& state, const Circumstances& at) const {
        state.consultation.proposals.find(proposal.value)
            ->second.objections.push_back({at.mention(), reason, amendment});
    }
};

}  // namespace

extern constinit const ActType object_to_proposal = describe<ObjectToProposal>();

}  // namespace comity
