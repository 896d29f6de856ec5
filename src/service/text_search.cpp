// SPDX-License-Identifier: Apache-2.0
#include "service/text_search.h"

#include "base/utf8.h"

#include <algorithm>
#include <cstdint>

namespace comity {
namespace {

/// A code point and how many bytes it takes.
struct Character {
    std::uint32_t code = 0;
    std::size_t bytes = 1;
};

/// The first character of a text that is not empty; a byte that begins none stands for itself.
Character first_of(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(0);
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (bytes == 1 || text.size() < bytes) return {lead, 1};
    std::uint32_t code = lead & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) code = (code << 6U) | (byte(i) & 0x3FU);
    return {code, bytes};
}

bool within(std::uint32_t code, std::uint32_t first, std::uint32_t last) {
    return code >= first && code <= last;
}

/// In these ranges, capitals have even numbers and small letters the next odd ones.
bool pairs_from_even(std::uint32_t code) {
    return within(code, 0x100, 0x137) || within(code, 0x14A, 0x177) || within(code, 0x460, 0x481) ||
           within(code, 0x48A, 0x4BF) || within(code, 0x4D0, 0x52F);
}

/// In these, capitals have odd numbers.
bool pairs_from_odd(std::uint32_t code) {
    return within(code, 0x139, 0x148) || within(code, 0x179, 0x17E) || within(code, 0x4C1, 0x4CE);
}

/// The small letter of a letter (Unicode 15, simple case folding of these alphabets).
std::uint32_t lower(std::uint32_t code) {
    if (code < 0x80) return within(code, 'A', 'Z') ? code + 0x20 : code;
    if (within(code, 0xC0, 0xDE) && code != 0xD7) return code + 0x20;
    if (pairs_from_even(code)) return code | 1U;
    if (pairs_from_odd(code)) return code + (code & 1U);
    if (within(code, 0x391, 0x3A9)) return code + 0x20;
    if (within(code, 0x410, 0x42F)) return code + 0x20;
    if (within(code, 0x400, 0x40F)) return code + 0x50;
    return code;
}

std::uint32_t upper(std::uint32_t code) {
    for (const std::uint32_t distance : {0x20U, 0x50U, 1U})
        if (code >= distance && lower(code - distance) == code) return code - distance;
    return code;
}

std::string lowered(std::string_view text) {
    std::string small;
    while (!text.empty()) {
        const Character character = first_of(text);
        if (character.bytes == 1 && character.code >= 0x80)
            small.push_back(text.front());
        else
            append_utf8(small, lower(character.code));
        text.remove_prefix(character.bytes);
    }
    return small;
}

bool begins_with(std::string_view text, std::string_view small) {
    while (!small.empty()) {
        if (text.empty()) return false;
        const Character wanted = first_of(small);
        const Character found = first_of(text);
        if (lower(found.code) != wanted.code) return false;
        small.remove_prefix(wanted.bytes);
        text.remove_prefix(found.bytes);
    }
    return true;
}

bool has_cases(std::string_view small) {
    while (!small.empty()) {
        const Character character = first_of(small);
        if (upper(character.code) != character.code) return true;
        small.remove_prefix(character.bytes);
    }
    return false;
}

/// Whether it occurs in capitals, small letters or both. Most places are passed over by the first
/// bytes of the first character: few others in a text begin with both.
bool occurs_in_any_case(std::string_view text, std::string_view small) {
    std::string capital;
    append_utf8(capital, upper(first_of(small).code));
    const std::size_t bytes = std::min(first_of(small).bytes, capital.size());
    const auto matches = [&](std::size_t i, std::size_t byte) {
        return text[i + byte] == small[byte] || text[i + byte] == capital[byte];
    };
    for (std::size_t i = 0; i + bytes <= text.size(); ++i)
        if (matches(i, bytes - 1) && matches(i, 0) && begins_with(text.substr(i), small))
            return true;
    return false;
}

}  // namespace

TextSearch::TextSearch(std::string_view query) {
    if (!is_utf8(query)) query = query.substr(0, valid_utf8_prefix(query));
    std::string small = lowered(query);
    for (std::size_t start = 0; start < small.size();) {
        const std::size_t end = std::min(small.find(' ', start), small.size());
        if (end > start) {
            const std::string word = small.substr(start, end - start);
            words_.push_back({word, has_cases(word)});
        }
        start = end + 1;
    }
}

void TextSearch::mark(std::string_view text, std::vector<bool>& found) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
        if (!found[i])
            found[i] = words_[i].has_cases ? occurs_in_any_case(text, words_[i].lower)
                                           : text.contains(words_[i].lower);
}

}  // namespace comity
