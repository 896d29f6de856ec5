// SPDX-License-Identifier: Apache-2.0
#include "record/primitives.h"

#include "base/check.h"

#include <sodium.h>

namespace comity::primitives {
namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
static_assert(encryption_overhead == nonce_size + crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(seal_overhead == crypto_box_SEALBYTES);
static_assert(password_salt_size == crypto_pwhash_argon2id_SALTBYTES);

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void start_library() {
    static const int started = sodium_init();
    check(started >= 0, "libsodium starts wherever the system has a source of randomness");
}

}  // namespace

std::string random_bytes(std::size_t count) {
    start_library();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

Bytes32 random_32() {
    start_library();
    Bytes32 bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

void erase(std::span<std::uint8_t> secret) { sodium_memzero(secret.data(), secret.size()); }

void erase(std::string& secret) {
    sodium_memzero(secret.data(), secret.size());
    secret.clear();
}

SigningPair signing_pair(const Bytes32& seed) {
    start_library();
    SigningPair pair;
    crypto_sign_seed_keypair(pair.public_key.data(), pair.secret.data(), seed.data());
    return pair;
}

Bytes32 seed_of(const Bytes64& secret) {
    Bytes32 seed{};
    crypto_sign_ed25519_sk_to_seed(seed.data(), secret.data());
    return seed;
}

std::string sign(const Bytes64& secret, std::string_view message) {
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(bytes_of(signature), nullptr, bytes_of(message), message.size(),
                         secret.data());
    return signature;
}

bool verify(const Bytes32& public_key, std::string_view message, std::string_view signature) {
    start_library();
    check(signature.size() == crypto_sign_BYTES, "the caller has looked at the size");
    return crypto_sign_verify_detached(bytes_of(signature), bytes_of(message), message.size(),
                                       public_key.data()) == 0;
}

bool is_point(const Bytes32& bytes) {
    start_library();
    Bytes32 twice{};  // adding is the operation that refuses what is no point and allows the rest
    return crypto_core_ed25519_add(twice.data(), bytes.data(), bytes.data()) == 0;
}

std::string hash_password(std::string_view password, const PasswordCost& cost) {
    start_library();
    std::array<char, crypto_pwhash_STRBYTES> text{};
    const std::size_t memory = std::size_t{cost.memory_kib} * 1024;
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.passes, memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw Fault("no memory to hash a password");
    return text.data();
}

bool is_password(const std::string& hash, std::string_view password) {
    start_library();
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

Bytes32 derive_key(std::string_view passphrase, std::string_view salt, const PasswordCost& cost) {
    start_library();
    check(salt.size() == password_salt_size, "the caller has looked at the size");
    Bytes32 key{};
    const std::size_t memory = std::size_t{cost.memory_kib} * 1024;
    if (crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), bytes_of(salt),
                      cost.passes, memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw Fault("there is not enough memory to try a passphrase");
    return key;
}

std::string encrypt(const Bytes32& key, std::string_view text, std::string_view context) {
    std::string bytes = random_bytes(nonce_size);
    const std::string nonce = bytes;
    bytes.resize(text.size() + encryption_overhead);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes_of(bytes) + nonce_size, nullptr, bytes_of(text), text.size(), bytes_of(context),
        context.size(), nullptr, bytes_of(nonce), key.data());
    return bytes;
}

std::optional<std::string> decrypt(const Bytes32& key, std::string_view bytes,
                                   std::string_view context) {
    start_library();
    if (bytes.size() < encryption_overhead) return {};
    const std::string_view encrypted = bytes.substr(nonce_size);
    std::string text(bytes.size() - encryption_overhead, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            bytes_of(text), nullptr, nullptr, bytes_of(encrypted), encrypted.size(),
            bytes_of(context), context.size(), bytes_of(bytes), key.data()) != 0)
        return {};
    return text;
}

BoxPair box_pair(const Bytes32& seed) {
    start_library();
    BoxPair pair;
    crypto_box_seed_keypair(pair.public_key.data(), pair.secret.data(), seed.data());
    return pair;
}

bool is_box_key(const Bytes32& public_key) {
    start_library();
    constexpr Bytes32 any_secret = {8};
    Bytes32 shared{};
    return crypto_scalarmult(shared.data(), any_secret.data(), public_key.data()) == 0;
}

std::string seal(const Bytes32& public_key, std::string_view text) {
    start_library();
    std::string bytes(text.size() + seal_overhead, '\0');
    const int sealed =
        crypto_box_seal(bytes_of(bytes), bytes_of(text), text.size(), public_key.data());
    check(sealed == 0, "keys of small order were refused when they were read");
    return bytes;
}

std::optional<std::string> open_seal(const BoxPair& pair, std::string_view bytes) {
    start_library();
    if (bytes.size() < seal_overhead) return {};
    std::string text(bytes.size() - seal_overhead, '\0');
    if (crypto_box_seal_open(bytes_of(text), bytes_of(bytes), bytes.size(), pair.public_key.data(),
                             pair.secret.data()) != 0)
        return {};
    return text;
}

}  // namespace comity::primitives
