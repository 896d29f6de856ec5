// SPDX-License-Identifier: Apache-2.0
#include "accounts/verdict.h"

#include "accounts/fixture.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

using fixture::read;
using fixture::statistics_reading;
using fixture::with;

std::string verdict_of(Aggregate aggregate, Comparator comparator, std::string_view value,
                       bool is_final, int observed = 2, int total = 4) {
    const Reading reading = with(statistics_reading("2021..2024", "100"), aggregate, comparator);
    return std::string(word(judge(reading, {read<Decimal>(value), is_final, observed, total})));
}

}  // namespace

TEST_CASE("a sum that should reach a target is met as soon as it does") {
    for (const Aggregate aggregate : {Aggregate::sum, Aggregate::count}) {
        CHECK(verdict_of(aggregate, Comparator::at_least, "100", false) == "met");
        CHECK(verdict_of(aggregate, Comparator::at_least, "100", true) == "met");
        CHECK(verdict_of(aggregate, Comparator::at_least, "100.01", false, 0) == "met");
    }
}

TEST_CASE("a sum below the target is on track when it is at or above the straight line") {
    CHECK(verdict_of(Aggregate::sum, Comparator::at_least, "50", false) == "on-track");
    CHECK(verdict_of(Aggregate::sum, Comparator::at_least, "49.999", false) == "behind");
    CHECK(verdict_of(Aggregate::sum, Comparator::at_least, "0", false, 0) == "on-track");
}

TEST_CASE("the straight line is exact where a division would round") {
    const std::string_view third = "33.33333333333333333333333333333333";
    CHECK(verdict_of(Aggregate::sum, Comparator::at_least, third, false, 1, 3) == "behind");
    CHECK(verdict_of(Aggregate::sum, Comparator::at_most, third, false, 1, 3) == "on-track");
}

TEST_CASE("a sum below the target is missed once every period of the window is observed") {
    CHECK(verdict_of(Aggregate::sum, Comparator::at_least, "99.99", true, 4) == "missed");
    CHECK(verdict_of(Aggregate::count, Comparator::at_least, "99", true, 4) == "missed");
}

TEST_CASE("a sum that should stay under a limit is missed as soon as it passes it") {
    CHECK(verdict_of(Aggregate::sum, Comparator::at_most, "100.01", false) == "missed");
    CHECK(verdict_of(Aggregate::sum, Comparator::at_most, "100", false) == "behind");
    CHECK(verdict_of(Aggregate::sum, Comparator::at_most, "50", false) == "on-track");
    CHECK(verdict_of(Aggregate::sum, Comparator::at_most, "50.01", false) == "behind");
    CHECK(verdict_of(Aggregate::sum, Comparator::at_most, "100", true, 4) == "met");
}

TEST_CASE("a figure without a pace is on track or behind by what it is so far") {
    for (const Aggregate aggregate : {Aggregate::last, Aggregate::mean, Aggregate::growth}) {
        CHECK(verdict_of(aggregate, Comparator::at_least, "100", false) == "on-track");
        CHECK(verdict_of(aggregate, Comparator::at_least, "99", false) == "behind");
        CHECK(verdict_of(aggregate, Comparator::at_least, "100", true) == "met");
        CHECK(verdict_of(aggregate, Comparator::at_least, "99", true) == "missed");
        CHECK(verdict_of(aggregate, Comparator::at_most, "100", false) == "on-track");
        CHECK(verdict_of(aggregate, Comparator::at_most, "101", false) == "behind");
        CHECK(verdict_of(aggregate, Comparator::at_most, "100", true) == "met");
        CHECK(verdict_of(aggregate, Comparator::at_most, "101", true) == "missed");
    }
}

TEST_CASE("equality is judged only of a final figure") {
    for (const Aggregate aggregate : {Aggregate::sum, Aggregate::last, Aggregate::growth}) {
        CHECK(verdict_of(aggregate, Comparator::equals, "100", false) == "not-due");
        CHECK(verdict_of(aggregate, Comparator::equals, "100.0", true) == "met");
        CHECK(verdict_of(aggregate, Comparator::equals, "100.0000001", true) == "missed");
        CHECK(verdict_of(aggregate, Comparator::rounds_to, "100", false) == "not-due");
    }
}

TEST_CASE("rounds-to rounds half up, away from zero, to the reading's places") {
    CHECK(verdict_of(Aggregate::growth, Comparator::rounds_to, "99.5", true) == "met");
    CHECK(verdict_of(Aggregate::growth, Comparator::rounds_to, "100.4999", true) == "met");
    CHECK(verdict_of(Aggregate::growth, Comparator::rounds_to, "100.5", true) == "missed");
    Reading one_place =
        with(statistics_reading("2021..2024", "-2.5"), Aggregate::last, Comparator::rounds_to);
    one_place.places = 1;
    CHECK(judge(one_place, {read<Decimal>("-2.45"), true, 4, 4}) == Verdict::met);
    CHECK(judge(one_place, {read<Decimal>("-2.44"), true, 4, 4}) == Verdict::missed);
}

TEST_CASE("targets of zero and below are judged like any other") {
    Reading reading = statistics_reading("2021..2024", "0");
    CHECK(judge(reading, {read<Decimal>("-1"), false, 2, 4}) == Verdict::behind);
    CHECK(judge(reading, {read<Decimal>("0"), false, 2, 4}) == Verdict::met);
    reading.target = read<Decimal>("-100");
    CHECK(judge(reading, {read<Decimal>("-120"), false, 2, 4}) == Verdict::behind);
    CHECK(judge(reading, {read<Decimal>("-120"), true, 4, 4}) == Verdict::missed);
}

}  // namespace comity
