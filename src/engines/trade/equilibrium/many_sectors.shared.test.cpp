// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/many_sectors.h"
#include "engines/trade/equilibrium/economy_reader.h"

#include "statistics/unpacked.test.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <memory>

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

/// Sum of the first-order sources of welfare over equal steps in the logarithm of 1 + τ.
std::vector<double> welfare_along_path(Economy now, const Change& change, int steps) {
    const Economy start = now;
    std::vector<double> total(now.parties.size(), 0);
    for (int step = 1; step <= steps; ++step) {
        Change part;
        for (std::size_t pair = 0; pair < change.tariff.size(); ++pair) {
            const double whole = std::log((1 + change.tariff[pair]) / (1 + start.tariff[pair]));
            part.tariff.push_back((1 + start.tariff[pair]) * std::exp(whole * step / steps) - 1);
        }
        const auto after = solve(now, part);
        REQUIRE(after.has_value());
        const Economy next = economy_after(now, part, *after);
        const WelfareSplit split = split_welfare(now, next, *after);
        for (std::size_t n = 0; n < total.size(); ++n)
            total[n] += split.terms_of_trade[n] + split.volume_of_trade[n];
        now = next;
    }
    return total;
}

/// 44 parties and 50 sectors in 2014.
Result<Economy> economy_2014() {
    std::vector<std::string> texts;
    for (const char* name :
         {"trade_share", "tariff", "expenditure", "consumption_share", "factor_share",
          "intermediate_share", "trade_elasticity", "value_added", "trade_balance"})
        texts.push_back(fixture::unpacked_file(folder + "wiod2014/" + name + ".csv.gz"));
    std::vector<StringSource> sources(texts.begin(), texts.end());
    return read_long_tables({{sources[0], "trade_share"},
                             {sources[1], "tariff"},
                             {sources[2], "expenditure"},
                             {sources[3], "consumption_share"},
                             {sources[4], "factor_share"},
                             {sources[5], "intermediate_share"},
                             {sources[6], "trade_elasticity"},
                             {sources[7], "value_added"},
                             {sources[8], "trade_balance"}});
}

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

    TEST_CASE("the welfare of the table is of first order; along a path it nears the exact one") {
        const Economy base = balanced_1993();
        const Change change = nafta(base);
        const auto after = solve(base, change);
        REQUIRE(after.has_value());
        const auto coarse = welfare_along_path(base, change, 8);
        const auto fine = welfare_along_path(base, change, 16);
        for (const std::size_t n : {canada, mexico, united_states}) {
            // What is left of an error of first order when its larger part is taken out.
            const double limit = 2 * fine[n] - coarse[n];
            CHECK(std::abs(limit - std::log(after->welfare[n])) < 2e-4);
            CHECK(std::abs(fine[n] - std::log(after->welfare[n])) < 1.5e-3);
        }
        CHECK(percent(after->welfare[mexico] - 1) == doctest::Approx(0.0073).epsilon(0.01));
    }

    TEST_CASE("the tables of 2014 are read and solved as they are, under each closure") {
        const auto read = economy_2014();
        REQUIRE(read.has_value());
        CHECK(read->parties.size() == 44);
        CHECK(read->sectors.size() == 50);
        CHECK(read->theta[0] == doctest::Approx(1 / 0.449688584));
        CHECK(read->corrections.empty());
        // Inventories are no part of the model: the data are not quite an equilibrium of it.
        CHECK(imbalance_of(*read, accounts_of(*read)) == doctest::Approx(0.045).epsilon(0.01));
        for (const Closure closure :
             {Closure::fixed, Closure::balanced, Closure::with_world_output}) {
            const auto base = solve(*read, {}, {.closure = closure});
            REQUIRE(base.has_value());
            const Economy economy = economy_after(*read, {}, *base);
            CHECK(imbalance_of(economy, accounts_of(economy)) < 1e-10);
            Change free;
            free.tariff.assign(economy.tariff.size(), 0);
            const auto after = solve(economy, free, {.closure = closure});
            REQUIRE(after.has_value());
            double value_added = 0;
            double gain = 0;
            for (std::size_t n = 0; n < 44; ++n) {
                CHECK(after->revenue[n] == doctest::Approx(0).epsilon(1e-9));
                value_added += economy.value_added[n];
                gain += economy.value_added[n] * (after->welfare[n] - 1);
            }
            CHECK(gain > 0);  // the world gains from trade without tariffs
            CHECK(gain < 0.05 * value_added);
        }
    }
}

}  // namespace
}  // namespace comity::trade
