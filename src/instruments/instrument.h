// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "instruments/entry_rule.h"

namespace comity {

enum class InstrumentKind : std::uint8_t {
    treaty,
    convention,
    protocol,
    memorandum,
    agreement,
    amendment
};

template <>
struct EnumText<InstrumentKind> {
    static constexpr std::string_view type = "kind of instrument";
    static constexpr std::array values = {
        std::pair{InstrumentKind::treaty, std::string_view("treaty")},
        std::pair{InstrumentKind::convention, std::string_view("convention")},
        std::pair{InstrumentKind::protocol, std::string_view("protocol")},
        std::pair{InstrumentKind::memorandum, std::string_view("memorandum")},
        std::pair{InstrumentKind::agreement, std::string_view("agreement")},
        std::pair{InstrumentKind::amendment, std::string_view("amendment")}};
};

/// What a participant does, or what happens to the instrument. In brackets the articles of the
/// Vienna Convention on the Law of Treaties of 1969 (VCLT), or of the Vienna Convention on
/// Succession of States in respect of Treaties of 1978 (VCSS).
enum class ActionKind : std::uint8_t {
    signature,                  ///< subject to ratification (10, 14, 18)
    signature_ad_referendum,    ///< to be confirmed (12 (2) b)
    succession_to_signature,    ///< of the predecessor (VCSS 19)
    definitive_signature,       ///< consent by signature (12)
    confirmation_of_signature,  ///< makes it definitive from then on (12 (2) b)
    ratification,               ///< (14)
    acceptance,                 ///< (14 (2))
    approval,                   ///< (14 (2))
    accession,                  ///< (15)
    formal_confirmation,        ///< what ratification is for organisations (VCLT 1986, 14)
    consent,                    ///< by other means so agreed (11)
    succession,                 ///< to the consent of a predecessor (VCSS 17, 18, 22, 23)
    entry_into_force,           ///< stated, where the deposits that led to it are not known
    provisional_application,    ///< (25 (1))
    end_of_provisional,         ///< (25 (2))
    declaration,                ///< has no effect on who is bound
    notification,               ///< of anything else; likewise
    reservation,                ///< (19, 23)
    reservation_withdrawal,     ///< (22 (1))
    reservation_acceptance,     ///< (20 (4) a)
    reservation_objection,      ///< (20 (4) b, 21 (3))
    objection_withdrawal,       ///< (22 (2))
    withdrawal,                 ///< notice of withdrawal or denunciation (54, 56, 65)
    withdrawal_revocation,      ///< before it takes effect (68)
    suspension,                 ///< of operation, for one or for all (57, 58)
    resumption,                 ///< (72)
    termination,                ///< of the instrument (54, 59)
    extinction,                 ///< the participant no longer exists
};

template <>
struct EnumText<ActionKind> {
    static constexpr std::string_view type = "kind of action";
    static constexpr std::array values = {
        std::pair{ActionKind::signature, std::string_view("signature")},
        std::pair{ActionKind::signature_ad_referendum, std::string_view("signature-ad-referendum")},
        std::pair{ActionKind::succession_to_signature, std::string_view("succession-to-signature")},
        std::pair{ActionKind::definitive_signature, std::string_view("definitive-signature")},
        std::pair{ActionKind::confirmation_of_signature,
                  std::string_view("confirmation-of-signature")},
        std::pair{ActionKind::ratification, std::string_view("ratification")},
        std::pair{ActionKind::acceptance, std::string_view("acceptance")},
        std::pair{ActionKind::approval, std::string_view("approval")},
        std::pair{ActionKind::accession, std::string_view("accession")},
        std::pair{ActionKind::formal_confirmation, std::string_view("formal-confirmation")},
        std::pair{ActionKind::consent, std::string_view("consent")},
        std::pair{ActionKind::succession, std::string_view("succession")},
        std::pair{ActionKind::entry_into_force, std::string_view("entry-into-force")},
        std::pair{ActionKind::provisional_application, std::string_view("provisional-application")},
        std::pair{ActionKind::end_of_provisional, std::string_view("end-of-provisional")},
        std::pair{ActionKind::declaration, std::string_view("declaration")},
        std::pair{ActionKind::notification, std::string_view("notification")},
        std::pair{ActionKind::reservation, std::string_view("reservation")},
        std::pair{ActionKind::reservation_withdrawal, std::string_view("reservation-withdrawal")},
        std::pair{ActionKind::reservation_acceptance, std::string_view("reservation-acceptance")},
        std::pair{ActionKind::reservation_objection, std::string_view("reservation-objection")},
        std::pair{ActionKind::objection_withdrawal, std::string_view("objection-withdrawal")},
        std::pair{ActionKind::withdrawal, std::string_view("withdrawal")},
        std::pair{ActionKind::withdrawal_revocation, std::string_view("withdrawal-revocation")},
        std::pair{ActionKind::suspension, std::string_view("suspension")},
        std::pair{ActionKind::resumption, std::string_view("resumption")},
        std::pair{ActionKind::termination, std::string_view("termination")},
        std::pair{ActionKind::extinction, std::string_view("extinction")}};
};

/// Whether it expresses consent to be bound (VCLT art. 11), or states that it was expressed.
bool is_consent(ActionKind kind);

/// One dated action. The date is that of deposit or receipt, from which the law counts (VCLT
/// art. 16, 78).
struct Action {
    static constexpr std::string_view type = "action";
    std::optional<std::string> participant = {};
    ActionKind kind = ActionKind::signature;
    Date date;
    std::optional<std::string> reference = {};
    std::optional<std::string> towards = {};
    std::optional<bool> precludes = {};
    std::optional<std::string> predecessor = {};
    std::optional<Date> effect = {};
    std::optional<std::string> text = {};

