// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/description/growth.h"

#include <doctest/doctest.h>
#include <cmath>
#include <limits>
#include <vector>

namespace comity::trade {
namespace {

using doctest::Approx;

std::vector<PeriodValue> series(const std::string& from, const std::vector<double>& values) {
    std::vector<PeriodValue> made;
    Period period = Period::parse(from).value();
    for (const double value : values) {
        made.push_back({period, value});
        period = period.next();
    }
    return made;
}

std::string refusal(const Result<double>& rate) {
    return rate ? "accepted" : rate.error().code + " " + rate.error().where;
}

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("what grows evenly has one rate by every formula") {
    std::vector<double> values;
    for (int i = 0; i < 11; ++i) values.push_back(100 * std::pow(1.05, i));
    const auto years = series("2000", values);
    CHECK(compound_growth(years).value() == Approx(0.05));
    CHECK(least_squares_growth(years).value() == Approx(0.05));
    CHECK(exponential_growth(years).value() == Approx(std::log(1.05)));
}

TEST_CASE("rates are a year, whatever the length of the periods") {
    std::vector<double> values;
    for (int i = 0; i < 9; ++i) values.push_back(std::pow(1.02, i));
    const double a_year = std::pow(1.02, 4) - 1;
    CHECK(compound_growth(series("2019-Q3", values)).value() == Approx(a_year));
    CHECK(least_squares_growth(series("2019-Q3", values)).value() == Approx(a_year));
}

TEST_CASE("least squares see what lies between the end points, the others do not") {
    const auto bulge = series("2000", {100, 180, 150, 110});
    CHECK(compound_growth(bulge).value() == compound_growth(series("2000", {100, 1, 9, 110})));
    CHECK(least_squares_growth(bulge).value() != Approx(compound_growth(bulge).value()));
}

TEST_CASE("a gap is refused by the period that is missing") {
    auto years = series("2000", {1, 2, 3, 4});
    years.erase(years.begin() + 2);
    CHECK(refusal(compound_growth(years)) == "growth.missing-period 2002");
    CHECK(refusal(least_squares_growth(years)) == "growth.missing-period 2002");
    CHECK(refusal(compound_growth(series("2000", {1, missing, 3}))) ==
          "growth.missing-period 2001");
    std::vector<PeriodValue> mixed = series("2000", {1, 2});
    mixed[1].period = Period::parse("2001-Q1").value();
    CHECK(refusal(compound_growth(mixed)) == "growth.missing-period 2001");
}

TEST_CASE("a value that is not above zero has no rate, where the formula uses it") {
    CHECK(refusal(compound_growth(series("2000", {0, 1}))) == "growth.not-positive 2000");
    CHECK(refusal(compound_growth(series("2000", {1, -1}))) == "growth.not-positive 2001");
    CHECK(refusal(compound_growth(series("2000", {1, 0, 1}))) == "accepted");
    CHECK(refusal(least_squares_growth(series("2000", {1, 0, 1}))) == "growth.not-positive 2001");
}

TEST_CASE("too few values, and periods that make up no year, are refused") {
    CHECK(refusal(compound_growth({})) == "growth.too-short ");
    CHECK(refusal(least_squares_growth(series("2000", {1}))) == "growth.too-short ");
    CHECK(refusal(compound_growth(series("2020-W01", {1, 2}))) == "growth.frequency ");
    CHECK(refusal(compound_growth(series("2000", {1, std::numeric_limits<double>::infinity()}))) ==
          "growth.not-finite 2001");
}

TEST_CASE("growth over the whole range of doubles is finite") {
    CHECK(exponential_growth(series("2000", {1e-300, 1e300})).value() ==
          Approx(600 * std::log(10)));
}

}  // namespace comity::trade
