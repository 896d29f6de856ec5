// SPDX-License-Identifier: Apache-2.0
#include "service/code_check.h"

#include "acts/all.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

std::string code_of(std::string_view kind, std::string_view body, const CodeLists& lists) {
    const auto result = check_codes(*find_act(kind), *parse_json(body), lists);
    return result ? "" : result.error().code + " " + result.error().where;
}

}  // namespace

TEST_CASE("codes are checked against the lists at hand, where there are any") {
    const CodeLists lists{CountryList({{"CHN", "CN", "China", ""}}), {"CNY", "USD"}};
    CHECK(code_of("party.admit", R"({"party":"CHN"})", lists).empty());
    CHECK(code_of("party.admit", R"({"party":"CHX"})", lists) == "party.not-in-list /party");
    CHECK(code_of("party.admit", R"({"party":"CHX","name":{"en":"A city"}})", lists).empty());
    CHECK(code_of("party.withdraw", R"({"party":"CHX"})", lists).empty());
    CHECK(code_of("delivery.report", R"({"unit":"USD"})", lists).empty());
    CHECK(code_of("delivery.report", R"({"unit":"UDS"})", lists) == "unit.not-in-list /unit");
    CHECK(code_of("delivery.report", R"({"unit":"doses"})", lists).empty());
    CHECK(code_of("party.admit", R"({"party":"CHX"})", CodeLists{}).empty());
    CHECK(code_of("delivery.report", R"({"unit":"UDS"})", CodeLists{}).empty());
    CHECK(code_of("delivery.report", R"({"unit":7})", lists).empty());  // the codec will refuse it
}
