// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/description/concentration.h"

#include <doctest/doctest.h>
#include <limits>
#include <vector>

namespace comity::trade {
namespace {

using doctest::Approx;

std::string refusal(const std::vector<double>& values, std::size_t n) {
    const auto found = concentration(values, n);
    return found ? "accepted" : found.error().code + " " + found.error().where;
}

}  // namespace

TEST_CASE("one part is wholly concentrated, equal parts are not at all") {
    const auto one = concentration(std::vector<double>{0, 7, 0}, 3);
    REQUIRE(one.has_value());
    CHECK(one->herfindahl == 1);
    CHECK(one->normalised == Approx(1));
    CHECK(one->unctad == Approx(1));
    CHECK(one->parts == 1);
    const auto equal = concentration(std::vector<double>{2, 2, 2, 2}, 4);
    REQUIRE(equal.has_value());
    CHECK(equal->herfindahl == 0.25);
    CHECK(equal->normalised == 0);
    CHECK(equal->unctad == 0);
    CHECK(equal->equivalent == 4);
    CHECK(equal->total == 8);
}

TEST_CASE("parts that could be there but are not concentrate the rest") {
    const std::vector<double> values = {2, 2, 2, 2};
    CHECK(concentration(values, 8).value().normalised == Approx((0.25 - 0.125) / 0.875));
    CHECK(concentration(values, 8).value().herfindahl == 0.25);
}

TEST_CASE("the unit of the values does not matter, nor how large they are") {
    const auto small = concentration(std::vector<double>{1, 2, 5}, 3);
    const auto large = concentration(std::vector<double>{1e307, 2e307, 5e307}, 3);
    const auto tiny = concentration(std::vector<double>{1e-300, 2e-300, 5e-300}, 3);
    CHECK(large.value().herfindahl == Approx(small.value().herfindahl));
    CHECK(tiny.value().herfindahl == Approx(small.value().herfindahl));
}

TEST_CASE("values that have no shares are refused at their place") {
    CHECK(refusal({1, -1}, 2) == "concentration.value /values/1");
    CHECK(refusal({std::numeric_limits<double>::quiet_NaN()}, 2) ==
          "concentration.value /values/0");
    CHECK(refusal({1, std::numeric_limits<double>::infinity()}, 2) ==
          "concentration.value /values/1");
    CHECK(refusal({0, 0}, 2) == "concentration.empty ");
    CHECK(refusal({}, 2) == "concentration.empty ");
}

TEST_CASE("n must be possible") {
    CHECK(refusal({1, 2, 3}, 2) == "concentration.possible /n");
    CHECK(refusal({1}, 1) == "concentration.possible /n");
    CHECK(refusal({1}, 0) == "concentration.possible /n");
    CHECK(refusal({1, 2, 0}, 2) == "accepted");
}

}  // namespace comity::trade
