// SPDX-License-Identifier: Apache-2.0
#include "instruments/bound.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace comity;

namespace {

using Kind = ActionKind;

Date day(const char* text) { return *Date::parse(text); }

Action act(const char* participant, Kind kind, const char* date) {
    return {.participant = participant, .kind = kind, .date = day(date)};
}

Action on_reservation(const char* participant, Kind kind, const char* date,
                      const char* towards = nullptr) {
    Action action = act(participant, kind, date);
    action.reference = "art. 29";
    if (towards) action.towards = towards;
    return action;
}

Action with_effect(Action action, const char* effect) {
    action.effect = day(effect);
    return action;
}

Instrument instrument(const EntryRule& rule, std::vector<Action> actions) {
    return {.id = "t", .titles = {}, .entry = rule, .actions = std::move(actions)};
}

EntryRule two_deposits() {
    return {.deposits = 2, .delay = Delay{.days = 30}, .later_delay = Delay{.days = 30}};
}

History history(const EntryRule& rule, std::vector<Action> actions) {
    auto built = History::of(instrument(rule, std::move(actions)));
    REQUIRE_MESSAGE(built.has_value(), built.error().code, built.error().where);
    return *std::move(built);
}

std::string refused(const EntryRule& rule, std::vector<Action> actions) {
    const auto built = History::of(instrument(rule, std::move(actions)));
    return built ? "" : built.error().code + " " + built.error().where;
}

std::string parties(const History& history, const char* date) {
    std::string text;
    for (const Bound& bound : history.bound_on(day(date)))
        text += std::string(bound.participant) + " " + bound.since.text() + ";";
    return text;
}

std::string_view standing(const History& history, const char* participant, const char* date) {
    return word(history.standing(participant, day(date)));
}

/// A (2000) and B (2001) are bound from 31 January 2001, C from 31 March 2001.
std::vector<Action> three() {
    return {act("C", Kind::accession, "2001-03-01"), act("B", Kind::ratification, "2001-01-01"),
            act("A", Kind::signature, "1999-05-05"), act("A", Kind::ratification, "2000-01-01")};
}

std::vector<Action> three_and(std::vector<Action> more) {
    std::vector<Action> actions = three();
    for (Action& action : more) actions.push_back(std::move(action));
    return actions;
}

}  // namespace

TEST_CASE("an instrument enters into force after the delay, and for later parties after theirs") {
    const History h = history(two_deposits(), three());
    CHECK(h.enters_into_force() == day("2001-01-31"));
    CHECK_FALSE(h.in_force(day("2001-01-30")));
    CHECK(h.in_force(day("2001-01-31")));
    CHECK(parties(h, "2001-01-30").empty());
    CHECK(parties(h, "2001-03-30") == "A 2001-01-31;B 2001-01-31;");
    CHECK(parties(h, "2001-03-31") == "A 2001-01-31;B 2001-01-31;C 2001-03-31;");
    CHECK(standing(h, "A", "1999-05-04") == "none");
    CHECK(standing(h, "A", "1999-05-05") == "signatory");
    CHECK(standing(h, "A", "2000-01-01") == "contracting");
    CHECK(standing(h, "A", "2001-01-31") == "bound");
    CHECK(standing(h, "Ω", "2001-01-31") == "none");
}

