// SPDX-License-Identifier: Apache-2.0
#include "base/code_list.h"
#include "statistics/import.test.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

const std::string shared = COMITY_SHARED_DIR;
const std::string mappings = std::string(COMITY_SOURCE_DIR) + "/examples/mappings/";

const std::set<std::string>& countries() {
    static const std::set<std::string> codes = [] {
        const auto list = parse_countries(test::read_text(COMITY_ISO_3166));
        REQUIRE(list.has_value());
        std::set<std::string> found;
        for (const Country& country : list->all()) found.insert(country.alpha3);
        return found;
    }();
    return codes;
}

Decimal value_of(const Vintage& vintage, const std::string& indicator, const std::string& reporter,
                 const std::string& partner, int year) {
    const auto series = vintage.find(indicator, reporter, partner);
    REQUIRE(series.size() == 1);
    const Period period = *Period::parse(std::to_string(year));
    const auto found = vintage.observations(series[0].first, period, period);
    REQUIRE(found.size() == 1);
    return found[0].value;
}

const std::vector<std::string> partners_2021 = {"IND", "KAZ", "KGZ", "PAK", "RUS", "TJK", "UZB"};
const std::vector<std::string> family = {
    "IND", "KAZ", "KGZ", "PAK", "RUS", "TJK", "UZB", "IRN", "BLR", "AFG", "MNG", "ARM", "AZE",
    "KHM", "NPL", "LKA", "TUR", "EGY", "QAT", "SAU", "BHR", "KWT", "MDV", "MMR", "ARE"};

Decimal trade(const Vintage& vintage, const std::vector<std::string>& partners, int from, int to) {
    Decimal sum;
    for (int year = from; year <= to; ++year)
        for (const std::string& partner : partners)
            for (const char* indicator : {"XG_FOB_USD", "MG_CIF_USD"})
                sum += value_of(vintage, indicator, "CHN", partner, year);
    return sum;
}

/// In billions, to `places` digits.
std::string billions(const Decimal& number, int places = 1) {
    return number.scaled(-9).fixed(places);
}

struct Imported {
    ImportReport report;
    std::unique_ptr<Vintage> vintage;
};

Imported import_shared(const test::TemporaryFolder& folder, const std::string& file,
                       const std::string& mapping_name) {
    const auto mapping = parse_mapping(test::read_text(mappings + mapping_name), mapping_name);
    REQUIRE_MESSAGE(mapping.has_value(), mapping.error().message);
    const std::string path = folder / "v";
    auto report =
        import_file(shared + file, *mapping, {.vintage_path = path, .known_codes = &countries()});
    REQUIRE_MESSAGE(report.has_value(), report.error().message, " ", report.error().where);
    return {*report, Vintage::open(path)};
}

}  // namespace

TEST_SUITE("shared") {
    TEST_CASE("the trade statistics of the IMF give the figures that others derived from them") {
        const test::TemporaryFolder folder;
        const auto [report, vintage] = import_shared(
            folder, "/data/statistics/imf_imts_china_us_by_partner_2001_2024.csv", "imf-imts.toml");
        CHECK(billions(trade(*vintage, partners_2021, 2020, 2020)) == "244.9");
        CHECK(billions(trade(*vintage, partners_2021, 2024, 2024)) == "489.9");
        const Decimal delivered = trade(*vintage, partners_2021, 2021, 2024);
        CHECK(billions(delivered) == "1719.0");
        CHECK(billions(Decimal(2'300'000'000'000) - delivered) == "581.0");
        auto nine = partners_2021;
        nine.insert(nine.end(), {"IRN", "BLR"});
        CHECK(billions(trade(*vintage, nine, 2024, 2024)) == "511.7");
        CHECK(billions(trade(*vintage, nine, 2021, 2024)) == "1803.5");
        CHECK(billions(trade(*vintage, {"KAZ", "KGZ", "RUS", "TJK", "UZB"}, 2001, 2001), 2) ==
              "12.15");
        CHECK(billions(trade(*vintage, family, 2021, 2024)) == "3259.6");
        CHECK(billions(trade(*vintage, {"LAO"}, 2021, 2024)) == "25.4");
        CHECK(report.vintage.first->text() == "2001");
        CHECK(report.vintage.last->text() == "2024");
        CHECK(report.unknown_codes.size() > 0);
        CHECK(report.left_out == 0);
    }

    TEST_CASE("the GDP of the eight members of 2021 grew by 11.97 percent a year") {
        const test::TemporaryFolder folder;
        const auto [report, vintage] =
            import_shared(folder, "/data/statistics/gdp_current_usd.csv", "world-bank-gdp.toml");
        Decimal first;
        Decimal last;
        auto members = partners_2021;
        members.emplace_back("CHN");
        for (const std::string& member : members) {
            first += value_of(*vintage, "NY.GDP.MKTP.CD", member, "", 2001);
            last += value_of(*vintage, "NY.GDP.MKTP.CD", member, "", 2020);
        }
        const Decimal rate = (nth_root(last / first, 19) - Decimal(1)) * Decimal(100);
        CHECK(rate.fixed(2) == "11.97");
        CHECK(report.unknown_codes.contains("AFE"));
    }

    TEST_CASE("population and constant GDP are read whole") {
        const test::TemporaryFolder folder;
        const auto people =
            import_shared(folder, "/data/statistics/population.csv", "world-bank-population.toml");
        CHECK(value_of(*people.vintage, "SP.POP.TOTL", "ABW", "", 2024) == Decimal(107'995));
        const auto gdp =
            import_shared(folder, "/data/statistics/total_gdp_us_inflation_adjusted.csv",
                          "gapminder-gdp-constant.toml");
        CHECK(value_of(*gdp.vintage, "NY.GDP.MKTP.KD", "ABW", "", 1986).text() ==
              "967924669.42601");
    }

    TEST_CASE("shipments of vaccines are flows") {
        const test::TemporaryFolder folder;
        const auto [report, vintage] = import_shared(
            folder, "/data/flows/mena_covax_shipments_2021H1.csv", "covax-shipments.toml");
        CHECK(report.vintage.flows == 26);
        Decimal doses;
        for (const Flow& flow : vintage->flows(0, 100)) doses += flow.quantity;
        CHECK(doses == Decimal(8'270'540));
        const Flow first = vintage->flows(0, 1).at(0);
        CHECK(first.receiver == "IRQ");
        CHECK(first.date.text() == "2021-03-25");
        CHECK(first.line == 2);
        CHECK(report.vintage.first->text() == "2021-03-03");
    }
}

}  // namespace comity
