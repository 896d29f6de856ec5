// SPDX-License-Identifier: Apache-2.0
#include "statistics/import.test.h"

#include "base/check.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

using test::header;
using test::Import;
using test::long_mapping;
using test::refusal;

/// A file of one line without an end to it, that is never in memory.
class EndlessLine : public ByteSource {
public:
    explicit EndlessLine(std::uint64_t size) : size_(size) {}
    std::size_t read(char* out, std::size_t capacity) override {
        const auto count =
            static_cast<std::size_t>(std::min<std::uint64_t>(capacity, size_ - given_));
        std::fill_n(out, count, 'x');
        given_ += count;
        return count;
    }
    std::uint64_t size() const override { return size_; }
    std::uint64_t given() const { return given_; }

private:
    std::uint64_t size_;
    std::uint64_t given_ = 0;
};

}  // namespace

TEST_CASE("a long file has one observation a row") {
    const auto import = Import(long_mapping + "status = \"how\"\n[constants]\nunit = \"USD\"\n")
                            .read(
                                "when,what,who,much,how\n"
                                "2021,GDP,KAZ,12.50,A\n"
                                "2020-Q3,GDP,KAZ,-3,\n"
                                "2020,GDP,KAZ,1e3,E\n"
                                " 2020 ,GDP,CHN,\t7 ,A\n");
    CHECK(import.rows() ==
          "GDP CHN USD 2020 7 A\nGDP KAZ USD 2020 1000 E\nGDP KAZ USD 2021 12.5 A\n"
          "GDP KAZ USD 2020-Q3 -3\n");
    CHECK(import.report().vintage.series == 3);
    CHECK(import.report().vintage.observations == 4);
    CHECK(import.report().vintage.first->text() == "2020");
    CHECK(import.report().vintage.last->text() == "2021");
    CHECK(import.report().added == 4);
}

TEST_CASE("a wide file has one series a row, with its periods listed or found by a pattern") {
    const std::string wide =
        "shape = \"wide\"\n[columns]\nreporter = \"who\"\n[constants]\nindicator = \"GDP\"\n";
    const std::string csv = "who,2020,note,2021\nKAZ,1,n,2\nCHN,,n,4\n";
    const std::string expected = "GDP CHN 2021 4\nGDP KAZ 2020 1\nGDP KAZ 2021 2\n";
    const auto by_pattern = Import(wide + "[wide]\npattern = \"####\"\n").read(csv);
    CHECK(by_pattern.rows() == expected);
    CHECK(by_pattern.report().missing == 1);
    CHECK(Import(wide + "[wide]\ncolumns = [\"2021\", \"2020\"]\n").read(csv).rows() == expected);
    CHECK(Import(wide + "[wide]\npattern = \"YR{####}\"\n").read("who,YR2020\nKAZ,1\n").rows() ==
          "GDP KAZ 2020 1\n");
}

TEST_CASE("columns of a wide file that are no periods, or the same twice, are refused") {
    const std::string wide =
        "shape = \"wide\"\n[columns]\nreporter = \"who\"\n[constants]\nindicator = \"GDP\"\n";
    const std::string listed = wide + "[wide]\ncolumns = [\"a\"]\n";
    CHECK(refusal(listed, "who,a\nKAZ,1\n") == "mapping.periods m.toml:7:12");
    const std::string pattern = wide + "[wide]\npattern = \"{####}-#\"\n";
    CHECK(refusal(pattern, "who,2020-1,2020-2\n") == "mapping.periods m.toml:7:11");
    CHECK(refusal(pattern, "who,2020\n") == "mapping.periods m.toml:7:11");
}

