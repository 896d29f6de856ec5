// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace comity {

/// Whether `text` is well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF).
bool is_utf8(std::string_view text);

/// The length of the longest prefix of `text` that is well-formed UTF-8.
std::size_t valid_utf8_prefix(std::string_view text);

/// Appends the UTF-8 form of a code point that is not a surrogate.
void append_utf8(std::string& out, std::uint32_t code_point);

/// Orders two UTF-8 texts by their UTF-16 code units, as RFC 8785 orders keys.
bool utf16_less(std::string_view a, std::string_view b);

/// `text` on one line and harmless on a terminal: line ends and tabs become spaces; control
/// characters, invisible and direction-changing ones, and bytes that are not UTF-8 become U+FFFD.
std::string printable(std::string_view text);

/// How many columns a terminal needs for `text` (wide CJK characters count two).
std::size_t display_width(std::string_view text);

}  // namespace comity
