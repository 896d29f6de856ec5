// SPDX-License-Identifier: Apache-2.0
#include "accounts/fixture.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

using fixture::joined;
using fixture::outcome;
using fixture::read;
using fixture::text;

/// One line: `name stage quantity day [after EARLIER] [receipt]`.
struct Reported {
    std::string_view name;
    Stage stage;
    std::string_view quantity;
    std::string_view day;
    std::string_view continues = "";
    Receipt receipt = Receipt::none;
};

constexpr Receipt confirmed = Receipt::confirmed;
constexpr Receipt disputed = Receipt::disputed;

struct Deliveries : fixture::World {
    explicit Deliveries(const std::vector<Reported>& all = {}) {
        state.pledges["places"];
        for (const Reported& one : all) report(one);
    }
    Delivery& report(const Reported& one) {
        Delivery delivery;
        delivery.pledge = Identifier{"places"};
        delivery.provider = {"CHN"};
        delivery.receiver = {"KGZ"};
        delivery.kind = FlowKind::people;
        delivery.stage = one.stage;
        delivery.quantity = read<Decimal>(one.quantity);
        delivery.unit = {"places"};
        delivery.date = read<Date>(one.day);
        if (!one.continues.empty()) delivery.continues = Identifier{std::string(one.continues)};
        delivery.receipt = one.receipt;
        state.pledges["places"].deliveries.emplace_back(one.name);
        return state.deliveries[std::string(one.name)] = delivery;
    }
};

Reading places(std::string_view window = "2021..2024", Stage stage = Stage::received) {
    Reading reading = fixture::statistics_reading(window, "100");
    reading.pledge = {"places"};
    reading.evidence = Evidence::deliveries;
    reading.dataset.reset();
    reading.indicators.reset();
    reading.reporters.reset();
    reading.partners.reset();
    reading.flow = FlowKind::people;
    reading.stage = stage;
    reading.unit = Unit{"places"};
    return reading;
}

}  // namespace

TEST_CASE("deliveries at the reading's stage or later add up in the period of their day") {
    const Deliveries world({{"a", Stage::received, "30", "2021-01-01"},
                            {"b", Stage::used, "20", "2021-12-31"},
                            {"c", Stage::dispatched, "1000", "2022-05-05"},
                            {"d", Stage::received, "50", "2024-12-31"}});
    const Account account = world.count(places());
    CHECK(text(account.value) == "100");
    CHECK(text(account.periods[0].value) == "50");
    CHECK(account.periods[1].rows == 0);
    CHECK(account.periods[1].observed);
    CHECK(account.rows == 3);
    CHECK(outcome(account) == "met");
    CHECK(account.basis == Basis::reported);
    CHECK(account.flags.empty());
}

TEST_CASE("what others than the pledgers give does not count, and is pointed out") {
    Deliveries world({{"a", Stage::received, "30", "2021-01-01"}});
    Delivery& other = world.report({"b", Stage::received, "70", "2021-01-02"});
    other.provider = {"KGZ"};
    world.state.pledges["places"].by = {{"CHN"}};
    CHECK(text(world.count(places()).value) == "30");
    CHECK(joined(world.count(places()).flags) == "other-provider:1");
    world.state.pledges["places"].by.clear();  // the association's
    CHECK(text(world.count(places()).value) == "100");
}

TEST_CASE("a report that was withdrawn counts no more, and what carried it on stands alone") {
    Deliveries world(
        {{"a", Stage::received, "30", "2021-01-01"}, {"b", Stage::used, "30", "2021-02-01", "a"}});
    CHECK(text(world.count(places()).value) == "30");
    world.state.deliveries["a"].withdrawal_reason = Translations{};
    CHECK(text(world.count(places()).value) == "30");
    CHECK(world.count(places()).rows == 1);
    world.state.deliveries["b"].withdrawal_reason = Translations{};
    CHECK(outcome(world.count(places())) == "not-measurable nothing-reported");
}

TEST_CASE("a pledge on which nothing was reported is not measurable once it is due") {
    const Deliveries world;
    CHECK(outcome(world.count(places())) == "not-measurable nothing-reported");
    CHECK(world.count(places()).basis == Basis::none);
    CHECK(outcome(world.count(places(), "2021-06-30")) == "not-due window-not-begun");
    Reading unknown = places();
    unknown.pledge = {"never-made"};
    CHECK(outcome(world.count(unknown)) == "not-measurable nothing-reported");
}

