// SPDX-License-Identifier: Apache-2.0
#include "acts/instruments.h"
#include "acts/rules.h"

namespace comity {
namespace {

struct TerminateInstrument {
    static constexpr std::string_view kind = "instrument.terminate";
    static constexpr std::string_view command = "terminate-instrument";
    static constexpr std::string_view subject = "{instrument}";
    static constexpr std::string_view summary = "An instrument comes to its end for all.";

    Identifier instrument;
    Date date;
    std::optional<Translations> text;
    std::optional<Source> source;

    static constexpr std::tuple fields = {
        Field{"instrument", &TerminateInstrument::instrument, "which instrument"},
        Field{"date", &TerminateInstrument::date, "from which day on"},
        Field{"text", &TerminateInstrument::text, "why, or on which ground"},
        Field{"source", &TerminateInstrument::source, "where it can be read"},
    };

    Action done() const {
        Action done{.kind = ActionKind::termination, .date = date};
        return done;
    }

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::only_secretariat(at));
        const Action action = done();
        return rules::may_be_done(state, instrument, std::span(&action, 1), at);
    }

    void apply(State& state, const Circumstances& at) const {
        add_action(state, instrument, {done(), text, source, at.mention(), {}, {}});
    }
};

}  // namespace

extern constinit const ActType terminate_instrument = describe<TerminateInstrument>();

}  // namespace comity
