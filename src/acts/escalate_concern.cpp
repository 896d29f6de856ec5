// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct EscalateConcern {
    static constexpr std::string_view kind = "concern.escalate";
    static constexpr std::string_view command = "escalate-concern";
    static constexpr std::string_view subject = "{concern} to {body}";
    static constexpr std::string_view summary =
        "Who raised a concern puts it before another body, with another date.";

    Identifier concern;
    Identifier body;
    Date due;
    Translations reason;

    static constexpr std::tuple fields = {
        Field{"concern", &EscalateConcern::concern, "which concern"},
        Field{"body", &EscalateConcern::body, "before which body"},
        Field{"due", &EscalateConcern::due, "the new last day"},
        Field{"reason", &EscalateConcern::reason, "why"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const Concern& raised = *TRY(rules::own_concern(state, concern, at));
        TRY(rules::sitting_body(state, body, at, "/body"));
        const auto& before = raised.escalations;
        if ((before.empty() ? raised.body : before.back().body) == body.value)
            return refuse("concern.same-body", "it stands before this body already", "/body");
        return rules::concern_due(state, due, at);
    }

    void apply(State& state, const Circumstances& at) const {
        state.consultation.concerns.find(concern.value)
            ->second.escalations.push_back({body.value, reason, due, at.mention()});
    }
};

}  // namespace

extern constinit const ActType escalate_concern = describe<EscalateConcern>();

}  // namespace comity
