// SPDX-License-Identifier: Apache-2.0
#include "base/nearest.h"

#include <doctest/doctest.h>

#include <vector>

using namespace comity;

TEST_CASE("a mistyped word is taken for the one that is fewest letters away") {
    const std::vector<std::string> commands = {"status", "keys", "report", "reading", "export"};
    CHECK(nearest("statsu", commands) == "status");
    CHECK(nearest("stat", commands) == "status");
    CHECK(nearest("reprot", commands) == "report");
    CHECK(nearest("kes", commands) == "keys");
    CHECK(nearest("status", commands) == "status");
    CHECK(did_you_mean("exprt", commands) == " (did you mean export?)");
}

TEST_CASE("a word that is like none is taken for none") {
    const std::vector<std::string> commands = {"status", "keys"};
    CHECK(nearest("", commands).empty());
    CHECK(nearest("s", commands).empty());
    CHECK(nearest("harbour", commands).empty());
    CHECK(nearest("статус", commands).empty());
    CHECK(nearest(std::string(100'000, 'k'), commands).empty());
    CHECK(nearest("keys", {}).empty());
    CHECK(did_you_mean("harbour", commands).empty());
}
