// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "instruments/bound.h"
#include "service/question.h"
#include "service/treaty_answers.h"

namespace comity {

/// A recorded instrument with the law that follows from what was done to it. It refers to the
/// state, which should be held still.
class InstrumentLaw {
public:
    InstrumentLaw(std::string_view name, const RecordedInstrument& recorded);

    const RecordedInstrument& recorded() const { return recorded_; }
    const History& history() const { return history_; }
    /// All who acted, are named by the rule or negotiated, by code.
    const std::vector<std::string>& participants() const { return participants_; }

    answers::InstrumentLine line(Date on) const;
    answers::InstrumentParty party(const View& view, const std::string& code, Date on) const;
    answers::InstrumentPage page(const View& view, Date on) const;
    /// Who objects, on a day, to a reservation of this party.
    std::vector<std::string> objectors(const std::string& party, Date on) const;

private:
    std::vector<answers::InstrumentReservation> reservations(Date on) const;
    std::vector<answers::ReservationTowards> towards(const Action& reservation, Date on) const;
    std::vector<answers::DepositaryNotice> notices(const View& view, Date on) const;

    std::string name_;
    const RecordedInstrument& recorded_;
    Instrument facts_;
    History history_;
    std::vector<std::string> participants_;
};

/// A party's or another participant's name: as the record has it, else ISO's, else its code.
Translations participant_name(const View& view, const std::string& code);

}  // namespace comity
