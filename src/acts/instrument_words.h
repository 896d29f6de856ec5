// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/schema.h"

namespace comity {

/// The words with which acts say what is done to an instrument.

enum class ReservationClause : std::uint8_t { admitted, prohibited };

template <>
struct EnumText<ReservationClause> {
    static constexpr std::string_view type = "reservations";
    static constexpr std::array values = {
        std::pair{ReservationClause::admitted, std::string_view("admitted")},
        std::pair{ReservationClause::prohibited, std::string_view("prohibited")}};
};

enum class SignatureManner : std::uint8_t {
    subject_to_ratification,
    ad_referendum,
    definitive,
    confirmation,
    succession
};

template <>
struct EnumText<SignatureManner> {
    static constexpr std::string_view type = "manner of signature";
    static constexpr std::array values = {
        std::pair{SignatureManner::subject_to_ratification,
                  std::string_view("subject-to-ratification")},
        std::pair{SignatureManner::ad_referendum, std::string_view("ad-referendum")},
        std::pair{SignatureManner::definitive, std::string_view("definitive")},
        std::pair{SignatureManner::confirmation, std::string_view("confirmation")},
        std::pair{SignatureManner::succession, std::string_view("succession")}};
};

enum class ConsentKind : std::uint8_t {
    ratification,
    acceptance,
    approval,
    accession,
    formal_confirmation,
    succession,
    other
};

template <>
struct EnumText<ConsentKind> {
    static constexpr std::string_view type = "kind of consent";
    static constexpr std::array values = {
        std::pair{ConsentKind::ratification, std::string_view("ratification")},
        std::pair{ConsentKind::acceptance, std::string_view("acceptance")},
        std::pair{ConsentKind::approval, std::string_view("approval")},
        std::pair{ConsentKind::accession, std::string_view("accession")},
        std::pair{ConsentKind::formal_confirmation, std::string_view("formal-confirmation")},
        std::pair{ConsentKind::succession, std::string_view("succession")},
        std::pair{ConsentKind::other, std::string_view("other-means")}};
};

enum class StatementKind : std::uint8_t { declaration, notification, provisional_application };

template <>
struct EnumText<StatementKind> {
    static constexpr std::string_view type = "kind of statement";
    static constexpr std::array values = {
        std::pair{StatementKind::declaration, std::string_view("declaration")},
        std::pair{StatementKind::notification, std::string_view("notification")},
        std::pair{StatementKind::provisional_application,
                  std::string_view("provisional-application")}};
};

enum class ReservationAnswer : std::uint8_t { acceptance, objection, precluding_objection };

template <>
struct EnumText<ReservationAnswer> {
    static constexpr std::string_view type = "answer to a reservation";
    static constexpr std::array values = {
        std::pair{ReservationAnswer::acceptance, std::string_view("acceptance")},
        std::pair{ReservationAnswer::objection, std::string_view("objection")},
        std::pair{ReservationAnswer::precluding_objection,
                  std::string_view("objection-precluding-entry")}};
};

enum class TakenBack : std::uint8_t { reservation, objection, notice, provisional_application };

template <>
struct EnumText<TakenBack> {
    static constexpr std::string_view type = "what is taken back";
    static constexpr std::array values = {
        std::pair{TakenBack::reservation, std::string_view("reservation")},
        std::pair{TakenBack::objection, std::string_view("objection")},
        std::pair{TakenBack::notice, std::string_view("notice-of-withdrawal")},
        std::pair{TakenBack::provisional_application, std::string_view("provisional-application")}};
};

}  // namespace comity
