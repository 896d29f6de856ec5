// SPDX-License-Identifier: Apache-2.0
#include "statistics/date_pattern.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

std::string read(std::string_view pattern, std::string_view cell) {
    const auto parsed = DatePattern::parse(pattern);
    REQUIRE(parsed.has_value());
    const auto text = parsed->canonical(cell);
    return text ? *text : text.error().code;
}

}  // namespace

TEST_CASE("a cell is read by where the pattern has its parts") {
    CHECK(read("DD/MM/YYYY", "05/07/2021") == "2021-07-05");
    CHECK(read("MM/DD/YYYY", "07/05/2021") == "2021-07-05");
    CHECK(read("YYYYMMDD", "20210705") == "2021-07-05");
    CHECK(read("YYYY-MM-DDT00:00:00", "2021-07-05T00:00:00") == "2021-07-05");
    CHECK(read("MM.YYYY", "07.2021") == "2021-07");
    CHECK(read("YYYYQ", "20213") == "2021-Q3");
    CHECK(read("YYYY \\S S", "2021 S 2") == "2021-S2");
    CHECK(read("YYYY\\QQ", "2021Q3") == "2021-Q3");
    CHECK(read("WW/YYYY", "05/2021") == "2021-W05");
    CHECK(read("FY YYYY", "FY 2021") == "2021");
}

TEST_CASE("a cell of another form is refused") {
    for (const char* cell : {"", "5/7/2021", "05-07-2021", "05/07/21", "05/07/2021 ", "aa/07/2021",
                             "05/07/202", "05/07/20211"})
        CHECK(read("DD/MM/YYYY", cell) == "import.date");
}

TEST_CASE("a pattern whose parts make no period is refused") {
    for (const char* pattern : {"", "MM", "DD/MM", "YYYY/DD", "YYYY/MM/MM", "YYYY YYYY", "YYYY-QS",
                                "YYYY-WW-MM", "day", "\\YYYY"}) {
        const auto parsed = DatePattern::parse(pattern);
        REQUIRE_MESSAGE(!parsed, pattern);
        CHECK(parsed.error().code == "mapping.pattern");
    }
}

TEST_CASE("a pattern says a day if it has one") {
    CHECK(DatePattern::parse("DD/MM/YYYY")->has_day());
    CHECK(!DatePattern::parse("MM/YYYY")->has_day());
}

}  // namespace comity
