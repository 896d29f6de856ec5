// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct ReportDelivery {
    static constexpr std::string_view kind = "delivery.report";
    static constexpr std::string_view command = "report";
    static constexpr std::string_view subject = "{delivery}[, {provider} to {receiver}]";
    static constexpr std::string_view summary =
        "Something moved: people, goods, capital or data, from a provider to a receiver.";

    Identifier delivery;
    std::optional<Identifier> pledge;
    PartyCode provider;
    PartyCode receiver;
    FlowKind flow = FlowKind::goods;
    Stage stage = Stage::dispatched;
    Decimal quantity;
    Unit unit;
    Date date;
    std::optional<Identifier> continues;

    static constexpr std::tuple fields = {
        Field{"delivery", &ReportDelivery::delivery, "a name for it, new in the record"},
        Field{"pledge", &ReportDelivery::pledge, "the pledge it is counted for, if any"},
        Field{"provider", &ReportDelivery::provider, "the party that gives"},
        Field{"receiver", &ReportDelivery::receiver, "who receives"},
        Field{"flow", &ReportDelivery::flow, "what moves"},
        Field{"stage", &ReportDelivery::stage, "how far it has come"},
        Field{"quantity", &ReportDelivery::quantity, "how much, more than zero"},
        Field{"unit", &ReportDelivery::unit, "of what"},
        Field{"date", &ReportDelivery::date, "when it reached this stage"},
        Field{"continues", &ReportDelivery::continues,
              "the delivery, at an earlier stage, that this one carries on"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::secretariat_or_party(state, at));
        TRY(rules::known_party(state, provider, "/provider"));
        if (at.author != secretariat && at.author != provider.value)
            return refuse("delivery.provider", "a party reports only what it gives", "/provider");
        if (receiver == provider)
            return refuse("delivery.self", "should go to another than its provider", "/receiver");
        if (pledge) TRY(rules::standing_pledge(state, *pledge));
        if (quantity.is_zero() || quantity.is_negative())
            return refuse("delivery.quantity", "should be more than zero", "/quantity");
        if (state.deliveries.contains(delivery.value))
            return refuse("delivery.exists", "there is a delivery '" + delivery.value + "' already",
                          "/delivery");
        TRY(rules::not_in_the_future(date, at, "/date"));
        return continues ? check_chain_of_stages(state) : Result<>{};
    }

    Result<> check_chain_of_stages(const State& state) const {
        const Delivery& earlier = *TRY(rules::standing_delivery(state, *continues, "/continues"));
        if (earlier.stage >= stage)
            return refuse("delivery.stage", "should be a later stage than that it continues",
                          "/stage");
        if (earlier.unit != unit || earlier.kind != flow || earlier.pledge != pledge ||
            earlier.provider != provider)
            return refuse("delivery.continues",
                          "should have the provider, pledge, kind and unit of what it continues",
                          "/continues");
        if (date < earlier.date)
            return refuse("delivery.order", "should not be before what it continues", "/date");
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        Delivery& reported = state.deliveries[delivery.value];
        reported.pledge = pledge;
        reported.provider = provider;
        reported.receiver = receiver;
        reported.kind = flow;
        reported.stage = stage;
        reported.quantity = quantity;
        reported.unit = unit;
        reported.date = date;
        reported.continues = continues;
        reported.history.push_back(at.mention());
        if (pledge) state.pledges.at(pledge->value).deliveries.push_back(delivery.value);
    }
};

}  // namespace

extern constinit const ActType report_delivery = describe<ReportDelivery>();

}  // namespace comity
