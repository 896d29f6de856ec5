// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct WithdrawPledge {
    static constexpr std::string_view kind = "pledge.withdraw";
    static constexpr std::string_view command = "withdraw";
    static constexpr std::string_view subject = "{pledge}";
    static constexpr std::string_view summary =
        "A pledge is taken back, with the reason; it stays visible, marked as withdrawn.";

    Identifier pledge;
    Translations reason;

    static constexpr std::tuple fields = {
        Field{"pledge", &WithdrawPledge::pledge, "which pledge"},
        Field{"reason", &WithdrawPledge::reason, "why"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        return rules::secretariat_or_pledger(*TRY(rules::standing_pledge(state, pledge)), at);
    }

    void apply(State& state, const Circumstances& at) const {
        Pledge& withdrawn = state.pledges.at(pledge.value);
        withdrawn.withdrawn = true;
        withdrawn.history.push_back(at.mention());
    }
};

}  // namespace

extern constinit const ActType withdraw_pledge = describe<WithdrawPledge>();

}  // namespace comity
