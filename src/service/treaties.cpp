// SPDX-License-Identifier: Apache-2.0
#include "service/treaties.h"

#include "base/check.h"
#include "base/sorted.h"
#include "service/build_answers.h"
#include "service/treaty_words.h"

#include <algorithm>

namespace comity {
namespace {

History history_of(const Instrument& facts) {
    auto history = History::of(facts);
    check(history.has_value(), "what was permitted has a history");
    return *std::move(history);
}

std::vector<std::string> participants_of(const Instrument& facts) {
    std::vector<std::string> names;
    for (const Action& action : facts.actions)
        if (action.participant) names.push_back(*action.participant);
    const auto add = [&](const std::optional<std::vector<std::string>>& more) {
        if (more) names.insert(names.end(), more->begin(), more->end());
    };
    add(facts.negotiated_by);
    if (facts.entry) add(facts.entry->named);
    return sorted_once(std::move(names));
}

bool has_consented(TreatyStanding standing) {
    return standing == TreatyStanding::contracting || standing == TreatyStanding::bound ||
           standing == TreatyStanding::suspended;
}

std::optional<Date> unless_never(Date date) {
    return date == Span::never ? std::nullopt : std::optional(date);
}

/// The last consent that was expressed by a day.
const Consent* last_consent(const History& history, std::string_view party, Date on) {
    const Consent* last = nullptr;
    for (const Consent& consent : history.consents(party))
        if (consent.deposit.from <= on) last = &consent;
    return last;
}

answers::Missing missing_answer(const Instrument& facts, const History& history, Date on) {
    const Outstanding outstanding = history.outstanding(on);
    answers::Missing missing;
    missing.clauses_known = facts.entry || (facts.negotiated_by && !facts.negotiated_by->empty());
    missing.deposits = outstanding.deposits;
    if (outstanding.deposits_wanted > 0) missing.deposits_wanted = outstanding.deposits_wanted;
    if (!outstanding.in_force_on) missing.named = outstanding.named;
    if (!outstanding.share_wanted.is_zero()) {
        missing.share = outstanding.share.rounded(2);
        missing.share_wanted = outstanding.share_wanted;
    }
    missing.met_on = outstanding.met_on;
    return missing;
}

answers::InstrumentAction action_answer(const RecordedAction& done) {
    answers::InstrumentAction answer;
    answer.entry = static_cast<std::int64_t>(done.mention.entry);
    answer.date = done.action.date;
    answer.action = word(done.action.kind);
    answer.party = done.action.participant;
    answer.reference = done.action.reference;
    answer.towards = done.action.towards;
    answer.predecessor = done.action.predecessor;
    answer.effect = done.action.effect;
    answer.text = done.text;
    if (done.source) answer.source = source_answer(*done.source);
    if (done.struck) answer.struck_by = static_cast<std::int64_t>(done.struck->entry);
    answer.strike_reason = done.strike_reason;
    return answer;
}

std::vector<const RecordedAction*> by_date(const std::vector<RecordedAction>& actions) {
    std::vector<const RecordedAction*> ordered;
    for (const RecordedAction& done : actions) ordered.push_back(&done);
    std::ranges::stable_sort(ordered, {}, [](const RecordedAction* done) {
        return std::pair(done->action.date, done->mention.entry);
    });
    return ordered;
}

}  // namespace

Translations participant_name(const View& view, const std::string& code) {
    const auto party = view.state.parties.find(code);
    if (party != view.state.parties.end() && party->second.name) return *party->second.name;
    const Country* country = view.countries.by_alpha3(code);
    return {{{"en", country ? country->display_name() : code}}};
}

InstrumentLaw::InstrumentLaw(std::string_view name, const RecordedInstrument& recorded)
    : name_(name),
      recorded_(recorded),
      facts_(recorded.law()),
      history_(history_of(facts_)),
      participants_(participants_of(facts_)) {}

answers::InstrumentLine InstrumentLaw::line(Date on) const {
    answers::InstrumentLine line;
    line.instrument = name_;
    line.kind = word(facts_.kind);
    line.title = recorded_.title;
    line.concluded = facts_.concluded;
    line.place = recorded_.place;
    line.amends = facts_.amends;
    line.in_force = history_.in_force(on);
    line.in_force_on = history_.outstanding(on).in_force_on;
    line.stated = history_.entry_is_stated();
    if (history_.terminated() <= on) line.terminated = history_.terminated();
    for (const std::string& code : participants_) {
        const TreatyStanding standing = history_.standing(code, on);
        line.signatories += standing == TreatyStanding::signatory ? 1 : 0;
        line.contracting += standing == TreatyStanding::contracting ? 1 : 0;
        line.bound += history_.is_bound(code, on) ? 1 : 0;
    }
    line.missing = missing_answer(facts_, history_, on);
    return line;
}

answers::InstrumentParty InstrumentLaw::party(const View& view, const std::string& code,
                                              Date on) const {
    answers::InstrumentParty answer;
    answer.party = code;
    answer.name = participant_name(view, code);
    answer.standing = word(history_.standing(code, on));
    const auto signed_on = history_.signed_on(code);
    if (signed_on && *signed_on <= on) answer.signed_on = signed_on;
    const Consent* consent = last_consent(history_, code, on);
    if (!consent) return answer;
    answer.consent = word(consent->kind);
    if (consent->kind != ActionKind::entry_into_force) answer.consent_on = consent->deposit.from;
    const bool ever_bound = consent->bound.from < consent->bound.until;
    if (ever_bound && history_.outstanding(on).in_force_on)
        answer.bound_since = unless_never(consent->bound.from);
    if (consent->notice && *consent->notice <= on) answer.notice_on = consent->notice;
    if (answer.notice_on || consent->deposit.until <= on)
        answer.leaves_on = unless_never(consent->deposit.until);
    return answer;
}

std::vector<answers::ReservationTowards> InstrumentLaw::towards(const Action& reservation,
                                                                Date on) const {
    std::vector<answers::ReservationTowards> found;
    for (const std::string& other : participants_) {
        if (other == *reservation.participant || !has_consented(history_.standing(other, on)))
            continue;
        for (const ReservationStatus& status :
             history_.reservations(*reservation.participant, other, on))
            if (status.reference == *reservation.reference)
                found.push_back({other, std::string(word(status.effect)), status.objection_by});
    }
    return found;
}

std::vector<answers::InstrumentReservation> InstrumentLaw::reservations(Date on) const {
    std::vector<answers::InstrumentReservation> made;
    for (const RecordedAction& done : recorded_.actions) {
        if (!done.counts() || done.action.kind != ActionKind::reservation || done.action.date > on)
            continue;
        made.push_back({*done.action.participant, *done.action.reference, done.action.date,
                        static_cast<std::int64_t>(done.mention.entry), done.text,
                        towards(done.action, on)});
    }
    return made;
}

std::vector<std::string> InstrumentLaw::objectors(const std::string& party, Date on) const {
    std::vector<std::string> found;
    for (const Action& action : facts_.actions)
        if (action.kind == ActionKind::reservation && action.participant == party &&
            action.date <= on)
            for (const answers::ReservationTowards& other : towards(action, on))
                if (other.effect == word(ReservationEffect::objected) ||
                    other.effect == word(ReservationEffect::precluded))
                    found.push_back(other.party);
    return sorted_once(std::move(found));
}

std::vector<answers::DepositaryNotice> InstrumentLaw::notices(const View& view, Date on) const {
    std::vector<answers::DepositaryNotice> notices;
    for (const RecordedAction* done : by_date(recorded_.actions)) {
        const Action& action = done->action;
        if (!done->counts() || action.date > on) continue;
        NoticeParts parts{.title = recorded_.title, .action = action.kind, .date = action.date};
        parts.reference = action.reference;
        parts.entry = done->mention.entry;
        if (action.participant) parts.party = participant_name(view, *action.participant);
        if (action.towards) parts.towards = participant_name(view, *action.towards);
        const Consent* consent =
            action.participant ? last_consent(history_, *action.participant, action.date) : nullptr;
        if (consent && is_consent(action.kind) && history_.outstanding(action.date).in_force_on)
            parts.bound_from = unless_never(consent->bound.from);
        if (consent && consent->notice == action.date && action.kind == ActionKind::withdrawal)
            parts.leaves_on = unless_never(consent->deposit.until);
        notices.push_back(
            {0, action.date, static_cast<std::int64_t>(done->mention.entry), notice_text(parts)});
    }
    const Outstanding outstanding = history_.outstanding(on);
    if (outstanding.met_on)
        notices.push_back(
            {0,
             *outstanding.met_on,
             {},
             entry_text(recorded_.title, outstanding.met_on, *outstanding.in_force_on)});
    std::ranges::stable_sort(notices, {}, &answers::DepositaryNotice::date);
    for (std::size_t i = 0; i < notices.size(); ++i)
        notices[i].number = static_cast<std::int64_t>(i) + 1;
    return notices;
}

answers::InstrumentPage InstrumentLaw::page(const View& view, Date on) const {
    answers::InstrumentPage page;
    static_cast<answers::InstrumentLine&>(page) = line(on);
    page.on = on;
    page.entry = static_cast<std::int64_t>(recorded_.opened.entry);
    page.source = source_answer(recorded_.source);
    page.depositary = recorded_.depositary;
    page.reservations_prohibited = facts_.reservations_prohibited.value_or(false);
    if (facts_.entry) page.clauses = encode(*facts_.entry);
    for (const std::string& code : participants_) page.parties.push_back(party(view, code, on));
    page.reservations = reservations(on);
    for (const RecordedAction* done : by_date(recorded_.actions))
        page.actions.push_back(action_answer(*done));
    page.notifications = notices(view, on);
    return page;
}

}  // namespace comity