TEST_CASE("once anything is reported, nothing at the reading's stage is zero, a value") {
    const Deliveries world({{"a", Stage::dispatched, "30", "2021-03-01"}});
    const Account account = world.count(places());
    CHECK(text(account.value) == "0");
    CHECK(outcome(account) == "missed");
    CHECK(account.basis == Basis::reported);
    CHECK(account.periods_observed == 4);
    CHECK(outcome(world.count(places(), "2022-12-31")) == "behind");
}

TEST_CASE("a delivery counts from its day on, before its period is over") {
    const Deliveries world(
        {{"a", Stage::received, "30", "2021-03-01"}, {"b", Stage::received, "70", "2023-03-01"}});
    CHECK(outcome(world.count(places(), "2023-02-28")) == "behind");
    const Account account = world.count(places(), "2023-03-01");
    CHECK(outcome(account) == "met");
    CHECK(account.periods_observed == 2);
    CHECK(joined(account.flags) == "running:2023");
    CHECK(outcome(world.count(places(), "2021-03-01")) == "on-track");
    CHECK(outcome(world.count(places(), "2021-02-28")) == "not-due window-not-begun");
}

TEST_CASE("the projection takes the last whole period's pace, or what has already come if more") {
    const Deliveries world({{"a", Stage::received, "10", "2021-03-01"},
                            {"b", Stage::received, "5", "2022-03-01"},
                            {"c", Stage::received, "70", "2023-03-01"}});
    CHECK(text(world.count(places(), "2022-03-01").projection) == "40");
    CHECK(text(world.count(places(), "2022-12-31").projection) == "25");
    CHECK(text(world.count(places(), "2023-03-01").projection) == "85");
}

TEST_CASE("what a last or mean rests on are whole periods") {
    const Deliveries world({{"a", Stage::received, "10", "2021-03-01"},
                            {"b", Stage::received, "20", "2022-03-01"},
                            {"c", Stage::received, "70", "2023-03-01"}});
    Reading reading = fixture::with(places(), Aggregate::last, Comparator::at_least);
    CHECK(text(world.count(reading, "2023-03-01").value) == "20");
    reading.aggregate = Aggregate::mean;
    CHECK(text(world.count(reading, "2023-03-01").value) == "15");
    CHECK(world.count(reading, "2023-03-01").rows == 2);
    CHECK(outcome(world.count(reading, "2021-03-01")) == "not-due window-not-begun");
}

TEST_CASE("counting counts deliveries, not their quantities") {
    const Deliveries world(
        {{"a", Stage::received, "30", "2021-01-01"}, {"b", Stage::received, "20", "2021-12-31"}});
    Reading reading = places();
    reading.aggregate = Aggregate::count;
    reading.target = Decimal(2);
    CHECK(text(world.count(reading).value) == "2");
    CHECK(outcome(world.count(reading)) == "met");
}

TEST_CASE("a chain counts once, with what reached the reading's stage") {
    const Deliveries world({{"sent", Stage::dispatched, "60", "2021-01-01"},
                            {"came", Stage::received, "55", "2021-02-01", "sent"},
                            {"used", Stage::used, "40", "2022-02-01", "came"}});
    CHECK(text(world.count(places("2021..2024", Stage::pledged)).value) == "60");
    CHECK(text(world.count(places("2021..2024", Stage::dispatched)).value) == "60");
    CHECK(text(world.count(places("2021..2024", Stage::received)).value) == "55");
    CHECK(text(world.count(places("2021..2024", Stage::used)).value) == "40");
}

TEST_CASE("where no link is at the stage itself, the first later one counts") {
    const Deliveries world({{"sent", Stage::dispatched, "60", "2021-01-01"},
                            {"used", Stage::used, "40", "2021-02-01", "sent"}});
    CHECK(text(world.count(places("2021..2024", Stage::received)).value) == "40");
}

TEST_CASE("a delivery that arrives in parts counts by its parts") {
    const Deliveries world({{"sent", Stage::dispatched, "100", "2021-01-01"},
                            {"came-1", Stage::received, "60", "2021-02-01", "sent"},
                            {"came-2", Stage::received, "35", "2022-02-01", "sent"},
                            {"used-1", Stage::used, "10", "2023-02-01", "came-1"}});
    CHECK(text(world.count(places("2021..2024", Stage::received)).value) == "95");
    CHECK(text(world.count(places("2021..2024", Stage::dispatched)).value) == "100");
}

TEST_CASE("a later link does not count in a window if the stage was reached before it") {
    const Deliveries world({{"came", Stage::received, "55", "2020-02-01"},
                            {"used", Stage::used, "40", "2022-02-01", "came"}});
    const Account account = world.count(places());
    CHECK(text(account.value) == "0");
    CHECK(joined(account.flags) == "outside-window:1");
}

