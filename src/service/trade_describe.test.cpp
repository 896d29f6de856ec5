// SPDX-License-Identifier: Apache-2.0
#include "service/trade_describe.h"

#include "service/fixture.h"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>

using namespace comity;
using namespace comity::fixture;

namespace {

const char* const flows =
    "exporter,importer,year,trade\n"
    "CHN,KAZ,2019,10\nKAZ,CHN,2019,4\nCHN,USA,2019,30\nUSA,CHN,2019,20\nKAZ,USA,2019,6\n"
    "USA,KAZ,2019,2\n"
    "CHN,KAZ,2020,20\nKAZ,CHN,2020,8\nCHN,USA,2020,30\nUSA,CHN,2020,20\nKAZ,USA,2020,6\n"
    "USA,KAZ,2020,2\n";

TradeQuestion question(const std::string& group) {
    TradeQuestion question;
    question.group = group;
    return question;
}

}  // namespace

TEST_CASE("a group's trade is told by party, by pair, by period and in its growth") {
    const TemporaryFolder folder;
    write_text(folder / "flows.csv", flows);
    TradeQuestion asked = question("CHN,KAZ");
    asked.year = *Period::parse("2019");
    const auto answer = describe_trade(folder / "flows.csv", asked, nullptr);
    REQUIRE(answer);
    REQUIRE(answer->parties.size() == 2);
    CHECK(answer->parties[0].exports == 40);
    CHECK(answer->parties[0].balance == 16);
    CHECK(answer->parties[0].share_of_exports == 0.8);
    CHECK(*answer->parties[0].herfindahl == doctest::Approx(0.625));
    CHECK(answer->parties[0].partners_possible == 2);
    REQUIRE(answer->pairs.size() == 2);
    CHECK(answer->pairs[0].party == "CHN");
    CHECK(*answer->pairs[0].balance == 6);
    CHECK(*answer->pairs[0].intensity == doctest::Approx((10.0 / 40) / (12.0 / 72)));
    REQUIRE(answer->years.size() == 2);
    CHECK(answer->years[0].within == 14);
    CHECK(answer->years[0].of_exports == doctest::Approx(14.0 / 50));
    REQUIRE(answer->growth.size() == 3);
    CHECK(*answer->growth[0].compound == doctest::Approx(1));
    CHECK(decode<answers::TradeDescription>(encode(*answer)));
}

TEST_CASE("importers' reports are held against exporters'") {
    const TemporaryFolder folder;
    write_text(folder / "flows.csv", flows);
    write_text(folder / "mirror.csv",
               "exporter,importer,year,trade\nCHN,KAZ,2020,25\nKAZ,CHN,2020,NA\nUSA,KAZ,2020,1\n");
    TradeQuestion asked = question("CHN,KAZ");
    asked.mirror = folder / "mirror.csv";
    const auto answer = describe_trade(folder / "flows.csv", asked, nullptr);
    REQUIRE(answer);
    CHECK(answer->year.text() == "2020");
    CHECK(*answer->pairs[0].partner_report == 25);
    CHECK(*answer->pairs[0].mirror_gap == 5);
    CHECK(*answer->pairs[0].mirror_gap_relative == doctest::Approx(5 / 22.5));
    CHECK_FALSE(answer->pairs[1].mirror_gap);
}

TEST_CASE("what is unknown is counted and not taken for zero unless that is said") {
    const TemporaryFolder folder;
    write_text(folder / "flows.csv", "exporter,importer,year,trade\nCHN,KAZ,2019,10\n");
    TradeQuestion asked = question("CHN,KAZ");
    const auto unknown = describe_trade(folder / "flows.csv", asked, nullptr);
    REQUIRE(unknown);
    CHECK(unknown->parties[0].unknown == 1);
    CHECK_FALSE(unknown->pairs[0].balance);
    asked.absent = trade::Absence::zero;
    const auto zero = describe_trade(folder / "flows.csv", asked, nullptr);
    REQUIRE(zero);
    CHECK(zero->parties[0].unknown == 0);
    CHECK(*zero->pairs[0].balance == 10);
}

