// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

#include "base/check.h"

namespace comity {
namespace {

struct EraseConfidential {
    static constexpr std::string_view kind = "confidential.erase";
    static constexpr std::string_view command = "erase-confidential";
    static constexpr std::string_view subject = "{confidential}";
    static constexpr std::string_view summary =
        "The author has confidential content erased; the record stays as valid as before.";

    Identifier confidential;
    std::optional<Translations> reason;

    static constexpr std::tuple fields = {
        Field{"confidential", &EraseConfidential::confidential, "its name"},
        Field{"reason", &EraseConfidential::reason, "why"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const ConfidentialContent* content = TRY(rules::known_content(state, confidential));
        if (content->author != at.author)
            return refuse("confidential.author", "only " + content->author + " may erase it",
                          "/confidential");
        if (content->erasure)
            return refuse("confidential.erased", "was erased already", "/confidential");
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        const auto content = state.confidential.find(confidential.value);
        check(content != state.confidential.end(), "only what was placed can be erased");
        content->second.erasure = at.mention();
    }
};

}  // namespace

extern constinit const ActType erase_confidential = describe<EraseConfidential>();

}  // namespace comity
