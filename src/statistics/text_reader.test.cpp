// SPDX-License-Identifier: Apache-2.0
#include "statistics/text_reader.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

using std::string_literals::operator""s;

/// The text of some bytes that come in pieces of `step`, and the refusal after it, if any.
struct Outcome {
    std::string text;
    std::string code;
    bool operator==(const Outcome&) const = default;
};

class Pieces : public ByteSource {
public:
    Pieces(std::string_view bytes, std::size_t step) : bytes_(bytes), step_(step) {}
    std::size_t read(char* out, std::size_t capacity) override {
        const std::size_t count = std::min({capacity, step_, bytes_.size()});
        bytes_.copy(out, count);
        bytes_.remove_prefix(count);
        return count;
    }
    std::uint64_t size() const override { return bytes_.size(); }

private:
    std::string_view bytes_;
    std::size_t step_;
};

Outcome read_in_pieces(std::string_view bytes, std::optional<Encoding> declared, std::size_t step) {
    Pieces source(bytes, step);
    TextReader reader(source, declared);
    std::array<char, 64> buffer{};
    Outcome outcome;
    for (;;) {
        const auto count = reader.read(buffer.data(), buffer.size());
        if (!count) {
            outcome.code = count.error().code;
            CHECK(!reader.read(buffer.data(), buffer.size()).has_value());
            return outcome;
        }
        if (*count == 0) return outcome;
        outcome.text.append(buffer.data(), *count);
    }
}

Outcome read(std::string_view bytes, std::optional<Encoding> declared = {}) {
    Outcome whole = read_in_pieces(bytes, declared, 1'000);
    for (const std::size_t step : {1, 2, 3, 7})
        CHECK(read_in_pieces(bytes, declared, step) == whole);
    return whole;
}

/// ASCII as UTF-16.
std::string utf_16(std::string_view text, Encoding encoding) {
    std::string bytes;
    for (const char c : text)
        bytes += encoding == Encoding::utf_16le ? std::string{c, '\0'} : std::string{'\0', c};
    return bytes;
}

}  // namespace

TEST_CASE("without a declaration text is UTF-8, with or without a byte order mark") {
    const std::string text = "a\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80" + std::string(200, 'x');
    CHECK(read(text) == Outcome{text, ""});
    CHECK(read("\xEF\xBB\xBF" + text) == Outcome{text, ""});
    CHECK(read("\xEF\xBB\xBF" + text, Encoding::utf_8) == Outcome{text, ""});
    CHECK(read("") == Outcome{});
    CHECK(read("\xEF\xBB\xBF") == Outcome{});
    CHECK(read("\xEF\xBB") == Outcome{"", "csv.encoding"});
}

TEST_CASE("what is not UTF-8 is refused after the text before it") {
    for (const std::string& wrong :
         {"\xFF"s, "\x80"s, "\xC0\xAF"s, "\xC1\x81"s, "\xE0\x80\x80"s, "\xED\xA0\x80"s,
          "\xF4\x90\x80\x80"s, "\xF5\x80\x80\x80"s, "\xE4\xB8z"s, "\xF0\x9F\x98z"s})
        CHECK(read("ab" + wrong + "cd") == Outcome{"ab", "csv.encoding"});
}

TEST_CASE("a character that is cut short at the end is refused") {
    for (const std::string& cut : {"\xC3"s, "\xE4\xB8"s, "\xF0\x9F\x98"s})
        CHECK(read("ab" + cut) == Outcome{"ab", "csv.encoding"});
}

TEST_CASE("a NUL byte is refused in every encoding") {
    CHECK(read("ab\0c"s) == Outcome{"ab", "csv.nul"});
    CHECK(read("\0"s) == Outcome{"", "csv.nul"});
    CHECK(read("ab\0c"s, Encoding::iso_8859_1) == Outcome{"ab", "csv.nul"});
    CHECK(read("ab\0c"s, Encoding::windows_1252) == Outcome{"ab", "csv.nul"});
    CHECK(read(utf_16("a\0b"s, Encoding::utf_16le), Encoding::utf_16le) == Outcome{"a", "csv.nul"});
}

TEST_CASE("UTF-16 of either order is read, by its byte order mark or as declared") {
    const std::string text(150, 'a');
    CHECK(read("\xFF\xFE" + utf_16(text, Encoding::utf_16le)) == Outcome{text, ""});
    CHECK(read("\xFE\xFF" + utf_16(text, Encoding::utf_16be)) == Outcome{text, ""});
    CHECK(read(utf_16(text, Encoding::utf_16le), Encoding::utf_16le) == Outcome{text, ""});
    CHECK(read(utf_16(text, Encoding::utf_16be), Encoding::utf_16be) == Outcome{text, ""});
    CHECK(read("\x2D\x4E\x3D\xD8\x00\xDE"s, Encoding::utf_16le) ==
          Outcome{"\xE4\xB8\xAD\xF0\x9F\x98\x80", ""});
    CHECK(read("\x4E\x2D\xD8\x3D\xDE\x00"s, Encoding::utf_16be) ==
          Outcome{"\xE4\xB8\xAD\xF0\x9F\x98\x80", ""});
}

TEST_CASE("half a character of UTF-16 is refused") {
    const auto le = Encoding::utf_16le;
    CHECK(read("a\0b"s, le) == Outcome{"a", "csv.encoding"});             // an odd byte
    CHECK(read("a\0\x3D\xD8"s, le) == Outcome{"a", "csv.encoding"});      // only the high half
    CHECK(read("a\0\x3D\xD8\x00"s, le) == Outcome{"a", "csv.encoding"});  // and half of the low one
    CHECK(read("a\0\x3D\xD8z\0"s, le) == Outcome{"a", "csv.encoding"});   // followed by another
    CHECK(read("a\0\x00\xDEz\0"s, le) == Outcome{"a", "csv.encoding"});   // only the low half
}

TEST_CASE("the encodings of one byte are read byte by byte") {
    CHECK(read("caf\xE9 \x80", Encoding::iso_8859_1) == Outcome{"caf\xC3\xA9 \xC2\x80", ""});
    CHECK(read("\x80 \x93\x94", Encoding::windows_1252) ==
          Outcome{"\xE2\x82\xAC \xE2\x80\x9C\xE2\x80\x9D", ""});
    CHECK(read("\xFF", Encoding::windows_1252) == Outcome{"\xC3\xBF", ""});
    CHECK(read(std::string(300, '\x80'), Encoding::windows_1252).text.size() == 900);
}

TEST_CASE("a byte that windows-1252 does not have is refused") {
    for (const char byte : {'\x81', '\x8D', '\x8F', '\x90', '\x9D'})
        CHECK(read("ab"s + byte + "c", Encoding::windows_1252) == Outcome{"ab", "csv.encoding"});
}

TEST_CASE("a byte order mark against the declaration is refused") {
    CHECK(read("\xFF\xFE"
               "a\0"s,
               Encoding::utf_8) == Outcome{"", "csv.encoding"});
    CHECK(read("\xFF\xFE"
               "a\0"s,
               Encoding::utf_16be) == Outcome{"", "csv.encoding"});
    CHECK(read("\xEF\xBB\xBF"
               "a",
               Encoding::windows_1252) == Outcome{"", "csv.encoding"});
}

}  // namespace comity
