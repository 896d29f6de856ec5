// SPDX-License-Identifier: Apache-2.0
#include "accounts/account.h"

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

Reading unmeasured() {
    Reading reading;
    reading.pledge = {"institute"};
    reading.reading = {"opened"};
    reading.label = read<Translations>("opened");
    reading.reason = read<Translations>("no series counts institutes");
    return reading;
}

/// Numbers from a fixed linear congruential generator (Knuth, MMIX).
class Numbers {
public:
    explicit Numbers(std::uint64_t seed) : state_(seed) {}
    int below(int bound) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<int>((state_ >> 33) % static_cast<std::uint64_t>(bound));
    }

private:
    std::uint64_t state_;
};

struct Cell {
    std::string partner;
    std::string period;
    std::string value;
};

std::vector<Cell> random_cells(Numbers& numbers) {
    std::vector<Cell> cells;
    for (const char* partner : {"RUS", "KAZ", "TJK"})
        for (int year = 2021; year <= 2024; ++year)
            if (numbers.below(4) > 0)
                cells.push_back({partner, std::to_string(year),
                                 std::to_string(numbers.below(2000) - 500) + "E" +
                                     std::to_string(numbers.below(40) - 20)});
    return cells;
}

World world_of(const std::vector<Cell>& cells) {
    World world;
    for (const Cell& cell : cells) world.put("X", "CHN", cell.partner, cell.period, cell.value);
    return world;
}

}  // namespace

TEST_CASE("a reading that nothing measures is not measurable, and says so") {
    const World world;
    const Account account = world.count(unmeasured());
    CHECK(outcome(account) == "not-measurable no-evidence");
    CHECK(account.basis == Basis::none);
    CHECK(account.periods_total == 0);
    CHECK(account.periods.empty());
    CHECK(world.explain(unmeasured()).empty());
}

TEST_CASE("a dataset that was never published, or whose file is not here, is an absent vintage") {
    World world;
    world.values("2021", {"5"});
    Reading reading = statistics_reading("2021..2022", "5");
    reading.dataset = Identifier{"other-data"};
    CHECK(outcome(world.count(reading)) == "not-measurable vintage-absent");
    world.has_vintage = false;
    CHECK(outcome(world.count(statistics_reading("2021..2022", "5"))) ==
          "not-measurable vintage-absent");
    CHECK(world.explain(reading).empty());
}

TEST_CASE("no observation of a window that has begun makes it not measurable") {
    World world;
    const Account account = world.count(statistics_reading("2021..2022", "5"));
    CHECK(outcome(account) == "not-measurable no-observations");
    CHECK(account.basis == Basis::none);
    CHECK(account.periods_total == 2);
    CHECK(account.periods.size() == 2);
    CHECK(outcome(world.count(statistics_reading("2026..2030", "5"))) ==
          "not-due window-not-begun");
}

TEST_CASE("share, remaining, pace and projection follow from value and target") {
    World world;
    world.values("2021", {"30", "40"});
    const Account account = world.count(statistics_reading("2021..2024", "160"), "2022-12-31");
    CHECK(text(account.value) == "70");
    CHECK(text(account.share) == "0.4375");
    CHECK(text(account.remaining) == "90");
    CHECK(text(account.needed_per_period) == "45");
    CHECK(text(account.projection) == "150");
    CHECK(account.periods_observed == 2);
    CHECK(account.periods_total == 4);
    CHECK(account.last_observed->text() == "2022");
    CHECK(account.pledge == "trade");
    CHECK(account.reading == "plain");
    CHECK(joined(account.reporters) == "CHN");
    CHECK(joined(account.partners) == "RUS");
}

TEST_CASE("quotients keep their full precision") {
    World world;
    world.values("2021", {"1"});
    const Account account = world.count(statistics_reading("2021..2024", "3"), "2021-12-31");
    CHECK(text(account.share) == "0.3333333333333333333333333333333333");
    CHECK(text(account.needed_per_period) == "0.6666666666666666666666666666666667");
}

