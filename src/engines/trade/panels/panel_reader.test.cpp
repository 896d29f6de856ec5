// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/panels/panel_reader.h"

#include "base/check.h"
#include "statistics/gzip.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace comity::trade {
namespace {

Result<Panel> read(std::string_view text, const PanelColumns& columns = {}) {
    StringSource source(text);
    return read_panel(source, "f.csv", columns);
}

std::string refusal(std::string_view text, const PanelColumns& columns = {}) {
    const auto panel = read(text, columns);
    return panel ? "read" : panel.error().code + " " + panel.error().where;
}

const std::string header = "exporter,importer,year,trade\n";

std::string cell_refusal(const std::string& cell) {
    return refusal(header + "CHN,KAZ,2019,1\nCHN,KGZ,2019," + cell + "\n");
}

double value(const std::string& cell) {
    const auto panel = read(header + "CHN,KAZ,2019," + cell + "\n");
    REQUIRE(panel.has_value());
    return panel->variables.at(0).values.at(0);
}

/// A file with a name of its own, gone when the test is.
class TemporaryFile {
public:
    TemporaryFile(const std::string& name, std::string_view bytes) {
        std::string folder = (std::filesystem::temp_directory_path() / "comity-XXXXXX").string();
        REQUIRE(::mkdtemp(folder.data()) != nullptr);
        folder_ = folder;
        std::ofstream(path_ = (folder_ / name).string(), std::ios::binary) << bytes;
    }
    ~TemporaryFile() { std::filesystem::remove_all(folder_); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    const std::string& path() const { return path_; }

private:
    std::filesystem::path folder_;
    std::string path_;
};

}  // namespace

TEST_CASE("columns are found by name, in any order, among others") {
    const auto panel = read(
        "note,year,trade,importer,tariff,exporter\n"
        "\"a, b\",2019,1.5,KAZ,5,CHN\n\n,2020,2e3,KAZ,6,CHN\n,2019,-7,CHN,7,KAZ\n",
        {.variables = {"tariff", "trade"}});
    REQUIRE(panel.has_value());
    CHECK(panel->name == "f.csv");
    CHECK(panel->rows() == 3);
    CHECK(panel->factors == std::vector<Factor>{{"exporter", {"CHN", "KAZ"}, {0, 0, 1}},
                                                {"importer", {"KAZ", "CHN"}, {0, 0, 1}},
                                                {"year", {"2019", "2020"}, {0, 1, 0}}});
    CHECK(panel->variables ==
          std::vector<Variable>{{"tariff", {5, 6, 7}}, {"trade", {1.5, 2000, -7}}});
    CHECK(panel->lines == std::vector<std::uint64_t>{2, 4, 5});
    CHECK(panel->place(1) == "f.csv:4");
}

TEST_CASE("labels are kept as written, and a column may be a factor and a number") {
    const auto panel = read("year,x\n2006.0,1\n 2006,2\n\xE4\xB8\xAD,3\n",
                            {.factors = {"year"}, .variables = {"x"}});
    REQUIRE(panel.has_value());
    CHECK(panel->factors[0].labels == std::vector<std::string>{"2006.0", " 2006", "\xE4\xB8\xAD"});
    const auto twice = read("year\n2006\n2007\n", {.factors = {"year"}, .variables = {"year"}});
    REQUIRE(twice.has_value());
    CHECK(twice->variables[0].values == std::vector<double>{2006, 2007});
}

TEST_CASE("a header without rows is an empty panel, a file without a header is refused") {
    const auto panel = read(header);
    REQUIRE(panel.has_value());
    CHECK(panel->rows() == 0);
    CHECK(panel->factors.size() == 3);
    CHECK(refusal("") == "panel.no-header f.csv");
    CHECK(refusal("\n\n") == "panel.no-header f.csv");
}

TEST_CASE("a column that is not there, or there twice, is refused") {
    CHECK(refusal("exporter,importer,Year,trade\n") == "panel.unknown-column f.csv:1");
    CHECK(refusal("exporter,importer,year,trade,year\n") == "panel.duplicate-column f.csv:1:30");
    CHECK(refusal("a,exporter,a,importer,year,trade\n") == "read");
    CHECK(refusal(header, {.factors = {"year", "year"}}) == "panel.duplicate-column ");
    CHECK(refusal(header, {.key = {"pair"}}) == "panel.unknown-key ");
    CHECK(refusal(header, {.key = {"trade"}}) == "panel.unknown-key ");
}

TEST_CASE("a number is read to the nearest double") {
    CHECK(value("0.1") == 0.1);
    CHECK(value("-0") == 0);
    CHECK(value("1e300") == 1e300);
    CHECK(value("61288.5902628606") == 61288.5902628606);
    CHECK(value("123456789012345678901234567890") == 1.2345678901234568e29);
    CHECK(value("4.9e-324") == 4.9e-324);
    CHECK(value("0e-999") == 0);
}

TEST_CASE("a missing number is NaN, never zero; which marks say so is the caller's to tell") {
    for (const char* mark : {"", "NA", "NaN", "nan", "."}) CHECK(std::isnan(value(mark)));
    CHECK(refusal(header + "A,B,1,-\n", {.missing = {"-"}}) == "read");
    CHECK(refusal(header + "A,B,1,\n", {.missing = {"-"}}) == "panel.not-a-number f.csv:2:7");
    CHECK(refusal(header + "A,B,1,nan\n", {.missing = {"-"}}) == "panel.not-a-number f.csv:2:7");
    const auto sentinel = read(header + "A,B,1,-999\n", {.missing = {"-999"}});
    REQUIRE(sentinel.has_value());
    CHECK(std::isnan(sentinel->variables[0].values[0]));
}

TEST_CASE("a cell that is no number is refused at its place") {
    for (const char* cell :
         {"x", "1,5x", "1.5 ", " 1.5", "+1", "1e", "0x10", "1_000", "--1", "\xFF"})
        CHECK(cell_refusal(cell).find("f.csv:3") != std::string::npos);
    CHECK(cell_refusal("x") == "panel.not-a-number f.csv:3:14");
    CHECK(cell_refusal("\"1,000.5\"") == "panel.not-a-number f.csv:3:15");
    CHECK(cell_refusal("-nan") == "panel.not-a-number f.csv:3:14");
}

TEST_CASE("a number that no double holds is refused") {
    for (const char* cell : {"1e400", "-1e400", "inf", "-Infinity", "1e-400"})
        CHECK(cell_refusal(cell) == "panel.not-finite f.csv:3:14");
}

TEST_CASE("a cell of a factor must not be empty; NA is a label") {
    CHECK(refusal(header + "CHN,,2019,1\n") == "panel.no-label f.csv:2:5");
    const auto panel = read(header + "NA,ZA,2019,1\n");
    REQUIRE(panel.has_value());
    CHECK(panel->factors[0].labels == std::vector<std::string>{"NA"});
}

TEST_CASE("a row of another length, or not of UTF-8, is refused by the CSV reader") {
    CHECK(refusal(header + "CHN,KAZ,2019\n") == "csv.field-count f.csv:2:13");
    CHECK(refusal(header + "CHN,K\xFFZ,2019,1\n") == "csv.encoding f.csv:2:6");
    CHECK(refusal("a;b;c\n\"x", {.delimiter = ';'}).starts_with("panel.unknown-column"));
}

TEST_CASE("a row that repeats the labels of another is refused with both lines") {
    const std::string text = header + "CHN,KAZ,2019,1\nCHN,KAZ,2020,1\n\nCHN,KAZ,2019,2\n";
    const auto panel = read(text);
    REQUIRE(!panel.has_value());
    CHECK(panel.error() ==
          Refusal{"panel.duplicate-row", "repeats line 2: CHN, KAZ, 2019", "f.csv:5"});
    CHECK(refusal(header + "CHN,KAZ,2019,1\nKAZ,CHN,2019,1\n") == "read");
}

TEST_CASE("the caller says by what rows differ") {
    const std::string text = "exporter,importer,year,sector,trade\nA,B,1,wheat,1\nA,B,1,steel,2\n";
    CHECK(refusal(text) == "panel.duplicate-row f.csv:3");
    const std::vector<std::string> factors = {"exporter", "importer", "year", "sector"};
    CHECK(refusal(text, {.factors = factors}) == "read");
    CHECK(refusal(text, {.factors = factors, .key = {"exporter", "importer", "year"}}) ==
          "panel.duplicate-row f.csv:3");
    CHECK(refusal(text, {.factors = {}}) == "read");
}

TEST_CASE("many rows in any order are told apart, and the one repetition among them is found") {
    std::string text = "exporter,importer,year,trade\n";
    constexpr unsigned parties = 47;
    constexpr unsigned years = 53;
    constexpr unsigned rows = parties * parties * years;
    for (unsigned i = 0; i < rows; ++i) {
        const unsigned at = i * 7919 % rows;  // 7919 is prime, so each comes once
        text += "P" + std::to_string(at % parties) + ",P" + std::to_string(at / parties % parties) +
                "," + std::to_string(at / parties / parties) + "," + std::to_string(at) + "\n";
    }
    const auto panel = read(text);
    REQUIRE(panel.has_value());
    REQUIRE(panel->rows() == rows);
    for (std::size_t row = 0; row < rows; row += 101) {
        const auto at = static_cast<unsigned>(panel->variables[0].values[row]);
        CHECK(panel->factors[0].labels[panel->factors[0].codes[row]] ==
              "P" + std::to_string(at % parties));
        CHECK(panel->factors[2].labels[panel->factors[2].codes[row]] ==
              std::to_string(at / parties / parties));
    }
    CHECK(refusal(text + "P3,P5,7,0\n") == "panel.duplicate-row f.csv:" + std::to_string(rows + 2));
}

TEST_CASE("a file whose name ends in .gz is unpacked, and refused if that fails at its very end") {
    const std::string packed = gzip(header + "CHN,KAZ,2019,1\nKAZ,CHN,2019,2\n", 6);
    const auto panel = read_panel_file(TemporaryFile("panel.csv.gz", packed).path(), {});
    REQUIRE(panel.has_value());
    CHECK(panel->rows() == 2);
    const auto code = [](const std::string& name, const std::string& bytes) {
        const auto read = read_panel_file(TemporaryFile(name, bytes).path(), {});
        return read ? "read" : read.error().code;
    };
    CHECK(code("cut.csv.gz", packed.substr(0, packed.size() - 1)) == "gzip.truncated");
    CHECK(code("long.csv.gz", packed + "x") == "gzip.trailing");
    CHECK(code("plain.csv.gz", header) == "gzip.not-gzip");
    CHECK(code("plain.csv", header) == "read");
    CHECK(code("packed.csv", packed) != "read");
}

TEST_CASE("a file that cannot be read is a fault") {
    CHECK_THROWS_AS((void)read_panel_file("no/such/file.csv", {}), Fault);
}

}  // namespace comity::trade
