// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct AdmitParty {
    static constexpr std::string_view kind = "party.admit";
    static constexpr std::string_view command = "admit";
    static constexpr std::string_view subject = "{party} as {status}[ from {from}]";
    static constexpr std::string_view summary =
        "A state, city or organisation becomes a party, with a status from a day on.";

    PartyCode party;
    Status status = Status::member;
    Date from;
    std::optional<Translations> name;

    static constexpr std::tuple fields = {
        Field{"party", &AdmitParty::party, "its code, ISO 3166-1 alpha-3 for a country"},
        Field{"status", &AdmitParty::status, "what it is to the association"},
        Field{"from", &AdmitParty::from, "the first day of that status"},
        Field{"name", &AdmitParty::name, "its name, if no code list has it"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::only_secretariat(at));
        if (state.parties.contains(party.value))
            return refuse("party.exists", party.value + " is a party already; see change-status",
                          "/party");
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        state.parties[party.value] = {.name = name, .standings = {{from, status, at.index}}};
        note_sealers(state, at.index + 1);
    }
};

}  // namespace

extern constinit const ActType admit_party = describe<AdmitParty>();

}  // namespace comity
