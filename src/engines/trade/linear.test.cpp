// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/linear.h"

#include <doctest/doctest.h>

using namespace comity::trade;

namespace {

SquareMatrix matrix(std::size_t size, std::vector<double> values) {
    SquareMatrix result(size);
    result.values = std::move(values);
    return result;
}

}  // namespace

TEST_CASE("a positive definite system is solved whatever the units of its unknowns") {
    const SquareMatrix a = matrix(2, {2e20, 1, 1, 3e-20});
    const auto x = solve_positive(a, std::vector<double>{4e10, 7e-10});
    REQUIRE(x.has_value());
    CHECK((*x)[0] * 1e10 == doctest::Approx(1).epsilon(1e-14));
    CHECK((*x)[1] * 1e-10 == doctest::Approx(2).epsilon(1e-14));
}

TEST_CASE("an inverse is one from both sides") {
    const auto inverse = invert_positive(matrix(2, {2, 1, 1, 3}));
    REQUIRE(inverse.has_value());
    const std::vector<double> expected = {0.6, -0.2, -0.2, 0.4};
    for (std::size_t i = 0; i < 4; ++i)
        CHECK(inverse->values[i] == doctest::Approx(expected[i]).epsilon(1e-14));
}

TEST_CASE("a matrix that is not clearly positive definite has no solution") {
    const std::vector<double> b = {1, 1};
    CHECK_FALSE(solve_positive(matrix(2, {1, 1, 1, 1}), b).has_value());
    CHECK_FALSE(solve_positive(matrix(2, {1, 2, 2, 1}), b).has_value());
    CHECK_FALSE(solve_positive(matrix(2, {0, 0, 0, 1}), b).has_value());
    CHECK_FALSE(invert_positive(matrix(2, {1, 0, 0, 0.0 / 0.0})).has_value());
}

TEST_CASE("a column keeps what those before it do not explain") {
    // Columns a, 2a, b with a'a = 1, b'b = 4, a'b = 1.
    const SquareMatrix products = matrix(3, {1, 2, 1, 2, 4, 2, 1, 2, 4});
    const auto shares = remaining_shares(products, std::vector<double>{2, 4, 4}, 1e-9);
    CHECK(shares[0] == doctest::Approx(0.5));
    CHECK(shares[1] == doctest::Approx(0));
    CHECK(shares[2] == doctest::Approx(0.75));
}

TEST_CASE("negative eigenvalues become zero and others stay") {
    const SquareMatrix a = matrix(2, {1, 2, 2, 1});  // eigenvalues 3 and -1
    const SquareMatrix b = without_negative_eigenvalues(a);
    for (const double value : b.values) CHECK(value == doctest::Approx(1.5));
    const SquareMatrix positive = matrix(2, {2, 1, 1, 2});
    CHECK(without_negative_eigenvalues(positive) == positive);
}