TEST_CASE("what is missing is told for any day") {
    EntryRule rule = two_deposits();
    rule.deposits = 3;
    rule.named = {"B", "D"};
    rule.share = Share{.of = "x",
                       .percent = Decimal(50),
                       .weights = {{"A", Decimal(30)}, {"C", Decimal(20)}, {"E", Decimal(50)}},
                       .total = {}};
    const std::vector<Action> actions = three_and({act("D", Kind::approval, "2002-01-01")});
    const History h = history(rule, actions);
    const Outstanding early = h.outstanding(day("2000-06-01"));
    CHECK(early.deposits == 1);
    CHECK(early.deposits_wanted == 3);
    CHECK(early.named == std::vector<std::string>{"B", "D"});
    CHECK(early.share == Decimal(30));
    CHECK(early.share_wanted == Decimal(50));
    CHECK_FALSE(early.met_on);
    const Outstanding near = h.outstanding(day("2001-12-31"));
    CHECK(near.deposits == 3);
    CHECK(near.named == std::vector<std::string>{"D"});
    CHECK(near.share == Decimal(50));
    const Outstanding met = h.outstanding(day("2002-01-01"));
    CHECK(met.named.empty());
    CHECK(met.met_on == day("2002-01-01"));
    CHECK(met.in_force_on == day("2002-01-31"));
    CHECK(standing(h, "D", "2002-01-30") == "contracting");
    rule.uncounted = {"A"};
    const History without = history(rule, actions);
    CHECK_FALSE(without.enters_into_force());
    CHECK(without.outstanding(day("2030-01-01")).share == Decimal(20));
}

TEST_CASE("without conditions, all who negotiated must have consented") {
    Instrument both = instrument({}, {act("A", Kind::definitive_signature, "2002-06-07"),
                                      act("B", Kind::ratification, "2003-09-19")});
    CHECK(History::of(both).error().code == "instrument.no-entry-rule");
    both.negotiated_by = {"A", "B"};
    CHECK(History::of(both)->enters_into_force() == day("2003-09-19"));
    both.entry.reset();
    CHECK(History::of(both)->enters_into_force() == day("2003-09-19"));
    both.negotiated_by->emplace_back("C");
    CHECK(History::of(both)->outstanding(day("2004-01-01")).named == std::vector<std::string>{"C"});
    CHECK_FALSE(History::of(both)->enters_into_force());
}

TEST_CASE("an instrument is not in force before the day that it names") {
    EntryRule rule = two_deposits();
    rule.not_before = day("2005-01-01");
    CHECK(history(rule, three()).enters_into_force() == day("2005-01-01"));
    CHECK(parties(history(rule, three()), "2005-01-01") ==
          "A 2005-01-01;B 2005-01-01;C 2005-01-01;");
    rule.not_before = day("2000-01-01");
    CHECK(history(rule, three()).enters_into_force() == day("2001-01-31"));
}

TEST_CASE("whoever withdraws is bound until the notice ends, and may come back") {
    const std::vector<Action> left = three_and({act("A", Kind::withdrawal, "2002-02-28")});
    const History h = history(two_deposits(), left);
    CHECK(h.is_bound("A", day("2003-02-27")));
    CHECK_FALSE(h.is_bound("A", day("2003-02-28")));
    CHECK(standing(h, "A", "2003-02-28") == "withdrawn");
    CHECK(h.in_force(day("2003-03-01")));  // VCLT art. 55

    std::vector<Action> back = left;
    back.push_back(act("A", Kind::accession, "2010-01-01"));
    CHECK(standing(history(two_deposits(), back), "A", "2010-01-30") == "contracting");
    CHECK(parties(history(two_deposits(), back), "2010-01-31").starts_with("A 2010-01-31;"));
    back.back().date = day("2003-02-27");
    CHECK(refused(two_deposits(), back) == "action.consent-while-leaving /actions/5");
}

TEST_CASE("withdrawal: too early, twice, without consent, taken back in time or too late") {
    const auto with = [](std::vector<Action> more) {
        return refused(two_deposits(), three_and(std::move(more)));
    };
    const Action notice = act("A", Kind::withdrawal, "2002-02-28");
    CHECK(with({with_effect(notice, "2003-02-27")}) == "action.notice-too-short /actions/4");
    CHECK(with({with_effect(notice, "2003-02-28")}).empty());
    CHECK(with({notice, act("A", Kind::withdrawal, "2002-03-01")}) ==
          "action.nothing-to-withdraw /actions/5");
    CHECK(with({act("D", Kind::withdrawal, "2002-03-01")}) ==
          "action.nothing-to-withdraw /actions/4");
    CHECK(with({act("A", Kind::withdrawal, "1999-12-31")}) ==
          "action.nothing-to-withdraw /actions/4");
    CHECK(with({notice, act("A", Kind::withdrawal_revocation, "2003-02-28")}) ==
          "action.nothing-to-revoke /actions/5");
    CHECK(with({act("A", Kind::withdrawal_revocation, "2003-02-28")}) ==
          "action.nothing-to-revoke /actions/4");
    const History stays = history(
        two_deposits(), three_and({notice, act("A", Kind::withdrawal_revocation, "2003-02-27")}));
    CHECK(stays.is_bound("A", day("2020-01-01")));
}

