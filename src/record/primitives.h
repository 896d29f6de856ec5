// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The operations of libsodium that Comity uses, and the only place that knows the library. What
/// they mean is for `signature.h`, `key_file.h` and `confidential.h` to say.
namespace comity::primitives {

using Bytes32 = std::array<std::uint8_t, 32>;
using Bytes64 = std::array<std::uint8_t, 64>;

/// From the operating system; the only source of randomness in record/.
std::string random_bytes(std::size_t count);
Bytes32 random_32();
/// Overwrites what held a secret.
void erase(std::span<std::uint8_t> secret);
void erase(std::string& secret);

/// Ed25519 (RFC 8032). The secret is the seed followed by the public key.
struct SigningPair {
    Bytes32 public_key{};
    Bytes64 secret{};
};
SigningPair signing_pair(const Bytes32& seed);
Bytes32 seed_of(const Bytes64& secret);
std::string sign(const Bytes64& secret, std::string_view message);
/// `signature` has 64 bytes.
bool verify(const Bytes32& public_key, std::string_view message, std::string_view signature);
/// Whether these bytes can be doubled as a point of the curve.
bool is_point(const Bytes32& bytes);

constexpr std::size_t password_salt_size = 16;
/// What argon2id costs whoever tries a passphrase.
struct PasswordCost {
    std::uint32_t passes = 3;
    std::uint32_t memory_kib = 256 * 1024;
    bool operator==(const PasswordCost&) const = default;
};
/// What guessing one password costs, where people wait for the answer.
constexpr PasswordCost sign_in_cost{.passes = 2, .memory_kib = 64 * 1024};
/// The argon2id hash of a password with a salt of its own, as text that names its cost.
/// `Fault` if the memory is not to be had.
std::string hash_password(std::string_view password, const PasswordCost& cost);
/// Whether the hash is that of the password. It takes as long as making the hash did.
bool is_password(const std::string& hash, std::string_view password);
/// Argon2id, one lane. `Fault` if the memory is not to be had.
Bytes32 derive_key(std::string_view passphrase, std::string_view salt, const PasswordCost& cost);

/// XChaCha20-Poly1305: a random nonce of 24 bytes, the encrypted text, 16 bytes that also vouch for
/// `context`, which is not in it.
std::string encrypt(const Bytes32& key, std::string_view text, std::string_view context);
/// None if the key is another or any byte has changed.
std::optional<std::string> decrypt(const Bytes32& key, std::string_view bytes,
                                   std::string_view context);
constexpr std::size_t encryption_overhead = 24 + 16;

/// X25519, from a seed of its own.
struct BoxPair {
    Bytes32 public_key{};
    Bytes32 secret{};
};
BoxPair box_pair(const Bytes32& seed);
/// False for the keys of small order, with which nothing can be kept from anybody.
bool is_box_key(const Bytes32& public_key);
/// An anonymous sealed box: who holds the secret of `public_key` can open it.
std::string seal(const Bytes32& public_key, std::string_view text);
std::optional<std::string> open_seal(const BoxPair& pair, std::string_view bytes);
constexpr std::size_t seal_overhead = 32 + 16;

}  // namespace comity::primitives
