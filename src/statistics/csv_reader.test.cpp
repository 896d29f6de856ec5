// SPDX-License-Identifier: Apache-2.0
#include "statistics/csv_reader.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Hands out one byte at a time, so that every place of a row is once the end of the buffer.
class ByteByByte : public ByteSource {
public:
    explicit ByteByByte(std::string_view bytes) : bytes_(bytes) {}
    std::size_t read(char* out, std::size_t) override {
        if (bytes_.empty()) return 0;
        *out = bytes_.front();
        bytes_.remove_prefix(1);
        return 1;
    }
    std::uint64_t size() const override { return bytes_.size(); }

private:
    std::string_view bytes_;
};

Result<Rows> read_from(ByteSource& source, const CsvFormat& format, std::size_t expected) {
    CsvReader reader(source, format, "f.csv");
    reader.expect_fields(expected);
    Rows rows;
    while (TRY(reader.next())) rows.emplace_back(reader.fields().begin(), reader.fields().end());
    return rows;
}

/// The rows of a text; whether it comes in one piece or byte by byte makes no difference.
Result<Rows> read(std::string_view text, const CsvFormat& format = {}, std::size_t expected = 0) {
    StringSource whole(text);
    auto rows = read_from(whole, format, expected);
    if (text.size() > 10'000) return rows;
    ByteByByte pieces(text);
    CHECK(read_from(pieces, format, expected) == rows);
    return rows;
}

/// "code where" of the refusal of a text.
std::string refusal(std::string_view text, std::size_t expected = 0) {
    const auto rows = read(text, {}, expected);
    return rows ? "read" : rows.error().code + " " + rows.error().where;
}

std::string repeated(std::string_view text, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

}  // namespace

TEST_CASE("fields stand between delimiters, rows between line ends of either kind") {
    CHECK(read("a,b\nc,d\n") == Rows{{"a", "b"}, {"c", "d"}});
    CHECK(read("a,b\r\nc,d\r\n") == Rows{{"a", "b"}, {"c", "d"}});
    CHECK(read("a,,\n,,b\n") == Rows{{"a", "", ""}, {"", "", "b"}});
    for (const char delimiter : {';', '\t', '|'})
        CHECK(read(std::string("a,b") + delimiter + "c\n", {delimiter, {}}) == Rows{{"a,b", "c"}});
}

TEST_CASE("the last line may lack its end") {
    CHECK(read("a,b\nc,d") == Rows{{"a", "b"}, {"c", "d"}});
    CHECK(read("a,b\nc,") == Rows{{"a", "b"}, {"c", ""}});
    CHECK(read("a,\"b\"") == Rows{{"a", "b"}});
    CHECK(read("a,b\r") == Rows{{"a", "b"}});
    CHECK(read("a,\"b\"\r") == Rows{{"a", "b"}});
}

TEST_CASE("an empty file has no rows, and empty lines are none") {
    CHECK(read("") == Rows{});
    CHECK(read("\n\r\n\n") == Rows{});
    CHECK(read("a,b\n\nc,d\n\n", {}, 2) == Rows{{"a", "b"}, {"c", "d"}});
    CHECK(read("a\n\nb\n", {}, 1) == Rows{{"a"}, {""}, {"b"}});
}

TEST_CASE("quoted fields hold delimiters, line ends and doubled quotes") {
    CHECK(read("\"a,b\",\"c\nd\",\"e\r\nf\"\n") == Rows{{"a,b", "c\nd", "e\r\nf"}});
    CHECK(read("\"say \"\"yes\"\"\",\"\"\"\",\"\"\n") == Rows{{"say \"yes\"", "\"", ""}});
    CHECK(read("\"a\"\r\n\"b\"") == Rows{{"a"}, {"b"}});
}

TEST_CASE("a byte order mark is not part of the first field") {
    CHECK(read("\xEF\xBB\xBF"
               "a,b\n") == Rows{{"a", "b"}});
    CHECK(read("\xEF\xBB\xBF\"a\",b\n") == Rows{{"a", "b"}});
}

TEST_CASE("a quote that never closes is refused where it opens") {
    CHECK(refusal("a,b\nc,\"d\n\ne") == "csv.unclosed-quote f.csv:2:3");
    CHECK(refusal("\"a\"\"") == "csv.unclosed-quote f.csv:1:1");
}

TEST_CASE("text after a closing quote, and quotes within unquoted fields, are refused") {
    CHECK(refusal("a,\"b\"c,d\n") == "csv.text-after-quote f.csv:1:6");
    CHECK(refusal("\"a\nb\" ,c\n") == "csv.text-after-quote f.csv:2:3");
    CHECK(refusal("x\n\"a\"\rb\n") == "csv.text-after-quote f.csv:2:4");
    CHECK(refusal("a,b\n\xC3\xA9,\xC3\xA9\"x\n") == "csv.stray-quote f.csv:2:4");
    CHECK(refusal("\"q\",b\"x\n") == "csv.stray-quote f.csv:1:6");
}

TEST_CASE("a NUL byte is refused at its place") {
    CHECK(refusal(std::string_view("a,b\nc,\0d\n", 9)) == "csv.nul f.csv:2:3");
}

TEST_CASE("bytes that are not UTF-8 are refused at their place, after the rows before them") {
    CHECK(refusal("a,b\nc,\xFF\n") == "csv.encoding f.csv:2:3");
    StringSource source("a,b\nc,\xFF\n");
    CsvReader reader(source, {}, "f.csv");
    CHECK(reader.next() == true);
    CHECK(!reader.next().has_value());
}

TEST_CASE("a row of another number of fields is refused where the first is too many or missing") {
    CHECK(refusal("a,b\nc,d,e\n", 2) == "csv.field-count f.csv:2:5");
    CHECK(refusal("a,b\n\"c\nd\"\n", 2) == "csv.field-count f.csv:3:2");
    CHECK(refusal("a,b,c\nd,e\n", 3) == "csv.field-count f.csv:2:4");
    CHECK(read("a,b\nc,d,e\n") == Rows{{"a", "b"}, {"c", "d", "e"}});
}

TEST_CASE("a field of a mebibyte is read, a longer one is refused") {
    const std::string field(CsvReader::field_bytes_max, 'x');
    CHECK(read("a," + field + "\n") == Rows{{"a", field}});
    CHECK(read("a,\"" + field + "\"\n") == Rows{{"a", field}});
    CHECK(refusal("a," + field + "y\n") == "csv.field-too-long f.csv:1:3");
    CHECK(refusal("a\n\"" + field + "y\"\n") == "csv.field-too-long f.csv:2:2");
    CHECK(refusal("a\n" + repeated(field, 4)) == "csv.field-too-long f.csv:2:1");
}

TEST_CASE("a row of ten thousand columns is read, one of more than can be is refused") {
    const auto rows = read(repeated("ab,", 9'999) + "c\n");
    REQUIRE(rows.has_value());
    CHECK(rows->at(0).size() == 10'000);
    CHECK(rows->at(0).at(9'998) == "ab");
    CHECK(rows->at(0).at(9'999) == "c");
    CHECK(read(repeated(",", CsvReader::columns_max - 1) + "\n").value().at(0).size() ==
          CsvReader::columns_max);
    CHECK(refusal("a\n" + repeated(",", CsvReader::columns_max) + "\n") ==
          "csv.too-many-columns f.csv:2:1");
    CHECK(refusal(repeated(",", 1'000'000)) == "csv.too-many-columns f.csv:1:1");
}

TEST_CASE("a row of more than 16 MiB is refused") {
    const std::string field = std::string(CsvReader::field_bytes_max, 'x') + ",";
    CHECK(read(repeated(field, 15) + "\n").value().at(0).size() == 16);
    CHECK(refusal("a\n" + repeated(field, 17) + "\n") == "csv.row-too-long f.csv:2:1");
    CHECK(refusal("a\n" + repeated(field, 40)) == "csv.row-too-long f.csv:2:1");
}

TEST_CASE("rows know their lines, whatever line ends their fields hold") {
    StringSource source("a\n\"b\n\"\"c\"\"\n\"\n\n d,\"\"\"\",e\n");
    CsvReader reader(source, {}, "f.csv");
    std::vector<std::uint64_t> lines;
    while (reader.next().value()) lines.push_back(reader.line());
    CHECK(lines == std::vector<std::uint64_t>{1, 2, 6});
}

TEST_CASE("the place of a field counts characters") {
    StringSource source("\xE4\xB8\xAD\xE5\x9B\xBD,\"\xF0\x9F\x98\x80\n\",x\n");
    CsvReader reader(source, {}, "f.csv");
    REQUIRE(reader.next() == true);
    CHECK(reader.place() == "f.csv:1");
    CHECK(reader.place(0) == "f.csv:1:1");
    CHECK(reader.place(1) == "f.csv:1:5");
    CHECK(reader.place(2) == "f.csv:2:3");
}

TEST_CASE("lines before the header are passed over, whatever they hold") {
    StringSource source("Source: \"a\" b\n\nx\na,b\n");
    CsvReader reader(source, {}, "f.csv");
    for (int i = 0; i < 3; ++i) CHECK(reader.skip_line() == true);
    CHECK(reader.next() == true);
    CHECK(reader.line() == 4);
    CHECK(reader.fields()[1] == "b");
    CHECK(reader.skip_line() == false);
    CHECK(reader.next() == false);
}

TEST_CASE("many rows over many buffers are read whole") {
    std::string text;
    for (int i = 0; i < 100'000; ++i)
        text += std::to_string(i) + ",\"" + std::string(static_cast<std::size_t>(i % 17), 'q') +
                "\"\"\"\n";
    const auto rows = read(text);
    REQUIRE(rows.has_value());
    REQUIRE(rows->size() == 100'000);
    for (std::size_t i = 0; i < rows->size(); i += 997) {
        CHECK(rows->at(i).at(0) == std::to_string(i));
        CHECK(rows->at(i).at(1) == std::string(i % 17, 'q') + "\"");
    }
}

}  // namespace comity
