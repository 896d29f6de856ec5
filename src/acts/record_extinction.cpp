// SPDX-License-Identifier: Apache-2.0
#include "acts/instruments.h"
#include "acts/rules.h"

namespace comity {
namespace {

struct RecordExtinction : ByParticipant {
    static constexpr std::string_view kind = "instrument.extinction";
    static constexpr std::string_view command = "record-extinction";
    static constexpr std::string_view subject = "{instrument}: {party}";
    static constexpr std::string_view summary =
        "A participant no longer exists: it is bound no more, and stays in the count of its time.";

    Action done() const { return action(ActionKind::extinction); }

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::only_secretariat(at));
        return rules::may_do(state, *this, done(), at);
    }

    void apply(State& state, const Circumstances& at) const {
        add_action(state, *this, done(), at);
    }
};

}  // namespace

extern constinit const ActType record_extinction = describe<RecordExtinction>();

}  // namespace comity
