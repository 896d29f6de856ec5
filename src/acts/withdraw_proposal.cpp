// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct WithdrawProposal {
    static constexpr std::string_view kind = "proposal.withdraw";
    static constexpr std::string_view command = "withdraw-proposal";
    static constexpr std::string_view subject = "{proposal}";
    static constexpr std::string_view summary =
        "A proposal is taken back by who made it, before it is decided, with the reason.";

    Identifier proposal;
    Translations reason;

    static constexpr std::tuple fields = {
        Field{"proposal", &WithdrawProposal::proposal, "which proposal"},
        Field{"reason", &WithdrawProposal::reason, "why"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const Proposal& put = *TRY(rules::known_proposal(state, proposal));
        if (put.mention.author != at.author)
            return refuse("author.not-the-proposer", "only " + put.mention.author + " may",
                          "/proposal");
        if (const auto before = decided(state, put))
            return refuse("proposal.decided",
                          "'" + proposal.value + "' is " + std::string(word(before->status)),
                          "/proposal");
        if (is_taken_back(put))
            return refuse("proposal.decided", "it was withdrawn or superseded", "/proposal");
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        state.consultation.proposals.find(proposal.value)->second.withdrawal = {reason,
                                                                                at.mention()};
    }
};

}  // namespace

extern constinit const ActType withdraw_proposal = describe<WithdrawProposal>();

}  // namespace comity
