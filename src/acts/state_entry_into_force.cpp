// SPDX-License-Identifier: Apache-2.0
#include "acts/instruments.h"
#include "acts/rules.h"

namespace comity {
namespace {

struct StateEntryIntoForce {
    static constexpr std::string_view kind = "instrument.state-entry";
    static constexpr std::string_view command = "state-entry-into-force";
    static constexpr std::string_view subject = "{instrument} on {date}";
    static constexpr std::string_view summary =
        "An instrument entered into force on a day that a source states, while the deposits that "
        "led to it are not known.";

    Identifier instrument;
    Date date;
    std::vector<PartyCode> parties;
    Source source;

    static constexpr std::tuple fields = {
        Field{"instrument", &StateEntryIntoForce::instrument, "which instrument"},
        Field{"date", &StateEntryIntoForce::date, "the day of its entry into force"},
        Field{"parties", &StateEntryIntoForce::parties, "for whom it entered into force that day"},
        Field{"source", &StateEntryIntoForce::source, "who states it"},
    };

    /// For the instrument, and for each participant.
    std::vector<Action> done() const {
        std::vector<Action> done = {{.kind = ActionKind::entry_into_force, .date = date}};
        for (const PartyCode& party : parties)
            done.push_back(
                {.participant = party.value, .kind = ActionKind::entry_into_force, .date = date});
        return done;
    }

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::only_secretariat(at));
        return rules::may_be_done(state, instrument, done(), at);
    }

    void apply(State& state, const Circumstances& at) const {
        for (const Action& action : done())
            add_action(state, instrument, {action, {}, source, at.mention(), {}, {}});
    }
};

}  // namespace

extern constinit const ActType state_entry_into_force = describe<StateEntryIntoForce>();

}  // namespace comity
