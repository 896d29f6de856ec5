// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct RegisterKey {
    static constexpr std::string_view kind = "key.register";
    static constexpr std::string_view command = "register-key";
    static constexpr std::string_view subject = "key of {party}";
    static constexpr std::string_view summary =
        "The secretariat puts a party's first key on record; from then on the party can act.";

    PartyCode party;
    VerifierKey key;

    static constexpr std::tuple fields = {
        Field{"party", &RegisterKey::party, "whose key"},
        Field{"key", &RegisterKey::key, "the key, named origin/party"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::only_secretariat(at));
        TRY(rules::known_party(state, party, "/party"));
        if (state.authors.contains(party.value))
            return refuse("key.exists", party.value + " has a key; only it can rotate it",
                          "/party");
        return rules::fresh_key(state, key, party.value, at, "/key");
    }

    void apply(State& state, const Circumstances& at) const {
        state.authors[party.value].keys.push_back({key, at.index});
    }
};

}  // namespace

extern constinit const ActType register_key = describe<RegisterKey>();

}  // namespace comity
