// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct HandOverDepositary {
    static constexpr std::string_view kind = "depositary.hand-over";
    static constexpr std::string_view command = "hand-over";
    static constexpr std::string_view subject = "to {to}";
    static constexpr std::string_view summary =
        "Who runs the depositary hands it over, and signs no checkpoint after this act; the "
        "successor enters it, as the first entry in its order.";

    std::string to;
    VerifierKey key;

    static constexpr std::tuple fields = {
        Field{"to", &HandOverDepositary::to, "a party's code, or the secretariat"},
        Field{"key", &HandOverDepositary::key,
              "the successor's: signs the checkpoints from this entry on"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const std::string& present = state.seals.depositaries.back().author;
        if (at.author != present)
            return refuse("author.not-the-depositary",
                          "only who runs the depositary hands it over: " + present);
        TRY(rules::can_be_depositary(state, to, "/to"));
        return rules::fresh_depositary_key(state, key, "/key");
    }

    void apply(State& state, const Circumstances& at) const {
        begin_term(state, {at.index + 1, key, to});
    }
};

}  // namespace

extern constinit const ActType hand_over_depositary = describe<HandOverDepositary>();

}  // namespace comity
