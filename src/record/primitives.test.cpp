// SPDX-License-Identifier: Apache-2.0
#include "record/primitives.h"

#include <doctest/doctest.h>

#include <set>

using namespace comity::primitives;

namespace {
constexpr PasswordCost cheap{.passes = 1, .memory_kib = 8};
}

TEST_CASE("a password's hash is argon2id with a salt of its own, and knows its password") {
    const std::string hash = hash_password("correct horse", cheap);
    CHECK(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
    CHECK(hash != hash_password("correct horse", cheap));
    CHECK(is_password(hash, "correct horse"));
    CHECK_FALSE(is_password(hash, "correct horsf"));
    CHECK_FALSE(is_password(hash, ""));
    CHECK_FALSE(is_password(hash, std::string_view("correct horse\0", 14)));
}

TEST_CASE("what is no hash has no password") {
    for (const char* text : {"", "$", "$argon2id$", "correct horse", "$argon2id$v=19$m=8,t=1,p=1$"})
        CHECK_FALSE(is_password(text, ""));
    CHECK_FALSE(is_password(std::string(1000, 'a'), "a"));
}

TEST_CASE("passwords may be empty, long, and of any bytes") {
    for (const std::string& password : {std::string(), std::string(4096, 'x'),
                                        std::string("пароль 密码"), std::string("a\0b", 3)}) {
        const std::string hash = hash_password(password, cheap);
        CHECK(is_password(hash, password));
        CHECK_FALSE(is_password(hash, password + "x"));
    }
}

TEST_CASE("random bytes are as many as asked for, and never the same") {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) CHECK(seen.insert(random_bytes(16)).second);
    CHECK(random_bytes(0).empty());
}
