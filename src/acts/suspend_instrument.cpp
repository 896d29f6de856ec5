// SPDX-License-Identifier: Apache-2.0
#include "acts/instruments.h"
#include "acts/rules.h"

namespace comity {
namespace {

struct SuspendInstrument {
    static constexpr std::string_view kind = "instrument.suspend";
    static constexpr std::string_view command = "suspend-instrument";
    static constexpr std::string_view subject = "{instrument}[ for {party}]";
    static constexpr std::string_view summary =
        "The operation of an instrument is suspended, for one participant or for all.";

    Identifier instrument;
    std::optional<PartyCode> party;
    Date date;
    std::optional<Translations> text;
    std::optional<Source> source;

    static constexpr std::tuple fields = {
        Field{"instrument", &SuspendInstrument::instrument, "which instrument"},
        Field{"party", &SuspendInstrument::party, "for whom; absent: for all"},
        Field{"date", &SuspendInstrument::date, "from which day on"},
        Field{"text", &SuspendInstrument::text, "why, or on which ground"},
        Field{"source", &SuspendInstrument::source, "where it can be read"},
    };

    Action done() const {
        Action done{.kind = ActionKind::suspension, .date = date};
        if (party) done.participant = party->value;
        return done;
    }

    Result<> permitted(const State& state, const Circumstances& at) const {
        if (party) TRY(rules::secretariat_or_participant(*party, at));
        if (!party) TRY(rules::only_secretariat(at));
        const Action action = done();
        return rules::may_be_done(state, instrument, std::span(&action, 1), at);
    }

    void apply(State& state, const Circumstances& at) const {
        add_action(state, instrument, {done(), text, source, at.mention(), {}, {}});
    }
};

}  // namespace

extern constinit const ActType suspend_instrument = describe<SuspendInstrument>();

}  // namespace comity
