// SPDX-License-Identifier: Apache-2.0
//
// The estimates of "An Advanced Guide to Trade Policy Analysis" (Yotov, Piermartini, Monteiro &
// Larch 2016), chapter 1, application 3, which an independent program computed from the published
// data.
#include "engines/trade/gravity/cube.h"
#include "statistics/csv_reader.h"
#include "statistics/unpacked.test.h"

#include <doctest/doctest.h>
#include <stdio.h>

#include <charconv>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

using namespace comity;
using namespace comity::trade;

namespace {

const std::string folder = COMITY_SHARED_DIR "/data/trade-model/";

double number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    REQUIRE(error == std::errc{});
    return value;
}

/// Rows of a file by the names of its columns.
template <class Row>
void read_rows(const std::string& text, const Row& row) {
    StringSource source(text);
    CsvReader reader(source, {}, "data");
    std::vector<std::string> names;
    std::map<std::string, std::string> fields;
    for (Result<bool> more = reader.next(); more.value(); more = reader.next()) {
        if (names.empty()) {
            names.assign(reader.fields().begin(), reader.fields().end());
            continue;
        }
        for (std::size_t i = 0; i < names.size(); ++i) fields[names[i]] = reader.fields()[i];
        row(fields);
    }
}

/// The applications' data for every fourth year, with borders by year beside what the file has.
Panel read_applications() {
    const std::vector<std::string> borders{"1986", "1990", "1994", "1998", "2002"};
    Panel panel;
    panel.name = "agtpa_applications.csv";
    for (const char* name : {"exporter", "importer", "year"})
        panel.factors.push_back({.name = name, .labels = {}, .codes = {}});
    for (const char* name : {"trade", "rta", "rta_lead4", "rta_lag4", "rta_lag8", "rta_lag12"})
        panel.variables.push_back({.name = name, .values = {}});
    for (const std::string& year : borders)
        panel.variables.push_back({.name = "b" + year, .values = {}});
    std::vector<std::map<std::string, std::uint32_t>> codes(3);
    read_rows(fixture::unpacked_file(folder + "agtpa_applications.csv.gz"), [&](auto& fields) {
        if ((static_cast<int>(number(fields["year"])) - 1986) % 4 != 0) return;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            Factor& factor = panel.factors[axis];
            const std::string& label = fields[factor.name];
            const auto [found, is_new] =
                codes[axis].try_emplace(label, static_cast<std::uint32_t>(factor.labels.size()));
            if (is_new) factor.labels.push_back(label);
            factor.codes.push_back(found->second);
        }
        for (std::size_t k = 0; k < 6; ++k)
            panel.variables[k].values.push_back(number(fields[panel.variables[k].name]));
        for (std::size_t k = 0; k < borders.size(); ++k)
            panel.variables[6 + k].values.push_back(
                fields["exporter"] != fields["importer"] && fields["year"] == borders[k] ? 1 : 0);
    });
    return panel;
}

struct Target {
    std::string term;
    double coefficient;
    double standard_error;
    double deviance;
    std::size_t observations;
};

std::vector<Target> targets(const std::string& specification) {
    std::vector<Target> result;
    FileSource file(folder + "targets_agtpa_ch1.csv");
    std::string text(file.size(), '\0');
    REQUIRE(file.read(text.data(), text.size()) == text.size());
    read_rows(text, [&](auto& fields) {
        if (fields["spec"] == specification)
            result.push_back({.term = fields["term"],
                              .coefficient = number(fields["coef"]),
                              .standard_error = number(fields["se_noKadj"]),
                              .deviance = number(fields["deviance"]),
                              .observations = static_cast<std::size_t>(number(fields["nobs"]))});
    });
    return result;
}

}  // namespace

TEST_SUITE("shared") {
    TEST_CASE("the guide's estimates with pair effects are reproduced") {
        if (!std::filesystem::exists(folder)) {
            MESSAGE("shared files are not here");
            return;
        }
        const Panel panel = read_applications();
        for (const char* specification :
             {"T3c4 pair FE", "T3c5 lead", "T3c6 lags", "T3c7 globalisation"}) {
            INFO(specification);
            const std::vector<Target> expected = targets(specification);
            REQUIRE(!expected.empty());
            CubeColumns columns;
            for (const Target& target : expected) columns.regressors.push_back(target.term);
            CHECK(suits_cube(panel, columns));
            const Result<Cube> cube = to_cube(panel, columns);
            REQUIRE(cube.has_value());
            const Result<CubeFit> fit = fit_cube(*cube, {.pair_effects = PairEffects::mutual});
            REQUIRE(fit.has_value());
            for (std::size_t k = 0; k < expected.size(); ++k) {
                INFO(expected[k].term);
                CHECK(std::abs(fit->coefficients[k] - expected[k].coefficient) < 1e-9);
                CHECK(std::abs(fit->standard_error(k) - expected[k].standard_error) < 1e-7);
            }
            CHECK(fit->observations == expected[0].observations);
            CHECK(std::abs(fit->deviance / expected[0].deviance - 1) < 1e-11);
        }
    }
}