TEST_CASE("what is reached leaves nothing to go, not less") {
    World world;
    world.values("2021", {"300"});
    const Account account = world.count(statistics_reading("2021..2024", "160"));
    CHECK(text(account.remaining) == "0");
    CHECK(text(account.needed_per_period) == "0");
    CHECK(text(account.share) == "1.875");
}

TEST_CASE("a target of zero has no share") {
    World world;
    world.values("2021", {"300"});
    CHECK_FALSE(world.count(statistics_reading("2021..2024", "0")).share);
}

TEST_CASE("a limit has room left, but no pace that is needed") {
    World world;
    world.values("2021", {"30"});
    const Account account = world.count(
        with(statistics_reading("2021..2024", "160"), Aggregate::sum, Comparator::at_most));
    CHECK(text(account.remaining) == "130");
    CHECK_FALSE(account.needed_per_period);
    CHECK(text(account.projection) == "120");
}

TEST_CASE("a window of one period is final with its one value") {
    World world;
    world.values("2021", {"30"});
    const Account account = world.count(statistics_reading("2021", "31"));
    CHECK(outcome(account) == "missed");
    CHECK_FALSE(account.needed_per_period);
    CHECK_FALSE(account.projection);
    CHECK(outcome(world.count(statistics_reading("2021", "30"))) == "met");
}

TEST_CASE("equality waits for the whole window") {
    World world;
    world.values("2021", {"30", "30"});
    Reading reading =
        with(statistics_reading("2021..2023", "60"), Aggregate::sum, Comparator::equals);
    CHECK(outcome(world.count(reading)) == "not-due window-incomplete");
    CHECK(text(world.count(reading).value) == "60");
    reading.window = read<Window>("2021..2022");
    CHECK(outcome(world.count(reading)) == "met");
}

TEST_CASE("a gap keeps a sum from being missed: it cannot be known") {
    World world;
    world.values("2021", {"30", "", "30"});
    CHECK(outcome(world.count(statistics_reading("2021..2023", "100"))) == "behind");
    CHECK(outcome(world.count(statistics_reading("2021..2023", "90"))) == "on-track");
}

TEST_CASE("the largest and smallest numbers that can be read can be counted") {
    World world;
    world.values("2021-01", {"1E-64", "9.999E+63"});
    for (const Aggregate aggregate :
         {Aggregate::sum, Aggregate::count, Aggregate::last, Aggregate::mean, Aggregate::growth}) {
        Reading reading =
            with(statistics_reading("2021-01..2021-02", "1E-64"), aggregate, Comparator::at_least);
        CHECK(outcome(world.count(reading)) == "met");
        reading.target = read<Decimal>("9.999E+63");
        CHECK(world.count(reading).share);
    }
}

TEST_CASE("explain lists as many rows as the account counts, and they add up to it") {
    World world;
    world.values("2021", {"30", "40", "0"});
    world.put("X", "CHN", "KAZ", "2021", "1").put("X", "CHN", "KAZ", "2022", "2");
    Reading reading = statistics_reading("2021..2023", "100");
    reading.partners = read<Group>("RUS,KAZ");
    for (const Aggregate aggregate :
         {Aggregate::sum, Aggregate::count, Aggregate::last, Aggregate::mean, Aggregate::growth}) {
        const Reading one = with(reading, aggregate, Comparator::at_least);
        CHECK(world.explain(one).size() == world.count(one).rows);
    }
    Decimal total;
    for (const EvidenceRow& row : world.explain(reading)) total += row.counted;
    CHECK(total == *world.count(reading).value);
}

TEST_CASE("explain names the row: dataset, series, period and line, in order of period") {
    World world;
    world.values("2021", {"30", "40"});
    world.put("X", "CHN", "KAZ", "2021", "1");
    Reading reading = statistics_reading("2021..2023", "100");
    reading.partners = read<Group>("RUS,KAZ");
    const auto rows = world.explain(reading);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].series.partner == "KAZ");
    CHECK(rows[1].series.partner == "RUS");
    CHECK(rows[2].observation.period.text() == "2022");
    CHECK(rows[2].dataset == "trade-data");
    CHECK(rows[2].observation.line == 3);
    CHECK(rows[2].observation.status == "A");
    CHECK(rows[2].delivery.empty());
}

