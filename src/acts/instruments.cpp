// SPDX-License-Identifier: Apache-2.0
#include "acts/instruments.h"

#include "acts/rules.h"
#include "base/digits.h"

#include <algorithm>

namespace comity {

Instrument RecordedInstrument::law() const {
    Instrument law = terms;
    for (const RecordedAction& done : actions)
        if (done.counts()) law.actions.push_back(done.action);
    return law;
}

Action ByParticipant::action(ActionKind kind) const {
    return {.participant = party.value, .kind = kind, .date = date};
}

void add_action(State& state, const Identifier& instrument, RecordedAction action) {
    state.instruments.at(instrument.value).actions.push_back(std::move(action));
}

void add_action(State& state, const ByParticipant& act, const Action& action,
                const Circumstances& at) {
    add_action(state, act.instrument, {action, act.text, act.source, at.mention(), {}, {}});
}

template <ActionKind what>
Action OnOperation<what>::done() const {
    Action done{.kind = what, .date = date};
    if (party) done.participant = party->value;
    return done;
}

template <ActionKind what>
Result<> OnOperation<what>::permitted(const State& state, const Circumstances& at) const {
    if (party) TRY(rules::secretariat_or_participant(*party, at));
    if (!party) TRY(rules::only_secretariat(at));
    const Action action = done();
    return rules::may_be_done(state, instrument, std::span(&action, 1), at);
}

template <ActionKind what>
void OnOperation<what>::apply(State& state, const Circumstances& at) const {
    add_action(state, instrument, {done(), text, source, at.mention(), {}, {}});
}

template struct OnOperation<ActionKind::suspension>;
template struct OnOperation<ActionKind::resumption>;

namespace rules {
namespace {

bool is_signature(ActionKind kind) { return kind <= ActionKind::definitive_signature; }

bool is_answer(ActionKind kind) {
    return kind == ActionKind::reservation_acceptance || kind == ActionKind::reservation_objection;
}

/// What was done before, by its author, to the same reservation.
bool is_on_same_reservation(const Action& one, const Action& other) {
    return one.participant == other.participant && one.reference == other.reference &&
           one.towards == other.towards;
}

Result<> check_not_signed(const Action& action, const Instrument& law) {
    const bool signed_before = std::ranges::any_of(law.actions, [&](const Action& done) {
        return is_signature(done.kind) && done.participant == action.participant;
    });
    if (!is_signature(action.kind) || !signed_before) return {};
    return refuse("instrument.signed", "'" + *action.participant + "' signed it already", "/party");
}

Result<> check_new_reservation(const Action& action, const Instrument& law) {
    for (const Action& done : law.actions)
        if (action.kind == ActionKind::reservation && done.kind == action.kind &&
            is_on_same_reservation(done, action))
            return refuse("instrument.reservation-exists", "has a reservation of that name already",
                          "/reference");
    return {};
}

Result<> check_not_answered(const Action& action, const Instrument& law) {
    if (!is_answer(action.kind)) return {};
    int standing = 0;
    for (const Action& done : law.actions)
        if (is_on_same_reservation(done, action))
            standing += is_answer(done.kind)                            ? 1
                        : done.kind == ActionKind::objection_withdrawal ? -1
                                                                        : 0;
    if (standing <= 0) return {};
    return refuse("instrument.answered", "was answered before; take an objection back first",
                  "/reference");
}

Result<> check_day(const Action& action, const Instrument& law) {
    if (law.concluded && action.date < *law.concluded)
        return refuse("instrument.before-adoption",
                      "should not be before its adoption on " + law.concluded->text(), "/date");
    for (const Action& done : law.actions)
        if (done.kind == ActionKind::termination && done.date <= action.date &&
            action.kind != ActionKind::termination)
            return refuse("instrument.terminated", "was terminated on " + done.date.text(),
                          "/date");
    return {};
}

/// One consent at a time: the law takes no notice of a second.
Result<> check_consent_counts(const Action& action, const Instrument& law, const History& history) {
    if (!action.participant || !is_consent(action.kind)) return {};
    const auto of_participant = [&](const Action& done) {
        return is_consent(done.kind) && done.participant == action.participant;
    };
    if (std::ranges::count_if(law.actions, of_participant) ==
        std::ssize(history.consents(*action.participant)))
        return {};
    return refuse("instrument.consented", "'" + *action.participant + "' has consented already",
                  "/party");
}

/// The law's refusal names an action by its place; people know the act's fields, and other entries.
Refusal in_act(Refusal refusal, const RecordedInstrument& instrument) {
    constexpr std::string_view actions = "/actions/";
    if (!refusal.where.starts_with(actions)) return refusal;
    std::vector<const RecordedAction*> counted;
    for (const RecordedAction& done : instrument.actions)
        if (done.counts()) counted.push_back(&done);
    const std::string place = refusal.where.substr(actions.size());
    const std::size_t slash = std::min(place.find('/'), place.size());
    const auto index = parse_number<std::size_t>(std::string_view(place).substr(0, slash));
    if (index && *index < counted.size()) {
        refusal.message = "entry " + std::to_string(counted[*index]->mention.entry) +
                          " rests on it: " + refusal.message;
        refusal.where = "/date";
    } else {
        refusal.where = place.substr(slash);
        if (refusal.where == "/participant") refusal.where = "/party";
    }
    return refusal;
}

}  // namespace

Result<const RecordedInstrument*> known_instrument(const State& state, const Identifier& name) {
    const auto found = state.instruments.find(name.value);
    if (found != state.instruments.end()) return &found->second;
    return refuse("instrument.unknown", "there is no instrument '" + name.value + "'",
                  "/instrument");
}

Result<> secretariat_or_participant(const PartyCode& party, const Circumstances& at) {
    if (at.author == secretariat || at.author == party.value) return {};
    return refuse(
        "author.not-the-participant",
        std::string(at.author) + " may not: this is for the secretariat and for " + party.value,
        "/party");
}

Result<> may_be_done(const State& state, const Identifier& instrument,
                     std::span<const Action> actions, const Circumstances& at) {
    const RecordedInstrument& recorded = *TRY(known_instrument(state, instrument));
    Instrument law = recorded.law();
    for (const Action& action : actions) {
        TRY(not_in_the_future(action.date, at, "/date"));
        TRY(check_day(action, law));
        TRY(check_not_signed(action, law));
        TRY(check_new_reservation(action, law));
        TRY(check_not_answered(action, law));
    }
    law.actions.insert(law.actions.end(), actions.begin(), actions.end());
    const auto history = History::of(law);
    if (!history) return std::unexpected(in_act(history.error(), recorded));
    for (const Action& action : actions) TRY(check_consent_counts(action, law, *history));
    return {};
}

Result<> may_do(const State& state, const ByParticipant& act, const Action& action,
                const Circumstances& at) {
    TRY(secretariat_or_participant(act.party, at));
    return may_be_done(state, act.instrument, std::span(&action, 1), at);
}

}  // namespace rules
}  // namespace comity
