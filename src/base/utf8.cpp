// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <algorithm>
#include <cstring>

namespace comity {
namespace {

using Byte = unsigned char;

bool is_continuation(char c) { return (static_cast<Byte>(c) & 0xC0) == 0x80; }

/// Length of the well-formed sequence at the start of `text`, 0 if there is none (Unicode table
/// 3-7).
std::size_t sequence_length(std::string_view text) {
    const Byte first = static_cast<Byte>(text[0]);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if (!is_continuation(text[i])) return 0;
    const Byte second = static_cast<Byte>(text[1]);
    if (first == 0xE0 && second < 0xA0) return 0;
    if (first == 0xED && second > 0x9F) return 0;
    if (first == 0xF0 && second < 0x90) return 0;
    if (first == 0xF4 && second > 0x8F) return 0;
    return length;
}

/// Rank of a lead byte in UTF-16 order: supplementary characters (surrogates D800..DFFF) come
/// before U+E000..U+FFFF, whose lead bytes are EE and EF.
int utf16_rank(char c) {
    const Byte byte = static_cast<Byte>(c);
    if (byte >= 0xF0) return 0xEE;
    return byte >= 0xEE ? byte + 0x10 : byte;
}

std::uint32_t code_point_at(std::string_view text, std::size_t length) {
    if (length == 1) return static_cast<Byte>(text[0]);
    std::uint32_t point = static_cast<Byte>(text[0]) & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        point = (point << 6) | (static_cast<Byte>(text[i]) & 0x3FU);
    return point;
}

/// East Asian wide blocks that names in our languages use, and emoji.
bool is_wide(std::uint32_t point) {
    return (point >= 0x1100 && point <= 0x115F) || (point >= 0x2E80 && point <= 0xA4CF) ||
           (point >= 0xAC00 && point <= 0xD7A3) || (point >= 0xF900 && point <= 0xFAFF) ||
           (point >= 0xFE30 && point <= 0xFE6F) || (point >= 0xFF00 && point <= 0xFF60) ||
           (point >= 0xFFE0 && point <= 0xFFE6) || (point >= 0x1F300 && point <= 0x1F64F) ||
           (point >= 0x20000 && point <= 0x3FFFD);
}

bool is_combining(std::uint32_t point) {
    return (point >= 0x0300 && point <= 0x036F) || (point >= 0x200B && point <= 0x200F) ||
           point == 0xFEFF;
}

/// Eight bytes at a time: nearly all that we read is ASCII.
std::size_t ascii_length(std::string_view text) {
    std::size_t length = 0;
    for (std::uint64_t word = 0; length + 8 <= text.size(); length += 8) {
        std::memcpy(&word, text.data() + length, 8);
        if ((word & 0x8080808080808080U) != 0) break;
    }
    while (length < text.size() && static_cast<Byte>(text[length]) < 0x80) ++length;
    return length;
}

/// Characters that a terminal acts on, or that change what a reader sees without being seen.
bool is_unseen(std::uint32_t point) {
    return point < 0x20 || (point >= 0x7F && point <= 0x9F) || point == 0x061C ||
           (point >= 0x200B && point <= 0x200F) || (point >= 0x2028 && point <= 0x202E) ||
           (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF ||
           (point >= 0xE0000 && point <= 0xE007F);
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view text) {
    std::string_view rest = text;
    while (true) {
        rest.remove_prefix(ascii_length(rest));
        const std::size_t length = rest.empty() ? 0 : sequence_length(rest);
        if (length == 0) return text.size() - rest.size();
        rest.remove_prefix(length);
    }
}

bool is_utf8(std::string_view text) { return valid_utf8_prefix(text) == text.size(); }

void append_utf8(std::string& out, std::uint32_t point) {
    const auto tail = [&](int shift) {
        out += static_cast<char>(0x80U | ((point >> shift) & 0x3FU));
    };
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += static_cast<char>(0xC0U | (point >> 6));
        tail(0);
    } else if (point < 0x10000) {
        out += static_cast<char>(0xE0U | (point >> 12));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0U | (point >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

bool utf16_less(std::string_view a, std::string_view b) {
    const auto [x, y] = std::ranges::mismatch(a, b);
    if (y == b.end()) return false;
    if (x == a.end()) return true;
    const int rank_x = utf16_rank(*x);
    const int rank_y = utf16_rank(*y);
    if (rank_x != rank_y) return rank_x < rank_y;
    return static_cast<Byte>(*x) < static_cast<Byte>(*y);
}

std::string printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        const std::string_view taken = text.substr(0, std::max<std::size_t>(length, 1));
        if (taken == "\n" || taken == "\r" || taken == "\t")
            out += ' ';
        else if (length == 0 || is_unseen(code_point_at(taken, length)))
            append_utf8(out, 0xFFFD);
        else
            out += taken;
        text.remove_prefix(taken.size());
    }
    return out;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const std::size_t length = std::max<std::size_t>(sequence_length(text), 1);
        const std::uint32_t point = code_point_at(text, length);
        if (!is_combining(point)) width += is_wide(point) ? 2 : 1;
        text.remove_prefix(length);
    }
    return width;
}

}  // namespace comity
