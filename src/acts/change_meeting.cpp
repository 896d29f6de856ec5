// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct ChangeMeeting {
    static constexpr std::string_view kind = "meeting.change";
    static constexpr std::string_view command = "change-meeting";
    static constexpr std::string_view subject = "{meeting}";
    static constexpr std::string_view summary =
        "A meeting is to be at another time or place, or with another agenda, with the reason.";

    Identifier meeting;
    std::optional<Translations> title;
    std::optional<MeetingTime> time;
    std::optional<Translations> venue;
    std::optional<std::vector<AgendaItem>> agenda;
    Translations reason;

    static constexpr std::tuple fields = {
        Field{"meeting", &ChangeMeeting::meeting, "which meeting"},
        Field{"title", &ChangeMeeting::title, "the new title"},
        Field{"time", &ChangeMeeting::time, "the new time"},
        Field{"venue", &ChangeMeeting::venue, "the new place"},
        Field{"agenda", &ChangeMeeting::agenda, "the new items from the second on"},
        Field{"reason", &ChangeMeeting::reason, "why"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const Meeting& called = *TRY(rules::own_meeting(state, meeting, at));
        if (!called.minutes.empty())
            return refuse("meeting.minuted", "it has taken place: its minutes are on record",
                          "/meeting");
        if (!title && !time && !venue && !agenda)
            return refuse("meeting.unchanged", "should change something");
        return rules::check_agenda(state, agenda.value_or(std::vector<AgendaItem>{}));
    }

    void apply(State& state, const Circumstances& at) const {
        Meeting& changed = state.consultation.meetings.find(meeting.value)->second;
        if (title) changed.title = *title;
        if (time) changed.time = *time;
        if (venue) changed.venue = *venue;
        if (agenda) changed.agenda = *agenda;
        changed.history.push_back(at.mention());
    }
};

}  // namespace

extern constinit const ActType change_meeting = describe<ChangeMeeting>();

}  // namespace comity