TEST_CASE("disputed deliveries do not count and are told") {
    const Deliveries world({{"a", Stage::received, "30", "2021-01-01", "", disputed},
                            {"b", Stage::received, "20", "2021-01-01"}});
    const Account account = world.count(places());
    CHECK(text(account.value) == "20");
    CHECK(joined(account.flags) == "disputed:1");
    const Deliveries only({{"a", Stage::received, "30", "2021-01-01", "", disputed}});
    CHECK(outcome(only.count(places())) == "missed");
    CHECK(only.count(places()).basis == Basis::reported);
}

TEST_CASE("what carries on a disputed delivery counts once its receiver has confirmed it") {
    Deliveries world({{"came", Stage::received, "30", "2021-01-01", "", disputed},
                      {"used", Stage::used, "25", "2021-06-01", "came"}});
    CHECK(text(world.count(places()).value) == "0");
    CHECK(joined(world.count(places()).flags) == "after-dispute:1 disputed:1");
    world.state.deliveries["used"].receipt = confirmed;
    CHECK(text(world.count(places()).value) == "25");
    CHECK(joined(world.count(places()).flags) == "disputed:1");
    CHECK(world.count(places()).basis == Basis::confirmed);
}

TEST_CASE("a confirmed link counts even where the link before it does not") {
    const Deliveries world({{"sent", Stage::dispatched, "30", "2021-01-01", "", disputed},
                            {"came", Stage::received, "28", "2021-02-01", "sent"},
                            {"used", Stage::used, "25", "2021-06-01", "came", confirmed}});
    CHECK(text(world.count(places("2021..2024", Stage::dispatched)).value) == "25");
    CHECK(text(world.count(places("2021..2024", Stage::received)).value) == "28");
}

TEST_CASE("figures are confirmed when every delivery that counts is") {
    Deliveries world({{"a", Stage::received, "30", "2021-01-01", "", confirmed},
                      {"b", Stage::received, "20", "2022-01-01", "", confirmed},
                      {"c", Stage::dispatched, "20", "2022-01-01"}});
    CHECK(world.count(places()).basis == Basis::confirmed);
    world.state.deliveries["b"].receipt = Receipt::none;
    CHECK(world.count(places()).basis == Basis::reported);
}

TEST_CASE("deliveries in another unit, of another kind or day do not count") {
    Deliveries world({{"a", Stage::received, "30", "2021-01-01"},
                      {"b", Stage::received, "20", "2022-01-01"},
                      {"c", Stage::received, "20", "2025-01-01"}});
    world.state.deliveries["b"].unit = {"USD"};
    world.report({"d", Stage::received, "20", "2022-01-01"}).kind = FlowKind::capital;
    const Account account = world.count(places());
    CHECK(text(account.value) == "30");
    CHECK(joined(account.flags) == "other-unit:1 outside-window:1");
}

TEST_CASE("explain lists each delivery that counts, with its receipt") {
    const Deliveries world({{"b", Stage::received, "30", "2021-03-01", "", confirmed},
                            {"a", Stage::received, "20", "2021-03-01"},
                            {"c", Stage::received, "10", "2021-01-01"}});
    const auto rows = world.explain(places());
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].delivery == "c");
    CHECK(rows[1].delivery == "a");
    CHECK(rows[2].delivery == "b");
    CHECK(rows[2].dataset.empty());
    CHECK(rows[2].series.reporter == "CHN");
    CHECK(rows[2].series.partner == "KGZ");
    CHECK(rows[2].observation.period.text() == "2021-03-01");
    CHECK(rows[2].observation.status == "confirmed");
    CHECK(rows[2].counted == Decimal(30));
}

TEST_CASE("the order in which deliveries were reported does not matter") {
    std::vector<Reported> all = {{"sent", Stage::dispatched, "60", "2021-01-01"},
                                 {"came", Stage::received, "55", "2021-02-01", "sent"},
                                 {"used", Stage::used, "40", "2022-02-01", "came"},
                                 {"more", Stage::received, "0.1", "2022-02-01"},
                                 {"huge", Stage::received, "1E+40", "2023-02-01"}};
    const Account first = Deliveries(all).count(places());
    std::ranges::sort(all, {}, &Reported::name);
    CHECK(Deliveries(all).count(places()) == first);
    std::ranges::reverse(all);
    CHECK(Deliveries(all).count(places()) == first);
}

}  // namespace comity
