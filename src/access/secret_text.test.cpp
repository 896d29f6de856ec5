// SPDX-License-Identifier: Apache-2.0
#include "access/secret_text.h"

#include <doctest/doctest.h>

using namespace comity;

TEST_CASE("base32 is that of RFC 4648 without padding") {
    CHECK(to_base32("").empty());
    CHECK(to_base32("f") == "MY");
    CHECK(to_base32("fo") == "MZXQ");
    CHECK(to_base32("foo") == "MZXW6");
    CHECK(to_base32("foob") == "MZXW6YQ");
    CHECK(to_base32("fooba") == "MZXW6YTB");
    CHECK(to_base32("foobar") == "MZXW6YTBOI");
}

TEST_CASE("base32 is read as people write it, and nothing else is") {
    CHECK(from_base32("mzxw-6ytb oi") == "foobar");
    CHECK(from_base32("") == "");
    for (const char* text : {"M", "MZ1", "MZXW6YTBO", "MZ=", "MZ\xD0"})
        CHECK_FALSE(from_base32(text));
    for (int size = 0; size < 40; ++size) {
        const std::string bytes(static_cast<std::size_t>(size), static_cast<char>(size * 37));
        CHECK(from_base32(to_base32(bytes)) == bytes);
    }
}

TEST_CASE("base64url has no padding and other signs for 62 and 63") {
    CHECK(to_base64url("\xfb\xff") == "-_8");
    CHECK(from_base64url("-_8") == "\xfb\xff");
    CHECK(to_base64url("").empty());
    for (const char* text : {"-_8=", "+/8", "-_9", "a", "-_8 "}) CHECK_FALSE(from_base64url(text));
}

TEST_CASE("a readable secret shows 100 bits in five groups") {
    const auto zero = [](std::size_t count) { return std::string(count, '\0'); };
    CHECK(make_readable_secret(zero) == "aaaa-aaaa-aaaa-aaaa-aaaa");
}

TEST_CASE("a digest is of one purpose") {
    CHECK(secret_digest("session", "a") != secret_digest("recovery", "a"));
    CHECK(secret_digest("session", "a") == secret_digest("session", "a"));
    CHECK(secret_digest("session", "a").size() == 64);
}
