// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"

#include <optional>

namespace comity {

/// Time-based one-time passwords (RFC 6238) as the usual authenticators make them: HMAC-SHA-1,
/// steps of 30 seconds, six digits.
constexpr std::int64_t totp_step_seconds = 30;
constexpr std::size_t totp_digits = 6;
constexpr std::size_t totp_secret_bytes = 20;

/// The code of a step, in so many digits (up to 9).
std::string totp_code(std::string_view secret, std::int64_t step, std::size_t digits = totp_digits);

/// The step whose code was given: the present one or a neighbour, for clocks differ, but only one
/// that is later than `used`, so that a code that was overheard opens nothing.
std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code,
                                          Instant now, std::int64_t used);

/// The address that authenticators read, often from a picture: otpauth://totp/…
std::string totp_address(std::string_view issuer, std::string_view name, std::string_view secret);

}  // namespace comity
