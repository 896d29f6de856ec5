// SPDX-License-Identifier: Apache-2.0
#include "instruments/bound.h"
#include "instruments/entry_count.h"

#include <algorithm>
#include <set>
#include <utility>

namespace comity {

/// Goes through the actions of each participant in order of date, then finds the day on which the
/// conditions were met, and from it the days of each consent.
class HistoryBuilder {
public:
    explicit HistoryBuilder(const Instrument& instrument) : instrument_(instrument) {}

    Result<History> build() {
        TRY(check_parts());
        TRY(take_rule());
        sort_actions();
        for (const std::size_t index : order_) TRY(take(index));
        finish_slices();
        TRY(check_predecessors());
        find_entry();
        TRY(set_bounds());
        TRY(take_reservations());
        return std::move(history_);
    }

private:
    /// What a consent needs until it is known when the instrument entered into force.
    struct Draft {
        std::size_t action = 0;
        std::size_t slice = 0;
        Date leaves = Span::never;  ///< when the notice has run out, or the state is no more
    };

    const Action& action(std::size_t index) const { return instrument_.actions[index]; }
    History::Slice& slice() { return history_.slices_.back(); }

    std::unexpected<Refusal> refuse_action(std::size_t index, std::string code,
                                           std::string message) const {
        return refuse(std::move(code), std::move(message), "/actions/" + std::to_string(index));
    }

    Result<> check_parts() const {
        TRY(instrument_.valid());
        for (std::size_t i = 0; i < instrument_.actions.size(); ++i)
            if (auto valid = action(i).valid(); !valid)
                return refuse_at("/actions/" + std::to_string(i), std::move(valid));
        return {};
    }

    Result<> take_rule() {
        EntryRule& rule = history_.rule_;
        if (instrument_.entry) rule = *instrument_.entry;
        if (auto valid = rule.valid(); !valid) return refuse_at("/entry", std::move(valid));
        for (const auto& delay : {rule.delay, rule.later_delay, rule.withdrawal_notice})
            if (delay) TRY(delay->valid());
        if (rule.share) TRY(rule.share->valid());
        if (rule.has_condition()) return {};
        rule.named = instrument_.negotiated_by;  // VCLT art. 24 (2)
        if (rule.has_condition()) return {};
        clauses_known_ = false;
        if (!instrument_.entry) return {};
        return refuse("instrument.no-entry-rule",
                      "needs conditions for its entry into force, or who negotiated it", "/entry");
    }

    void sort_actions() {
        order_.resize(instrument_.actions.size());
        for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = i;
        std::ranges::sort(order_, [this](std::size_t a, std::size_t b) {
            const Action& x = action(a);
            const Action& y = action(b);
            if (const auto names = x.participant <=> y.participant; names != 0) return names < 0;
            return std::tuple(x.date, x.kind, a) < std::tuple(y.date, y.kind, b);
        });
    }

    Result<> take(std::size_t index) {
        const Action& next = action(index);
        if (!next.participant) return take_common(index);
        if (history_.slices_.empty() || slice().name != *next.participant) {
            finish_slices();
            history_.slices_.emplace_back().name = *next.participant;
            slice().first = history_.consents_.size();
        }
        if (slice().extinct)
            return refuse_action(index, "action.after-extinction",
                                 "'" + *next.participant + "' no longer existed");
        if (is_consent(next.kind)) return take_consent(index);
        return take_other(index);
    }

    void finish_slices() {
        if (!history_.slices_.empty()) slice().end = history_.consents_.size();
    }

    /// Of the instrument as such.
    Result<> take_common(std::size_t index) {
        const Action& next = action(index);
        if (next.kind == ActionKind::entry_into_force) return take_stated_entry(index);
        if (next.kind == ActionKind::suspension) history_.suspended_.push_back({.from = next.date});
        if (next.kind == ActionKind::resumption) return end_span(history_.suspended_, index);
        if (next.kind != ActionKind::termination) return {};
        if (history_.terminated_ != Span::never)
            return refuse_action(index, "action.terminated-twice", "was terminated before");
        history_.terminated_ = next.date;
        return {};
    }

    /// What the depositary stated holds, whatever deposits are known.
    Result<> take_stated_entry(std::size_t index) {
        if (history_.entry_)
            return refuse_action(index, "action.entry-stated-twice", "was stated before");
        history_.stated_ = true;
        history_.met_on_ = history_.entry_ = action(index).date;
        return {};
    }

    Result<> take_consent(std::size_t index) {
        const Action& next = action(index);
        if (next.kind == ActionKind::entry_into_force && !history_.stated_)
            return refuse_action(index, "action.entry-not-stated",
                                 "should be stated for the instrument as such too");
        const bool of_signatory = next.kind == ActionKind::ratification ||
                                  next.kind == ActionKind::acceptance ||
                                  next.kind == ActionKind::approval;
        if (of_signatory && history_.rule_.signature_first.value_or(false) && !slice().signed_on)
            return refuse_action(index, "action.no-signature", "only who signed may do this");
        if (has_consent() && !last_consent().notice) return {};  // adds nothing to the first
        history_.consents_.push_back({.kind = next.kind,
                                      .deposit = {.from = next.date},
                                      .bound = {.from = Span::never},
                                      .notice = {},
                                      .succeeds = next.effect});
        drafts_.push_back({.action = index, .slice = history_.slices_.size() - 1});
        return {};
    }

