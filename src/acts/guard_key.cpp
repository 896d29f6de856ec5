// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

#include "base/check.h"

namespace comity {
namespace {

std::string recovery_name(const Circumstances& at) {
    return author_key_name(at.origin, at.author) + "/recovery";
}

struct GuardKey {
    static constexpr std::string_view kind = "key.guard";
    static constexpr std::string_view command = "guard-key";
    static constexpr std::string_view subject = "{key}";
    static constexpr std::string_view summary =
        "An author names a recovery key, kept offline, which can revoke its key.";

    VerifierKey key;
    std::optional<InnerSignature> signature;

    static constexpr std::tuple fields = {
        Field{"key", &GuardKey::key, "the recovery key, named origin/author/recovery"},
        Field{"signature", &GuardKey::signature,
              "of the change by the recovery key so far, if there is one"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::unused_key(state, key, recovery_name(at), "/key"));
        const Author* author = TRY(rules::known_author(state, at.author, ""));
        if (!author->recovery) return {};
        // Or whoever has stolen the key in force would name a recovery key of its own.
        if (!signature)
            return refuse("key.guarded", "the recovery key on record should sign the change",
                          "/signature");
        return rules::signed_change(
            {KeyChange::guard, at.origin, at.author, *author->recovery, key}, *author->recovery,
            *signature, "/signature");
    }

    void apply(State& state, const Circumstances& at) const {
        const auto author = state.authors.find(at.author);
        check(author != state.authors.end(), "who signed an entry has a key");
        author->second.recovery = key;
    }
};

}  // namespace

extern constinit const ActType guard_key = describe<GuardKey>();

}  // namespace comity
