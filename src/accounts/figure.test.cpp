// SPDX-License-Identifier: Apache-2.0
#include "accounts/figure.h"

#include "accounts/fixture.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

using fixture::joined;
using fixture::outcome;
using fixture::read;
using fixture::statistics_reading;
using fixture::text;
using fixture::with;
using fixture::World;

std::string rate(std::string_view base, std::string_view last, int periods,
                 Frequency frequency = Frequency::annual) {
    const auto result = growth_rate(read<Decimal>(base), read<Decimal>(last), periods, frequency);
    return result ? result->text() : result.error().code;
}

}  // namespace

TEST_CASE("a sum is the total of the window, minus the baseline") {
    World world;
    world.values("2021", {"10", "-4", "0.5"});
    Reading reading = statistics_reading("2021..2023", "100");
    CHECK(text(world.count(reading).value) == "6.5");
    reading.baseline = Baseline{read<Period>("2020"), read<Decimal>("1.5")};
    const Account account = world.count(reading);
    CHECK(text(account.value) == "5");
    CHECK(text(account.periods[2].cumulative) == "6.5");
    CHECK(text(account.periods[2].needed) == "101.5");
}

TEST_CASE("a last is the value of the last observed period, minus the baseline") {
    World world;
    world.values("2021", {"10", "40", "30", ""});
    Reading reading =
        with(statistics_reading("2021..2024", "25"), Aggregate::last, Comparator::at_least);
    reading.baseline = Baseline{read<Period>("2020"), Decimal(10)};
    Account account = world.count(reading);
    CHECK(text(account.value) == "20");
    CHECK(outcome(account) == "behind");
    CHECK(joined(account.flags) == "awaiting-data:2024 so-far");
    CHECK(account.rows == 1);
    CHECK_FALSE(account.remaining);
    CHECK_FALSE(account.projection);
    CHECK_FALSE(account.periods[0].needed);
    world.put("X", "CHN", "RUS", "2024", "35");
    account = world.count(reading);
    CHECK(text(account.value) == "25");
    CHECK(outcome(account) == "met");
    CHECK(account.flags.empty());
}

TEST_CASE("a last is final when the last period is there, whatever is missing before") {
    World world;
    world.values("2021", {"", "", "30"});
    const Account account = world.count(
        with(statistics_reading("2021..2023", "25"), Aggregate::last, Comparator::equals));
    CHECK(outcome(account) == "missed");
    CHECK(joined(account.flags) == "gap:2021..2022");
}

TEST_CASE("a mean divides by the periods observed, then subtracts the baseline") {
    World world;
    world.values("2021", {"10", "", "30"});
    Reading reading =
        with(statistics_reading("2021..2023", "18"), Aggregate::mean, Comparator::at_least);
    CHECK(text(world.count(reading).value) == "20");
    CHECK(outcome(world.count(reading)) == "on-track");
    reading.baseline = Baseline{read<Period>("2020"), Decimal(5)};
    CHECK(text(world.count(reading).value) == "15");
    world.put("X", "CHN", "RUS", "2022", "32");
    CHECK(text(world.count(reading).value) == "19");
    CHECK(outcome(world.count(reading)) == "met");
}

TEST_CASE("counting counts the rows that are not zero") {
    World world;
    world.values("2021", {"10", "0", "-3"});
    world.put("X", "CHN", "KAZ", "2021", "0.001");
    Reading reading = statistics_reading("2021..2023", "3");
    reading.partners = read<Group>("RUS,KAZ");
    reading.aggregate = Aggregate::count;
    const Account account = world.count(reading);
    CHECK(text(account.value) == "3");
    CHECK(text(account.periods[0].value) == "2");
    CHECK(text(account.periods[1].value) == "0");
    CHECK(account.periods[1].observed);
    CHECK(account.rows == 4);
    CHECK(outcome(account) == "met");
}