TEST_CASE("SDMX-CSV 1.0 and 2.0 name their own columns") {
    const std::string mapping =
        "shape = \"sdmx-csv\"\n[columns]\nindicator = \"SUBJECT\"\nreporter = \"REF_AREA\"\n";
    CHECK(Import(mapping)
              .read("DATAFLOW,FREQ,REF_AREA: Area,SUBJECT,TIME_PERIOD,OBS_VALUE,UNIT_MULT,"
                    "OBS_STATUS\n"
                    "A:B(1.0),Q,KAZ: Kazakhstan,GDP,2020-Q1,1.5,6,E\n")
              .rows() == "GDP KAZ 2020-Q1 1500000 E\n");
    CHECK(Import(mapping)
              .read("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SUBJECT,TIME_PERIOD,OBS_VALUE\n"
                    "dataflow,A:B(1.0),I,KAZ,GDP,2020,1\ndataflow,A:B(1.0),,KAZ,GDP,2021,2\n")
              .rows() == "GDP KAZ 2020 1\nGDP KAZ 2021 2\n");
}

TEST_CASE("SDMX-CSV that is no whole of one structure is refused") {
    const std::string mapping = "shape = \"sdmx-csv\"\n[columns]\nindicator = \"S\"\n";
    const auto read = [&](const std::string& row) {
        return refusal(mapping, "STRUCTURE,STRUCTURE_ID,ACTION,S,TIME_PERIOD,OBS_VALUE\n" + row);
    };
    CHECK(read("dataflow,A,I,x,2020,1\n") == "read");
    CHECK(read("DataFlow,A,I,x,2020,1\n") == "read");
    CHECK(read("flow,A,I,x,2020,1\n") == "sdmx.structure f.csv:2:1");
    CHECK(read("dataflow,A,D,x,2020,1\n") == "sdmx.action-delete f.csv:2:12");
    CHECK(read("dataflow,A,M,x,2020,1\n") == "sdmx.action-merge f.csv:2:12");
    CHECK(read("dataflow,A,Z,x,2020,1\n") == "sdmx.action f.csv:2:12");
    CHECK(read("dataflow,A,I,x,2020,1\ndataflow,B,I,x,2021,1\n") ==
          "sdmx.several-structures f.csv:3:10");
    CHECK(refusal(mapping, "S,TIME_PERIOD,OBS_VALUE\n") == "sdmx.header f.csv:1");
}

TEST_CASE("a file of flows has one flow a row") {
    const auto import = Import(
                            "shape = \"flows\"\ndate_format = \"DD.MM.YYYY\"\n[columns]\n"
                            "provider = \"from\"\nreceiver = \"to\"\nquantity = \"n\"\n"
                            "date = \"day\"\nid = \"id\"\ncontinues = \"of\"\nstage = \"s\"\n"
                            "[constants]\nkind = \"goods\"\nunit = \"doses\"\n")
                            .read(
                                "from,to,n,day,id,of,s\nCHN,KAZ,100,05.07.2021,a,,dispatched\n"
                                "CHN,KAZ,99.5,06.07.2021,b,a,received\nCHN,KGZ,,06.07.2021,,,\n");
    CHECK(import.report().vintage.flows == 2);
    CHECK(import.report().missing == 1);
    CHECK(import.report().vintage.first->text() == "2021-07-05");
    const std::vector<Flow> flows = import.vintage().flows(0, 10);
    REQUIRE(flows.size() == 2);
    CHECK(flows[1] == Flow{.provider = "CHN",
                           .receiver = "KAZ",
                           .kind = FlowKind::goods,
                           .stage = Stage::received,
                           .quantity = Decimal::parse("99.5").value(),
                           .unit = "doses",
                           .date = Date::of(2021, 7, 6),
                           .id = "b",
                           .continues = "a",
                           .line = 3});
    CHECK(import.vintage().flows(1, 10) == std::vector<Flow>{flows[1]});
    CHECK(import.vintage().flows(0, 1) == std::vector<Flow>{flows[0]});
    CHECK(import.vintage().flows(2, 10).empty());
}

TEST_CASE("a second value for a period is refused, and both lines are named") {
    const auto import =
        Import(long_mapping).read(header + "GDP,KAZ,2020,1\nGDP,CHN,2020,1\n\nGDP,KAZ,2020,1\n");
    CHECK(import.refusal() == "import.duplicate f.csv:5");
    CHECK(import.refused().message.find("lines 2 and 5") != std::string::npos);
    CHECK(import.refused().message.find("reporter KAZ") != std::string::npos);
    CHECK(refusal(long_mapping, header + "GDP,KAZ,2020-01,1\nGDP,KAZ,2020-M01,2\n") ==
          "import.duplicate f.csv:3");
    CHECK(refusal(long_mapping, header + "GDP,KAZ,2020,1\nGDP,KAZ,2020-Q1,2\n") == "read");
}

