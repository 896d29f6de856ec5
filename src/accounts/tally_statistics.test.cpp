// SPDX-License-Identifier: Apache-2.0
#include "accounts/fixture.h"
#include "accounts/tally.h"

#include <doctest/doctest.h>

namespace comity {

using fixture::joined;
using fixture::outcome;
using fixture::read;
using fixture::statistics_reading;
using fixture::text;
using fixture::World;

TEST_CASE("a period's value is the sum over indicators, reporters and partners") {
    World world;
    for (const char* indicator : {"X", "M"})
        for (const char* reporter : {"CHN", "IND"})
            for (const char* partner : {"RUS", "KAZ"})
                world.put(indicator, reporter, partner, "2021", "1.25");
    world.put("X", "PAK", "RUS", "2021", "1000").put("OTHER", "CHN", "RUS", "2021", "1000");
    Reading reading = statistics_reading("2021", "10");
    reading.indicators = {"X", "M"};
    reading.reporters = read<Group>("CHN,IND");
    reading.partners = read<Group>("RUS,KAZ");
    const Account account = world.count(reading);
    CHECK(text(account.value) == "10");
    CHECK(account.rows == 8);
    CHECK(account.verdict == Verdict::met);
    CHECK(account.basis == Basis::statistics);
    CHECK(account.flags.empty());
}

TEST_CASE("naming an indicator or a party twice does not count it twice") {
    World world;
    world.values("2021", {"7"});
    Reading reading = statistics_reading("2021", "10");
    reading.indicators = {"X", "X"};
    reading.partners = read<Group>("RUS,RUS");
    CHECK(text(world.count(reading).value) == "7");
    CHECK(world.count(reading).flags.empty());
}

TEST_CASE("a reading without partners takes series without a partner, and only these") {
    World world;
    world.put("GDP", "CHN", "", "2021", "5").put("GDP", "CHN", "RUS", "2021", "100");
    Reading reading = statistics_reading("2021", "10");
    reading.indicators = {"GDP"};
    reading.partners.reset();
    CHECK(text(world.count(reading).value) == "5");
    CHECK(world.count(reading).partners.empty());
}

TEST_CASE("members of each period count in that period only") {
    World world;
    world.party("RUS", "2001-06-15").party("IRN", "2023-07-04").party("IND", "2017-06-09");
    world.party("IND", "2023-01-01", "");
    for (const char* period : {"2022", "2023"})
        for (const char* partner : {"RUS", "IRN", "IND"})
            world.put("X", "CHN", partner, period, "1");
    Reading reading = statistics_reading("2022..2023", "10");

    reading.partners = read<Group>("member@period-end");
    Account account = world.count(reading);
    CHECK(text(account.periods[0].value) == "2");  // IND, RUS
    CHECK(text(account.periods[1].value) == "2");  // IRN, RUS
    CHECK(joined(account.partners) == "IRN RUS");

    reading.partners = read<Group>("member@period-start");
    account = world.count(reading);
    CHECK(text(account.periods[0].value) == "2");
    CHECK(text(account.periods[1].value) == "1");  // RUS; IRN joins in July

    reading.partners = read<Group>("member@2021-09-17 except RUS");
    account = world.count(reading);
    CHECK(text(account.value) == "2");  // IND in both years
    CHECK(joined(account.partners) == "IND");
}

TEST_CASE("a group without parties has no observations") {
    World world;
    world.values("2021", {"5"});
    Reading reading = statistics_reading("2021", "10");
    reading.partners = read<Group>("guest@period-end");
    CHECK(outcome(world.count(reading)) == "not-measurable no-observations");
}

TEST_CASE("what a reading names and no series has is pointed out") {
    World world;
    world.values("2021", {"5"});
    Reading reading = statistics_reading("2021", "10");
    reading.indicators = {"X", "FRACHT"};
    CHECK(joined(world.count(reading).flags) == "not-in-dataset:FRACHT part-data:RUS:2021");
    reading.indicators = {"X"};
    reading.reporters = read<Group>("BASL");
    CHECK(outcome(world.count(reading)) == "not-measurable no-observations");
    CHECK(joined(world.count(reading).flags) ==
          "not-in-dataset:BASL not-in-dataset:RUS not-in-dataset:X");
}

TEST_CASE("growth over a group that changed says so") {
    World world;
    world.party("RUS", "2001-06-15").party("IND", "2022-06-09");
    for (const char* period : {"2021", "2022"})
        for (const char* partner : {"RUS", "IND"}) world.put("X", "CHN", partner, period, "1");
    Reading reading = statistics_reading("2021..2022", "10");
    reading.aggregate = Aggregate::growth;
    reading.unit = Unit{"percent-per-year"};
    reading.partners = read<Group>("member@period-end");
    CHECK(joined(world.count(reading).flags) == "members-changed:1-2");
    reading.partners = read<Group>("RUS,IND");
    CHECK(world.count(reading).flags.empty());
}

TEST_CASE("periods that end after the day are not counted, and earlier ones can be recounted") {
    World world;
    world.values("2021", {"10", "20", "30", "40", "50"});
    const Reading reading = statistics_reading("2021..2025", "100");
    CHECK(text(world.count(reading).value) == "150");
    const Account past = world.count(reading, "2023-12-31");
    CHECK(text(past.value) == "60");
    CHECK(past.periods_observed == 3);
    CHECK(past.last_observed->text() == "2023");
    CHECK(outcome(past) == "on-track");
    CHECK(text(world.count(reading, "2023-12-30").value) == "30");
    CHECK(outcome(world.count(reading, "2021-12-30")) == "not-due window-not-begun");
    CHECK(outcome(world.count(reading, "2001-01-01")) == "not-due window-not-begun");
}

TEST_CASE("how many periods are over by the end of a day") {
    const auto ended = [](std::string_view window, std::string_view day) {
        return periods_ended(read<Window>(window), read<Date>(day));
    };
    CHECK(ended("2021..2025", "2020-01-01") == 0);
    CHECK(ended("2021..2025", "2021-12-31") == 1);
    CHECK(ended("2021..2025", "2025-12-30") == 4);
    CHECK(ended("2021..2025", "2099-12-31") == 5);
    CHECK(ended("2024-02..2024-03", "2024-02-28") == 0);
    CHECK(ended("2024-02..2024-03", "2024-02-29") == 1);
    CHECK(ended("2020-W53..2021-W02", "2021-01-02") == 0);
    CHECK(ended("2020-W53..2021-W02", "2021-01-03") == 1);
    CHECK(ended("2020-W53..2021-W02", "2021-01-10") == 2);
    CHECK(ended("2024-02-28..2024-03-01", "2024-02-29") == 2);
}

TEST_CASE("a period without any row in the middle is a gap, at the end it is awaited") {
    World world;
    world.values("2019", {"", "1", "", "", "1", "", ""});
    const Account account = world.count(statistics_reading("2019..2025", "10"));
    CHECK(joined(account.flags) == "awaiting-data:2024..2025 gap:2019 gap:2021..2022");
    CHECK(account.periods_observed == 2);
    CHECK(outcome(account) == "behind");
}

TEST_CASE("an unfinished window awaits what is over, not what is to come") {
    World world;
    world.values("2022", {"1", "1", "1"});
    CHECK(joined(world.count(statistics_reading("2022..2026", "10")).flags) ==
          "awaiting-data:2025");
    CHECK(world.count(statistics_reading("2022..2026", "10"), "2025-06-30").flags.empty());
}

TEST_CASE("a party without rows in periods that others have is named once, with its periods") {
    World world;
    for (const char* period : {"2021", "2022", "2023", "2024"})
        world.put("X", "CHN", "RUS", period, "1");
    world.put("X", "CHN", "KAZ", "2022", "1").put("X", "CHN", "TJK", "2021", "1");
    world.put("X", "CHN", "TJK", "2023", "1");
    Reading reading = statistics_reading("2021..2025", "100");
    reading.partners = read<Group>("RUS,KAZ,TJK,UZB,CHN");
    CHECK(joined(world.count(reading).flags) ==
          "awaiting-data:2025 no-data:KAZ:3-periods no-data:TJK:2-periods "
          "no-data:UZB:2021..2024");
}

TEST_CASE("an absence is put down to the reporter, the partner or the pair, whichever is several") {
    World world;
    world.put("X", "CHN", "RUS", "2021", "1");
    Reading reading = statistics_reading("2021", "100");
    reading.reporters = read<Group>("CHN,IND");
    CHECK(joined(world.count(reading).flags) == "no-data:IND:2021");
    reading.partners = read<Group>("RUS,IND");
    CHECK(joined(world.count(reading).flags) == "no-data:CHN/IND:2021 no-data:IND/RUS:2021");
}

TEST_CASE("a party that lacks one of the indicators has data in part") {
    World world;
    world.put("X", "CHN", "RUS", "2021", "1").put("M", "CHN", "RUS", "2021", "1");
    world.put("X", "CHN", "KAZ", "2021", "1");
    Reading reading = statistics_reading("2021", "100");
    reading.indicators = {"X", "M"};
    reading.partners = read<Group>("RUS,KAZ");
    CHECK(joined(world.count(reading).flags) == "part-data:KAZ:2021");
}

TEST_CASE("a party is not missed in periods in which it does not belong") {
    World world;
    world.party("RUS", "2001-06-15").party("IRN", "2023-07-04");
    world.values("2022", {"1", "1", "1"});
    world.put("X", "CHN", "IRN", "2024", "1");
    Reading reading = statistics_reading("2022..2024", "100");
    reading.partners = read<Group>("member@period-end");
    CHECK(joined(world.count(reading).flags) == "no-data:IRN:2023");
}

TEST_CASE("at most twenty flags of a kind are given, the rest is a number") {
    World world;
    world.values("2021", {"1"});
    std::string partners = "RUS";
    for (char c = 'A'; c <= 'Z'; ++c) partners += std::string(",Q") + c;
    Reading reading = statistics_reading("2021..2025", "100");
    reading.partners = read<Group>(partners);
    const Account account = world.count(reading);
    CHECK(account.flags.size() == 22);
    CHECK(account.flags.front() == "awaiting-data:2022..2025");
    CHECK(account.flags[1] == "no-data:QA:2021");
    CHECK(account.flags.back() == "more-flags:6");
}

TEST_CASE("series in another unit are not added but told") {
    World world;
    world.values("2021", {"5"});
    world.put("X", "CHN", "RUS", "2021", "900", "EUR");
    const Account account = world.count(statistics_reading("2021", "10"));
    CHECK(text(account.value) == "5");
    CHECK(joined(account.flags) == "other-unit:1");
}

TEST_CASE("series of several products are added and told") {
    World world;
    world.put("X", "CHN", "RUS", "2021", "5", "USD", "food");
    world.put("X", "CHN", "RUS", "2021", "6", "USD", "fuel");
    const Account account = world.count(statistics_reading("2021", "10"));
    CHECK(text(account.value) == "11");
    CHECK(joined(account.flags) == "products-added:2");
}

TEST_CASE("twelve months make a year, eleven do not") {
    World world;
    for (int month = 1; month <= 12; ++month) {
        const std::string number = (month < 10 ? "0" : "") + std::to_string(month);
        world.put("X", "CHN", "RUS", "2021-" + number, "2");
        if (month != 7) world.put("X", "CHN", "RUS", "2022-" + number, "2");
    }
    const Account account = world.count(statistics_reading("2021..2022", "10"));
    CHECK(text(account.value) == "24");
    CHECK(account.rows == 12);
    CHECK(account.periods_observed == 1);
    CHECK(joined(account.flags) == "awaiting-data:2022 summed-from:M");
}

TEST_CASE("days make a leap February only when all 29 are there") {
    World world;
    for (int day = 1; day <= 29; ++day)
        world.put("X", "CHN", "RUS",
                  "2024-02-" + std::string(day < 10 ? "0" : "") + std::to_string(day), "1");
    CHECK(text(world.count(statistics_reading("2024-02", "1")).value) == "29");
    CHECK(joined(world.count(statistics_reading("2024-02", "1")).flags) == "summed-from:D");
    world.vintage.remove({"X", "CHN", "RUS", "", "USD", Frequency::day}, "2024-02-29");
    CHECK(outcome(world.count(statistics_reading("2024-02", "1"))) ==
          "not-measurable no-observations");
}

TEST_CASE("seven days make an ISO week across the turn of the year") {
    World world;
    world.values("2020-12-28", {"1", "1", "1", "1", "1", "1", "1"});
    const Account account = world.count(statistics_reading("2020-W53..2021-W01", "1"));
    CHECK(text(account.value) == "7");
    CHECK(account.periods_observed == 1);
}

TEST_CASE("weeks never make a month or a year") {
    World world;
    world.values("2021-W05", {"1", "1", "1", "1"});  // 1 to 28 February 2021, exactly
    CHECK(outcome(world.count(statistics_reading("2021-02", "1"))) ==
          "not-measurable no-observations");
}

TEST_CASE("coarser series are not used") {
    World world;
    world.put("X", "CHN", "RUS", "2021", "12");
    CHECK(outcome(world.count(statistics_reading("2021-01..2021-12", "1"))) ==
          "not-measurable no-observations");
}

TEST_CASE("a period is taken from the coarsest series that has it, and never twice") {
    World world;
    world.put("X", "CHN", "RUS", "2021", "100");
    for (const char* quarter :
         {"2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4", "2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4"})
        world.put("X", "CHN", "RUS", quarter, "20");
    const Account account = world.count(statistics_reading("2021..2022", "1"));
    CHECK(text(account.periods[0].value) == "100");
    CHECK(text(account.periods[1].value) == "80");
    CHECK(account.rows == 5);
}

TEST_CASE("a reading that asks for more than can be counted is not measurable") {
    World world;
    Reading reading = statistics_reading("1994-01-01..2020-12-31", "10");
    std::string all = "A0";
    for (int i = 1; i < 2'100; ++i) all += ",A" + std::to_string(i);
    reading.partners = read<Group>(all);
    CHECK(outcome(world.count(reading)) == "not-measurable too-large");
}

}  // namespace comity
