// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct EndBody {
    static constexpr std::string_view kind = "body.end";
    static constexpr std::string_view command = "end-body";
    static constexpr std::string_view subject = "{body} on {on}";
    static constexpr std::string_view summary =
        "A body ends; what it decided, and what is owed for it, stays.";

    Identifier body;
    Date on;
    Translations reason;
    std::optional<Identifier> decision;

    static constexpr std::tuple fields = {
        Field{"body", &EndBody::body, "which body"},
        Field{"on", &EndBody::on, "the first day on which it is no more; not in the future"},
        Field{"reason", &EndBody::reason, "why"},
        Field{"decision", &EndBody::decision, "the adopted decision that ends it"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::founded_body(state, body, at));
        if (decision) TRY(rules::adopted_proposal(state, *decision, "/decision"));
        return rules::not_in_the_future(on, at, "/on");
    }

    void apply(State& state, const Circumstances& at) const {
        Body& ended = state.consultation.bodies.find(body.value)->second;
        ended.ended_on = on;
        ended.history.push_back(at.mention());
    }
};

}  // namespace

extern constinit const ActType end_body = describe<EndBody>();

}  // namespace comity
