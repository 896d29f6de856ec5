// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct ConfirmDelivery {
    static constexpr std::string_view kind = "delivery.confirm";
    static constexpr std::string_view command = "confirm";
    static constexpr std::string_view subject = "{delivery}";
    static constexpr std::string_view summary =
        "The receiver confirms a delivery: both sides have now signed.";

    Identifier delivery;

    static constexpr std::tuple fields = {
        Field{"delivery", &ConfirmDelivery::delivery, "which delivery"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const Delivery& given = *TRY(rules::delivery_to_author(state, delivery, at));
        if (given.receipt == Receipt::confirmed)
            return refuse("delivery.confirmed", "was confirmed already", "/delivery");
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        Delivery& given = state.deliveries.at(delivery.value);
        given.receipt = Receipt::confirmed;
        given.receipt_reason.reset();
        given.history.push_back(at.mention());
    }
};

}  // namespace

extern constinit const ActType confirm_delivery = describe<ConfirmDelivery>();

}  // namespace comity
