// SPDX-License-Identifier: Apache-2.0
#include "statistics/vintage.h"

#include "base/check.h"
#include "statistics/import.test.h"
#include "statistics/sqlite.h"
#include "statistics/vintage_file.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

/// Makes a vintage of `csv` with the columns indicator, reporter, partner, period, value.
void make(const std::string& path, const std::string& rows) {
    const auto mapping = parse_mapping(
        "shape = \"long\"\n[columns]\nindicator = \"i\"\nreporter = \"r\"\npartner = \"p\"\n"
        "unit = \"u\"\nperiod = \"t\"\nvalue = \"v\"\n",
        "m.toml");
    const std::string csv = "i,r,p,u,t,v\n" + rows;
    StringSource whole(csv);
    const auto report = import_source(whole, "f.csv", *mapping, {.vintage_path = path});
    REQUIRE_MESSAGE(report.has_value(), report.error().message);
}

Period period(std::string_view text) { return Period::parse(text).value(); }

std::string periods(const std::vector<Observation>& observations) {
    std::string text;
    for (const Observation& observation : observations)
        text += (text.empty() ? "" : " ") + observation.period.text();
    return text;
}

void write_file(const std::string& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

void opening_faults(const std::string& path) { CHECK_THROWS_AS((void)Vintage::open(path), Fault); }

}  // namespace

TEST_CASE("series are found by indicator, reporter and partner, of any unit and frequency") {
    const test::TemporaryFolder folder;
    make(folder / "v",
         "X,CHN,KAZ,USD,2020,1\nX,CHN,KAZ,EUR,2020,2\nX,CHN,KAZ,USD,2020-Q1,3\n"
         "X,CHN,,USD,2020,4\nX,KAZ,CHN,USD,2020,5\nXX,CHN,KAZ,USD,2020,6\n");
    const auto vintage = Vintage::open(folder / "v");
    const auto found = vintage->find("X", "CHN", "KAZ");
    REQUIRE(found.size() == 3);
    CHECK(found[0].second.unit == "EUR");
    CHECK(found[1].second.unit == "USD");
    CHECK(found[2].second.frequency == Frequency::quarter);
    CHECK(vintage->find("X", "CHN", "").size() == 1);
    CHECK(vintage->find("X", "chn", "KAZ").empty());
    CHECK(vintage->find("", "", "").empty());
    CHECK(vintage->series(0, 100).size() == 6);
}

TEST_CASE("observations are those whose period lies wholly between two others") {
    const test::TemporaryFolder folder;
    make(folder / "v",
         "X,A,,,2021,4\nX,A,,,2019,2\nX,A,,,2018,1\nX,A,,,2020,3\nX,B,,,2020-02,1\nX,B,,,2020-03,"
         "1\nX,B,,,2019-12,1\nX,B,,,2020-12,1\nX,C,,,2020-W01,1\nX,C,,,2020-W53,1\nX,C,,,2020-W02,"
         "1\nX,D,,,0001,1\nX,D,,,9998,2\n");
    const auto vintage = Vintage::open(folder / "v");
    const auto between = [&](std::string_view reporter, const char* from, const char* to) {
        const auto id = vintage->find("X", reporter, "").at(0).first;
        return periods(vintage->observations(id, period(from), period(to)));
    };
    CHECK(between("A", "2019", "2020") == "2019 2020");
    CHECK(between("A", "2019-02", "2021-11") == "2020");
    CHECK(between("A", "2022", "2030") == "");
    CHECK(between("A", "2020", "2019") == "");
    CHECK(between("B", "2020", "2020") == "2020-02 2020-03 2020-12");
    CHECK(between("B", "2020-Q1", "2020-Q1") == "2020-02 2020-03");
    CHECK(between("B", "2020-02-02", "2020-03-31") == "2020-03");
    CHECK(between("C", "2020", "2020") == "2020-W02");
    CHECK(between("D", "0001", "9998") == "0001 9998");
    CHECK(vintage->observations(0, period("2020"), period("2020")).empty());
    CHECK(vintage->observations(99, period("2020"), period("2020")).empty());
    CHECK(vintage->observations(-1, period("2020"), period("2020")).empty());
}

TEST_CASE("an observation keeps its exact value and its line") {
    const test::TemporaryFolder folder;
    make(folder / "v",
         "X,A,,,2020,1234567890123456789012345678901234\nX,A,,,2021,-0.1\nX,A,,,2022,1e60\n"
         "X,A,,,2023,9223372036854775807\nX,A,,,2024,9223372036854775808\n");
    const auto vintage = Vintage::open(folder / "v");
    const auto found = vintage->observations(1, period("2020"), period("2024"));
    REQUIRE(found.size() == 5);
    CHECK(found[0].value.text() == "1234567890123456789012345678901234");
    CHECK(found[1].value.text() == "-0.1");
    CHECK(found[2].value == Decimal::parse("1e60"));
    CHECK(found[3].value.text() == "9223372036854775807");
    CHECK(found[4].value.text() == "9223372036854775808");
    CHECK(found[4].line == 6);
}

