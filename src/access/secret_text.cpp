// SPDX-License-Identifier: Apache-2.0
#include "access/secret_text.h"

#include "base/sha256.h"

#include <algorithm>
#include <array>

namespace comity {
namespace {

constexpr std::string_view base32_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t secret_bytes = 13;  // of which the text shows the first 100 bits
constexpr std::size_t secret_digits = 20;
constexpr std::size_t group_digits = 4;

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::string to_base64url(std::string_view bytes) {
    std::string text = to_base64(bytes);
    while (text.ends_with('=')) text.pop_back();
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    if (text.find_first_of("+/=") != std::string_view::npos) return {};
    std::string padded_text(text);
    std::ranges::replace(padded_text, '-', '+');
    std::ranges::replace(padded_text, '_', '/');
    padded_text.append((4 - padded_text.size() % 4) % 4, '=');
    return from_base64(padded_text);
}

std::string to_base32(std::string_view bytes) {
    std::string text;
    unsigned held = 0;
    unsigned bits = 0;
    for (const char c : bytes) {
        held = (held << 8U | static_cast<unsigned char>(c)) & 0xFFFFU;
        for (bits += 8; bits >= 5; bits -= 5) text += base32_digits[held >> (bits - 5) & 31U];
    }
    if (bits > 0) text += base32_digits[held << (5 - bits) & 31U];
    return text;
}

std::optional<std::string> from_base32(std::string_view text) {
    std::string bytes;
    unsigned held = 0;
    unsigned bits = 0;
    for (const char c : text) {
        if (c == ' ' || c == '-') continue;
        const std::size_t digit = base32_digits.find(capital(c));
        if (digit == std::string_view::npos) return {};
        held = (held << 5U | static_cast<unsigned>(digit)) & 0xFFFFU;
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(held >> bits & 255U);
    }
    const bool canonical = bits < 5 && (held & ((1U << bits) - 1)) == 0;
    return canonical ? std::optional(bytes) : std::nullopt;
}

std::string make_readable_secret(const RandomSource& random) {
    const std::string digits = to_base32(random(secret_bytes)).substr(0, secret_digits);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && i % group_digits == 0) text += '-';
        text += small(digits[i]);
    }
    return text;
}

std::string secret_digest(std::string_view purpose, std::string_view secret) {
    std::string text = "comity ";
    text.append(purpose).append("\n").append(secret);
    return to_hex(sha256(text));
}

}  // namespace comity
