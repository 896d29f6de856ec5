// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/answers.h"

namespace comity::answers {

/// The register of instruments as data: who is bound on a day, since when, towards whom.

struct Missing {
    static constexpr std::string_view type = "what entry into force waits for";
    bool clauses_known = false;
    Count deposits = 0;
    Maybe<Count> deposits_wanted;
    List<Text> named;
    Maybe<Decimal> share;
    Maybe<Decimal> share_wanted;
    Maybe<Date> met_on;
    static constexpr std::tuple fields = {
        Field{"clauses_known", &Missing::clauses_known, "whether the final clauses are known"},
        Field{"deposits", &Missing::deposits, "deposits that count on the day"},
        Field{"deposits_wanted", &Missing::deposits_wanted, "how many are needed"},
        Field{"named", &Missing::named, "who must consent and has not"},
        Field{"share", &Missing::share, "what those who consented have, in percent"},
        Field{"share_wanted", &Missing::share_wanted, "what they must have, in percent"},
        Field{"met_on", &Missing::met_on, "the day on which all conditions held"}};
};

struct InstrumentLine {
    static constexpr std::string_view type = "instrument in short";
    Text instrument;
    Text kind;
    Texts title;
    Maybe<Date> concluded;
    Maybe<Texts> place;
    Maybe<Text> amends;
    bool in_force = false;
    Maybe<Date> in_force_on;
    bool stated = false;
    Maybe<Date> terminated;
    Count signatories = 0;
    Count contracting = 0;
    Count bound = 0;
    Missing missing;
    static constexpr std::tuple fields = {
        Field{"instrument", &InstrumentLine::instrument, "its name in the record"},
        Field{"kind", &InstrumentLine::kind, "treaty, convention, protocol and so on"},
        Field{"title", &InstrumentLine::title, "by language"},
        Field{"concluded", &InstrumentLine::concluded, "day of adoption"},
        Field{"place", &InstrumentLine::place, "where"},
        Field{"amends", &InstrumentLine::amends, "the instrument that it amends"},
        Field{"in_force", &InstrumentLine::in_force, "whether it is in force on the day"},
        Field{"in_force_on", &InstrumentLine::in_force_on,
              "the day of its entry into force; it may lie ahead"},
        Field{"stated", &InstrumentLine::stated,
              "whether a source states that day, while the deposits that led to it are not known"},
        Field{"terminated", &InstrumentLine::terminated, "the day of its end"},
        Field{"signatories", &InstrumentLine::signatories, "who signed and has not consented"},
        Field{"contracting", &InstrumentLine::contracting,
              "who consented, while it is not yet in force for them"},
        Field{"bound", &InstrumentLine::bound, "its parties on the day, suspended ones too"},
        Field{"missing", &InstrumentLine::missing, "what its entry into force waits for"}};
};

struct InstrumentRegister {
    static constexpr std::string_view type = "register of instruments";
    Date on;
    List<InstrumentLine> instruments;
    static constexpr std::tuple fields = {
        Field{"on", &InstrumentRegister::on, "the day asked for"},
        Field{"instruments", &InstrumentRegister::instruments, "by name"}};
};

struct InstrumentParty {
    static constexpr std::string_view type = "participant in an instrument";
    Text party;
    Texts name;
    Text standing;
    Maybe<Date> signed_on;
    Maybe<Text> consent;
    Maybe<Date> consent_on;
    Maybe<Date> bound_since;
    Maybe<Date> notice_on;
    Maybe<Date> leaves_on;
    static constexpr std::tuple fields = {
        Field{"party", &InstrumentParty::party, "its code"},
        Field{"name", &InstrumentParty::name, "by language"},
        Field{"standing", &InstrumentParty::standing,
              "none, signatory, provisional, contracting, bound, suspended, withdrawn, ended"},
        Field{"signed_on", &InstrumentParty::signed_on, "its first signature"},
        Field{"consent", &InstrumentParty::consent, "by which means it consented last"},
        Field{"consent_on", &InstrumentParty::consent_on,
              "when; absent where only the entry into force is known"},
        Field{"bound_since", &InstrumentParty::bound_since,
              "from which day on it is bound; it may lie ahead"},
        Field{"notice_on", &InstrumentParty::notice_on, "when it gave notice of withdrawal"},
        Field{"leaves_on", &InstrumentParty::leaves_on, "when it is bound no more"}};
};

struct ReservationTowards {
    static constexpr std::string_view type = "reservation towards another";
    Text party;
    Text effect;
    Date objection_by;
    static constexpr std::tuple fields = {
        Field{"party", &ReservationTowards::party, "the other"},
        Field{"effect", &ReservationTowards::effect,
              "pending, accepted, tacit, objected, precluded"},
        Field{"objection_by", &ReservationTowards::objection_by,
              "the last day on which silence is not yet acceptance"}};
};

struct InstrumentReservation {
    static constexpr std::string_view type = "reservation to an instrument";
    Text party;
    Text reference;
    Date date;
    Count entry = 0;
    Maybe<Texts> text;
    List<ReservationTowards> towards;
    static constexpr std::tuple fields = {
        Field{"party", &InstrumentReservation::party, "its author"},
        Field{"reference", &InstrumentReservation::reference, "its name"},
        Field{"date", &InstrumentReservation::date, "when it was made"},
        Field{"entry", &InstrumentReservation::entry, "index in the log"},
        Field{"text", &InstrumentReservation::text, "its words"},
        Field{"towards", &InstrumentReservation::towards,
              "how it stands on the day towards each that has consented; none: it has no effect"}};
};

struct InstrumentAction {
    static constexpr std::string_view type = "action on an instrument";
    Count entry = 0;
    Date date;
    Text action;
    Maybe<Text> party;
    Maybe<Text> reference;
    Maybe<Text> towards;
    Maybe<Text> predecessor;
    Maybe<Date> effect;
    Maybe<Texts> text;
    Maybe<SourceText> source;
    Maybe<Count> struck_by;
    Maybe<Texts> strike_reason;
    static constexpr std::tuple fields = {
        Field{"entry", &InstrumentAction::entry, "index in the log"},
        Field{"date", &InstrumentAction::date, "day of deposit or receipt"},
        Field{"action", &InstrumentAction::action, "what was done"},
        Field{"party", &InstrumentAction::party, "by whom; absent: of the instrument as such"},
        Field{"reference", &InstrumentAction::reference, "which reservation"},
        Field{"towards", &InstrumentAction::towards, "whose"},
        Field{"predecessor", &InstrumentAction::predecessor, "the state that is succeeded"},
        Field{"effect", &InstrumentAction::effect, "the day that was named for its effect"},
        Field{"text", &InstrumentAction::text, "the words"},
        Field{"source", &InstrumentAction::source, "where it can be read"},
        Field{"struck_by", &InstrumentAction::struck_by,
              "the entry by which it was corrected: it no longer counts"},
        Field{"strike_reason", &InstrumentAction::strike_reason, "why"}};
};

struct DepositaryNotice {
    static constexpr std::string_view type = "depositary notification";
    Count number = 0;
    Date date;
    Maybe<Count> entry;
    Texts text;
    static constexpr std::tuple fields = {
        Field{"number", &DepositaryNotice::number, "counted from 1 by date"},
        Field{"date", &DepositaryNotice::date, "of what it tells"},
        Field{"entry", &DepositaryNotice::entry, "the entry that it tells of"},
        Field{"text", &DepositaryNotice::text, "in English, Russian and Chinese"}};
};

struct InstrumentPage : InstrumentLine {
    static constexpr std::string_view type = "instrument";
    Date on;
    Count entry = 0;
    SourceText source;
    Maybe<Texts> depositary;
    bool reservations_prohibited = false;
    Maybe<Json> clauses;
    List<InstrumentParty> parties;
    List<InstrumentReservation> reservations;
    List<InstrumentAction> actions;
    List<DepositaryNotice> notifications;
    static constexpr auto fields = std::tuple_cat(
        InstrumentLine::fields,
        std::tuple{
            Field{"on", &InstrumentPage::on, "the day asked for"},
            Field{"entry", &InstrumentPage::entry, "the entry that opened it"},
            Field{"source", &InstrumentPage::source, "where the text can be read"},
            Field{"depositary", &InstrumentPage::depositary, "who keeps the original"},
            Field{"reservations_prohibited", &InstrumentPage::reservations_prohibited,
                  "whether it admits none"},
            Field{"clauses", &InstrumentPage::clauses, "its final clauses, as they were recorded"},
            Field{"parties", &InstrumentPage::parties, "all who took part, by code"},
            Field{"reservations", &InstrumentPage::reservations, "that were made by the day"},
            Field{"actions", &InstrumentPage::actions, "all that was recorded, by date"},
            Field{"notifications", &InstrumentPage::notifications,
                  "what its depositary tells, up to the day"}});
};

struct MatrixCell {
    static constexpr std::string_view type = "cell of the matrix";
    Text instrument;
    Text party;
    Text standing;
    Maybe<Date> signed_on;
    Maybe<Date> consent_on;
    Maybe<Date> bound_since;
    Maybe<Date> leaves_on;
    List<Text> objected_by;
    static constexpr std::tuple fields = {
        Field{"instrument", &MatrixCell::instrument, "its name"},
        Field{"party", &MatrixCell::party, "code"},
        Field{"standing", &MatrixCell::standing,
              "signatory, provisional, contracting, bound, suspended, withdrawn, ended"},
        Field{"signed_on", &MatrixCell::signed_on, "its first signature"},
        Field{"consent_on", &MatrixCell::consent_on, "when it consented last"},
        Field{"bound_since", &MatrixCell::bound_since, "from which day on it is bound"},
        Field{"leaves_on", &MatrixCell::leaves_on, "when it is bound no more"},
        Field{"objected_by", &MatrixCell::objected_by, "who objects to a reservation of it"}};
};

struct MatrixParty {
    static constexpr std::string_view type = "column of the matrix";
    Text party;
    Texts name;
    static constexpr std::tuple fields = {Field{"party", &MatrixParty::party, "code"},
                                          Field{"name", &MatrixParty::name, "by language"}};
};

struct InstrumentMatrix {
    static constexpr std::string_view type = "instruments by parties";
    Date on;
    List<MatrixParty> parties;
    List<InstrumentLine> instruments;
    List<MatrixCell> cells;
    static constexpr std::tuple fields = {
        Field{"on", &InstrumentMatrix::on, "the day asked for"},
        Field{"parties", &InstrumentMatrix::parties, "the columns, by code"},
        Field{"instruments", &InstrumentMatrix::instruments, "the rows, by name"},
        Field{"cells", &InstrumentMatrix::cells, "where anything was done; others are empty"}};
};

struct InstrumentObligation : InstrumentParty {
    static constexpr std::string_view type = "obligation under an instrument";
    Text instrument;
    Texts title;
    Maybe<Text> amends;
    static constexpr auto fields = std::tuple_cat(
        std::tuple{Field{"instrument", &InstrumentObligation::instrument, "its name"},
                   Field{"title", &InstrumentObligation::title, "by language"},
                   Field{"amends", &InstrumentObligation::amends, "what it amends"}},
        InstrumentParty::fields);
};

struct Obligations {
    static constexpr std::string_view type = "obligations of a party";
    Text party;
    Date on;
    List<InstrumentObligation> instruments;
    static constexpr std::tuple fields = {
        Field{"party", &Obligations::party, "code"},
        Field{"on", &Obligations::on, "the day asked for"},
        Field{"instruments", &Obligations::instruments,
              "those by which it is bound, or whose object it may not defeat, on that day"}};
};

}  // namespace comity::answers
