// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/levels.h"

#include <doctest/doctest.h>

using namespace comity::trade;

namespace {

const Factor exporter{.name = "exporter", .labels = {"A", "B", "C"}, .codes = {2, 0, 0, 2, 2}};
const Factor year{.name = "year", .labels = {"2001", "2000"}, .codes = {0, 1, 1, 0, 1}};
const std::vector<const Factor*> both = {&exporter, &year};

}  // namespace

TEST_CASE("levels are the combinations that occur, in the order of the first factor") {
    const Levels levels = interact(both, std::vector<std::uint32_t>{0, 1, 2, 3, 4});
    CHECK(levels == Levels{{1, 0, 0, 1, 2}, 3});
}

TEST_CASE("levels are those of the rows asked for") {
    CHECK(interact(both, std::vector<std::uint32_t>{4, 0}) == Levels{{1, 0}, 2});
    CHECK(interact(both, std::vector<std::uint32_t>{}) == Levels{{}, 0});
}

TEST_CASE("without factors all rows are of one level") {
    CHECK(interact({}, std::vector<std::uint32_t>{3, 4}) == Levels{{0, 0}, 1});
}

TEST_CASE("many possible combinations of which few occur are numbered as well") {
    Factor wide{.name = "wide", .labels = std::vector<std::string>(70'000), .codes = {}};
    wide.codes = {69'999, 5, 69'999};
    const std::vector<const Factor*> twice = {&wide, &wide};
    CHECK(interact(twice, std::vector<std::uint32_t>{0, 1, 2}) == Levels{{1, 0, 1}, 2});
}

TEST_CASE("rows that are not kept take their levels with them") {
    const std::vector<std::uint8_t> kept = {1, 0, 1, 0};
    CHECK(keep(Levels{{3, 0, 1, 2}, 4}, kept) == Levels{{1, 0}, 2});
}

TEST_CASE("levels are nested if none of them is in two of the others") {
    const Levels fine{{0, 1, 2, 0}, 3};
    const Levels coarse{{0, 1, 1, 0}, 2};
    CHECK(is_nested(fine, coarse));
    CHECK_FALSE(is_nested(coarse, fine));
    CHECK(is_nested(fine, fine));
    CHECK(interact(fine, coarse) == fine);
}
