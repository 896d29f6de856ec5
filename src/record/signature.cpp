// SPDX-License-Identifier: Apache-2.0
#include "record/signature.h"

#include "record/primitives.h"

#include <algorithm>
#include <ranges>

namespace comity {
namespace {

using primitives::Bytes32;

/// Every number below is little-endian, as in RFC 8032.
constexpr Bytes32 field_prime = {0xED, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F};

/// L, the order of the base point: 2^252 + 27742317777372353535851937790883648493.
constexpr Bytes32 group_order = {0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7,
                                 0xA2, 0xDE, 0xF9, 0xDE, 0x14, 0,    0,    0,    0,    0,    0,
                                 0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

/// The y coordinates of the eight points whose order divides 8: 0 (order 4), 1 (order 1), -1 (order
/// 2), and the two of order 8.
constexpr std::array<Bytes32, 5> small_order = {
    Bytes32{}, Bytes32{1}, Bytes32{0xEC, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                   0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                   0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F},
    Bytes32{0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4,
            0x89, 0xF2, 0xEF, 0x98, 0xF0, 0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6,
            0x33, 0x39, 0xB1, 0x38, 0x02, 0x88, 0x6D, 0x53, 0xFC, 0x05},
    Bytes32{0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B,
            0x76, 0x0D, 0x10, 0x67, 0x0F, 0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39,
            0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77, 0x92, 0xAC, 0x03, 0x7A}};

bool less(const Bytes32& a, const Bytes32& b) {
    return std::ranges::lexicographical_compare(std::views::reverse(a), std::views::reverse(b));
}

/// The encoding of a point is y, and the sign of x in the top bit. It is canonical if y < p; that
/// x = 0 has no sign is covered, because x = 0 only for y = 1 and y = -1, which are of small order.
bool is_canonical_and_not_small(const Bytes32& point) {
    Bytes32 y = point;
    y[31] &= 0x7F;
    return less(y, field_prime) && std::ranges::find(small_order, y) == small_order.end();
}

Bytes32 piece(std::string_view signature, std::size_t offset) {
    Bytes32 bytes{};
    std::ranges::copy(signature.substr(offset, 32), bytes.begin());
    return bytes;
}

}  // namespace

SecretKey SecretKey::generate() {
    Bytes32 seed = primitives::random_32();
    SecretKey key(seed);
    primitives::erase(seed);
    return key;
}

SecretKey::SecretKey(const std::array<std::uint8_t, 32>& seed) {
    primitives::SigningPair pair = primitives::signing_pair(seed);
    expanded_ = pair.secret;
    public_key_.bytes = pair.public_key;
    primitives::erase(pair.secret);
}

SecretKey::SecretKey(SecretKey&& other) noexcept
    : expanded_(other.expanded_), public_key_(other.public_key_) {
    primitives::erase(other.expanded_);
}

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept {
    if (this == &other) return *this;
    expanded_ = other.expanded_;
    public_key_ = other.public_key_;
    primitives::erase(other.expanded_);
    return *this;
}

SecretKey::~SecretKey() { primitives::erase(expanded_); }

std::array<std::uint8_t, 32> SecretKey::seed() const { return primitives::seed_of(expanded_); }

std::string SecretKey::sign(std::string_view message) const {
    return primitives::sign(expanded_, message);
}

// libsodium 1.0.18 as Debian builds it (without ED25519_COMPAT) already refuses S >= L, R and keys
// of small order, and keys with y >= p, and compares R byte by byte with the canonical encoding of
// [S]B - [k]A. The checks before it state the predicate, so that no other version can widen it.
bool verify(const PublicKey& key, std::string_view message, std::string_view signature) {
    if (signature.size() != 64) return false;
    if (!is_canonical_and_not_small(key.bytes)) return false;
    if (!is_canonical_and_not_small(piece(signature, 0))) return false;
    if (!less(piece(signature, 32), group_order)) return false;
    return primitives::verify(key.bytes, message, signature);
}

bool is_strong(const PublicKey& key) {
    return is_canonical_and_not_small(key.bytes) && primitives::is_point(key.bytes);
}

void wipe(std::string& secret) { primitives::erase(secret); }

}  // namespace comity
