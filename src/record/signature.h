// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace comity {

/// An Ed25519 public key, 32 bytes.
struct PublicKey {
    std::array<std::uint8_t, 32> bytes{};
    bool operator==(const PublicKey&) const = default;
};

/// An Ed25519 secret key (seed). Wiped when it goes; not copyable.
class SecretKey {
public:
    static SecretKey generate();
    explicit SecretKey(const std::array<std::uint8_t, 32>& seed);
    SecretKey(SecretKey&&) noexcept;
    SecretKey& operator=(SecretKey&&) noexcept;
    ~SecretKey();

    const PublicKey& public_key() const { return public_key_; }
    std::array<std::uint8_t, 32> seed() const;
    /// The 64-byte signature of RFC 8032.
    std::string sign(std::string_view message) const;

private:
    std::array<std::uint8_t, 64> expanded_{};
    PublicKey public_key_;
};

/// The pinned Ed25519 predicate, the same on every node for all time: the key and R are canonical
/// encodings of points that are not of small order, S < L, and [S]B = R + [k]A without cofactor.
bool verify(const PublicKey& key, std::string_view message, std::string_view signature);

/// Whether a key is a canonical encoding of a point that is not of small order.
bool is_strong(const PublicKey& key);

/// Overwrites a text that held a secret, and empties it.
void wipe(std::string& secret);

}  // namespace comity
