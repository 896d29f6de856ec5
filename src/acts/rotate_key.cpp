// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

#include "base/check.h"

namespace comity {
namespace {

struct RotateKey {
    static constexpr std::string_view kind = "key.rotate";
    static constexpr std::string_view command = "rotate-key";
    static constexpr std::string_view subject = "{key}";
    static constexpr std::string_view summary =
        "An author replaces its own key; the entry is the last one signed by the old key.";

    VerifierKey key;

    static constexpr std::tuple fields = {
        Field{"key", &RotateKey::key, "the new key, named origin/author"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        return rules::fresh_key(state, key, at.author, at, "/key");
    }

    void apply(State& state, const Circumstances& at) const {
        const auto author = state.authors.find(at.author);
        check(author != state.authors.end(), "who signed an entry has a key");
        author->second.keys.push_back({key, at.index});
    }
};

}  // namespace

extern constinit const ActType rotate_key = describe<RotateKey>();

}  // namespace comity
