// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct OptOutOfProject {
    static constexpr std::string_view kind = "project.opt-out";
    static constexpr std::string_view command = "opt-out";
    static constexpr std::string_view subject = "{proposal}";
    static constexpr std::string_view summary =
        "A party stays out of a project: this does not stop the others, and it may join later.";

    Identifier proposal;
    std::optional<Translations> reason;

    static constexpr std::tuple fields = {
        Field{"proposal", &OptOutOfProject::proposal, "which project"},
        Field{"reason", &OptOutOfProject::reason, "why, if it says so"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::only_party(state, at));
        const bool takes_part = TRY(rules::in_project(state, proposal, at));
        if (!takes_part)
            return refuse("project.out", std::string(at.author) + " does not take part",
                          "/proposal");
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        state.consultation.proposals.find(proposal.value)
            ->second.participations[std::string(at.author)] = {false, reason, at.mention()};
    }
};

}  // namespace

extern constinit const ActType opt_out_of_project = describe<OptOutOfProject>();

}  // namespace comity
