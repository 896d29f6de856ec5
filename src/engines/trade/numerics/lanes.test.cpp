// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/numerics/lanes.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace comity::trade;

TEST_CASE("the exponential of lanes is right within two units in the last place") {
    for (double x = -700; x <= 700; x += 0.0371) {
        const Lanes result = exponential(Lanes{x, -x, 0, 1e-300, -1e-17, x / 700, x / 1e6, 1});
        const double inputs[] = {x, -x, 0, 1e-300, -1e-17, x / 700, x / 1e6, 1};
        for (std::size_t lane = 0; lane < lane_count; ++lane) {
            const double expected = std::exp(inputs[lane]);
            const double unit = std::nextafter(expected, 2 * expected) - expected;
            CHECK(std::abs(result[lane] - expected) <= 2 * unit);
        }
    }
}

TEST_CASE("the sum of lanes is taken in the order that is written down") {
    const Lanes lanes{1e16, 1, -1e16, 3, 1, -1, 2, 0.5};
    CHECK(sum(lanes) == ((1e16 + 1) + (-1e16 + 2)) + ((1.0 - 1.0) + (3 + 0.5)));
}

TEST_CASE("what is loaded of a short row is filled up with zeros") {
    const std::vector<double> row{1, 2, 3};
    const Lanes lanes = load_first(row.data(), row.size());
    for (std::size_t lane = 0; lane < lane_count; ++lane)
        CHECK(lanes[lane] == (lane < row.size() ? row[lane] : 0));
    CHECK(padded(0) == 0);
    CHECK(padded(1) == 8);
    CHECK(padded(8) == 8);
    CHECK(padded(9) == 16);
}
