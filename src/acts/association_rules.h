// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/types.h"

namespace comity {

/// What a proposal would bring about.
enum class ProposalKind : std::uint8_t {
    decision,
    declaration,
    project,
    membership,
    rules,
    instrument,
    procedure
};

template <>
struct EnumText<ProposalKind> {
    static constexpr std::string_view type = "kind of proposal";
    static constexpr std::array values = {
        std::pair{ProposalKind::decision, std::string_view("decision")},
        std::pair{ProposalKind::declaration, std::string_view("declaration")},
        std::pair{ProposalKind::project, std::string_view("project")},
        std::pair{ProposalKind::membership, std::string_view("membership")},
        std::pair{ProposalKind::rules, std::string_view("rules")},
        std::pair{ProposalKind::instrument, std::string_view("instrument")},
        std::pair{ProposalKind::procedure, std::string_view("procedure")}};
};

/// Who may circulate a proposal: each of these includes those before it.
enum class Circulation : std::uint8_t { secretariat, chair, member };

template <>
struct EnumText<Circulation> {
    static constexpr std::string_view type = "who circulates";
    static constexpr std::array values = {
        std::pair{Circulation::secretariat, std::string_view("secretariat")},
        std::pair{Circulation::chair, std::string_view("chair")},
        std::pair{Circulation::member, std::string_view("member")}};
};

/// A year of silence or of corrections is enough for anybody.
inline constexpr std::int64_t period_seconds_max = 366LL * 24 * 60 * 60;

/// How an association decides. The values here hold until it sets its own.
struct AssociationRules {
    static constexpr std::string_view type = "rules";
    std::int64_t silence_seconds = 24LL * 60 * 60;
    std::int64_t correction_seconds = 24LL * 60 * 60;
    Circulation circulation = Circulation::member;
    std::vector<ProposalKind> consensus_minus_one = {ProposalKind::membership};
    bool procedure_by_majority = false;
    bool four_eyes = false;
    bool operator==(const AssociationRules&) const = default;
    static constexpr std::tuple fields = {
        Field{"silence_seconds", &AssociationRules::silence_seconds,
              "the shortest time from circulating a proposal to its deadline"},
        Field{"correction_seconds", &AssociationRules::correction_seconds,
              "the shortest time in which what was adopted in the room may be corrected"},
        Field{"circulation", &AssociationRules::circulation,
              "who may circulate: the secretariat; the chair too; any member too"},
        Field{"consensus_minus_one", &AssociationRules::consensus_minus_one,
              "kinds of proposal that the party concerned cannot object to"},
        Field{"procedure_by_majority", &AssociationRules::procedure_by_majority,
              "whether only half of the members' objections stop a question of procedure"},
        Field{"four_eyes", &AssociationRules::four_eyes,
              "whether two persons of a party prepare and release each of its acts"}};
    /// `rules.period`: both periods from 0 seconds to 366 days.
    Result<> valid() const;
};

}  // namespace comity