TEST_CASE("growth is the compound rate between the first and the last period") {
    CHECK(rate("100", "144", 2) == "20");
    CHECK(rate("100", "112", 1) == "12");
    CHECK(rate("100", "100", 19) == "0");
    CHECK(rate("8", "1", 3) == "-50");
    CHECK(rate("5", "0", 4) == "-100");
    CHECK(rate("1", "1048576", 20) == "100");
    CHECK(rate("1000", "1762.3416832", 5) == "12");  // 1.12^5
    CHECK(rate("1E-30", "1E+30", 6) == "999999999900");
}

TEST_CASE("growth between shorter periods is stated by the year") {
    CHECK(rate("100", "110", 4, Frequency::quarter) == "10");
    CHECK(rate("100", "110", 2, Frequency::semester) == "10");
    CHECK(rate("100", "110", 12, Frequency::month) == "10");
    CHECK(rate("100", "101", 1, Frequency::month) ==
          "12.68250301319697206612" /* 1.01^12 = 1.126825030131969720661201 */);
    CHECK(rate("100", "101", 1, Frequency::week) == "growth-frequency");
    CHECK(rate("100", "101", 1, Frequency::day) == "growth-frequency");
}

TEST_CASE("growth needs a base above zero and an end that is not below") {
    CHECK(rate("0", "5", 2) == "growth-base");
    CHECK(rate("-1", "5", 2) == "growth-base");
    CHECK(rate("1", "-5", 2) == "growth-negative");
}

TEST_CASE("growth is final only when both ends are observed") {
    World world;
    world.values("2001", {"100", "", "144", ""});
    const Reading reading =
        with(statistics_reading("2001..2004", "20"), Aggregate::growth, Comparator::at_least);
    Account account = world.count(reading);
    CHECK(text(account.value) == "20");
    CHECK(account.last_observed->text() == "2003");
    CHECK(outcome(account) == "on-track");
    CHECK(joined(account.flags) == "awaiting-data:2004 gap:2002 so-far");
    CHECK(account.rows == 2);
    world.put("X", "CHN", "RUS", "2004", "100");
    account = world.count(reading);
    CHECK(text(account.value) == "0");
    CHECK(outcome(account) == "missed");
    CHECK(joined(account.flags) == "gap:2002");
}

TEST_CASE("growth without its first period is not measurable, with nothing else not due") {
    World world;
    world.values("2001", {"", "100", "144"});
    const Reading reading =
        with(statistics_reading("2001..2003", "20"), Aggregate::growth, Comparator::at_least);
    CHECK(outcome(world.count(reading)) == "not-measurable growth-base");
    World begun;
    begun.values("2001", {"100"});
    CHECK(outcome(begun.count(reading)) == "not-due window-incomplete");
    CHECK_FALSE(begun.count(reading).value);
}

TEST_CASE("growth takes series of any unit, but of one") {
    World world;
    world.put("X", "CHN", "RUS", "2001", "100", "persons");
    world.put("X", "CHN", "RUS", "2002", "110", "persons");
    const Reading reading =
        with(statistics_reading("2001..2002", "10"), Aggregate::growth, Comparator::equals);
    CHECK(outcome(world.count(reading)) == "met");
    world.put("X", "CHN", "RUS", "2002", "110", "USD");
    CHECK(outcome(world.count(reading)) == "not-measurable mixed-units");
}

TEST_CASE("figures of a period know what came before and what a straight line would need") {
    World world;
    world.values("2021", {"30", "", "20"});
    const Account account = world.count(statistics_reading("2021..2025", "150"));
    std::string table;
    for (const PeriodFigure& figure : account.periods)
        table += figure.period.text() + " " + figure.value.text() + " " + figure.cumulative.text() +
                 " " + text(figure.needed) + (figure.observed ? "\n" : " -\n");
    CHECK(table ==
          "2021 30 30 30\n"
          "2022 0 30 60 -\n"
          "2023 20 50 90\n"
          "2024 0 50 120 -\n"
          "2025 0 50 150 -\n");
}

}  // namespace comity
