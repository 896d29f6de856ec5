// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/description/inequality.h"
#include "engines/trade/description/concentration.h"
#include "engines/trade/description/growth.h"
#include "statistics/csv_reader.h"

#include <doctest/doctest.h>
#include <charconv>
#include <cmath>
#include <map>

namespace comity::trade {
namespace {

using doctest::Approx;
using Rows = std::vector<std::vector<std::string>>;

/// The rows of a file of cases, without its header.
Rows cases(const std::string& name) {
    FileSource file(std::string(COMITY_SHARED_DIR) + "/cases/F_indices/" + name);
    CsvReader csv(file, {}, name);
    Rows rows;
    REQUIRE(csv.next().value());
    while (csv.next().value()) rows.emplace_back(csv.fields().begin(), csv.fields().end());
    return rows;
}

double number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    REQUIRE((error == std::errc() && end == text.data() + text.size()));
    return value;
}

std::vector<double> numbers(std::string_view text) {
    std::vector<double> values;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        values.push_back(number(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return values;
}

std::vector<WeightedValue> weighted(const std::vector<double>& values,
                                    const std::vector<double>& weights = {}) {
    std::vector<WeightedValue> made;
    for (std::size_t i = 0; i < values.size(); ++i)
        made.push_back({values[i], weights.empty() ? 1 : weights[i]});
    return made;
}

Approx near(double value) { return Approx(value).epsilon(1e-12); }

}  // namespace

TEST_SUITE("shared") {
    TEST_CASE("inequality and concentration are as the R package ineq has them") {
        std::map<std::string, std::vector<double>> inputs;
        for (const auto& row : cases("indices_inputs.csv")) inputs[row[0]] = numbers(row[1]);
        int checked = 0;
        for (const auto& row : cases("indices_expected_R_ineq.csv")) {
            const std::vector<double>& values = inputs.at(row[0]);
            const double expected = number(row[3]);
            CAPTURE(row[0]);
            CAPTURE(row[1]);
            if (row[1] == "atkinson") continue;  // not among ours
            if (row[1] == "gini") CHECK(gini(weighted(values)).value() == near(expected));
            if (row[1] == "hoover_RS") CHECK(hoover(weighted(values)).value() == near(expected));
            if (row[1] == "herfindahl")
                CHECK(concentration(values, values.size()).value().herfindahl == near(expected));
            // ineq leaves zeros out, and so sees no inequality where one has everything
            if (row[1] == "theil_T" && row[0] != "concentrated")
                CHECK(theil(weighted(values)).value() == near(expected));
            ++checked;
        }
        CHECK(checked == 32);
    }

    TEST_CASE("indices with nearly the same name are told apart") {
        const auto sales = concentration(std::vector<double>{20, 50, 20, 10}, 4);
        REQUIRE(sales.has_value());
        const std::vector<double> y = {100, 110, 90, 130, 150};
        std::vector<PeriodValue> series;
        for (std::size_t i = 0; i < y.size(); ++i)
            series.push_back({{Frequency::annual, 2000 + static_cast<std::int32_t>(i)}, y[i]});
        const auto income =
            weighted({500, 1500, 2500, 4000, 7500, 15000}, {1000, 1200, 1600, 400, 200, 600});
        const std::map<std::string, double> ours = {
            {"HHI", sales->herfindahl},
            {"HHI_normalised", sales->normalised},
            {"HHI_equivalent_number", sales->equivalent},
            {"UNCTAD_concentration", sales->unctad},
            {"theil_T", theil(weighted({10, 10, 10, 20, 50})).value()},
            {"CAGR", compound_growth(series).value()},
            {"exponential_growth", exponential_growth(series).value()},
            {"least_squares_growth_exp", least_squares_growth(series).value()},
            {"least_squares_growth_b", std::log1p(least_squares_growth(series).value())},
            {"gini_weighted", gini(income).value()}};
        std::size_t checked = 0;
        for (const auto& row : cases("definition_traps.csv")) {
            const auto found = ours.find(row[1]);
            if (found == ours.end()) continue;
            CAPTURE(row[1]);
            const std::size_t digits = row[3].size() - row[3].find('.') - 1;
            CHECK(std::abs(found->second - number(row[3])) <=
                  0.500001 * std::pow(10.0, -static_cast<double>(digits)));
            ++checked;
        }
        CHECK(checked == ours.size());
    }
}

}  // namespace comity::trade
