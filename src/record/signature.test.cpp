// SPDX-License-Identifier: Apache-2.0
#include "record/signature.h"

#include "base/sha256.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace comity;

namespace {

std::array<std::uint8_t, 32> bytes32(std::string_view hex) { return hash_from_hex(hex)->bytes; }

// RFC 8032 section 7.1, TEST 1.
const auto seed = bytes32("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
const auto public_bytes =
    bytes32("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

/// The signature with S replaced by S + L, which also solves the equation.
std::string malleated(std::string signature) {
    const std::string order =
        *from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        carry += static_cast<unsigned char>(signature[32 + i]);
        carry += static_cast<unsigned char>(order[i]);
        signature[32 + i] = static_cast<char>(carry & 0xFFU);
        carry >>= 8;
    }
    return signature;
}

}  // namespace

TEST_CASE("a key made from the seed of RFC 8032 has its public key and signature") {
    const SecretKey key(seed);
    CHECK(key.public_key().bytes == public_bytes);
    CHECK(key.seed() == seed);
    CHECK(
        to_hex(key.sign("")) ==
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701"
        "cf9b46bd25bf5f0595bbe24655141438e7a100b");
}

TEST_CASE("a signature holds for its message and key alone") {
    const SecretKey key = SecretKey::generate();
    const std::string signature = key.sign("message");
    CHECK(verify(key.public_key(), "message", signature));
    CHECK_FALSE(verify(key.public_key(), "massage", signature));
    CHECK_FALSE(verify(SecretKey::generate().public_key(), "message", signature));
    for (std::size_t i = 0; i < 64; ++i) {
        std::string wrong = signature;
        wrong[i] = static_cast<char>(wrong[i] ^ 1);
        CHECK_FALSE(verify(key.public_key(), "message", wrong));
    }
}

TEST_CASE("a signature is 64 bytes, no more and no fewer") {
    const SecretKey key(seed);
    const std::string signature = key.sign("m");
    CHECK_FALSE(verify(key.public_key(), "m", ""));
    CHECK_FALSE(verify(key.public_key(), "m", signature.substr(0, 63)));
    CHECK_FALSE(verify(key.public_key(), "m", signature + '\0'));
}

TEST_CASE("S + L is refused though it solves the equation") {
    const SecretKey key(seed);
    const std::string signature = key.sign("m");
    CHECK(verify(key.public_key(), "m", signature));
    CHECK_FALSE(verify(key.public_key(), "m", malleated(signature)));
}

TEST_CASE("points of small order, and encodings that are not canonical, are weak keys") {
    const std::string zeros(64, '0');
    CHECK_FALSE(is_strong({bytes32(zeros)}));                          // order 4
    CHECK_FALSE(is_strong({bytes32("01" + zeros.substr(2))}));         // order 1
    CHECK_FALSE(is_strong({bytes32("01" + zeros.substr(4) + "80")}));  // x = 0 with a sign
    const std::string ones(60, 'f');
    CHECK_FALSE(is_strong({bytes32("ec" + ones + "7f")}));  // order 2
    CHECK_FALSE(is_strong({bytes32("ed" + ones + "7f")}));  // p, that is 0
    CHECK_FALSE(is_strong({bytes32("f0" + ones + "7f")}));  // p + 3
    CHECK_FALSE(is_strong({bytes32("f0" + ones + "ff")}));
    CHECK_FALSE(
        is_strong({bytes32("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85")}));
    CHECK_FALSE(
        is_strong({bytes32("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")}));
    CHECK_FALSE(is_strong({bytes32("02" + zeros.substr(2))}));  // no point has this y
    CHECK(is_strong({public_bytes}));
}

TEST_CASE("a key that is moved away signs no more, and the new one does") {
    SecretKey first(seed);
    SecretKey second(std::move(first));
    CHECK(second.seed() == seed);
    CHECK(first.seed() == std::array<std::uint8_t, 32>{});  // NOLINT(bugprone-use-after-move)
    first = std::move(second);
    CHECK(first.seed() == seed);
}

TEST_CASE("generated keys differ") {
    CHECK(SecretKey::generate().seed() != SecretKey::generate().seed());
}

TEST_CASE("wiping empties a text") {
    std::string secret = "a secret that is longer than a short string";
    wipe(secret);
    CHECK(secret.empty());
}
