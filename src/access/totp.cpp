// SPDX-License-Identifier: Apache-2.0
#include "access/totp.h"

#include "access/secret_text.h"
#include "base/check.h"
#include "base/hmac.h"

namespace comity {
namespace {

std::string counter_bytes(std::int64_t step) {
    std::string bytes(8, '\0');
    for (std::size_t i = 0; i < 8; ++i)
        bytes[i] = static_cast<char>(static_cast<std::uint64_t>(step) >> (56 - 8 * i) & 255U);
    return bytes;
}

/// "Dynamic truncation" of RFC 4226 section 5.3.
std::uint32_t truncated(std::string_view hash) {
    const std::size_t offset = static_cast<unsigned char>(hash.back()) & 15U;
    std::uint32_t number = 0;
    for (const char c : hash.substr(offset, 4))
        number = number << 8U | static_cast<std::uint8_t>(c);
    return number & 0x7FFF'FFFFU;
}

/// As a part of an address: everything but letters and digits escaped.
std::string escaped(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string spelled;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
        if (plain)
            spelled += c;
        else
            spelled.append({'%', digits[byte / 16], digits[byte % 16]});
    }
    return spelled;
}

}  // namespace

std::string totp_code(std::string_view secret, std::int64_t step, std::size_t digits) {
    check(digits > 0 && digits < 10, "a code has up to nine digits");
    std::uint32_t number = truncated(hmac_sha1(secret, counter_bytes(step)));
    std::string code(digits, '0');
    for (std::size_t place = digits; place > 0; --place, number /= 10)
        code[place - 1] = static_cast<char>('0' + number % 10);
    return code;
}

std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code,
                                          Instant now, std::int64_t used) {
    const std::int64_t present = now.seconds / totp_step_seconds;
    std::optional<std::int64_t> found;
    for (std::int64_t step = present - 1; step <= present + 1; ++step)
        if (equal_in_constant_time(totp_code(secret, step), code) && step > used) found = step;
    return found;
}

std::string totp_address(std::string_view issuer, std::string_view name, std::string_view secret) {
    const std::string by = escaped(issuer);
    return "otpauth://totp/" + by + ":" + escaped(name) + "?secret=" + to_base32(secret) +
           "&issuer=" + by;
}

}  // namespace comity
