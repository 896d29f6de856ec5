// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"
#include "acts/take_over.h"

namespace comity {
namespace {

struct TakeOverDepositary {
    static constexpr std::string_view kind = "depositary.take-over";
    static constexpr std::string_view command = "take-over";
    static constexpr std::string_view subject = "the depositary";
    static constexpr std::string_view summary =
        "A quorum of those who seal the log agrees that the depositary is gone, and who takes its "
        "place from which head on. Whoever agreed cosigns nothing more by the old key.";

    std::string agreement;

    static constexpr std::tuple fields = {
        Field{"agreement", &TakeOverDepositary::agreement,
              "the take-over's text, signed by a quorum of the sealers with their entry keys"},
    };

    Result<TakeOver> judge(const State& state, const Circumstances& at) const {
        auto agreed = agreed_by(state, at);
        if (!agreed) return refuse(agreed.error().code, agreed.error().message, "/agreement");
        return agreed;
    }

    Result<TakeOver> agreed_by(const State& state, const Circumstances& at) const {
        TakeOver agreed = TRY(check_take_over(state, agreement));
        if (agreed.to != at.author)
            return refuse("take-over.author", "is entered by whom it names: " + agreed.to);
        TRY(rules::can_be_depositary(state, agreed.to, ""));
        TRY(rules::fresh_depositary_key(state, agreed.key, ""));
        return agreed;
    }

    void apply(State& state, const Circumstances& at, const TakeOver& agreed) const {
        begin_term(state, {at.index + 1, agreed.key, agreed.to});
    }
};

}  // namespace

extern constinit const ActType take_over_depositary = describe<TakeOverDepositary>();

}  // namespace comity
