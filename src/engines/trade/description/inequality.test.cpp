// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/description/inequality.h"

#include <doctest/doctest.h>
#include <cmath>
#include <limits>

namespace comity::trade {
namespace {

using doctest::Approx;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::vector<WeightedValue> values(const std::vector<double>& numbers) {
    std::vector<WeightedValue> made;
    for (const double number : numbers) made.push_back({number});
    return made;
}

template <class T>
std::string refusal(const Result<T>& result) {
    return result ? "accepted" : result.error().code + " " + result.error().where;
}

/// The definition: the mean difference of all pairs over twice the mean.
double gini_by_pairs(const std::vector<WeightedValue>& of) {
    double differences = 0;
    double weight = 0;
    double total = 0;
    for (const auto& a : of) {
        for (const auto& b : of) differences += a.weight * b.weight * std::abs(a.value - b.value);
        weight += a.weight;
        total += a.weight * a.value;
    }
    return differences / (2 * total * weight);
}

}  // namespace

TEST_CASE("equal values are equal by every measure, all to one is the most unequal") {
    const auto equal = values({3, 3, 3, 3});
    CHECK(gini(equal).value() == Approx(0));
    CHECK(hoover(equal).value() == Approx(0));
    CHECK(theil(equal).value() == Approx(0));
    const auto one = values({0, 0, 8, 0});
    CHECK(gini(one).value() == Approx(0.75));
    CHECK(hoover(one).value() == Approx(0.75));
    CHECK(theil(one).value() == Approx(std::log(4)));
}

TEST_CASE("the Gini of the curve is that of the pairs, with and without weights") {
    std::vector<WeightedValue> made;
    for (int i = 0; i < 60; ++i) {
        made.push_back({static_cast<double>(i * 37 % 61), 1 + static_cast<double>(i * 17 % 23)});
        if (i > 0) CHECK(gini(made).value() == Approx(gini_by_pairs(made)));
    }
}

TEST_CASE("a weight of two is the same as two equal values") {
    const std::vector<WeightedValue> weighted = {{1, 2}, {5, 3}};
    const auto repeated = values({1, 5, 1, 5, 5});
    CHECK(gini(weighted).value() == Approx(gini(repeated).value()));
    CHECK(theil(weighted).value() == Approx(theil(repeated).value()));
    CHECK(hoover(weighted).value() == Approx(hoover(repeated).value()));
}

TEST_CASE("the Lorenz curve rises from nothing to all, below the diagonal") {
    const auto curve = lorenz_curve(values({4, 1, 3, 2}));
    REQUIRE(curve.has_value());
    CHECK(*curve == std::vector<LorenzPoint>{{0, 0}, {0.25, 0.1}, {0.5, 0.3}, {0.75, 0.6}, {1, 1}});
}

TEST_CASE("losses, missing values and weights that are none are refused at their place") {
    CHECK(refusal(gini(values({1, -1}))) == "inequality.value /values/1");
    CHECK(refusal(theil(values({missing}))) == "inequality.value /values/0");
    CHECK(refusal(hoover(std::vector<WeightedValue>{{1, 1}, {1, 0}})) ==
          "inequality.weight /values/1");
    CHECK(refusal(gini(values({0, 0}))) == "inequality.empty ");
    CHECK(refusal(lorenz_curve({})) == "inequality.empty ");
    CHECK(refusal(gini(values({1e308, 1e308}))) == "inequality.value ");
}

TEST_CASE("the worst off has the lowest value, a loss too; the first of equals") {
    CHECK(worst_off(std::vector<double>{3, -2, 0, -2}) == 1);
    CHECK(refusal(worst_off({})) == "inequality.empty ");
    CHECK(refusal(worst_off(std::vector<double>{1, missing})) == "inequality.value /values/1");
}

}  // namespace comity::trade
