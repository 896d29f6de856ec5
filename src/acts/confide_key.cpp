// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

#include "base/check.h"

namespace comity {
namespace {

struct ConfideKey {
    static constexpr std::string_view kind = "key.confide";
    static constexpr std::string_view command = "confide-key";
    static constexpr std::string_view subject = "{key}";
    static constexpr std::string_view summary =
        "A party declares the key to which others encrypt what only it should read.";

    ConfidentialKey key;

    static constexpr std::tuple fields = {
        Field{"key", &ConfideKey::key, "x25519: and 32 bytes in base64"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::secretariat_or_party(state, at));
        if (at.author == secretariat)
            return refuse("confidential.party", "content is confided to parties, not to the books");
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        const auto author = state.authors.find(at.author);
        check(author != state.authors.end(), "who signed an entry has a key");
        author->second.confidential = key;
    }
};

}  // namespace

extern constinit const ActType confide_key = describe<ConfideKey>();

}  // namespace comity
