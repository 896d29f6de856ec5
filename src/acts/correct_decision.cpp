// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct CorrectDecision {
    static constexpr std::string_view kind = "decision.correct";
    static constexpr std::string_view command = "correct-decision";
    static constexpr std::string_view subject = "{proposal}";
    static constexpr std::string_view summary =
        "A member says in time that what was recorded is not what was adopted in the room, and "
        "what should stand: the record of it is broken, and it is to be recorded again.";

    Identifier proposal;
    Translations reason;
    Translations correction;

    static constexpr std::tuple fields = {
        Field{"proposal", &CorrectDecision::proposal, "which decision"},
        Field{"reason", &CorrectDecision::reason, "what is wrong"},
        Field{"correction", &CorrectDecision::correction, "the text as it should stand"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const Proposal& recorded = *TRY(rules::known_proposal(state, proposal));
        if (recorded.way != Way::room)
            return refuse("proposal.silence", "was not adopted in the room: object to it",
                          "/proposal");
        return rules::new_objection(state, recorded, at);
    }

    void apply(State& state, const Circumstances& at) const {
        state.consultation.proposals.find(proposal.value)
            ->second.objections.push_back({at.mention(), reason, correction});
    }
};

}  // namespace

extern constinit const ActType correct_decision = describe<CorrectDecision>();

}  // namespace comity
