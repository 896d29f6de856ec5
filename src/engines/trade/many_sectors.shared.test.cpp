// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/many_sectors.h"
#include "engines/trade/economy_reader.h"

#include <doctest/doctest.h>

#include <cmath>

namespace comity::trade {
namespace {

constexpr std::size_t canada = 4;
constexpr std::size_t mexico = 19;
constexpr std::size_t united_states = 29;
const std::string folder = COMITY_SHARED_DIR "/data/trade-model/";

/// The labels of the files of Caliendo and Parro: parties in the order of the alphabet, then the
/// rest of the world; twenty sectors that are traded, then twenty that are not.
MatrixLabels labels_1993() {
    MatrixLabels labels;
    labels.parties = {"ARG", "AUS", "AUT", "BRA", "CAN", "CHL", "CHN", "DNK", "FIN", "FRA", "DEU",
                      "GRC", "HUN", "IND", "IDN", "IRL", "ITA", "JPN", "KOR", "MEX", "NLD", "NZL",
                      "NOR", "PRT", "ZAF", "ESP", "SWE", "TUR", "GBR", "USA", "ROW"};
    for (int sector = 1; sector <= 40; ++sector)
        labels.sectors.push_back("S" + std::to_string(sector));
    return labels;
}

Result<FlowTables> tables_1993() {
    const std::string path = folder + "cp2015/";
    FileSource output(path + "GO.txt");
    FileSource value_added(path + "B.txt");
    FileSource inputs(path + "IO.txt");
    FileSource elasticity(path + "T.txt");
    FileSource tariff(path + "tariffs1993.txt");
    FileSource flow(path + "xbilat1993.txt");
    return read_matrices({{output, "GO.txt"},
                          {value_added, "B.txt"},
                          {inputs, "IO.txt"},
                          {elasticity, "T.txt"},
                          {tariff, "tariffs1993.txt"},
                          {flow, "xbilat1993.txt"}},
                         labels_1993(), {.flow = 1000, .untraded_theta = 8.22});
}

Economy economy_1993() {
    const auto tables = tables_1993();
    REQUIRE(tables.has_value());
    auto economy = economy_from_flows(*tables);
    REQUIRE(economy.has_value());
    return *economy;
}

/// Tariffs between Canada, Mexico and the United States as they were in 2005.
Change nafta(const Economy& economy) {
    FileSource bytes(folder + "cp2015/tariffs2005.txt");
    const auto later = read_tariff_matrix({bytes, "tariffs2005.txt"}, labels_1993());
    REQUIRE(later.has_value());
    Change change;
    change.tariff = economy.tariff;
    for (std::size_t j = 0; j < economy.sectors.size(); ++j)
        for (const std::size_t n : {canada, mexico, united_states})
            for (const std::size_t i : {canada, mexico, united_states})
                change.tariff[economy.pair(j, n, i)] = (*later)[economy.pair(j, n, i)];
    return change;
}

/// The economy of 1993 without trade deficits, as the paper begins.
Economy balanced_1993() {
    const Economy given = economy_1993();
    const auto balanced = solve(given, {}, {.closure = Closure::balanced});
    REQUIRE(balanced.has_value());
    return economy_after(given, {}, *balanced);
}

double percent(double share) { return 100 * share; }

TEST_SUITE("shared") {
    TEST_CASE("table 2 of Caliendo and Parro (2015) comes out") {
        const Economy base = balanced_1993();
        const Change change = nafta(base);
        const auto after = solve(base, change);
        REQUIRE(after.has_value());
        const auto split = split_welfare(base, economy_after(base, change, *after), *after);
        struct Row {
            std::size_t party;
            double welfare;  // per cent, as the replication files give it
            double terms;    // as printed
            double volume;
        };
        for (const Row& row :
             {Row{mexico, 1.312114, -0.41, 1.72}, Row{canada, -0.063816, -0.11, 0.04},
              Row{united_states, 0.084753, 0.04, 0.04}}) {
            const double terms = percent(split.terms_of_trade[row.party]);
            const double volume = percent(split.volume_of_trade[row.party]);
            CHECK(terms + volume == doctest::Approx(row.welfare).epsilon(1e-6));
            CHECK(std::abs(terms - row.terms) < 0.005);
            CHECK(std::abs(volume - row.volume) < 0.005);
        }
        // Real wages as printed: 1.72, 0.32, 0.11.
        CHECK(std::abs(percent(after->real_wage[mexico] - 1) - 1.72) < 0.005);
        CHECK(std::abs(percent(after->real_wage[canada] - 1) - 0.32) < 0.005);
        CHECK(std::abs(percent(after->real_wage[united_states] - 1) - 0.11) < 0.005);
    }

    TEST_CASE("what was mended in the published data is said") {
        const Economy given = economy_1993();
        std::vector<std::string> codes;
        for (const Correction& correction : given.corrections) codes.push_back(correction.code);
        CHECK(codes == std::vector<std::string>{"output.raised", "final.negative",
                                                "costs.normalised", "inputs.negative"});
        CHECK(given.corrections[2].size == doctest::Approx(-3.68554e-7).epsilon(1e-4));
        CHECK(given.corrections[3].where == "/gamma/CAN/S20/S11");
    }
}

}  // namespace
}  // namespace comity::trade
