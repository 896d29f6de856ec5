// SPDX-License-Identifier: Apache-2.0
//
// The data of Y. Yotov, R. Piermartini, J.-A. Monteiro and M. Larch, 2016, "An Advanced Guide to
// Trade Policy Analysis", chapter 1, with the columns that its applications make of them.
#pragma once

#include "base/check.h"
#include "engines/trade/panels/panel_maker.test.h"
#include "statistics/csv_reader.h"
#include "statistics/unpacked.test.h"

#include <charconv>
#include <cmath>
#include <map>

namespace comity::trade::agtpa {

using Row = std::map<std::string, std::string, std::less<>>;

/// The rows of a CSV file, each by the names in its header.
inline std::vector<Row> read_rows(const std::string& path) {
    const std::string text = fixture::unpacked_file(path);
    StringSource source(text);
    CsvReader reader(source, {}, "test");
    check(reader.next().value(), "the file has a header");
    const std::vector<std::string> names(reader.fields().begin(), reader.fields().end());
    std::vector<Row> rows;
    while (reader.next().value()) {
        Row& row = rows.emplace_back();
        for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = reader.fields()[i];
    }
    return rows;
}

inline double number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    check(error == std::errc{} && end == text.data() + text.size(), "the file holds a number");
    return value;
}

inline void add_row(test::PanelMaker& panel, const Row& row) {
    const std::string& exporter = row.at("exporter");
    const bool is_domestic = exporter == row.at("importer");
    const std::string& year = row.at("year");
    for (const char* name : {"exporter", "importer", "year", "pair_id"})
        panel.factor(name, row.at(name));
    panel.factor("pair", is_domestic ? "domestic" : row.at("pair_id"));
    panel.factor("border", is_domestic ? exporter : "international");
    for (const char* name :
         {"trade", "cntg", "lang", "clny", "rta", "rta_lag4", "rta_lag8", "rta_lag12", "rta_lead4"})
        panel.variable(name, number(row.at(name)));
    const double log_distance = std::log(number(row.at("dist")));
    panel.variable("ld", log_distance);
    panel.variable("ldi", is_domestic ? log_distance : 0);
    panel.variable("sm", is_domestic ? 1 : 0);
    for (const char* other : {"1986", "1990", "1994", "1998", "2002", "2006"}) {
        const bool counts = !is_domestic && year == other;
        panel.variable("ld" + std::string(other), counts ? log_distance : 0);
        panel.variable("b" + std::string(other), counts ? 1 : 0);
    }
}

enum class Trade : std::uint8_t { all, international };

/// Every fourth year from 1986 to 2006.
inline Panel panel(Trade trade) {
    test::PanelMaker panel;
    for (const Row& row :
         read_rows(COMITY_SHARED_DIR "/data/trade-model/agtpa_applications.csv.gz")) {
        const bool is_domestic = row.at("exporter") == row.at("importer");
        if ((static_cast<int>(number(row.at("year"))) - 1986) % 4 != 0) continue;
        if (trade == Trade::all || !is_domestic) add_row(panel, row);
    }
    return std::move(panel).take();
}

}  // namespace comity::trade::agtpa
