// SPDX-License-Identifier: Apache-2.0
#include "access/totp.h"

#include "access/secret_text.h"

#include <doctest/doctest.h>

#include <array>

using namespace comity;

namespace {
constexpr std::string_view rfc_secret = "12345678901234567890";
constexpr std::int64_t never = -1;
}  // namespace

TEST_CASE("codes are those of RFC 6238, appendix B") {
    constexpr std::array<std::pair<std::int64_t, std::string_view>, 6> vectors = {{
        {59, "94287082"},
        {1'111'111'109, "07081804"},
        {1'111'111'111, "14050471"},
        {1'234'567'890, "89005924"},
        {2'000'000'000, "69279037"},
        {20'000'000'000, "65353130"},
    }};
    for (const auto& [seconds, code] : vectors) {
        CHECK(totp_code(rfc_secret, seconds / totp_step_seconds, 8) == code);
        CHECK(totp_code(rfc_secret, seconds / totp_step_seconds) == code.substr(2));
    }
}

TEST_CASE("a code holds for its step and its neighbours") {
    const std::string code = totp_code(rfc_secret, 100);
    for (const std::int64_t seconds : {2'970, 2'999, 3'000, 3'029, 3'030, 3'059})
        CHECK(matching_step(rfc_secret, code, {seconds}, never) == 100);
    for (const std::int64_t seconds : {2'969, 3'060})
        CHECK_FALSE(matching_step(rfc_secret, code, {seconds}, never));
}

TEST_CASE("a code that was used opens nothing again, nor does an earlier one") {
    const std::string code = totp_code(rfc_secret, 100);
    CHECK_FALSE(matching_step(rfc_secret, code, {3'000}, 100));
    CHECK_FALSE(matching_step(rfc_secret, code, {3'000}, 101));
    CHECK(matching_step(rfc_secret, code, {3'000}, 99) == 100);
    CHECK(matching_step(rfc_secret, totp_code(rfc_secret, 101), {3'000}, 100) == 101);
}

TEST_CASE("what is no code matches nothing") {
    for (const char* code : {"", "0", "abcdef", "00000000", "\xff\xff\xff\xff\xff\xff"})
        CHECK_FALSE(matching_step(rfc_secret, code, {3'000}, never));
}

TEST_CASE("the address of a secret names issuer and person, escaped") {
    CHECK(totp_address("a/b c", "li@x.example", "12345678901234567890") ==
          "otpauth://totp/a%2Fb%20c:li%40x.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
          "&issuer=a%2Fb%20c");
}
