// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace comity {

/// Where every secret comes from: so many bytes that nobody can predict (record/primitives.h).
using RandomSource = std::function<std::string(std::size_t)>;

/// RFC 4648 section 5 without padding, as cookies and web tokens have it; reading accepts only the
/// canonical text.
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

/// RFC 4648 section 6 without padding; reading takes small letters too, and skips blanks and
/// hyphens, for people copy it by hand.
std::string to_base32(std::string_view bytes);
std::optional<std::string> from_base32(std::string_view text);

/// 100 random bits that can be read out: "k7dq-2mzv-...", five groups of four.
std::string make_readable_secret(const RandomSource& random);

/// What is kept of a secret that has enough entropy not to be guessed: the hex of its SHA-256, for
/// one purpose.
std::string secret_digest(std::string_view purpose, std::string_view secret);

}  // namespace comity
