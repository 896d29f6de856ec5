// SPDX-License-Identifier: Apache-2.0
#include "statistics/text_reader.h"

#include "base/utf8.h"

namespace comity {
namespace {

constexpr std::string_view utf_8_mark = "\xEF\xBB\xBF";
constexpr std::string_view utf_16le_mark = "\xFF\xFE";
constexpr std::string_view utf_16be_mark = "\xFE\xFF";

Refusal nul() { return {"csv.nul", "has a NUL byte; this is not text"}; }

Refusal not_well_formed(Encoding encoding, std::string_view bytes) {
    return {"csv.encoding", "should be " + std::string(word(encoding)) + ", but the bytes " +
                                to_hex(bytes) + " are not"};
}

/// The code points of windows-1252 for the bytes 0x80 to 0x9F; 0 where it has none.
constexpr std::array<std::uint16_t, 32> windows_1252_high = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::size_t sequence_length(unsigned char first) {
    if (first < 0x80) return 1;
    if (first < 0xC2) return 0;
    if (first < 0xE0) return 2;
    if (first < 0xF0) return 3;
    return first < 0xF5 ? 4 : 0;
}

/// The length of the longest prefix of `text` that is well-formed and has no NUL.
std::size_t valid_prefix(std::string_view text) {
    return valid_utf8_prefix(text.substr(0, text.find('\0')));
}

/// Whether `bytes` may be the beginning of a character whose rest has not come yet.
bool may_continue(std::string_view bytes) {
    const std::size_t length = sequence_length(static_cast<unsigned char>(bytes[0]));
    if (length <= bytes.size()) return false;
    for (const char c : bytes.substr(1))
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) return false;
    return true;
}

bool is_surrogate(std::uint32_t unit) { return unit >= 0xD800 && unit <= 0xDFFF; }
bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

}  // namespace

Result<std::size_t> TextReader::read(char* out, std::size_t capacity) {
    if (!begun_) begin();
    if (refusal_) return std::unexpected(*refusal_);
    const std::size_t count =
        encoding_ == Encoding::utf_8 ? read_utf8(out, capacity) : read_units(out, capacity);
    if (count == 0 && refusal_) return std::unexpected(*refusal_);
    return count;
}

void TextReader::begin() {
    begun_ = true;
    std::array<char, 4> start{};
    while (carry_.size() < utf_8_mark.size() && !ended_) {
        const std::size_t count = source_.read(start.data(), start.size() - carry_.size());
        ended_ = count == 0;
        carry_.append(start.data(), count);
    }
    std::optional<Encoding> marked;
    std::size_t mark_length = 2;
    if (carry_.starts_with(utf_8_mark)) {
        marked = Encoding::utf_8;
        mark_length = 3;
    } else if (carry_.starts_with(utf_16le_mark)) {
        marked = Encoding::utf_16le;
    } else if (carry_.starts_with(utf_16be_mark)) {
        marked = Encoding::utf_16be;
    }
    if (marked && declared_ && marked != declared_)
        refusal_ = Refusal{"csv.encoding", "is " + std::string(word(*marked)) +
                                               " by its byte order mark, but the mapping says " +
                                               std::string(word(*declared_))};
    if (marked) carry_.erase(0, mark_length);
    encoding_ = marked.value_or(declared_.value_or(Encoding::utf_8));
}

/// What is carried over, then new bytes; at least one new byte unless the source has ended.
std::size_t TextReader::read_raw(char* out, std::size_t capacity) {
    const std::size_t carried = carry_.size();
    std::copy_n(carry_.data(), carried, out);
    carry_.clear();
    if (ended_) return carried;
    const std::size_t count = source_.read(out + carried, capacity - carried);
    ended_ = count == 0;
    return carried + count;
}

std::size_t TextReader::read_utf8(char* out, std::size_t capacity) {
    for (;;) {
        const std::string_view text(out, read_raw(out, capacity));
        const std::size_t valid = valid_prefix(text);
        const std::string_view rest = text.substr(valid);
        if (!rest.empty() && rest[0] == '\0')
            refusal_ = nul();
        else if (!rest.empty() && (ended_ || !may_continue(rest)))
            refusal_ = not_well_formed(encoding_, rest.substr(0, 1));
        else
            carry_ = rest;
        if (valid > 0 || refusal_ || (ended_ && rest.empty())) return valid;
    }
}

/// The other encodings: their text has at most three times as many bytes.
std::size_t TextReader::read_units(char* out, std::size_t capacity) {
    raw_.resize(capacity / 3);
    for (;;) {
        const std::string_view raw(raw_.data(), read_raw(raw_.data(), raw_.size()));
        text_.clear();
        const bool wide = encoding_ == Encoding::utf_16le || encoding_ == Encoding::utf_16be;
        const std::size_t used = wide ? convert_utf16(raw, text_) : convert_bytes(raw, text_);
        if (!refusal_) carry_ = raw.substr(used);
        if (!refusal_ && ended_ && !carry_.empty()) refusal_ = not_well_formed(encoding_, carry_);
        if (text_.empty() && !refusal_ && !ended_) continue;
        std::copy_n(text_.data(), text_.size(), out);
        return text_.size();
    }
}

std::size_t TextReader::convert_bytes(std::string_view raw, std::string& text) {
    for (std::size_t at = 0; at < raw.size(); ++at) {
        std::uint32_t unit = static_cast<unsigned char>(raw[at]);
        const bool differs = encoding_ == Encoding::windows_1252 && unit >= 0x80 && unit < 0xA0;
        if (unit == 0) {
            refusal_ = nul();
            return at;
        }
        if (differs) unit = windows_1252_high.at(unit - 0x80);
        if (unit == 0) {
            refusal_ = not_well_formed(encoding_, raw.substr(at, 1));
            return at;
        }
        append_utf8(text, unit);
    }
    return raw.size();
}

std::size_t TextReader::convert_utf16(std::string_view raw, std::string& text) {
    const bool little = encoding_ == Encoding::utf_16le;
    const auto unit_at = [&](std::size_t at) -> std::uint32_t {
        const std::uint32_t first = static_cast<unsigned char>(raw[at]);
        const std::uint32_t second = static_cast<unsigned char>(raw[at + 1]);
        return little ? first | second << 8 : first << 8 | second;
    };
    std::size_t at = 0;
    while (at + 2 <= raw.size()) {
        std::uint32_t point = unit_at(at);
        std::size_t length = 2;
        if (is_surrogate(point)) {
            length = 4;
            if (!is_low_surrogate(point) && at + 4 > raw.size() && !ended_) return at;
            const bool paired = !is_low_surrogate(point) && at + 4 <= raw.size() &&
                                is_low_surrogate(unit_at(at + 2));
            if (!paired) {
                refusal_ = not_well_formed(encoding_, raw.substr(at, 2));
                return at;
            }
            point = 0x10000 + ((point - 0xD800) << 10) + (unit_at(at + 2) - 0xDC00);
        }
        if (point == 0) {
            refusal_ = nul();
            return at;
        }
        append_utf8(text, point);
        at += length;
    }
    return at;
}

}  // namespace comity
