// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/codec.h"
#include "statistics/byte_source.h"

namespace comity {

/// How the characters of a file are written.
enum class Encoding : std::uint8_t { utf_8, utf_16le, utf_16be, iso_8859_1, windows_1252 };

template <>
struct EnumText<Encoding> {
    static constexpr std::string_view type = "encoding";
    static constexpr std::array values = {
        std::pair{Encoding::utf_8, std::string_view("utf-8")},
        std::pair{Encoding::utf_16le, std::string_view("utf-16le")},
        std::pair{Encoding::utf_16be, std::string_view("utf-16be")},
        std::pair{Encoding::iso_8859_1, std::string_view("iso-8859-1")},
        std::pair{Encoding::windows_1252, std::string_view("windows-1252")}};
};

/// The bytes of a source as UTF-8, without its byte order mark. Without a declared encoding it is
/// what the byte order mark says, else UTF-8. Nothing is replaced: what is not well-formed is
/// refused (`csv.encoding`, `csv.nul`) after all text before it was delivered, so that the place is
/// the end of that text.
class TextReader {
public:
    TextReader(ByteSource& source, std::optional<Encoding> declared)
        : source_(source), declared_(declared) {}

    /// Up to `capacity` (at least 64) bytes of whole characters; 0 only at the end.
    Result<std::size_t> read(char* out, std::size_t capacity);

private:
    void begin();
    std::size_t read_raw(char* out, std::size_t capacity);
    std::size_t read_utf8(char* out, std::size_t capacity);
    std::size_t read_units(char* out, std::size_t capacity);
    std::size_t convert_bytes(std::string_view raw, std::string& text);
    std::size_t convert_utf16(std::string_view raw, std::string& text);

    ByteSource& source_;
    std::optional<Encoding> declared_;
    Encoding encoding_ = Encoding::utf_8;
    bool begun_ = false;
    bool ended_ = false;
    std::string carry_;  ///< raw bytes that are not yet converted
    std::string raw_;
    std::string text_;
    std::optional<Refusal> refusal_;  ///< of what follows the text delivered so far
};

}  // namespace comity