TEST_CASE("who takes consent back before entry into force is not counted") {
    const History h =
        history(two_deposits(), three_and({act("A", Kind::withdrawal, "2000-06-01")}));
    CHECK(h.outstanding(day("2000-05-31")).deposits == 1);
    CHECK(h.outstanding(day("2000-06-01")).deposits == 0);
    CHECK(h.enters_into_force() == day("2001-03-31"));
    CHECK(parties(h, "2001-04-01") == "B 2001-03-31;C 2001-03-31;");
}

TEST_CASE("a successor is bound from the day of succession, its predecessor until it ends") {
    Action succession = with_effect(act("N", Kind::succession, "2004-06-01"), "2003-01-01");
    succession.predecessor = "A";
    const Action end = act("A", Kind::extinction, "2003-01-01");
    const History h = history(two_deposits(), three_and({succession, end}));
    CHECK(h.is_bound("A", day("2002-12-31")));
    CHECK_FALSE(h.is_bound("A", day("2003-01-01")));
    CHECK(h.is_bound("N", day("2003-01-01")));
    CHECK(h.enters_into_force() == day("2001-01-31"));

    succession.effect = day("2003-01-02");
    CHECK(refused(two_deposits(), three_and({succession, end})) ==
          "action.predecessor-not-contracting /actions/4");
    succession.predecessor = "X";
    CHECK(refused(two_deposits(), three_and({succession})) ==
          "action.predecessor-not-contracting /actions/4");
    succession.predecessor.reset();
    succession.effect.reset();
    CHECK(parties(history(two_deposits(), three_and({succession})), "2004-06-01")
              .ends_with("N 2004-06-01;"));
    CHECK(refused(two_deposits(), three_and({end, act("A", Kind::accession, "2005-01-01")})) ==
          "action.after-extinction /actions/5");
}

TEST_CASE("a predecessor counts in its time and not after") {
    const std::vector<Action> gone = three_and({act("A", Kind::extinction, "2000-12-31")});
    CHECK(history(two_deposits(), gone).enters_into_force() == day("2001-03-31"));
    const std::vector<Action> later = three_and({act("A", Kind::extinction, "2001-01-15")});
    CHECK(history(two_deposits(), later).enters_into_force() == day("2001-01-31"));
    CHECK(parties(history(two_deposits(), later), "2001-02-01") == "B 2001-01-31;");
}

TEST_CASE("provisional application, suspension and termination have their days") {
    const History h = history(two_deposits(),
                              three_and({act("D", Kind::provisional_application, "2000-01-01"),
                                         act("D", Kind::end_of_provisional, "2000-02-01"),
                                         act("A", Kind::provisional_application, "2000-03-01"),
                                         act("B", Kind::suspension, "2001-06-01"),
                                         act("B", Kind::resumption, "2001-07-01"),
                                         {.kind = Kind::suspension, .date = day("2002-01-01")},
                                         {.kind = Kind::resumption, .date = day("2002-02-01")},
                                         {.kind = Kind::termination, .date = day("2009-01-01")}}));
    CHECK(standing(h, "D", "2000-01-31") == "provisional");
    CHECK(standing(h, "D", "2000-02-01") == "none");
    CHECK(standing(h, "A", "2000-03-01") == "provisional");
    CHECK(standing(h, "A", "2001-01-31") == "bound");
    CHECK(standing(h, "B", "2001-06-30") == "suspended");
    CHECK(standing(h, "B", "2001-07-01") == "bound");
    CHECK(standing(h, "C", "2002-01-31") == "suspended");
    CHECK(h.in_force(day("2008-12-31")));
    CHECK(standing(h, "C", "2009-01-01") == "ended");
    CHECK(parties(h, "2009-01-01").empty());
    CHECK(refused(two_deposits(), {act("A", Kind::resumption, "2001-01-01")}) ==
          "action.nothing-to-end /actions/0");
    CHECK(refused(two_deposits(), {{.kind = Kind::termination, .date = day("2009-01-01")},
                                   {.kind = Kind::termination, .date = day("2010-01-01")}}) ==
          "action.terminated-twice /actions/1");
}