TEST_CASE("a duplicate is found however far its lines are apart") {
    std::string csv = header;
    for (int i = 0; i < 600'000; ++i)
        csv += "I" + std::to_string(i % 1'000) + ",R" + std::to_string(i / 1'000 % 200) + "," +
               std::to_string(2000 + i / 200'000) + ",1\n";
    const auto import = Import(long_mapping).read(csv + "I0,R0,2000,1\n");
    CHECK(import.refusal() == "import.duplicate f.csv:600002");
    CHECK(import.refused().message.find("lines 2 and 600002") != std::string::npos);
}

TEST_CASE("a column that the file has not, or has twice, is refused where the mapping names it") {
    const auto import = Import(long_mapping).read("what,who,when,Much\n");
    CHECK(import.refusal() == "mapping.column-missing m.toml:6:9");
    CHECK(import.refused().message.find("what, who, when, Much") != std::string::npos);
    CHECK(refusal(long_mapping, "what,who,when,much,who\n") == "mapping.column-twice m.toml:4:12");
    CHECK(Import(long_mapping).read("what,who,when,much,x,x\nGDP,KAZ,2020,1,,\n").rows() ==
          "GDP KAZ 2020 1\n");
}

TEST_CASE("an empty file is refused, one with a header only is an empty vintage") {
    CHECK(refusal(long_mapping, "") == "import.no-header f.csv:1");
    CHECK(refusal(long_mapping, "\n\n\n") == "import.no-header f.csv:4");
    CHECK(refusal(long_mapping + "[csv]\nskip_lines = 3\n", header) == "import.no-header f.csv:2");
    const auto import = Import(long_mapping).read(header);
    CHECK(import.report().vintage.observations == 0);
    CHECK(!import.report().vintage.first);
    CHECK(import.vintage().rows(0, 10).empty());
    CHECK(import.vintage().info().file == sha256(header));
}

TEST_CASE("lines before the header are skipped, blank ones too") {
    CHECK(Import(long_mapping + "[csv]\nskip_lines = 3\n")
              .read("Data of \"us\", all\n\n,,,,,\n" + header + "GDP,KAZ,2020,1\n")
              .rows() == "GDP KAZ 2020 1\n");
}

TEST_CASE("what a CSV reader refuses makes no vintage") {
    CHECK(refusal(long_mapping, header + "GDP,KAZ,2020,1\nGDP,KAZ,2021\n") ==
          "csv.field-count f.csv:3:13");
    CHECK(refusal(long_mapping, header + "GDP,KAZ,2020,\"1\n") == "csv.unclosed-quote f.csv:2:14");
}

TEST_CASE("a line of two gigabytes is refused before much of it is read") {
    EndlessLine source(std::uint64_t{1} << 31);
    const auto mapping = parse_mapping(long_mapping, "m.toml");
    const test::TemporaryFolder folder;
    const auto report = import_source(source, "f.csv", *mapping, {.vintage_path = folder / "v"});
    REQUIRE(!report);
    CHECK(report.error().code == "csv.field-too-long");
    CHECK(report.error().where == "f.csv:1:1");
    CHECK(source.given() <= 4 * CsvReader::field_bytes_max);
    CHECK(test::file_count(folder.path()) == 0);
}

TEST_CASE("what changed since the previous vintage is counted by observation") {
    const auto old =
        Import(long_mapping)
            .read(
                header +
                "GDP,CHN,2020,1\nGDP,KAZ,2019,1\nGDP,KAZ,2020,2\nGDP,KAZ,2021,3\nGDP,KGZ,2020,9\n");
    const auto import =
        Import(long_mapping)
            .after(old.vintage())
            .read(header +
                  "GDP,KAZ,2021,3.0\nGDP,KAZ,2020,2.5\nGDP,KAZ,2022,4\nGDP,TJK,2020,1\nGDP,TJK,"
                  "2021,1\nGDP,CHN,2020-Q1,1\n");
    CHECK(import.report().unchanged == 1);
    CHECK(import.report().changed == 1);
    CHECK(import.report().added == 4);
    CHECK(import.report().dropped == 3);
    const auto same = Import(long_mapping).after(old.vintage()).read(header);
    CHECK(same.report().dropped == 5);
    CHECK(same.report().added == 0);
}

TEST_CASE("a new import takes the place of the vintage that is there, a refused one leaves it") {
    const test::TemporaryFolder folder;
    const auto mapping = parse_mapping(long_mapping, "m.toml").value();
    const ImportOptions options{.vintage_path = folder / "v"};
    const auto import = [&](const std::string& csv) {
        StringSource source(csv);
        return import_source(source, "f.csv", mapping, options).has_value();
    };
    CHECK(import(header + "GDP,KAZ,2020,1\n"));
    const std::string bytes = test::read_text(folder / "v");
    CHECK(!import(header + "GDP,KAZ,2020,x\n"));
    CHECK(test::read_text(folder / "v") == bytes);
    CHECK(import(header + "GDP,KAZ,2020,1\nGDP,KAZ,2021,2\n"));
    CHECK(Vintage::open(folder / "v")->info().observations == 2);
    CHECK(test::file_count(folder.path()) == 1);
}

TEST_CASE("the same file gives the same vintage, byte for byte") {
    const test::TemporaryFolder folder;
    const auto mapping = parse_mapping(long_mapping, "m.toml").value();
    for (const char* name : {"a", "b"}) {
        const std::string csv = header + "GDP,KAZ,2020,1.5\nGDP,CHN,2020,1\n";
        StringSource source(csv);
        CHECK(import_source(source, "f.csv", mapping, {.vintage_path = folder / name}).has_value());
    }
    CHECK(test::read_text(folder / "a") == test::read_text(folder / "b"));
}

TEST_CASE("what an import that was killed left behind goes with the next one") {
    const test::TemporaryFolder folder;
    std::ofstream(folder / "other.1.0.importing") << "half";
    std::ofstream(folder / "other") << "whole";
    StringSource source(header);
    CHECK(import_source(source, "f.csv", parse_mapping(long_mapping, "m.toml").value(),
                        {.vintage_path = folder / "v"})
              .has_value());
    CHECK(test::file_count(folder.path()) == 2);
    CHECK(test::read_text(folder / "other") == "whole");
}

TEST_CASE("a file that cannot be read or written is a fault") {
    const test::TemporaryFolder folder;
    const auto mapping = parse_mapping(long_mapping, "m.toml").value();
    const auto import = [&](const std::string& from, const std::string& to) {
        return import_file(from, mapping, {.vintage_path = to});
    };
    std::ofstream(folder / "f.csv") << header;
    CHECK_THROWS_AS((void)import(folder / "none.csv", folder / "v"), Fault);
    CHECK_THROWS_AS((void)import(folder / "f.csv", folder / "none/v"), Fault);
    CHECK(import(folder / "f.csv", folder / "v").has_value());
}

TEST_CASE("an import tells how far it is, and ends with all of it") {
    const test::TemporaryFolder folder;
    std::string csv = "what,who,when,much,note\n";
    for (int i = 0; i < 10'000; ++i)
        csv += "I" + std::to_string(i) + ",KAZ,2020,1," + std::string(1'000, 'n') + "\n";
    std::vector<std::uint64_t> told;
    StringSource source(csv);
    const ImportOptions options{.vintage_path = folder / "v",
                                .progress = [&](std::uint64_t done, std::uint64_t total) {
                                    CHECK(done <= total);
                                    told.push_back(done);
                                }};
    CHECK(import_source(source, "f.csv", parse_mapping(long_mapping, "m").value(), options)
              .has_value());
    CHECK(told.size() > 1);
    CHECK(std::ranges::is_sorted(told));
    CHECK(told.back() == csv.size());
}

}  // namespace comity
