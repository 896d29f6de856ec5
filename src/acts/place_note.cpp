// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct PlaceNote {
    static constexpr std::string_view kind = "note.place";
    static constexpr std::string_view command = "note";
    static constexpr std::string_view subject = "[on {pledge}: ][on {delivery}: ]{text}";
    static constexpr std::string_view summary =
        "A party or the secretariat places a note on record, on a pledge, a delivery or at large.";

    std::optional<Identifier> pledge;
    std::optional<Identifier> delivery;
    Translations text;

    static constexpr std::tuple fields = {
        Field{"pledge", &PlaceNote::pledge, "the pledge it is about"},
        Field{"delivery", &PlaceNote::delivery, "the delivery it is about"},
        Field{"text", &PlaceNote::text, "the note"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::secretariat_or_party(state, at));
        if (pledge) TRY(rules::known_pledge(state, *pledge));
        if (delivery) TRY(rules::known_delivery(state, *delivery, "/delivery"));
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        state.notes.push_back({pledge, delivery, text, at.mention()});
    }
};

}  // namespace

extern constinit const ActType place_note = describe<PlaceNote>();

}  // namespace comity