TEST_CASE("where signature must come first, nobody ratifies without it") {
    EntryRule rule = two_deposits();
    rule.signature_first = true;
    CHECK(refused(rule, three()) == "action.no-signature /actions/1");
    CHECK(refused(rule, {act("A", Kind::ratification, "2000-01-01"),
                         act("A", Kind::signature, "2000-01-02")}) ==
          "action.no-signature /actions/0");
    CHECK(refused(rule, {act("A", Kind::ratification, "2000-01-01"),
                         act("A", Kind::signature, "2000-01-01")})
              .empty());
}

TEST_CASE("silence of twelve months accepts a reservation, and later objections come too late") {
    const auto made = on_reservation("A", Kind::reservation, "2000-01-01");
    const auto effect = [&](std::vector<Action> more, const char* date) {
        more.push_back(made);
        const History h = history(two_deposits(), three_and(std::move(more)));
        const auto found = h.reservations("A", "B", day(date));
        return found.empty() ? std::string_view("no reservation") : word(found.front().effect);
    };
    // B consents on 1 January 2001, which is also the end of the twelve months.
    CHECK(effect({}, "1999-12-31") == "no reservation");
    CHECK(effect({}, "2001-01-01") == "pending");
    CHECK(effect({}, "2001-01-02") == "tacit");
    const auto accepts = on_reservation("B", Kind::reservation_acceptance, "2000-02-01", "A");
    CHECK(effect({accepts}, "2000-01-31") == "pending");
    CHECK(effect({accepts}, "2000-02-01") == "accepted");
    auto objects = on_reservation("B", Kind::reservation_objection, "2001-01-01", "A");
    CHECK(effect({objects}, "2001-01-01") == "objected");
    CHECK(effect({objects, accepts}, "2001-01-01") == "accepted");
    const auto takes_back = on_reservation("B", Kind::objection_withdrawal, "2006-01-01", "A");
    CHECK(effect({objects, takes_back}, "2005-12-31") == "objected");
    CHECK(effect({objects, takes_back}, "2006-01-01") == "tacit");
    const auto lifted = on_reservation("A", Kind::reservation_withdrawal, "2004-01-01");
    CHECK(effect({objects, lifted}, "2004-01-01") == "no reservation");
    objects.date = day("2001-01-02");
    CHECK(effect({objects}, "2002-01-01") == "tacit");
}

TEST_CASE("who consents after the twelve months may object with the consent") {
    const std::vector<Action> actions =
        three_and({on_reservation("A", Kind::reservation, "2000-01-01"),
                   on_reservation("C", Kind::reservation_objection, "2001-03-01", "A")});
    const History h = history(two_deposits(), actions);
    CHECK(h.reservations("A", "C", day("2001-03-01")).front() ==
          ReservationStatus{.author = "A",
                            .reference = "art. 29",
                            .effect = ReservationEffect::objected,
                            .objection_by = day("2001-03-01")});
}

