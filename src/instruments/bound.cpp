// SPDX-License-Identifier: Apache-2.0
#include "instruments/bound.h"

#include "instruments/entry_count.h"

#include <algorithm>

namespace comity {
namespace {

/// VCLT art. 20 (5).
constexpr std::int64_t silence_months = 12;

bool any_holds(std::span<const Span> spans, Date date) {
    return std::ranges::any_of(spans, [date](const Span& span) { return span.holds(date); });
}

}  // namespace

bool History::in_force(Date date) const { return entry_ && *entry_ <= date && date < terminated_; }

const History::Slice* History::find(std::string_view participant) const {
    const auto found = std::ranges::lower_bound(
        slices_, participant, {}, [](const Slice& slice) { return std::string_view(slice.name); });
    return found != slices_.end() && found->name == participant ? &*found : nullptr;
}

std::optional<Date> History::signed_on(std::string_view participant) const {
    const Slice* slice = find(participant);
    return slice ? slice->signed_on : std::nullopt;
}

std::span<const Consent> History::consents(std::string_view participant) const {
    const Slice* slice = find(participant);
    if (!slice) return {};
    return std::span(consents_).subspan(slice->first, slice->end - slice->first);
}

const Consent* History::consent_on(const Slice& slice, Date date) const {
    for (std::size_t i = slice.first; i < slice.end; ++i)
        if (consents_[i].bound.holds(date)) return &consents_[i];
    return nullptr;
}

Outstanding History::outstanding(Date date) const {
    EntryCount count(rule_);
    for (const Slice& slice : slices_)
        for (std::size_t i = slice.first; i < slice.end; ++i)
            if (consents_[i].deposit.holds(date)) count.add(slice.name);
    Outstanding outstanding = count.outstanding();
    if (met_on_ && *met_on_ <= date) {
        if (!stated_) outstanding.met_on = met_on_;
        outstanding.in_force_on = entry_;
    }
    return outstanding;
}

std::vector<Bound> History::bound_on(Date date) const {
    std::vector<Bound> parties;
    for_each_bound(date, [&](std::string_view participant, Date since) {
        parties.push_back({participant, since});
    });
    return parties;
}

bool History::is_bound(std::string_view participant, Date date) const {
    const Slice* slice = find(participant);
    return slice && in_force(date) && consent_on(*slice, date);
}

TreatyStanding History::standing(std::string_view participant, Date date) const {
    const Slice* slice = find(participant);
    if (!slice) return TreatyStanding::none;
    bool consented = false;
    for (const Consent& consent : consents(participant)) {
        if (consent.bound.holds(date) && in_force(date))
            return any_holds(slice->suspended, date) || any_holds(suspended_, date)
                       ? TreatyStanding::suspended
                       : TreatyStanding::bound;
        if (consent.deposit.holds(date))
            return date >= terminated_                   ? TreatyStanding::ended
                   : any_holds(slice->provisional, date) ? TreatyStanding::provisional
                                                         : TreatyStanding::contracting;
        consented = consented || consent.deposit.from <= date;
    }
    if (consented) return TreatyStanding::withdrawn;
    if (slice->extinct && *slice->extinct <= date) return TreatyStanding::none;
    if (date < terminated_ && any_holds(slice->provisional, date))
        return TreatyStanding::provisional;
    return slice->signed_on && *slice->signed_on <= date ? TreatyStanding::signatory
                                                         : TreatyStanding::none;
}

ReservationStatus History::status(const Reservation& reservation, std::string_view towards,
                                  Date date) const {
    Date by = add_months(reservation.span.from, silence_months);
    for (const Consent& consent : consents(towards))
        if (consent.deposit.holds(date)) by = std::max(by, consent.deposit.from);
    ReservationStatus status{
        .author = reservation.author,
        .reference = reservation.reference,
        .effect = date > by ? ReservationEffect::tacit : ReservationEffect::pending,
        .objection_by = by};
    for (const Reaction& reaction : reactions_) {  // in order of date: the first one decides
        if (reaction.by != towards || reaction.author != reservation.author ||
            reaction.reference != reservation.reference)
            continue;
        if (!reaction.span.holds(date) || reaction.span.from > by) continue;
        status.effect = reaction.effect;
        break;
    }
    return status;
}

std::vector<ReservationStatus> History::reservations(std::string_view author,
                                                     std::string_view towards, Date date) const {
    std::vector<ReservationStatus> found;
    for (const Reservation& reservation : reservations_)
        if (reservation.author == author && reservation.span.holds(date))
            found.push_back(status(reservation, towards, date));
    return found;
}

Relation History::between(std::string_view one, std::string_view other, Date date) const {
    Relation relation;
    relation.in_force = one != other && is_bound(one, date) && is_bound(other, date);
    relation.reservations = reservations(one, other, date);
    for (const ReservationStatus& status : reservations(other, one, date))
        relation.reservations.push_back(status);
    for (const ReservationStatus& status : relation.reservations)
        if (status.effect == ReservationEffect::precluded) relation.in_force = false;
    return relation;
}

namespace {

/// Whether a party to the instrument is one to the amended text: by acceptance, or because it
/// joined later.
bool has_amended(const History& instrument, const History& amendment, std::string_view party,
                 Date date) {
    if (amendment.is_bound(party, date)) return true;
    const auto entry = amendment.enters_into_force();
    if (!entry || !amendment.in_force(date)) return false;
    return std::ranges::any_of(instrument.consents(party), [&](const Consent& consent) {
        return consent.bound.holds(date) && consent.deposit.from > *entry &&
               consent.kind != ActionKind::succession;
    });
}

}  // namespace

Version version_between(const History& instrument, const History& amendment, std::string_view one,
                        std::string_view other, Date date) {
    if (!instrument.between(one, other, date).in_force) return Version::none;
    const bool amended = has_amended(instrument, amendment, one, date) &&
                         has_amended(instrument, amendment, other, date);
    return amended ? Version::amended : Version::unamended;
}

}  // namespace comity
