// SPDX-License-Identifier: Apache-2.0
#include "server/cookie.h"

#include <doctest/doctest.h>

using namespace comity;

TEST_CASE("a cookie is found by its whole name") {
    CHECK(find_cookie("a=1; b=2;c=3", "b") == "2");
    CHECK(find_cookie("a=1; b=2;c=3", "c") == "3");
    CHECK(find_cookie("b=x=y", "b") == "x=y");
    CHECK(find_cookie("b=", "b") == "");
    for (const char* field : {"", "ab=1", "b", ";;", "B=1", "a=b=1"})
        CHECK_FALSE(find_cookie(field, "b"));
}

TEST_CASE("a cookie that is there twice is not believed") {
    CHECK_FALSE(find_cookie("b=1; b=2", "b"));
    CHECK_FALSE(find_cookie("b=1; a=0; b=1", "b"));
}

TEST_CASE("cookies are closed to scripts and to other sites") {
    CHECK(set_cookie_text({.name = "__Host-a", .value = "v"}) ==
          "__Host-a=v; Path=/; HttpOnly; SameSite=Strict; Secure");
    CHECK(set_cookie_text({"a", "", false, Cookie::SameSite::lax, 0}) ==
          "a=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
}
