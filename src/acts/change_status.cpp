// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct ChangeStatus {
    static constexpr std::string_view kind = "party.change-status";
    static constexpr std::string_view command = "change-status";
    static constexpr std::string_view subject = "{party} becomes {status}[ on {from}]";
    static constexpr std::string_view summary =
        "A party's status changes on a day: an observer becomes a member, a former party returns.";

    PartyCode party;
    Status status = Status::member;
    Date from;

    static constexpr std::tuple fields = {
        Field{"party", &ChangeStatus::party, "its code"},
        Field{"status", &ChangeStatus::status, "the new status"},
        Field{"from", &ChangeStatus::from, "the first day of the new status"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::only_secretariat(at));
        const Party& known = *TRY(rules::known_party(state, party, "/party"));
        if (known.standings.back().status == status)
            return refuse("party.same-status", party.value + " has this status already", "/status");
        return rules::later_standing(known, from);
    }

    void apply(State& state, const Circumstances& at) const {
        state.parties.at(party.value).standings.push_back({from, status, at.index});
        note_sealers(state, at.index + 1);
    }
};

}  // namespace

extern constinit const ActType change_status = describe<ChangeStatus>();

}  // namespace comity
