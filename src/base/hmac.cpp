// SPDX-License-Identifier: Apache-2.0
#include "base/hmac.h"

#include "base/check.h"

#include <openssl/crypto.h>
#include <openssl/hmac.h>

#include <array>

namespace comity {
namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string keyed_hash(const EVP_MD* digest, std::string_view key, std::string_view message) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned length = 0;
    const char* some = "";  // a null key would mean "the one before"
    const unsigned char* made =
        HMAC(digest, key.empty() ? some : key.data(), static_cast<int>(key.size()),
             bytes_of(message), message.size(), bytes.data(), &length);
    check(made != nullptr, "OpenSSL 3 always provides HMAC");
    return {reinterpret_cast<const char*>(bytes.data()), length};
}

}  // namespace

std::string hmac_sha1(std::string_view key, std::string_view message) {
    return keyed_hash(EVP_sha1(), key, message);
}

std::string hmac_sha256(std::string_view key, std::string_view message) {
    return keyed_hash(EVP_sha256(), key, message);
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace comity
