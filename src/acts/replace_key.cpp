// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

#include "base/check.h"

namespace comity {
namespace {

struct ReplaceKey {
    static constexpr std::string_view kind = "key.replace";
    static constexpr std::string_view command = "replace-key";
    static constexpr std::string_view subject = "key of {party}";
    static constexpr std::string_view summary =
        "All other members that have keys replace a party's key; its recovery key ends with it.";

    PartyCode party;
    VerifierKey key;
    std::vector<Endorsement> endorsements;

    static constexpr std::tuple fields = {
        Field{"party", &ReplaceKey::party, "whose key"},
        Field{"key", &ReplaceKey::key, "the new key, named origin/party"},
        Field{"endorsements", &ReplaceKey::endorsements, "one by each other member with a key"},
    };

    /// Members on the day of the act that have keys, but for the party itself.
    std::vector<std::string> others(const State& state, const Circumstances& at) const {
        std::vector<std::string> codes;
        for (const auto& [code, other] : state.parties)
            if (code != party.value && state.authors.contains(code) &&
                other.status_on(rules::day_of(state, at)) == Status::member)
                codes.push_back(code);
        return codes;
    }

    /// `left` are those that have not endorsed yet; the one at `place` is taken out of it.
    Result<> take(std::vector<std::string>& left, std::size_t place, const State& state,
                  const KeyChangeText& change) const {
        const Endorsement& given = endorsements[place];
        const std::string where = "/endorsements/" + std::to_string(place);
        if (std::erase(left, given.party.value) == 0)
            return refuse("key.endorser", "should be another member with a key, once",
                          where + "/party");
        const Author* author = TRY(rules::known_author(state, given.party.value, where));
        return rules::signed_change(change, author->keys.back().key, given.signature,
                                    where + "/signature");
    }

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::only_secretariat(at));
        const Author* known = TRY(rules::known_author(state, party.value, "/party"));
        TRY(rules::fresh_key(state, key, party.value, at, "/key"));
        std::vector<std::string> left = others(state, at);
        if (left.empty()) return refuse("key.alone", "no other member has a key", "/party");
        const KeyChangeText change{KeyChange::replace, at.origin, party.value,
                                   known->keys.back().key, key};
        for (std::size_t place = 0; place < endorsements.size(); ++place)
            TRY(take(left, place, state, change));
        if (left.empty()) return {};
        return refuse("key.consensus", "without the endorsement of " + left.front(),
                      "/endorsements");
    }

    void apply(State& state, const Circumstances& at) const {
        const auto known = state.authors.find(party.value);
        check(known != state.authors.end(), "only who has a key can have it replaced");
        known->second.keys.push_back({key, at.index});
        known->second.recovery.reset();
    }
};

}  // namespace

extern constinit const ActType replace_key = describe<ReplaceKey>();

}  // namespace comity
