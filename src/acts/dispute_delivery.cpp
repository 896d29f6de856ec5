// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct DisputeDelivery {
    static constexpr std::string_view kind = "delivery.dispute";
    static constexpr std::string_view command = "dispute";
    static constexpr std::string_view subject = "{delivery}";
    static constexpr std::string_view summary =
        "The receiver says that a delivery did not come as reported; it may confirm it later.";

    Identifier delivery;
    Translations reason;

    static constexpr std::tuple fields = {
        Field{"delivery", &DisputeDelivery::delivery, "which delivery"},
        Field{"reason", &DisputeDelivery::reason, "what was different"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::delivery_to_author(state, delivery, at));
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        Delivery& given = state.deliveries.at(delivery.value);
        given.receipt = Receipt::disputed;
        given.receipt_reason = reason;
        given.history.push_back(at.mention());
    }
};

}  // namespace

extern constinit const ActType dispute_delivery = describe<DisputeDelivery>();

}  // namespace comity
