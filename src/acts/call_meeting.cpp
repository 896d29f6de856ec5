// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct CallMeeting {
    static constexpr std::string_view kind = "meeting.call";
    static constexpr std::string_view command = "call-meeting";
    static constexpr std::string_view subject = "{meeting} of {body}";
    static constexpr std::string_view summary =
        "A body is called together: when, where and about what. The first item of its agenda is "
        "always what became of what it decided before.";

    Identifier meeting;
    Identifier body;
    Translations title;
    MeetingTime time;
    Translations venue;
    std::vector<AgendaItem> agenda;

    static constexpr std::tuple fields = {
        Field{"meeting", &CallMeeting::meeting, "a name for it, new in the record"},
        Field{"body", &CallMeeting::body, "which body meets"},
        Field{"title", &CallMeeting::title, "a few words"},
        Field{"time", &CallMeeting::time, "when, in UTC and by the clocks there"},
        Field{"venue", &CallMeeting::venue, "where"},
        Field{"agenda", &CallMeeting::agenda, "the items from the second on"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const Body& meets = *TRY(rules::known_body(state, body, "/body"));
        TRY(rules::secretariat_or_chair(state, meets, at));
        if (meets.ended(time.starts.date()))
            return refuse("body.ended", "the time of '" + body.value + "' is over by then",
                          "/body");
        if (state.consultation.meetings.contains(meeting.value))
            return refuse("meeting.exists", "there is a meeting '" + meeting.value + "' already",
                          "/meeting");
        return rules::check_agenda(state, agenda);
    }

    void apply(State& state, const Circumstances& at) const {
        Meeting& called = state.consultation.meetings[meeting.value];
        called.body = body.value;
        called.title = title;
        called.time = time;
        called.venue = venue;
        called.agenda = agenda;
        called.history.push_back(at.mention());
    }
};

}  // namespace

extern constinit const ActType call_meeting = describe<CallMeeting>();

}  // namespace comity
