// SPDX-License-Identifier: Apache-2.0
#include "statistics/gzip.h"

#include <doctest/doctest.h>
#include <vector>

namespace comity {
namespace {

std::string packed(std::string_view bytes) { return gzip(bytes, 6); }

class Pieces : public ByteSource {
public:
    Pieces(std::string_view bytes, std::size_t step) : bytes_(bytes), step_(step) {}
    std::size_t read(char* out, std::size_t capacity) override {
        const std::size_t count = bytes_.copy(out, std::min(capacity, step_));
        bytes_.remove_prefix(count);
        return count;
    }
    std::uint64_t size() const override { return bytes_.size(); }

private:
    std::string_view bytes_;
    std::size_t step_;
};

Result<std::string> unpacked(std::string_view bytes, std::size_t step, std::size_t capacity) {
    Pieces source(bytes, step);
    GzipSource gzip(source, "f.gz");
    std::string all;
    std::vector<char> buffer(capacity);
    while (const std::size_t count = gzip.read(buffer.data(), capacity))
        all.append(buffer.data(), count);
    CHECK(gzip.read(buffer.data(), capacity) == 0);
    TRY(gzip.finished());
    return all;
}

/// The bytes of a file; in what pieces it comes and is asked for makes no difference.
Result<std::string> unpacked(std::string_view bytes) {
    auto whole = unpacked(bytes, SIZE_MAX, 1 << 16);
    if (bytes.size() > 4'000) return whole;
    for (const std::size_t step : {1, 7})
        for (const std::size_t capacity : {1, 100}) {
            const auto again = unpacked(bytes, step, capacity);
            CHECK(again.has_value() == whole.has_value());
            if (whole && again) CHECK(*again == *whole);
            if (!whole && !again) CHECK(again.error().code == whole.error().code);
        }
    return whole;
}

std::string refusal(std::string_view bytes) {
    const auto text = unpacked(bytes);
    return text ? "read" : text.error().code + " " + text.error().where;
}

std::string numbers(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += std::to_string(i * 7919 % 1'000) + "\n";
    return text;
}

}  // namespace

TEST_CASE("equal bytes are packed equally, whatever the effort unpacks to the same") {
    CHECK(gzip("abcabc", 6) == gzip("abcabc", 6));
    for (int effort = 1; effort <= 9; ++effort)
        CHECK(unpacked(gzip(numbers(5'000), effort)) == numbers(5'000));
}

TEST_CASE("what was packed is unpacked, an empty text too") {
    for (const std::string& text :
         {std::string(), std::string("a"), numbers(300), numbers(200'000), std::string(3, '\0')})
        CHECK(unpacked(packed(text)) == text);
}

TEST_CASE("a gzip file may have several members, some of them empty") {
    const std::string several = packed("one ") + packed("") + packed("two ") + packed("three");
    CHECK(unpacked(several) == "one two three");
    CHECK(unpacked(packed("") + packed("")) == "");
}

TEST_CASE("a gzip file that ends anywhere too early is refused") {
    const std::string whole = packed(numbers(40));
    for (std::size_t length = 0; length < whole.size(); ++length)
        CHECK(refusal(whole.substr(0, length)) == "gzip.truncated f.gz");
    for (std::size_t length = 2; length < whole.size(); ++length)
        CHECK(refusal(packed("one ") + whole.substr(0, length)) == "gzip.truncated f.gz");
}

TEST_CASE("a file that is no gzip file is refused at its beginning") {
    CHECK(refusal("exporter,importer\n") == "gzip.not-gzip f.gz");
    CHECK(refusal("PK\x03\x04") == "gzip.not-gzip f.gz");
    CHECK(refusal("\x1F\x8C\x08") == "gzip.not-gzip f.gz");
}

TEST_CASE("bytes after the last member are refused, whatever they are") {
    for (const std::string& rest : {std::string("x"), std::string("xyz"), std::string(1, '\0'),
                                    std::string(512, '\0'), std::string("\x1F\x8C more")})
        CHECK(refusal(packed("one") + rest) == "gzip.trailing f.gz");
}

TEST_CASE("a flipped bit in data, checksum or length is refused") {
    const std::string whole = packed(numbers(100));
    for (std::size_t at = 10; at < whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        const std::string code = refusal(damaged);
        CHECK_MESSAGE((code == "gzip.corrupt f.gz" || code == "gzip.truncated f.gz"), at);
        if (at + 8 >= whole.size()) CHECK(code == "gzip.corrupt f.gz");
    }
}

TEST_CASE("a file that unpacks to very much costs only what is read of it") {
    const std::string zeros(std::size_t{1} << 26, '\0');
    const std::string bomb = packed(zeros);
    CHECK(bomb.size() < 100'000);
    StringSource source(bomb);
    GzipSource gzip(source, "f.gz");
    std::vector<char> buffer(1'000, 'x');
    std::size_t count = 0;
    while (count < 10'000) count += gzip.read(buffer.data(), buffer.size());
    CHECK(count == 10'000);
    CHECK(gzip.finished().has_value());
}

TEST_CASE("asking for no bytes gives none and ends nothing") {
    const std::string bytes = packed("one");
    StringSource source(bytes);
    GzipSource gzip(source, "f.gz");
    char byte = 0;
    CHECK(gzip.read(&byte, 0) == 0);
    CHECK(gzip.read(&byte, 1) == 1);
    CHECK(byte == 'o');
}

}  // namespace comity
