// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/act_type.h"
#include "instruments/bound.h"

namespace comity {

/// What acts on instruments share.

/// What every action of a participant says. An act that derives from it adds what is its own.
struct ByParticipant {
    Identifier instrument;
    PartyCode party;
    Date date;
    std::optional<Translations> text;
    std::optional<Source> source;

    static constexpr std::tuple fields = {
        Field{"instrument", &ByParticipant::instrument, "which instrument"},
        Field{"party", &ByParticipant::party,
              "who acts: any state or organisation, not only the association's parties"},
        Field{"date", &ByParticipant::date, "day of deposit or receipt, from which the law counts"},
        Field{"text", &ByParticipant::text, "the words, if there are any"},
        Field{"source", &ByParticipant::source, "where it can be read"}};

    /// The action that it records, to be completed.
    Action action(ActionKind kind) const;
};

/// What is said of an instrument's operation, for one participant or for all.
template <ActionKind what>
struct OnOperation {
    Identifier instrument;
    std::optional<PartyCode> party;
    Date date;
    std::optional<Translations> text;
    std::optional<Source> source;

    static constexpr std::tuple fields = {
        Field{"instrument", &OnOperation::instrument, "which instrument"},
        Field{"party", &OnOperation::party, "for whom; absent: for all"},
        Field{"date", &OnOperation::date, "from which day on"},
        Field{"text", &OnOperation::text, "why, or on which ground"},
        Field{"source", &OnOperation::source, "where it can be read"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const;
    void apply(State& state, const Circumstances& at) const;

private:
    Action done() const;
};
extern template struct OnOperation<ActionKind::suspension>;
extern template struct OnOperation<ActionKind::resumption>;

namespace rules {

/// `instrument.unknown`.
Result<const RecordedInstrument*> known_instrument(const State& state, const Identifier& name);
/// `author.not-the-participant`: the secretariat, which keeps the register, or who acts.
Result<> secretariat_or_participant(const PartyCode& party, const Circumstances& at);

/// Whether these actions may be added: `instrument.unknown`, `date.future`,
/// `instrument.before-adoption`, `instrument.terminated`, `instrument.signed`,
/// `instrument.consented`, `instrument.reservation-exists`, `instrument.answered`, and those of
/// `History::of`, with the place in the act.
Result<> may_be_done(const State& state, const Identifier& instrument,
                     std::span<const Action> actions, const Circumstances& at);
/// The same for one action of a participant, by the secretariat or by itself.
Result<> may_do(const State& state, const ByParticipant& act, const Action& action,
                const Circumstances& at);

}  // namespace rules

/// Adds an action that may be done.
void add_action(State& state, const Identifier& instrument, RecordedAction action);
void add_action(State& state, const ByParticipant& act, const Action& action,
                const Circumstances& at);

/// An act of a participant that records the one action `A::done()` says.
template <class A>
struct DoneByParticipant : ByParticipant {
    Result<> permitted(const State& state, const Circumstances& at) const {
        return rules::may_do(state, *this, static_cast<const A&>(*this).done(), at);
    }
    void apply(State& state, const Circumstances& at) const {
        add_action(state, *this, static_cast<const A&>(*this).done(), at);
    }
};

}  // namespace comity
