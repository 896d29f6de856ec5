// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct PlaceOpinion {
    static constexpr std::string_view kind = "opinion.place";
    static constexpr std::string_view command = "place-opinion";
    static constexpr std::string_view subject = "{kind} on {proposal}";
    static constexpr std::string_view summary =
        "A party's opinion, or a member's interpretative statement or reservation, is placed on "
        "record with a proposal or decision; it does not stop it.";

    Identifier proposal;
    OpinionKind opinion_kind = OpinionKind::opinion;
    std::optional<std::int64_t> paragraph;
    Translations text;

    static constexpr std::tuple fields = {
        Field{"proposal", &PlaceOpinion::proposal, "on which proposal or decision"},
        Field{"kind", &PlaceOpinion::opinion_kind,
              "opinion, interpretative-statement or reservation"},
        Field{"paragraph", &PlaceOpinion::paragraph, "on which paragraph of it, from 1"},
        Field{"text", &PlaceOpinion::text, "what the party says"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const Proposal& put = *TRY(rules::living_proposal(state, proposal));
        if (opinion_kind == OpinionKind::opinion)
            TRY(rules::only_party(state, at));
        else
            TRY(rules::only_member(state, at));
        return rules::known_paragraph(put, paragraph);
    }

    void apply(State& state, const Circumstances& at) const {
        state.consultation.proposals.find(proposal.value)
            ->second.opinions.push_back({opinion_kind, paragraph, text, at.mention()});
    }
};

}  // namespace

extern constinit const ActType place_opinion = describe<PlaceOpinion>();

}  // namespace comity
