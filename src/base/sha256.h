// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity {

/// A SHA-256 value.
struct Hash {
    std::array<std::uint8_t, 32> bytes{};
    auto operator<=>(const Hash&) const = default;

    /// The 32 bytes as a view, for hashing and writing.
    std::string_view view() const {
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
};

/// SHA-256 of a text that arrives in pieces.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void update(std::string_view bytes);
    /// The hash of all pieces; afterwards the object is as new.
    Hash finish();

private:
    void* context_;
};

Hash sha256(std::string_view bytes);

std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);
inline std::string to_hex(const Hash& hash) { return to_hex(hash.view()); }

/// RFC 4648 section 4, with padding; reading accepts only the canonical text.
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);
inline std::string to_base64(const Hash& hash) { return to_base64(hash.view()); }

/// A hash from its 32 bytes, its hexadecimal or its base64 text.
std::optional<Hash> hash_from_bytes(std::string_view bytes);
std::optional<Hash> hash_from_hex(std::string_view text);
std::optional<Hash> hash_from_base64(std::string_view text);

}  // namespace comity
