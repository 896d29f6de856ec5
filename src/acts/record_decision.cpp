// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct RecordDecision : ProposalText {
    static constexpr std::string_view kind = "decision.record";
    static constexpr std::string_view command = "record-decision";
    static constexpr std::string_view subject = "{proposal}";
    static constexpr std::string_view summary =
        "What was adopted in the room is recorded by the chair or the secretariat. Any member may "
        "correct it for a time; then, when a seal proves that the time has passed, it is final.";

    std::optional<Identifier> meeting;
    Date date;
    std::optional<Source> source;
    std::optional<Instant> deadline;

    static constexpr auto fields = std::tuple_cat(
        ProposalText::fields,
        std::tuple{Field{"meeting", &RecordDecision::meeting, "the meeting that adopted it"},
                   Field{"date", &RecordDecision::date, "the day on which it was adopted"},
                   Field{"source", &RecordDecision::source, "where it can be read"},
                   Field{"deadline", &RecordDecision::deadline,
                         "until when it can be corrected; as soon as the rules say, if absent"}});

    Result<> permitted(const State& state, const Circumstances& at) const {
        if (body)
            TRY(rules::secretariat_or_chair(state, *body, at));
        else
            TRY(rules::only_secretariat(at));
        TRY(rules::new_proposal(state, *this, at));
        TRY(rules::not_in_the_future(date, at, "/date"));
        if (meeting) TRY(check_meeting(state));
        if (!deadline || *deadline >= earliest(state, at)) return {};
        return refuse("proposal.deadline", "should be " + earliest(state, at).text() + " or later",
                      "/deadline");
    }

    Result<> check_meeting(const State& state) const {
        const Meeting& held = *TRY(rules::coming_meeting(state, *meeting));
        if (body && body->value == held.body) return {};
        return refuse("decision.meeting", "is a meeting of '" + held.body + "'", "/meeting");
    }

    static Instant earliest(const State& state, const Circumstances& at) {
        return {rules::time_of_record(state, at).seconds +
                state.consultation.rules_now().correction_seconds};
    }

    void apply(State& state, const Circumstances& at) const {
        Proposal made = rules::made_proposal(state, *this, at);
        made.way = Way::room;
        made.deadline = deadline.value_or(earliest(state, at));
        made.meeting = meeting;
        made.adopted_on = date;
        made.source = source;
        rules::enter_proposal(state, std::move(made));
    }
};

}  // namespace

extern constinit const ActType record_decision = describe<RecordDecision>();

}  // namespace comity
