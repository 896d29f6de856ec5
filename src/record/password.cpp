// SPDX-License-Identifier: Apache-2.0
#include "record/password.h"

#include "base/check.h"

#include <sodium.h>

#include <array>

namespace comity {
namespace {

void start_library() {
    static const int started = sodium_init();
    check(started >= 0, "libsodium starts wherever the system has a source of randomness");
}

}  // namespace

std::string hash_password(std::string_view password, const PasswordCost& cost) {
    start_library();
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.passes,
                              cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw Fault("no memory to hash a password");
    return text.data();
}

bool is_password(const std::string& hash, std::string_view password) {
    start_library();
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string random_bytes(std::size_t count) {
    start_library();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

}  // namespace comity