TEST_CASE("an objection keeps the instrument from being in force between two only if it says so") {
    auto objection = on_reservation("B", Kind::reservation_objection, "2000-06-01", "A");
    const auto made = on_reservation("A", Kind::reservation, "2000-01-01");
    const auto between = [&](const char* one, const char* other) {
        return history(two_deposits(), three_and({made, objection}))
            .between(one, other, day("2002-01-01"));
    };
    CHECK(between("A", "B").in_force);
    CHECK(between("B", "A").reservations.size() == 1);
    objection.precludes = true;
    CHECK_FALSE(between("A", "B").in_force);
    CHECK_FALSE(between("B", "A").in_force);
    CHECK(between("A", "C").in_force);
    CHECK(between("B", "C").in_force);
    CHECK(between("B", "C").reservations.empty());
    CHECK_FALSE(between("A", "A").in_force);
    CHECK_FALSE(between("A", "D").in_force);
}

TEST_CASE("a reservation at signature has effect if it is confirmed with the consent") {
    const auto signed_so = on_reservation("A", Kind::reservation, "1999-05-05");
    const auto confirmed = on_reservation("A", Kind::reservation, "2000-01-01");
    const auto early = on_reservation("B", Kind::reservation_objection, "1999-06-01", "A");
    const Date later = day("2005-01-01");
    CHECK(history(two_deposits(), three_and({signed_so})).reservations("A", "B", later).empty());
    const History h = history(two_deposits(), three_and({signed_so, early, confirmed}));
    REQUIRE(h.reservations("A", "B", later).size() == 1);
    CHECK(h.reservations("A", "B", later).front().effect == ReservationEffect::objected);
}

TEST_CASE("reservations that come late, that nobody made or that are prohibited are refused") {
    const auto with = [](std::vector<Action> more) {
        return refused(two_deposits(), three_and(std::move(more)));
    };
    CHECK(with({on_reservation("A", Kind::reservation, "2000-01-02")}) ==
          "action.reservation-late /actions/4");
    CHECK(with({on_reservation("B", Kind::reservation_objection, "2001-01-02", "A")}) ==
          "action.no-reservation /actions/4");
    CHECK(with({on_reservation("A", Kind::reservation_withdrawal, "2001-01-02")}) ==
          "action.no-reservation /actions/4");
    CHECK(with({on_reservation("A", Kind::reservation, "2000-01-01"),
                on_reservation("B", Kind::reservation_objection, "1999-12-31", "A")}) ==
          "action.no-reservation /actions/5");
    Instrument court = instrument(
        two_deposits(), three_and({on_reservation("A", Kind::reservation, "2000-01-01")}));
    court.reservations_prohibited = true;
    CHECK(History::of(court).error() ==
          Refusal{"instrument.reservation-prohibited", "the instrument admits none", "/actions/4"});
}

TEST_CASE("an amendment binds only who accepts it, and who joins after it") {
    const History charter =
        history(two_deposits(), three_and({act("D", Kind::accession, "2011-01-01")}));
    const History amendment = history({.deposits = 2}, {act("A", Kind::acceptance, "2009-01-01"),
                                                        act("C", Kind::acceptance, "2010-01-01")});
    const auto version = [&](const char* one, const char* other, const char* date) {
        return version_between(charter, amendment, one, other, day(date));
    };
    CHECK(version("A", "C", "2009-12-31") == Version::unamended);
    CHECK(version("A", "C", "2010-01-01") == Version::amended);
    CHECK(version("A", "B", "2010-01-01") == Version::unamended);
    CHECK(version("A", "D", "2010-01-01") == Version::none);
    CHECK(version("A", "D", "2012-01-01") == Version::amended);
    CHECK(version("B", "D", "2012-01-01") == Version::unamended);
}

TEST_CASE("the order in which actions are listed changes nothing") {
    std::vector<Action> actions = three_and(
        {act("A", Kind::withdrawal, "2002-02-28"), act("C", Kind::suspension, "2001-06-01"),
         on_reservation("A", Kind::reservation, "2000-01-01"),
         on_reservation("B", Kind::reservation_objection, "2000-06-01", "A")});
    const History h = history(two_deposits(), actions);
    for (std::size_t turn = 0; turn < actions.size(); ++turn) {
        std::ranges::rotate(actions, actions.begin() + 1);
        const History turned = history(two_deposits(), actions);
        for (Date date = day("1999-01-01"); date < day("2004-01-01"); date = date + 17) {
            CHECK(turned.bound_on(date) == h.bound_on(date));
            CHECK(turned.standing("C", date) == h.standing("C", date));
            CHECK(turned.reservations("A", "B", date) == h.reservations("A", "B", date));
        }
    }
}

