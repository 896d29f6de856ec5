// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace comity {

/// The keyed hash of RFC 2104, as raw bytes: 20 with SHA-1 (which time-based codes are made with,
/// RFC 6238), 32 with SHA-256.
std::string hmac_sha1(std::string_view key, std::string_view message);
std::string hmac_sha256(std::string_view key, std::string_view message);

/// Whether two texts are the same, in a time that tells nothing of where they differ.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace comity
