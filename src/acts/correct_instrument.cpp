// SPDX-License-Identifier: Apache-2.0
#include "acts/instruments.h"
#include "acts/rules.h"

namespace comity {
namespace {

struct CorrectInstrument {
    static constexpr std::string_view kind = "instrument.correct";
    static constexpr std::string_view command = "correct-instrument";
    static constexpr std::string_view subject = "{instrument}: {reason}";
    static constexpr std::string_view summary =
        "What an entry recorded of an instrument was recorded in error, and no longer counts.";

    Identifier instrument;
    std::int64_t entry = 0;
    Translations reason;

    static constexpr std::tuple fields = {
        Field{"instrument", &CorrectInstrument::instrument, "which instrument"},
        Field{"entry", &CorrectInstrument::entry, "the number of the entry that was an error"},
        Field{"reason", &CorrectInstrument::reason, "why"},
    };

    bool is_meant(const RecordedAction& done) const {
        return done.counts() && std::cmp_equal(done.mention.entry, entry);
    }

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::only_secretariat(at));
        const RecordedInstrument& recorded = *TRY(rules::known_instrument(state, instrument));
        Instrument law = recorded.terms;
        bool found = false;
        for (const RecordedAction& done : recorded.actions) {
            found = found || is_meant(done);
            if (done.counts() && !is_meant(done)) law.actions.push_back(done.action);
        }
        if (!found)
            return refuse("instrument.no-such-action",
                          "entry " + std::to_string(entry) + " records no action that counts",
                          "/entry");
        const auto without = History::of(law);
        if (!without)
            return refuse("instrument.rests-on-it",
                          "what was recorded since rests on it: " + without.error().message,
                          "/entry");
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        for (RecordedAction& done : state.instruments.at(instrument.value).actions)
            if (is_meant(done)) {
                done.struck = at.mention();
                done.strike_reason = reason;
            }
    }
};

}  // namespace

extern constinit const ActType correct_instrument = describe<CorrectInstrument>();

}  // namespace comity