TEST_CASE("actions say what their kind needs and nothing else") {
    const auto code = [](const char* text) -> std::string {
        const auto action = decode<Action>(*parse_json(text));
        return action ? "" : action.error().code + " " + action.error().where;
    };
    CHECK(code(R"({"participant":"A","kind":"accession","date":"2000-01-01"})").empty());
    CHECK(code(R"({"kind":"accession","date":"2000-01-01"})") == "action.needs /participant");
    CHECK(code(R"({"participant":"A","kind":"reservation","date":"2000-01-01"})") ==
          "action.needs /reference");
    CHECK(code(R"({"participant":"A","kind":"accession","date":"2000-01-01","towards":"B"})") ==
          "action.has-no /towards");
    CHECK(code(R"({"participant":"A","kind":"termination","date":"2000-01-01"})") ==
          "action.has-no /participant");
    CHECK(code(R"({"participant":"A","kind":"accession","date":"9001-01-01"})") ==
          "action.date /date");
    CHECK(code(R"({"participant":"A","kind":"succession","date":"2000-01-01",)"
               R"("predecessor":"A"})") == "action.towards-self /predecessor");
    CHECK(code(R"({"participant":"A","kind":"ratify","date":"2000-01-01"})").ends_with("/kind"));
    CHECK(decode<Instrument>(Codec<Instrument>::sample()).has_value());
    const Instrument amendment{
        .id = "a", .kind = InstrumentKind::amendment, .titles = {}, .actions = {}};
    CHECK(amendment.valid().error().code == "instrument.amends");
}

TEST_CASE("a day of entry into force that was stated holds where the deposits are not known") {
    const Action stated{.kind = Kind::entry_into_force, .date = day("2003-09-19")};
    const History charter =
        history(two_deposits(), {act("A", Kind::signature, "2002-06-07"), stated,
                                 act("A", Kind::entry_into_force, "2003-09-19"),
                                 act("B", Kind::entry_into_force, "2003-09-19"),
                                 act("C", Kind::accession, "2017-06-09")});
    CHECK(charter.entry_is_stated());
    CHECK(parties(charter, "2003-09-18").empty());
    CHECK(parties(charter, "2003-09-19") == "A 2003-09-19;B 2003-09-19;");
    CHECK(standing(charter, "A", "2003-09-18") == "signatory");
    CHECK(standing(charter, "C", "2017-07-08") == "contracting");
    CHECK(standing(charter, "C", "2017-07-09") == "bound");
    CHECK_FALSE(charter.outstanding(day("2004-01-01")).met_on);
    CHECK(charter.outstanding(day("2004-01-01")).in_force_on == day("2003-09-19"));
    CHECK(refused(two_deposits(), {stated, stated}) == "action.entry-stated-twice /actions/1");
    CHECK(refused(two_deposits(), {act("A", Kind::entry_into_force, "2003-09-19")}) ==
          "action.entry-not-stated /actions/0");
}

TEST_CASE("where the final clauses are not known, only a stated day puts it in force") {
    Instrument unknown{.id = "t",
                       .actions = {act("A", Kind::signature, "2017-06-09"),
                                   act("A", Kind::ratification, "2018-01-01")}};
    CHECK_FALSE(History::of(unknown)->enters_into_force());
    CHECK(History::of(unknown)->standing("A", day("2020-01-01")) == TreatyStanding::contracting);
    unknown.actions.push_back({.kind = Kind::entry_into_force, .date = day("2019-01-01")});
    CHECK(parties(*History::of(unknown), "2020-01-01") == "A 2019-01-01;");
}
