// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

#include "base/check.h"

#include <algorithm>

namespace comity {
namespace {

struct PlaceConfidential {
    static constexpr std::string_view kind = "confidential.place";
    static constexpr std::string_view command = "place-confidential";
    static constexpr std::string_view subject = "{confidential}: {title}";
    static constexpr std::string_view summary =
        "A party or the secretariat commits to content that only an audience of parties can read.";

    Identifier confidential;
    std::vector<PartyCode> audience;
    Translations title;
    std::vector<Hash> commitments;
    Hash content;

    static constexpr std::tuple fields = {
        Field{"confidential", &PlaceConfidential::confidential, "its name in this record"},
        Field{"audience", &PlaceConfidential::audience, "the parties that can read it"},
        Field{"title", &PlaceConfidential::title, "what it is about, in public"},
        Field{"commitments", &PlaceConfidential::commitments,
              "one for each field, in the order of their names"},
        Field{"content", &PlaceConfidential::content, "the attachment with the encrypted content"},
    };

    Result<> reader(const State& state, std::size_t place) const {
        const std::string where = "/audience/" + std::to_string(place);
        TRY(rules::known_party(state, audience[place], where));
        const auto author = state.authors.find(audience[place].value);
        if (author == state.authors.end() || !author->second.confidential)
            return refuse("confidential.no-key", "has declared no key to encrypt to", where);
        if (std::ranges::count(audience, audience[place]) > 1)
            return refuse("confidential.audience", "stands in the audience twice", where);
        return {};
    }

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::secretariat_or_party(state, at));
        if (state.confidential.contains(confidential.value))
            return refuse("confidential.exists", "this name is taken", "/confidential");
        if (commitments.empty())
            return refuse("confidential.empty", "there is no field", "/commitments");
        if (audience.empty())
            return refuse("confidential.audience", "nobody could read it", "/audience");
        for (std::size_t place = 0; place < audience.size(); ++place) TRY(reader(state, place));
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        const bool added =
            state.confidential
                .try_emplace(confidential.value, ConfidentialContent{std::string(at.author),
                                                                     audience,
                                                                     title,
                                                                     commitments,
                                                                     content,
                                                                     at.mention(),
                                                                     {}})
                .second;
        check(added, "the name was free");
    }
};

}  // namespace

extern constinit const ActType place_confidential = describe<PlaceConfidential>();

}  // namespace comity
