// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct CirculateProposal : ProposalText {
    static constexpr std::string_view kind = "proposal.circulate";
    static constexpr std::string_view command = "circulate";
    static constexpr std::string_view subject = "{proposal}[ until {deadline}]";
    static constexpr std::string_view summary =
        "A text is put to the members: it is adopted unless one of them objects before the "
        "deadline, and when a seal proves that the deadline has passed.";

    Instant deadline;

    static constexpr auto fields = std::tuple_cat(
        ProposalText::fields,
        std::tuple{Field{"deadline", &CirculateProposal::deadline,
                         "until when silence can be broken; not sooner than the rules say"}});

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(check_author(state, at));
        TRY(rules::new_proposal(state, *this, at));
        const std::int64_t silence = state.consultation.rules_now().silence_seconds;
        const Instant earliest{rules::time_of_record(state, at).seconds + silence};
        if (deadline >= earliest) return {};
        return refuse("proposal.deadline",
                      "should be " + earliest.text() + " or later: " + std::to_string(silence) +
                          " seconds of silence",
                      "/deadline");
    }

    Result<> check_author(const State& state, const Circumstances& at) const {
        const Circulation circulation = state.consultation.rules_now().circulation;
        if (at.author == secretariat) return {};
        if (circulation == Circulation::member) return rules::only_member(state, at);
        if (circulation == Circulation::chair && body)
            return rules::secretariat_or_chair(state, *body, at);
        return rules::only_secretariat(at);
    }

    void apply(State& state, const Circumstances& at) const {
        Proposal made = rules::made_proposal(state, *this, at);
        made.deadline = deadline;
        rules::enter_proposal(state, std::move(made));
    }
};

}  // namespace

extern constinit const ActType circulate_proposal = describe<CirculateProposal>();

}  // namespace comity
