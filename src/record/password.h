// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace comity {

/// What guessing one password costs: libsodium's limits for people who wait for an answer.
struct PasswordCost {
    std::uint64_t passes = 2;
    std::size_t memory_bytes = std::size_t{64} << 20U;
};

/// The argon2id hash of a password with a salt of its own, as text that names its cost.
/// `Fault` if the memory cannot be had.
std::string hash_password(std::string_view password, const PasswordCost& cost);

/// Whether the hash is that of the password. It takes as long as making the hash did.
bool is_password(const std::string& hash, std::string_view password);

/// Bytes that nobody can predict, from the operating system.
std::string random_bytes(std::size_t count);

}  // namespace comity
