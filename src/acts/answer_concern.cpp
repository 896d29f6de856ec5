// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

#include <algorithm>

namespace comity {
namespace {

struct AnswerConcern {
    static constexpr std::string_view kind = "concern.answer";
    static constexpr std::string_view command = "answer-concern";
    static constexpr std::string_view subject = "{concern}";
    static constexpr std::string_view summary =
        "A party with which a concern was raised answers it; whether that settles it, says who "
        "raised it.";

    Identifier concern;
    Translations text;

    static constexpr std::tuple fields = {
        Field{"concern", &AnswerConcern::concern, "which concern"},
        Field{"text", &AnswerConcern::text, "the answer"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::only_party(state, at));
        const Concern& raised = *TRY(rules::open_concern(state, concern));
        const bool to_author =
            raised.to.empty() ||
            std::ranges::find(raised.to, at.author, &PartyCode::value) != raised.to.end();
        if (to_author && raised.mention.author != at.author) return {};
        return refuse("concern.addressee", "it was not raised with " + std::string(at.author),
                      "/concern");
    }

    void apply(State& state, const Circumstances& at) const {
        state.consultation.concerns.find(concern.value)
            ->second.answers.push_back({text, at.mention()});
    }
};

}  // namespace

extern constinit const ActType answer_concern = describe<AnswerConcern>();

}  // namespace comity
