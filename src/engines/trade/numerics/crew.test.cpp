// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/numerics/crew.h"

#include <doctest/doctest.h>

using namespace comity::trade;

TEST_CASE("a crew does every part once, however many it is") {
    for (const unsigned threads : {0U, 1U, 2U, 5U}) {
        Crew crew(threads);
        for (std::size_t parts : {0, 1, 2, 17, 1000}) {
            std::vector<int> done(parts, 0);
            crew.run(parts, [&](std::size_t part) { ++done[part]; });
            CHECK(done == std::vector<int>(parts, 1));
        }
    }
}

TEST_CASE("a crew sees in each round what was written in the round before") {
    Crew crew(3);
    std::vector<long> values(8, 1);
    for (int round = 0; round < 2000; ++round)
        crew.run(8, [&](std::size_t part) { values[part] += values[part] % 3; });
    std::vector<long> expected(8, 1);
    for (int round = 0; round < 2000; ++round)
        for (long& value : expected) value += value % 3;
    CHECK(values == expected);
}

TEST_CASE("a crew that never had work ends") { const Crew crew(4); }
