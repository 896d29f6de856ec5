// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct WithdrawDelivery {
    static constexpr std::string_view kind = "delivery.withdraw";
    static constexpr std::string_view command = "withdraw-delivery";
    static constexpr std::string_view subject = "{delivery}";
    static constexpr std::string_view summary =
        "Who reported a delivery by mistake takes the report back, with the reason; it stays "
        "visible and counts no more.";

    Identifier delivery;
    Translations reason;

    static constexpr std::tuple fields = {
        Field{"delivery", &WithdrawDelivery::delivery, "which delivery"},
        Field{"reason", &WithdrawDelivery::reason, "why"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const Delivery& given = *TRY(rules::standing_delivery(state, delivery, "/delivery"));
        const std::string& reporter = given.history.front().author;
        if (reporter != at.author)
            return refuse("author.not-the-reporter",
                          "only " + reporter + ", who reported it, may take it back");
        if (given.receipt == Receipt::confirmed)
            return refuse("delivery.confirmed",
                          "both sides have signed it: the receiver would have to dispute it first",
                          "/delivery");
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        Delivery& given = state.deliveries.at(delivery.value);
        given.withdrawal_reason = reason;
        given.history.push_back(at.mention());
    }
};

}  // namespace

extern constinit const ActType withdraw_delivery = describe<WithdrawDelivery>();

}  // namespace comity
