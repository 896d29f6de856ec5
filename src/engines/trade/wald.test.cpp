// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/simulated.test.h"

#include <array>

using namespace comity;
using namespace comity::trade;
using namespace comity::trade::test;

TEST_CASE("a Wald test of one coefficient is the square of its z") {
    const auto found = estimate_ppml(simulate(19), three_way());
    REQUIRE(found.has_value());
    const Coefficient& tariff = found->coefficients[1];
    const std::vector<std::string> names = {"tariff"};
    const auto test = wald_test(*found, names);
    REQUIRE(test.has_value());
    CHECK(test->statistic == doctest::Approx(tariff.z * tariff.z).epsilon(1e-12));
    CHECK(test->degrees_of_freedom == 1);
    CHECK(test->p == doctest::Approx(tariff.p).epsilon(1e-9));
    const auto at_value =
        wald_test(*found, Restrictions{.matrix = {0, 1}, .values = {tariff.value}});
    REQUIRE(at_value.has_value());
    CHECK(at_value->statistic == doctest::Approx(0));
    CHECK(at_value->p == doctest::Approx(1));
}

TEST_CASE("a Wald test has the chi-squared distribution of its restrictions") {
    // Five-percent points of the chi-squared distribution with 1 to 5 degrees of freedom.
    const std::array<double, 5> points = {3.841458820694124, 5.991464547107979, 7.814727903251179,
                                          9.487729036781154, 11.070497693516351};
    for (std::size_t n = 1; n <= points.size(); ++n) {
        Estimates estimates;
        estimates.coefficients.resize(n);
        estimates.coefficients[0].value = std::sqrt(points[n - 1]);
        estimates.covariance.resize(n * n);
        Restrictions all{.matrix = std::vector<double>(n * n), .values = std::vector<double>(n)};
        for (std::size_t i = 0; i < n; ++i)
            estimates.covariance[i * n + i] = all.matrix[i * n + i] = 1;
        const auto test = wald_test(estimates, all);
        REQUIRE(test.has_value());
        CHECK(test->p == doctest::Approx(0.05).epsilon(1e-9));
    }
}

TEST_CASE("restrictions that do not fit are refused") {
    const auto found = estimate_ppml(simulate(20), three_way());
    REQUIRE(found.has_value());
    const std::vector<std::string> unknown = {"distance"};
    const std::vector<std::string> twice = {"tariff", "tariff"};
    CHECK(wald_test(*found, unknown).error().code == "gravity.unknown-coefficient");
    CHECK(wald_test(*found, twice).error().code == "gravity.restrictions");
    CHECK(wald_test(*found, Restrictions{}).error().code == "gravity.restrictions");
    CHECK(wald_test(*found, Restrictions{.matrix = {1}, .values = {0}}).error().code ==
          "gravity.restrictions");
}