    bool has_consent() { return history_.consents_.size() > slice().first; }
    Consent& last_consent() { return history_.consents_.back(); }

    Result<> take_other(std::size_t index) {
        const Action& next = action(index);
        switch (next.kind) {
            case ActionKind::signature:
            case ActionKind::signature_ad_referendum:
            case ActionKind::succession_to_signature:
                if (!slice().signed_on) slice().signed_on = next.date;
                return {};
            case ActionKind::provisional_application:
                slice().provisional.push_back({.from = next.date});
                return {};
            case ActionKind::end_of_provisional:
                return end_span(slice().provisional, index);
            case ActionKind::suspension:
                slice().suspended.push_back({.from = next.date});
                return {};
            case ActionKind::resumption:
                return end_span(slice().suspended, index);
            case ActionKind::withdrawal:
                return take_withdrawal(index);
            case ActionKind::withdrawal_revocation:
                return take_revocation(index);
            case ActionKind::extinction:
                slice().extinct = next.date;
                if (has_consent())
                    drafts_.back().leaves = std::min(drafts_.back().leaves, next.date);
                return {};
            case ActionKind::reservation:
            case ActionKind::reservation_withdrawal:
            case ActionKind::reservation_acceptance:
            case ActionKind::reservation_objection:
            case ActionKind::objection_withdrawal:
                remarks_.push_back(index);
                return {};
            case ActionKind::declaration:
            case ActionKind::notification:
            case ActionKind::termination:
            case ActionKind::definitive_signature:
            case ActionKind::confirmation_of_signature:
            case ActionKind::ratification:
            case ActionKind::acceptance:
            case ActionKind::approval:
            case ActionKind::accession:
            case ActionKind::formal_confirmation:
            case ActionKind::consent:
            case ActionKind::succession:
            case ActionKind::entry_into_force:
                return {};
        }
        std::unreachable();
    }

    Result<> end_span(std::vector<Span>& spans, std::size_t index) const {
        if (spans.empty() || spans.back().until != Span::never)
            return refuse_action(index, "action.nothing-to-end", "there is nothing that it ends");
        spans.back().until = action(index).date;
        return {};
    }

    Result<> take_withdrawal(std::size_t index) {
        const Action& next = action(index);
        if (!has_consent() || last_consent().notice)
            return refuse_action(index, "action.nothing-to-withdraw",
                                 "there is no consent that could be withdrawn");
        const Date earliest = history_.rule_.notice().after(next.date);
        if (next.effect.value_or(earliest) < earliest)
            return refuse_action(index, "action.notice-too-short",
                                 "takes effect no earlier than " + earliest.text());
        last_consent().notice = next.date;
        drafts_.back().leaves = next.effect.value_or(earliest);
        return {};
    }

    Result<> take_revocation(std::size_t index) {
        if (!has_consent() || !last_consent().notice || drafts_.back().leaves <= action(index).date)
            return refuse_action(index, "action.nothing-to-revoke",
                                 "there is no notice that has not yet taken effect");
        last_consent().notice.reset();
        drafts_.back().leaves = Span::never;
        return {};
    }

    /// VCSS art. 17, 18: a state succeeds to what its predecessor had consented to.
    Result<> check_predecessors() const {
        for (const Draft& draft : drafts_) {
            const Action& succession = action(draft.action);
            if (!succession.predecessor) continue;
            const Date day = succession.effect.value_or(succession.date);
            if (!was_contracting(*succession.predecessor, day))
                return refuse_action(
                    draft.action, "action.predecessor-not-contracting",
                    "'" + *succession.predecessor + "' had not consented by " + day.text());
        }
        return {};
    }

    bool was_contracting(const std::string& participant, Date day) const {
        const History::Slice* found = history_.find(participant);
        if (!found) return false;
        for (std::size_t i = found->first; i < found->end; ++i)
            if (history_.consents_[i].deposit.from <= day && day <= drafts_[i].leaves) return true;
        return false;
    }

    /// Before the entry into force a consent can be taken back at once: the clauses on notice do
    /// not yet bind (VCLT art. 18 b, 24 (4)).
    Date leaves_before_entry(std::size_t consent) const {
        const auto notice = history_.consents_[consent].notice;
        return notice ? std::min(*notice, drafts_[consent].leaves) : drafts_[consent].leaves;
    }

    void find_entry() {
        if (history_.stated_ || !clauses_known_) return;
        struct Change {
            Date date;
            std::size_t consent;
            bool leaves;
        };
        std::vector<Change> changes;
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            changes.push_back({history_.consents_[i].deposit.from, i, false});
            if (const Date left = leaves_before_entry(i); left != Span::never)
                changes.push_back({left, i, true});
        }
        std::ranges::sort(changes, {}, &Change::date);
        EntryCount count(history_.rule_);
        for (std::size_t i = 0; i < changes.size(); ++i) {
            const std::string& name = history_.slices_[drafts_[changes[i].consent].slice].name;
            if (changes[i].leaves)
                count.remove(name);
            else
                count.add(name);
            const bool day_over = i + 1 == changes.size() || changes[i + 1].date > changes[i].date;
            if (day_over && count.met()) return set_entry(changes[i].date);
        }
    }

