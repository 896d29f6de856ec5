// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

#include "base/check.h"

namespace comity {
namespace {

struct RevokeKey {
    static constexpr std::string_view kind = "key.revoke";
    static constexpr std::string_view command = "revoke-key";
    static constexpr std::string_view subject = "key of {holder}";
    static constexpr std::string_view summary =
        "An author's recovery key replaces its key; the secretariat or any party hands it in.";

    std::string holder;
    VerifierKey key;
    InnerSignature signature;

    static constexpr std::tuple fields = {
        Field{"holder", &RevokeKey::holder, "whose key: a party's code, or secretariat"},
        Field{"key", &RevokeKey::key, "the new key, named origin/author"},
        Field{"signature", &RevokeKey::signature, "of the change, by the recovery key"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::secretariat_or_party(state, at));
        const Author* known = TRY(rules::known_author(state, holder, "/holder"));
        if (!known->recovery)
            return refuse("key.unguarded", "that author named no recovery key", "/holder");
        TRY(rules::fresh_key(state, key, holder, at, "/key"));
        return rules::signed_change(
            {KeyChange::revoke, at.origin, holder, known->keys.back().key, key}, *known->recovery,
            signature, "/signature");
    }

    void apply(State& state, const Circumstances& at) const {
        const auto known = state.authors.find(holder);
        check(known != state.authors.end(), "only who has a key can have it revoked");
        known->second.keys.push_back({key, at.index});
    }
};

}  // namespace

extern constinit const ActType revoke_key = describe<RevokeKey>();

}  // namespace comity
