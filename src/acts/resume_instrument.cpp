// SPDX-License-Identifier: Apache-2.0
#include "acts/instruments.h"
#include "acts/rules.h"

namespace comity {
namespace {

struct ResumeInstrument {
    static constexpr std::string_view kind = "instrument.resume";
    static constexpr std::string_view command = "resume-instrument";
    static constexpr std::string_view subject = "{instrument}[ for {party}]";
    static constexpr std::string_view summary =
        "The operation of an instrument is resumed, for whom it was suspended.";

    Identifier instrument;
    std::optional<PartyCode> party;
    Date date;
    std::optional<Translations> text;
    std::optional<Source> source;

    static constexpr std::tuple fields = {
        Field{"instrument", &ResumeInstrument::instrument, "which instrument"},
        Field{"party", &ResumeInstrument::party, "for whom; absent: for all"},
        Field{"date", &ResumeInstrument::date, "from which day on"},
        Field{"text", &ResumeInstrument::text, "why, or on which ground"},
        Field{"source", &ResumeInstrument::source, "where it can be read"},
    };

    Action done() const {
        Action done{.kind = ActionKind::resumption, .date = date};
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

extern constinit const ActType resume_instrument = describe<ResumeInstrument>();

}  // namespace comity