    void set_entry(Date met_on) {
        const EntryRule& rule = history_.rule_;
        history_.met_on_ = met_on;
        const Date entry = rule.delay.value_or(Delay{}).after(met_on);
        history_.entry_ = std::max(entry, rule.not_before.value_or(entry));
    }

    Result<> set_bounds() {
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            Consent& consent = history_.consents_[i];
            const bool early =
                !history_.met_on_ || (consent.notice && *consent.notice <= *history_.met_on_);
            consent.deposit.until = early ? leaves_before_entry(i) : drafts_[i].leaves;
            consent.bound = {.from = bound_from(consent), .until = consent.deposit.until};
            const bool again = i > 0 && drafts_[i - 1].slice == drafts_[i].slice;
            if (again && consent.deposit.from < history_.consents_[i - 1].deposit.until)
                return refuse_action(drafts_[i].action, "action.consent-while-leaving",
                                     "the notice of withdrawal should first be taken back");
        }
        return {};
    }

    Date bound_from(const Consent& consent) const {
        if (!history_.entry_) return Span::never;
        if (consent.kind == ActionKind::succession)  // VCSS art. 23 (1)
            return std::max(*history_.entry_, consent.succeeds.value_or(consent.deposit.from));
        if (consent.deposit.from <= *history_.met_on_) return *history_.entry_;
        const Delay delay = history_.rule_.later_delay.value_or(Delay{});  // VCLT art. 24 (3)
        return std::max(*history_.entry_, delay.after(consent.deposit.from));
    }

    Result<> take_reservations() {
        std::ranges::sort(remarks_, {}, [this](std::size_t i) {
            return std::tuple(action(i).date, action(i).kind, i);
        });
        for (const std::size_t index : remarks_) TRY(take_remark(index));
        return {};
    }

    Result<> take_remark(std::size_t index) {
        const Action& next = action(index);
        if (next.kind == ActionKind::reservation) return take_reservation(index);
        const std::string& author = next.towards ? *next.towards : *next.participant;
        if (!formulated_.contains({author, *next.reference}))
            return refuse_action(index, "action.no-reservation",
                                 "'" + author + "' made no reservation '" + *next.reference + "'");
        if (next.kind == ActionKind::reservation_withdrawal)
            end_reservation(author, *next.reference, next.date);
        else if (next.kind == ActionKind::objection_withdrawal)
            end_objection(next);
        else
            add_reaction(next);
        return {};
    }

    /// VCLT art. 19, 23 (2): made with the consent, or confirmed then; what was said at signature
    /// and not confirmed has no effect, though it can be answered (23 (3)).
    Result<> take_reservation(std::size_t index) {
        const Action& next = action(index);
        formulated_.emplace(*next.participant, *next.reference);
        bool bound_before = false;
        for (const Consent& consent : history_.consents(*next.participant)) {
            if (consent.deposit.from == next.date) {
                history_.reservations_.push_back(
                    {.author = *next.participant,
                     .reference = *next.reference,
                     .span = {.from = next.date, .until = consent.deposit.until}});
                return {};
            }
            bound_before = bound_before || consent.deposit.holds(next.date);
        }
        if (!bound_before) return {};
        return refuse_action(index, "action.reservation-late",
                             "should be made with the consent to be bound, or before it");
    }

    void end_reservation(const std::string& author, const std::string& reference, Date date) {
        for (History::Reservation& made : history_.reservations_)
            if (made.author == author && made.reference == reference)
                made.span.until = std::min(made.span.until, date);
    }

    void end_objection(const Action& end) {
        for (History::Reaction& made : history_.reactions_)
            if (made.by == *end.participant && made.author == *end.towards &&
                made.reference == *end.reference && made.effect != ReservationEffect::accepted)
                made.span.until = std::min(made.span.until, end.date);
    }

    void add_reaction(const Action& made) {
        const bool accepts = made.kind == ActionKind::reservation_acceptance;
        const bool precludes = made.precludes.value_or(false);
        history_.reactions_.push_back({.by = *made.participant,
                                       .author = *made.towards,
                                       .reference = *made.reference,
                                       .span = {.from = made.date},
                                       .effect = accepts     ? ReservationEffect::accepted
                                                 : precludes ? ReservationEffect::precluded
                                                             : ReservationEffect::objected});
    }

    const Instrument& instrument_;
    History history_;
    bool clauses_known_ = true;
    std::vector<std::size_t> order_;
    std::vector<Draft> drafts_;         ///< as many as consents, in the same order
    std::vector<std::size_t> remarks_;  ///< on reservations
    std::set<std::pair<std::string_view, std::string_view>> formulated_;  ///< author, reference
};

Result<History> History::of(const Instrument& instrument) {
    return HistoryBuilder(instrument).build();
}

}  // namespace comity
