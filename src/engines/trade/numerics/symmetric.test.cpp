// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/numerics/symmetric.h"

#include <doctest/doctest.h>

using namespace comity::trade;

TEST_CASE("the inverse times the matrix is the identity") {
    const Symmetric matrix{4, 1, 2, 1, 5, 0.5, 2, 0.5, 3};
    const std::vector<double> product = product_of(matrix, inverse_of(matrix, 3), 3);
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j)
            CHECK(product[i * 3 + j] == doctest::Approx(i == j ? 1 : 0).epsilon(1e-14));
    CHECK(image_of(matrix, {1, 0, -1}) == std::vector<double>{2, 0.5, -1});
}

TEST_CASE("only the lower half of a matrix is read") {
    const Symmetric whole{4, 1, 1, 5};
    const Symmetric half{4, 99, 1, 5};
    CHECK(inverse_of(half, 2) == inverse_of(whole, 2));
    CHECK(dependent_columns(half, {4, 5}, 1e-9).empty());
}

TEST_CASE("what is not positive definite has no inverse") {
    CHECK(inverse_of({1, 2, 2, 1}, 2).empty());
    CHECK(inverse_of({0}, 1).empty());
    CHECK(inverse_of({1, 1, 1, 1}, 2).empty());
    CHECK(inverse_of({}, 0).empty());
}

TEST_CASE("columns that others explain are found, and those with nothing left") {
    // Of a, b, a + b and 0 with a and b of lengths 1 and 2 at right angles.
    const Symmetric matrix{1, 0, 1, 0, 0, 4, 4, 0, 1, 4, 5, 0, 0, 0, 0, 0};
    const std::vector<std::size_t> dependent = dependent_columns(matrix, {1, 4, 5, 1}, 1e-9);
    CHECK(dependent.size() == 2);
    CHECK(dependent.back() == 3);
    CHECK(dependent_columns({1e-12}, {1}, 1e-9) == std::vector<std::size_t>{0});
    CHECK(dependent_columns({1e-12}, {1e-12}, 1e-9).empty());
    CHECK(dependent_columns({0}, {0}, 1e-9) == std::vector<std::size_t>{0});
}
