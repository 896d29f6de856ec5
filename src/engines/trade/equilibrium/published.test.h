// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.h"
#include "engines/trade/equilibrium/party_matrix.h"
#include "statistics/csv_reader.h"
#include "statistics/unpacked.test.h"

#include <charconv>
#include <map>
#include <string>
#include <vector>

namespace comity::trade {

inline double published_number(const std::string& cell) {
    double value = 0;
    const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (read.ec != std::errc{} || read.ptr != cell.data() + cell.size())
        throw Fault("not a number: " + cell);
    return value;
}

/// A published table, read for a test.
struct PublishedTable {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;

    std::size_t column(const std::string& name) const {
        for (std::size_t i = 0; i < header.size(); ++i)
            if (header[i] == name) return i;
        throw Fault("no column " + name);
    }
    double number(std::size_t row, const std::string& name) const {
        return published_number(rows[row][column(name)]);
    }
    const std::string& text(std::size_t row, const std::string& name) const {
        return rows[row][column(name)];
    }
};

/// The bytes of a file of ../shared, unpacked if its name ends in `.gz`.
inline std::string shared_bytes(const std::string& name) {
    return fixture::unpacked_file(COMITY_SHARED_DIR "/" + name);
}

inline PublishedTable shared_table(const std::string& name) {
    const std::string bytes = shared_bytes(name);
    StringSource source(bytes);
    CsvReader reader(source, {}, name);
    PublishedTable table;
    for (;;) {
        const auto row = reader.next();
        if (!row) throw Fault(row.error().message + " in " + name);
        if (!*row) return table;
        std::vector<std::string> cells(reader.fields().begin(), reader.fields().end());
        (table.header.empty() ? table.header : table.rows.emplace_back()) = std::move(cells);
    }
}

/// Where each party stands, by alphabet.
inline std::map<std::string, std::size_t> parties_of(const PublishedTable& table) {
    std::map<std::string, std::size_t> places;
    for (std::size_t row = 0; row < table.rows.size(); ++row) places[table.text(row, "exporter")];
    std::size_t next = 0;
    for (auto& [party, place] : places) place = next++;
    return places;
}

inline std::vector<std::string> names_of(const std::map<std::string, std::size_t>& places) {
    std::vector<std::string> names;
    for (const auto& [party, place] : places) names.push_back(party);
    return names;
}

/// A column of a table of pairs.
inline PartyMatrix matrix_of(const PublishedTable& table, const std::string& column) {
    const auto places = parties_of(table);
    const std::size_t at = table.column(column);
    const std::size_t exporter = table.column("exporter"), importer = table.column("importer");
    PartyMatrix matrix(places.size());
    for (const auto& row : table.rows)
        matrix[places.at(row[exporter]), places.at(row[importer])] = published_number(row[at]);
    return matrix;
}

}  // namespace comity::trade
