// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct CancelMeeting {
    static constexpr std::string_view kind = "meeting.cancel";
    static constexpr std::string_view command = "cancel-meeting";
    static constexpr std::string_view subject = "{meeting}";
    static constexpr std::string_view summary = "A meeting will not take place, with the reason.";

    Identifier meeting;
    Translations reason;

    static constexpr std::tuple fields = {
        Field{"meeting", &CancelMeeting::meeting, "which meeting"},
        Field{"reason", &CancelMeeting::reason, "why"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const Meeting& called = *TRY(rules::own_meeting(state, meeting, at));
        if (called.minutes.empty()) return {};
        return refuse("meeting.minuted", "it has taken place: its minutes are on record",
                      "/meeting");
    }

    void apply(State& state, const Circumstances& at) const {
        Meeting& cancelled = state.consultation.meetings.find(meeting.value)->second;
        cancelled.cancelled = reason;
        cancelled.history.push_back(at.mention());
    }
};

}  // namespace

extern constinit const ActType cancel_meeting = describe<CancelMeeting>();

}  // namespace comity
