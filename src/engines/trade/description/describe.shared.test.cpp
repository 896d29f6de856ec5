// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/description/describe.h"

#include "engines/trade/description/growth.h"
#include "engines/trade/panels/flows.test.h"

#include <cmath>
#include <limits>
#include <map>

namespace comity::trade {
namespace {

using doctest::Approx;
using test::period;

const std::string data = std::string(COMITY_SHARED_DIR) + "/data/";

/// BACI totals, thousand US dollars; a zero is in the file where there is one.
const Flows& baci() {
    static const Flows flows = [] {
        const auto panel = read_panel_file(data + "trade-model/baci_bilateral_2000_2020.csv.gz",
                                           {.variables = {"value_kusd"}});
        REQUIRE(panel.has_value());
        auto made = Flows::from_panel(*panel, {.value = "value_kusd"}, Absence::unknown);
        REQUIRE(made.has_value());
        return std::move(*made);
    }();
    return flows;
}

/// The members of the Shanghai Cooperation Organisation, by whole years of membership: India and
/// Pakistan joined in June 2017.
std::vector<GroupMember> sco() {
    std::vector<GroupMember> group;
    for (const char* founder : {"CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB"})
        group.push_back({founder, period("2001"), {}});
    for (const char* later : {"IND", "PAK"}) group.push_back({later, period("2018"), {}});
    return group;
}

Approx near(double value) { return Approx(value).epsilon(1e-12); }

/// The reports of China and the United States on each other, in the file of IMF series.
Flows reports(const std::string& indicator, bool by_exporter) {
    const std::map<std::string, std::string> codes = {{"United States", "USA"},
                                                      {"China, People's Republic of", "CHN"}};
    FileSource file(data + "statistics/imf_imts_china_us_by_partner_2001_2024.csv");
    CsvReader csv(file, {}, "imts");
    REQUIRE(csv.next().value());
    const std::vector<std::string> names(csv.fields().begin(), csv.fields().end());
    std::string rows;
    while (csv.next().value()) {
        const auto reporter = codes.find(std::string(csv.fields()[3]));
        const auto partner = codes.find(std::string(csv.fields()[5]));
        if (partner == codes.end() || !csv.fields()[4].starts_with(indicator)) continue;
        const auto& [exporter, importer] =
            by_exporter ? std::pair(reporter, partner) : std::pair(partner, reporter);
        for (std::size_t i = 6; i < names.size(); ++i)
            rows += exporter->second + "," + importer->second + "," + names[i] + "," +
                    std::string(csv.fields()[i]) + "\n";
    }
    return test::flows(rows);
}

}  // namespace

// The expected numbers come from another program (Python, math.fsum) over the same files.
TEST_SUITE("shared") {
    TEST_CASE("the share that the SCO keeps of its trade, with the members of each year") {
        struct Expected {
            const char* year;
            std::size_t members;
            double within, of_exports, of_imports, of_trade;
        };
        for (const auto& at : std::vector<Expected>{{"2001", 6, 16287010.743, 0.0357607393084748,
                                                     0.0686372107156462, 0.0470223294364681},
                                                    {"2008", 6, 107124443.024, 0.0513305555929005,
                                                     0.0950387587694413, 0.0666586751703769},
                                                    {"2017", 6, 144123808.511, 0.0514848446484798,
                                                     0.088632444454395, 0.0651343979428434},
                                                    {"2018", 8, 290334203.775, 0.0840366470973604,
                                                     0.122749812234475, 0.099769420931593},
                                                    {"2020", 8, 274902823.891, 0.0836249902481296,
                                                     0.127423223066312, 0.100979445586962}}) {
            CAPTURE(at.year);
            const auto found = intra_group(baci(), sco(), period(at.year));
            REQUIRE(found.has_value());
            CHECK(found->members == at.members);
            CHECK(found->within.value == near(at.within));
            CHECK(found->of_exports == near(at.of_exports));
            CHECK(found->of_imports == near(at.of_imports));
            CHECK(found->of_trade == near(at.of_trade));
            CHECK(found->exports.unknown == 0);
            CHECK(found->exports.known == at.members * 209);
        }
    }

    TEST_CASE("the SCO trades less within than its weight suggests, and less as it grew") {
        const auto found = intra_group(baci(), sco(), period("2001"));
        CHECK(found.value().intensity == near(0.801853229954353));
        CHECK(found.value().introversion.value() == near(-0.122449926298087));
        const auto later = intra_group(baci(), sco(), period("2019"));
        CHECK(later.value().intensity == near(0.634679131575612));
        CHECK(later.value().introversion.value() == near(-0.294456005102857));
    }

    TEST_CASE("balances and trade intensities of 2019") {
        struct Expected {
            const char* party;
            const char* partner;
            double intensity, intensity_net, balance;
        };
        for (const auto& at : std::vector<Expected>{
                 {"CHN", "KAZ", 1.80001780077265, 1.647255998514, 3176911.027},
                 {"KGZ", "UZB", 38.4246359343947, 38.4015587367798, -492913.390},
                 {"CHN", "USA", 1.26609514830568, 1.15864566830438, 324224661.250}}) {
            const Pair pair{at.party, at.partner, period("2019")};
            const auto found = trade_intensity(baci(), pair);
            REQUIRE(found.has_value());
            CHECK(found->intensity == near(at.intensity));
            CHECK(found->intensity_net == near(at.intensity_net));
            CHECK(bilateral_balance(baci(), pair).value() == near(at.balance));
        }
    }

    TEST_CASE("the concentration of markets in 2019, of 209 that there could be") {
        struct Expected {
            const char* party;
            Direction direction;
            std::size_t parts;
            double total, herfindahl, normalised, unctad;
        };
        for (const auto& at :
             std::vector<Expected>{{"KAZ", Direction::exports, 146, 62155507.548,
                                    0.0651307623581289, 0.0606361987156199, 0.199860485379853},
                                   {"KAZ", Direction::imports, 168, 42310101.836, 0.185081907739744,
                                    0.181164032296185, 0.387869517797516},
                                   {"TJK", Direction::exports, 94, 1195679.943, 0.137919353413582,
                                    0.133774734920379, 0.324660757709617},
                                   {"TJK", Direction::imports, 109, 4310890.418, 0.219357275195439,
                                    0.21560418517234, 0.428848556439226}}) {
            const auto found = trade_concentration(
                baci(),
                {.party = at.party, .period = period("2019"), .direction = at.direction, .n = 209});
            REQUIRE(found.has_value());
            CHECK(found->index.parts == at.parts);
            CHECK(found->index.total == near(at.total));
            CHECK(found->index.herfindahl == near(at.herfindahl));
            CHECK(found->index.normalised == near(at.normalised));
            CHECK(found->index.unctad == near(at.unctad));
        }
    }

    TEST_CASE("the growth of trade among the six founders, 2001 to 2019") {
        std::vector<PeriodValue> values;
        const std::vector<GroupMember> all = sco();
        const std::vector<GroupMember> founders(all.begin(), all.begin() + 6);
        for (Period at = period("2001"); at <= period("2019"); at = at.next())
            values.push_back({at, intra_group(baci(), founders, at).value().within.value});
        CHECK(compound_growth(values).value() == near(0.14116759848469));
        CHECK(exponential_growth(values).value() == near(0.132051947459119));
        CHECK(least_squares_growth(values).value() == near(0.132178409453802));
    }

    TEST_CASE("what China and the United States say of the same goods (IMF, million dollars)") {
        const Flows sold = reports("Exports", true);
        const Flows bought = reports("Imports", false);
        const auto from_china =
            mirror_gap(sold, bought, {"CHN", "USA", period("2001")}, GapBase::importer_report);
        REQUIRE(from_china.has_value());
        CHECK(from_china->exporter_report == 54395.06);
        CHECK(from_china->importer_report == 109391.6);
        CHECK(from_china->gap == near(54996.54));
        CHECK(from_china->relative.value() == near(54996.54 / 109391.6));
        const auto from_america =
            mirror_gap(sold, bought, {"USA", "CHN", period("2001")}, GapBase::exporter_report);
        CHECK(from_america.value().relative.value() == near((26221.023 - 19234.9) / 19234.9));
        CHECK(bilateral_balance(sold, {"CHN", "USA", period("2001")}).value() ==
              near(54395.06 - 19234.9));
    }
}

}  // namespace comity::trade
