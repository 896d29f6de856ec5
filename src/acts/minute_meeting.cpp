// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

#include <algorithm>

namespace comity {
namespace {

struct MinuteMeeting {
    static constexpr std::string_view kind = "meeting.minute";
    static constexpr std::string_view command = "minute";
    static constexpr std::string_view subject = "{meeting}";
    static constexpr std::string_view summary =
        "What happened at a meeting is put on record: which delegations came, which items were "
        "taken. Later minutes of a meeting stand in place of earlier ones.";

    Identifier meeting;
    std::vector<Attendance> attendance;
    std::vector<std::int64_t> taken;
    Translations text;

    static constexpr std::tuple fields = {
        Field{"meeting", &MinuteMeeting::meeting, "which meeting"},
        Field{"attendance", &MinuteMeeting::attendance, "the delegations, each once"},
        Field{"taken", &MinuteMeeting::taken, "numbers of the agenda items, from 1, as taken"},
        Field{"text", &MinuteMeeting::text, "what was said and agreed"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const Meeting& held = *TRY(rules::own_meeting(state, meeting, at));
        if (rules::time_of_record(state, at) < held.time.starts)
            return refuse("meeting.not-begun", "it begins at " + held.time.starts.text(),
                          "/meeting");
        TRY(check_attendance(state, held));
        return check_taken(held);
    }

    Result<> check_attendance(const State& state, const Meeting& held) const {
        const auto& guests = state.consultation.bodies.find(held.body)->second.guests;
        for (auto came = attendance.begin(); came != attendance.end(); ++came) {
            const std::string where =
                "/attendance/" + std::to_string(came - attendance.begin()) + "/party";
            if (std::ranges::find(guests, came->party) == guests.end())
                TRY(rules::known_party(state, came->party, where));
            const auto same = [&](const Attendance& other) { return other.party == came->party; };
            if (std::find_if(attendance.begin(), came, same) != came)
                return refuse("minutes.attendance", "should name each delegation once", where);
        }
        return {};
    }

    Result<> check_taken(const Meeting& held) const {
        const std::int64_t last = std::ssize(held.agenda) + 1;
        for (auto item = taken.begin(); item != taken.end(); ++item)
            if (*item < 1 || *item > last || std::find(taken.begin(), item, *item) != item)
                return refuse("minutes.taken",
                              "should be numbers from 1 to " + std::to_string(last) + ", each once",
                              "/taken/" + std::to_string(item - taken.begin()));
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        state.consultation.meetings.find(meeting.value)
            ->second.minutes.push_back({attendance, taken, text, at.mention()});
    }
};

}  // namespace

extern constinit const ActType minute_meeting = describe<MinuteMeeting>();

}  // namespace comity
