// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct JoinProject {
    static constexpr std::string_view kind = "project.join";
    static constexpr std::string_view command = "join";
    static constexpr std::string_view subject = "{proposal}";
    static constexpr std::string_view summary =
        "A party takes part in a project: one that stayed out before, or one that is no member.";

    Identifier proposal;
    std::optional<Translations> reason;

    static constexpr std::tuple fields = {
        Field{"proposal", &JoinProject::proposal, "which project"},
        Field{"reason", &JoinProject::reason, "why, if it says so"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::only_party(state, at));
        const bool takes_part = TRY(rules::in_project(state, proposal, at));
        if (takes_part)
            return refuse("project.in", std::string(at.author) + " takes part already",
                          "/proposal");
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        state.consultation.proposals.find(proposal.value)
            ->second.participations[std::string(at.author)] = {true, reason, at.mention()};
    }
};

}  // namespace

extern constinit const ActType join_project = describe<JoinProject>();

}  // namespace comity
