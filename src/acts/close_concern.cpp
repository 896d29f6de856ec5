// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct CloseConcern {
    static constexpr std::string_view kind = "concern.close";
    static constexpr std::string_view command = "close-concern";
    static constexpr std::string_view subject = "{concern}";
    static constexpr std::string_view summary =
        "Who raised a concern closes it, and says how it ended. Nobody else can.";

    Identifier concern;
    Translations text;

    static constexpr std::tuple fields = {
        Field{"concern", &CloseConcern::concern, "which concern"},
        Field{"text", &CloseConcern::text, "how it ended"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::own_concern(state, concern, at));
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        state.consultation.concerns.find(concern.value)->second.closure = {text, at.mention()};
    }
};

}  // namespace

extern constinit const ActType close_concern = describe<CloseConcern>();

}  // namespace comity
