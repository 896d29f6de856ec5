// SPDX-License-Identifier: Apache-2.0
#include "instruments/instrument.h"

#include <utility>

namespace comity {
namespace {

/// Which of the optional members a kind of action has.
enum class Need : std::uint8_t { none, may, must };

struct Needs {
    Need participant = Need::must;
    Need reference = Need::none;
    Need towards = Need::none;
    Need precludes = Need::none;
    Need predecessor = Need::none;
    Need effect = Need::none;
};

Needs reservation_needs(Need towards, Need precludes) {
    Needs needs;
    needs.reference = Need::must;
    needs.towards = towards;
    needs.precludes = precludes;
    return needs;
}

Needs needs_of(ActionKind kind) {
    Needs needs;
    switch (kind) {
        case ActionKind::signature:
        case ActionKind::signature_ad_referendum:
        case ActionKind::definitive_signature:
        case ActionKind::confirmation_of_signature:
        case ActionKind::ratification:
        case ActionKind::acceptance:
        case ActionKind::approval:
        case ActionKind::accession:
        case ActionKind::formal_confirmation:
        case ActionKind::consent:
        case ActionKind::provisional_application:
        case ActionKind::end_of_provisional:
        case ActionKind::declaration:
        case ActionKind::notification:
        case ActionKind::withdrawal_revocation:
        case ActionKind::extinction:
            return needs;
        case ActionKind::succession:
        case ActionKind::succession_to_signature:
            needs.predecessor = Need::may;
            needs.effect = Need::may;
            return needs;
        case ActionKind::reservation:
        case ActionKind::reservation_withdrawal:
            return reservation_needs(Need::none, Need::none);
        case ActionKind::reservation_acceptance:
        case ActionKind::objection_withdrawal:
            return reservation_needs(Need::must, Need::none);
        case ActionKind::reservation_objection:
            return reservation_needs(Need::must, Need::may);
        case ActionKind::withdrawal:
            needs.effect = Need::may;
            return needs;
        case ActionKind::entry_into_force:
        case ActionKind::suspension:
        case ActionKind::resumption:
            needs.participant = Need::may;
            return needs;
        case ActionKind::termination:
            needs.participant = Need::none;
            return needs;
    }
    std::unreachable();
}

Result<> check_need(Need need, bool there, ActionKind kind, const char* place) {
    if (need == Need::must && !there)
        return refuse("action.needs", "is required by '" + std::string(word(kind)) + "'", place);
    if (need == Need::none && there)
        return refuse("action.has-no", "has no meaning in '" + std::string(word(kind)) + "'",
                      place);
    return {};
}

Result<> check_date(Date date, const char* place) {
    if (date.year() <= Instrument::year_max) return {};
    return refuse("action.date",
                  "should be no later than the year " + std::to_string(Instrument::year_max),
                  place);
}

}  // namespace

bool is_consent(ActionKind kind) {
    return kind >= ActionKind::definitive_signature && kind <= ActionKind::entry_into_force;
}

Json Action::sample() {
    return Json::Object{{"participant", "A"}, {"kind", "ratification"}, {"date", "2021-09-17"}};
}

Json Instrument::sample() {
    return Json::Object{{"id", "charter"},
                        {"kind", "convention"},
                        {"titles", Json::Object{{"en", "Charter of the association"}}},
                        {"entry", Json::Object{{"deposits", 2}, {"delay", Delay::sample()}}},
                        {"actions", Json::Array{Action::sample()}}};
}

Result<> Action::valid() const {
    const Needs needs = needs_of(kind);
    TRY(check_need(needs.participant, participant.has_value(), kind, "/participant"));
    TRY(check_need(needs.reference, reference.has_value(), kind, "/reference"));
    TRY(check_need(needs.towards, towards.has_value(), kind, "/towards"));
    TRY(check_need(needs.precludes, precludes.has_value(), kind, "/precludes"));
    TRY(check_need(needs.predecessor, predecessor.has_value(), kind, "/predecessor"));
    TRY(check_need(needs.effect, effect.has_value(), kind, "/effect"));
    TRY(check_date(date, "/date"));
    if (effect) TRY(check_date(*effect, "/effect"));
    if (towards && towards == participant)
        return refuse("action.towards-self", "should be another's reservation", "/towards");
    if (predecessor && predecessor == participant)
        return refuse("action.towards-self", "should be another state", "/predecessor");
    return {};
}

Result<> Instrument::valid() const {
    if ((kind == InstrumentKind::amendment) != amends.has_value())
        return refuse("instrument.amends", "an amendment, and only that, says what it amends",
                      "/amends");
    for (std::size_t i = 0; i < actions.size(); ++i)
        if (actions[i].kind == ActionKind::reservation && reservations_prohibited.value_or(false))
            return refuse("instrument.reservation-prohibited", "the instrument admits none",
                          "/actions/" + std::to_string(i));
    return {};
}

}  // namespace comity