    /// Refusals `action.needs` and `action.has-no`, by kind; `action.date`, `action.towards-self`.
    Result<> valid() const;
    static Json sample();
    bool operator==(const Action&) const = default;

    static constexpr std::tuple fields{
        Field{"participant", &Action::participant, "who acts; absent: it concerns the instrument"},
        Field{"kind", &Action::kind, "what is done"},
        Field{"date", &Action::date, "day of deposit or receipt"},
        Field{"reference", &Action::reference, "which reservation of its author, as in art. 29"},
        Field{"towards", &Action::towards, "whose reservation is accepted or objected to"},
        Field{"precludes", &Action::precludes,
              "whether the objection keeps the instrument from being in force between the two"},
        Field{"predecessor", &Action::predecessor, "the state that is succeeded"},
        Field{"effect", &Action::effect,
              "day of succession of states; or the later day from which withdrawal counts"},
        Field{"text", &Action::text, "the words, or where they are"}};
};

/// A treaty by any name, with all that was done to it. Order of the actions is not meaning; their
/// dates are.
struct Instrument {
    static constexpr std::string_view type = "instrument";
    static constexpr int year_max = 9'000;  ///< so that every delay ends within the calendar
    std::string id;
    InstrumentKind kind = InstrumentKind::treaty;
    std::map<std::string, std::string> titles = {};
    std::optional<Date> concluded = {};
    std::optional<std::string> place = {};
    std::optional<std::string> amends = {};
    std::optional<std::vector<std::string>> negotiated_by = {};
    std::optional<EntryRule> entry = {};
    std::optional<bool> reservations_prohibited = {};
    std::vector<Action> actions = {};

    /// Refusals `instrument.amends`, `instrument.reservation-prohibited` (VCLT art. 19 a).
    Result<> valid() const;
    static Json sample();
    bool operator==(const Instrument&) const = default;

    static constexpr std::tuple fields{
        Field{"id", &Instrument::id, "short name, unique in its collection"},
        Field{"kind", &Instrument::kind, "what it is called"},
        Field{"titles", &Instrument::titles, "its title by language of the text"},
        Field{"concluded", &Instrument::concluded, "day of adoption or opening for signature"},
        Field{"place", &Instrument::place, "where"},
        Field{"amends", &Instrument::amends, "id of the instrument that an amendment amends"},
        Field{"negotiated_by", &Instrument::negotiated_by, "who took part in drawing it up"},
        Field{"entry", &Instrument::entry, "when it enters into force, and for whom"},
        Field{"reservations_prohibited", &Instrument::reservations_prohibited,
              "whether it admits none"},
        Field{"actions", &Instrument::actions, "what was done, by whom, when"}};
};

}  // namespace comity
