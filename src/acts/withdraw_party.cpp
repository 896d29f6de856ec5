// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct WithdrawParty {
    static constexpr std::string_view kind = "party.withdraw";
    static constexpr std::string_view command = "withdraw-party";
    static constexpr std::string_view subject = "{party}[ from {from}]";
    static constexpr std::string_view summary = "A party leaves the association on a day.";

    PartyCode party;
    Date from;

    static constexpr std::tuple fields = {
        Field{"party", &WithdrawParty::party, "its code"},
        Field{"from", &WithdrawParty::from, "the first day on which it is no longer a party"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        if (at.author != party.value) TRY(rules::only_secretariat(at));
        const Party& known = *TRY(rules::known_party(state, party, "/party"));
        if (!known.standings.back().status)
            return refuse("party.withdrawn", party.value + " has left already", "/party");
        return rules::later_standing(known, from);
    }

    void apply(State& state, const Circumstances& at) const {
        state.parties.at(party.value).standings.push_back({from, std::nullopt, at.index});
        note_sealers(state, at.index + 1);
    }
};

}  // namespace

extern constinit const ActType withdraw_party = describe<WithdrawParty>();

}  // namespace comity