TEST_CASE("a preview goes through all observations, page by page, in order of key and period") {
    const test::TemporaryFolder folder;
    std::string rows;
    for (int year = 2000; year < 2010; ++year)
        for (const char* reporter : {"C", "A", "B"})
            rows += std::string("X,") + reporter + ",,," + std::to_string(year) + ",1\n";
    make(folder / "v", rows);
    const auto vintage = Vintage::open(folder / "v");
    const auto text = [](const Vintage::Row& row) {
        return row.key.reporter + row.observation.period.text();
    };
    const auto all = vintage->rows(0, 1000);
    REQUIRE(all.size() == 30);
    CHECK(text(all[0]) == "A2000");
    CHECK(text(all[10]) == "B2000");
    CHECK(text(all[29]) == "C2009");
    for (const std::uint64_t page : {1, 3, 7, 10, 29}) {
        std::uint64_t at = 0;
        for (;;) {
            const auto rows_of_page = vintage->rows(at, page);
            for (const auto& row : rows_of_page) CHECK(text(row) == text(all.at(at++)));
            if (rows_of_page.size() < page) break;
        }
        CHECK(at == 30);
    }
    CHECK(vintage->rows(30, 10).empty());
    CHECK(vintage->rows(UINT64_MAX, UINT64_MAX).empty());
    CHECK(vintage->rows(5, 0).empty());
    CHECK(vintage->series(1, 1).at(0).second.reporter == "B");
    CHECK(vintage->series(3, 1).empty());
}

TEST_CASE("what is known of a vintage is kept in it") {
    const test::TemporaryFolder folder;
    make(folder / "v", "X,A,,,2020-Q4,1\nX,A,,,2019,1\nX,A,,,2021-02-01,1\n");
    const VintageInfo info = Vintage::open(folder / "v")->info();
    CHECK(info.series == 3);
    CHECK(info.observations == 3);
    CHECK(info.flows == 0);
    CHECK(info.first->text() == "2019");
    CHECK(info.last->text() == "2021-02-01");
    CHECK(info.bytes == 60);
    CHECK(info.file == sha256("i,r,p,u,t,v\nX,A,,,2020-Q4,1\nX,A,,,2019,1\nX,A,,,2021-02-01,1\n"));
}

TEST_CASE("what is not a vintage is a fault to open") {
    const test::TemporaryFolder folder;
    opening_faults(folder / "none");
    opening_faults(folder / ".");
    write_file(folder / "empty", "");
    opening_faults(folder / "empty");
    write_file(folder / "text", std::string(10'000, 'x'));
    opening_faults(folder / "text");
    sqlite::Database::create(folder / "other").execute("CREATE TABLE t (a)");
    opening_faults(folder / "other");
    sqlite::Database::create(folder / "unfinished").execute(vintage_file::tables);
    opening_faults(folder / "unfinished");
    sqlite::Database::create(folder / "later")
        .execute((std::string(vintage_file::tables) + "PRAGMA user_version = 2;").c_str());
    opening_faults(folder / "later");
}

TEST_CASE("a vintage that was cut short is a fault to open") {
    const test::TemporaryFolder folder;
    std::string rows;
    for (int i = 0; i < 5'000; ++i) rows += "X" + std::to_string(i) + ",A,,,2020,1\n";
    make(folder / "v", rows);
    const std::string bytes = test::read_text(folder / "v");
    for (const std::size_t size : {bytes.size() - 1, bytes.size() - 4096, bytes.size() / 2,
                                   std::size_t{4096}, std::size_t{100}}) {
        write_file(folder / "cut", bytes.substr(0, size));
        opening_faults(folder / "cut");
    }
}

TEST_CASE("a vintage with wrong bytes anywhere is read, or is a fault, and nothing else") {
    const test::TemporaryFolder folder;
    std::string rows;
    for (int i = 0; i < 300; ++i)
        rows += "X" + std::to_string(i % 7) + ",A,,," + std::to_string(2000 + i / 7) + ",1.5\n";
    make(folder / "v", rows);
    const std::string bytes = test::read_text(folder / "v");
    int faults = 0;
    for (std::size_t at = 0; at < bytes.size(); at += 101) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(~damaged[at]);
        write_file(folder / "damaged", damaged);
        try {
            const auto vintage = Vintage::open(folder / "damaged");
            (void)vintage->rows(0, 1000);
            (void)vintage->flows(0, 1000);
        } catch (const Fault&) {
            ++faults;
        }
    }
    CHECK(faults > 10);
}

TEST_CASE("a vintage whose contents were changed is a fault to read") {
    const test::TemporaryFolder folder;
    const auto with = [&](const std::string& change) {
        std::filesystem::remove(folder / "v");
        make(folder / "v", "X,A,,,2020,1\nX,B,,,2020,1\n");
        sqlite::Database::create(folder / "v").execute(change.c_str());
        const auto vintage = Vintage::open(folder / "v");
        (void)vintage->rows(0, 10);
        (void)vintage->flows(0, 10);
    };
    CHECK_NOTHROW(with("PRAGMA user_version = 1"));
    CHECK_THROWS_AS(with("DELETE FROM series WHERE id = 1"), Fault);
    CHECK_THROWS_AS(with("DELETE FROM series WHERE id = 2"), Fault);
    CHECK_THROWS_AS(with("UPDATE series SET frequency = 6"), Fault);
    CHECK_THROWS_AS(with("UPDATE observation SET value = 'much'"), Fault);
    CHECK_THROWS_AS(with("UPDATE meta SET value = 'x' WHERE name = 'file'"), Fault);
    CHECK_THROWS_AS(with("UPDATE meta SET value = 'x' WHERE name = 'first'"), Fault);
    CHECK_THROWS_AS(with("DELETE FROM meta WHERE name = 'flows'"), Fault);
    CHECK_THROWS_AS(with("DROP TABLE observation"), Fault);
    CHECK_THROWS_AS(with("INSERT INTO flow VALUES (1,'','',9,0,1,'',0,'','',1);"
                         "UPDATE meta SET value = 1 WHERE name = 'flows'"),
                    Fault);
}

}  // namespace comity