TEST_CASE("members are looked up in the record for each period") {
    const TemporaryFolder folder;
    write_text(folder / "flows.csv",
               "exporter,importer,year,trade\nCHN,KAZ,2020,10\nKAZ,CHN,2020,4\n"
               "CHN,KAZ,2021,10\nKAZ,CHN,2021,4\n");
    const auto node = league(folder / "league");
    const auto answer =
        describe_trade(folder / "flows.csv", question("member@period-end"), &node->state());
    REQUIRE(answer);
    CHECK(answer->parties.size() == 2);
    CHECK(answer->years.size() == 2);
    REQUIRE(node->submit(
        draft("party.change-status", R"({"party":"KAZ","status":"observer","from":"2021-06-01"})"),
        noon));
    const auto later =
        describe_trade(folder / "flows.csv", question("member@period-end"), &node->state());
    REQUIRE(later);
    REQUIRE(later->years.size() == 2);
    CHECK(later->years[0].members == 2);
    CHECK(later->years[1].members == 1);
    CHECK(*needs_record("member@period-end"));
    CHECK_FALSE(*needs_record("CHN,KAZ"));
}

TEST_CASE("what cannot be described is refused") {
    const TemporaryFolder folder;
    write_text(folder / "flows.csv", flows);
    const auto code = [&](const TradeQuestion& asked) {
        const auto answer = describe_trade(folder / "flows.csv", asked, nullptr);
        REQUIRE_FALSE(answer);
        return answer.error().code;
    };
    CHECK(code(question("member@period-end")) == "describe.no-record");
    CHECK(code(question("CHN,XYZ")) == "flows.unknown-party");
    TradeQuestion asked = question("CHN,KAZ");
    asked.columns = {{"exporter", "importer"}};
    CHECK(code(asked) == "describe.columns");
    asked.columns = {{"exporter", "importer", "year", "value"}};
    CHECK(code(asked) == "panel.unknown-column");
    asked.columns.reset();
    asked.year = *Period::parse("1999");
    CHECK(code(asked) == "flows.unknown-period");
}

TEST_SUITE("shared") {
    TEST_CASE("six economies' trade is what an independent computation made of the same file") {
        const std::string file =
            COMITY_SHARED_DIR "/data/trade-model/baci_bilateral_2000_2020.csv.gz";
        if (!std::filesystem::exists(file)) {
            MESSAGE("shared files are not here");
            return;
        }
        TradeQuestion asked = question("CHN,KAZ,KGZ,RUS,TJK,UZB");
        asked.columns = {{"exporter", "importer", "year", "value_kusd"}};
        asked.year = *Period::parse("2019");
        const auto answer = describe_trade(file, asked, nullptr);
        REQUIRE(answer);
        const auto near = [](double value) { return doctest::Approx(value).epsilon(1e-12); };
        const answers::TradeParty& kaz = answer->parties[1];
        CHECK(kaz.exports == near(62155507.548));
        CHECK(kaz.imports == near(42310101.836));
        CHECK(*kaz.herfindahl == near(0.06513076235812888));
        CHECK(*kaz.herfindahl_normalised == near(0.06063619871561989));
        CHECK(*kaz.concentration_unctad == near(0.19986048537985293));
        CHECK(*answer->pairs[0].exports == near(11098596.027));
        CHECK(*answer->pairs[0].intensity == near(1.8000178007726477));
        CHECK(*answer->pairs[0].intensity_net == near(1.6472559985140018));
        const answers::TradeYear& row = answer->years[19];
        CHECK(row.within == near(175441026.915));
        CHECK(row.of_exports == near(0.057718893921528694));
        CHECK(row.of_imports == near(0.09762915960909162));
        CHECK(row.of_trade == near(0.07254737962988948));
        CHECK(row.intensity == near(0.5242709184836406));
        CHECK(*answer->growth[0].compound == near(0.12701846491818447));
        CHECK(*answer->growth[0].least_squares == near(0.13083589729041134));
    }
}