TEST_CASE("readings disagree when two of them are judged and judged differently") {
    const auto accounts = [](const std::vector<Verdict>& verdicts) {
        std::vector<Account> all(verdicts.size());
        for (std::size_t i = 0; i < verdicts.size(); ++i) all[i].verdict = verdicts[i];
        return all;
    };
    CHECK_FALSE(disagree({}));
    CHECK_FALSE(disagree(accounts({Verdict::met})));
    CHECK_FALSE(disagree(accounts({Verdict::met, Verdict::met})));
    CHECK(disagree(accounts({Verdict::met, Verdict::behind})));
    CHECK_FALSE(disagree(accounts({Verdict::not_measurable, Verdict::met, Verdict::not_due})));
    CHECK_FALSE(disagree(accounts({Verdict::not_measurable, Verdict::not_due})));
    CHECK(disagree(accounts({Verdict::not_due, Verdict::on_track, Verdict::met})));
}

TEST_CASE("the formula says what is counted") {
    Reading reading = statistics_reading("2021..2025", "2300000000000");
    reading.indicators = {"XG_FOB_USD", "MG_CIF_USD"};
    reading.partners = read<Group>("member@2021-09-17 except CHN");
    CHECK(formula(reading) ==
          "sum over 2021..2025 of MG_CIF_USD + XG_FOB_USD in trade-data, reporters CHN, partners "
          "member@2021-09-17 except CHN; >= 2300000000000 USD");
    reading.partners.reset();
    reading.indicators = {"GDP"};
    CHECK(formula(with(reading, Aggregate::growth, Comparator::rounds_to)) ==
          "((v(2025) / v(2021))^(1/years) - 1) x 100, v = GDP in trade-data, reporters CHN; "
          "rounded to 0 places = 2300000000000 percent-per-year");
    reading.baseline = Baseline{read<Period>("2020"), Decimal(5)};
    reading.window = read<Window>("2021");
    CHECK(formula(with(reading, Aggregate::last, Comparator::equals)) ==
          "last value within 2021 of GDP in trade-data, reporters CHN, minus 5 (2020); = "
          "2300000000000 USD");
    CHECK(formula(unmeasured()) == "nothing measures it");
}

TEST_CASE("a reading that is not valid is a bug of whoever counts it") {
    World world;
    Reading reading = statistics_reading("2021..2025", "1");
    reading.target.reset();
    CHECK_THROWS_AS(world.count(reading), Bug);
}

TEST_CASE("the order in which series and observations came does not matter") {
    Numbers numbers(20210917);
    for (int round = 0; round < 200; ++round) {
        std::vector<Cell> cells = random_cells(numbers);
        Reading reading = with(statistics_reading("2021..2025", "1000"),
                               static_cast<Aggregate>(numbers.below(5)), Comparator::at_least);
        reading.partners = read<Group>("TJK,RUS,KAZ");
        const World world = world_of(cells);
        const Account account = world.count(reading);
        const auto rows = world.explain(reading);
        for (std::size_t i = cells.size(); i > 1; --i)
            std::swap(cells[i - 1],
                      cells[static_cast<std::size_t>(numbers.below(static_cast<int>(i)))]);
        const World shuffled = world_of(cells);
        CHECK(shuffled.count(reading) == account);
        CHECK(shuffled.explain(reading).size() == rows.size());
        CHECK(rows.size() == account.rows);
    }
}

TEST_CASE("counting as of a day is counting without what came later") {
    Numbers numbers(7);
    for (int round = 0; round < 100; ++round) {
        const std::vector<Cell> cells = random_cells(numbers);
        std::vector<Cell> earlier;
        std::ranges::copy_if(cells, std::back_inserter(earlier),
                             [](const Cell& cell) { return cell.period <= "2022"; });
        Reading reading = statistics_reading("2021..2025", "1000");
        reading.partners = read<Group>("TJK,RUS,KAZ");
        CHECK(world_of(cells).count(reading, "2023-11-11") ==
              world_of(earlier).count(reading, "2023-11-11"));
    }
}

}  // namespace comity
