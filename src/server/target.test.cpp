// SPDX-License-Identifier: Apache-2.0
#include "server/target.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

std::string code_of(std::string_view text) {
    const auto target = parse_target(text);
    return target ? "accepted" : target.error().code;
}

}  // namespace

TEST_CASE("a target is taken apart into decoded segments and parameters") {
    const auto target = parse_target("/api/v1/pledges/a%20b%2Fc?as_of=2024-12-31&x=%E2%82%AC+y&z");
    REQUIRE(target);
    CHECK(target->segments == std::vector<std::string>{"api", "v1", "pledges", "a b/c"});
    CHECK(target->query ==
          std::map<std::string, std::string>{{"as_of", "2024-12-31"}, {"x", "€ y"}, {"z", ""}});
    CHECK(parse_target("/")->segments == std::vector<std::string>{""});
    CHECK(parse_target("/a/")->segments == std::vector<std::string>{"a", ""});
    CHECK(parse_target("/a?")->query.empty());
}

TEST_CASE("the absolute form means the same as the origin form") {
    CHECK(parse_target("http://host:80/a?b=c") == parse_target("/a?b=c"));
    CHECK(parse_target("https://host") == parse_target("/"));
}

TEST_CASE("an escape needs two hexadecimal digits") {
    CHECK(percent_decode("%41%5a%5A") == "AZZ");
    for (const char* text : {"%", "%4", "%g1", "%1g", "a%", "%%41"}) {
        CAPTURE(text);
        CHECK_FALSE(percent_decode(text));
        CHECK(code_of(std::string("/") + text) == "target.escape");
    }
}

TEST_CASE("decoded text is UTF-8 without control characters") {
    for (const char* text : {"/%00", "/a%0d%0ab", "/%7f", "/%ff", "/%c0%ae", "/%ed%a0%80"}) {
        CAPTURE(text);
        CHECK(code_of(text) == "target.text");
    }
}

TEST_CASE("no spelling of a path leads upwards") {
    for (const char* text : {"/..", "/../etc/passwd", "/a/../b", "/%2e%2e/x", "/.%2e/x", "/./x",
                             "/%2E", "//etc/passwd", "/a//b"}) {
        CAPTURE(text);
        CHECK(code_of(text) == "target.segment");
    }
    // Not a separator here; the look-up in memory does not know such a name.
    CHECK(parse_target("/..%2f..%2fetc")->segments.front() == "../../etc");
    CHECK(parse_target("/..\\x")->segments.front() == "..\\x");
}

TEST_CASE("a target is visible ASCII that begins with a slash") {
    for (const char* text : {"", "a", "*", "/a b", "/a#b", "/\xc3\xa9", "/a\tb", "host:443"}) {
        CAPTURE(text);
        CHECK(code_of(text) == "target.malformed");
    }
}

TEST_CASE("a parameter is given once, with a name") {
    CHECK(code_of("/?a=1&a=2") == "query.duplicate");
    CHECK(code_of("/?a=1&%61=2") == "query.duplicate");
    for (const char* text : {"/?&", "/?a=1&", "/?=1", "/?&&a=1"}) {
        CAPTURE(text);
        CHECK(code_of(text) == "query.malformed");
    }
    std::string many = "/?a0=";
    for (int i = 1; i < 40; ++i) many += "&a" + std::to_string(i) + "=";
    CHECK(code_of(many) == "query.malformed");
}
