// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

#include <algorithm>

namespace comity {
namespace {

struct AttachAssessment {
    static constexpr std::string_view kind = "assessment.attach";
    static constexpr std::string_view command = "attach-assessment";
    static constexpr std::string_view subject = "{assessment} of {pledge}";
    static constexpr std::string_view summary =
        "An engine's answer is put beside a proposal or pledge, by digests: whoever has the "
        "scenario and the data can compute it again and compare.";

    Identifier assessment;
    Identifier pledge;
    std::string engine;
    Hash scenario;
    std::vector<Hash> data;
    Hash answer;
    Translations finding;

    static constexpr std::tuple fields = {
        Field{"assessment", &AttachAssessment::assessment, "a name for it, new under this pledge"},
        Field{"pledge", &AttachAssessment::pledge, "the proposal or pledge that was assessed"},
        Field{"engine", &AttachAssessment::engine, "which engine and version, as its answer says"},
        Field{"scenario", &AttachAssessment::scenario,
              "digest of the scenario, as the answer says"},
        Field{"data", &AttachAssessment::data, "digests of the data files, as the answer says"},
        Field{"answer", &AttachAssessment::answer, "SHA-256 of the answer, byte for byte"},
        Field{"finding", &AttachAssessment::finding, "what it says, in a sentence"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::secretariat_or_party(state, at));
        const Pledge& assessed = *TRY(rules::standing_pledge(state, pledge));
        TRY(check_text(engine, "/engine"));
        if (std::ranges::find(assessed.assessments, assessment, &AttachedAssessment::name) !=
            assessed.assessments.end())
            return refuse("assessment.exists",
                          "there is an assessment '" + assessment.value + "' of it already",
                          "/assessment");
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        Pledge& assessed = state.pledges.at(pledge.value);
        assessed.assessments.push_back(
            {assessment, engine, scenario, data, answer, finding, at.mention()});
        assessed.history.push_back(at.mention());
    }
};

}  // namespace

extern constinit const ActType attach_assessment = describe<AttachAssessment>();

}  // namespace comity
