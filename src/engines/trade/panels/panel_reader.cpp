// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/panels/panel_reader.h"

#include "base/utf8.h"
#include "statistics/gzip.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace comity::trade {
namespace {

using Code = std::uint32_t;

constexpr std::size_t rows_max = std::numeric_limits<Code>::max() - 1;

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

/// A factor that is being read. Files are mostly sorted, so the label of a cell is mostly that of
/// the row before, or the one that once came after it; only else is it looked up.
class Labels {
public:
    explicit Labels(Factor& factor) : factor_(factor) {}

    void add(std::string_view label) {
        last_ = code_of(label);
        factor_.codes.push_back(last_);
    }

private:
    Code code_of(std::string_view label) {
        const std::vector<std::string>& labels = factor_.labels;
        if (last_ < labels.size() && labels[last_] == label) return last_;
        if (last_ + 1 < labels.size() && labels[last_ + 1] == label) return last_ + 1;
        const auto found = codes_.find(label);
        if (found != codes_.end()) return found->second;
        const auto code = static_cast<Code>(labels.size());
        factor_.labels.emplace_back(label);
        codes_.emplace(label, code);
        return code;
    }

    Factor& factor_;
    Code last_ = 0;
    std::unordered_map<std::string, Code, TextHash, std::equal_to<>> codes_;
};

/// Where the column of this name stands in the header.
Result<std::size_t> find_column(const CsvReader& csv, const std::string& column) {
    const auto fields = csv.fields();
    const auto found = std::ranges::find(fields, column);
    if (found == fields.end())
        return refuse("panel.unknown-column", "should have a column '" + column + "'", csv.place());
    const auto again = std::find(found + 1, fields.end(), column);
    if (again != fields.end())
        return refuse("panel.duplicate-column", "has a second column '" + column + "'",
                      csv.place(static_cast<std::size_t>(again - fields.begin())));
    return static_cast<std::size_t>(found - fields.begin());
}

Result<std::vector<std::size_t>> find_columns(const CsvReader& csv,
                                              const std::vector<std::string>& columns) {
    std::vector<std::size_t> fields;
    for (auto column = columns.begin(); column != columns.end(); ++column) {
        if (std::find(columns.begin(), column, *column) != column)
            return refuse("panel.duplicate-column", "asks for the column '" + *column + "' twice");
        fields.push_back(TRY(find_column(csv, *column)));
    }
    return fields;
}

Result<> check_key(const PanelColumns& columns) {
    for (const std::string& name : columns.key)
        if (std::ranges::find(columns.factors, name) == columns.factors.end())
            return refuse("panel.unknown-key", "asks for rows to differ by '" + name +
                                                   "', which is not one of the factors");
    return {};
}

class Reading {
public:
    Reading(ByteSource& source, std::string name, const PanelColumns& columns)
        : columns_(columns), csv_(source, CsvFormat{columns.delimiter, {}}, name) {
        panel_.name = std::move(name);
    }

    Result<Panel> read() {
        TRY(check_key(columns_));
        TRY(read_header());
        while (TRY(csv_.next())) TRY(read_row());
        return std::move(panel_);
    }

private:
    Result<> read_header();
    Result<> read_row();
    Result<double> number(std::size_t field) const;

    const PanelColumns& columns_;
    CsvReader csv_;
    Panel panel_;
    std::vector<Labels> labels_;  ///< for each factor
    std::vector<std::size_t> factor_fields_;
    std::vector<std::size_t> variable_fields_;
};

Result<> Reading::read_header() {
    if (!TRY(csv_.next()))
        return refuse("panel.no-header", "should begin with the names of its columns", panel_.name);
    factor_fields_ = TRY(find_columns(csv_, columns_.factors));
    variable_fields_ = TRY(find_columns(csv_, columns_.variables));
    csv_.expect_fields(csv_.fields().size());
    for (const std::string& factor : columns_.factors) panel_.factors.push_back({factor, {}, {}});
    for (const std::string& variable : columns_.variables)
        panel_.variables.push_back({variable, {}});
    labels_.reserve(panel_.factors.size());
    for (Factor& factor : panel_.factors) labels_.emplace_back(factor);
    return {};
}

Result<> Reading::read_row() {
    if (panel_.lines.size() == rows_max)
        return refuse("panel.too-many-rows", "has more than " + std::to_string(rows_max) + " rows",
                      csv_.place());
    const auto fields = csv_.fields();
    for (std::size_t i = 0; i < factor_fields_.size(); ++i) {
        const std::string_view label = fields[factor_fields_[i]];
        if (label.empty())
            return refuse("panel.no-label", "should name the " + columns_.factors[i],
                          csv_.place(factor_fields_[i]));
        labels_[i].add(label);
    }
    for (std::size_t i = 0; i < variable_fields_.size(); ++i)
        panel_.variables[i].values.push_back(TRY(number(variable_fields_[i])));
    panel_.lines.push_back(csv_.line());
    return {};
}

Result<double> Reading::number(std::size_t field) const {
    const std::string_view cell = csv_.fields()[field];
    if (std::ranges::find(columns_.missing, cell) != columns_.missing.end())
        return std::numeric_limits<double>::quiet_NaN();
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    const bool whole = end == cell.data() + cell.size() && error != std::errc::invalid_argument;
    if (whole && error == std::errc() && std::isfinite(value)) [[likely]]
        return value;
    const std::string shown = "'" + printable(cell.substr(0, 40)) + "'";
    if (!whole || std::isnan(value))
        return refuse("panel.not-a-number", "should be a number, not " + shown, csv_.place(field));
    return refuse("panel.not-finite", "should be a number of double precision, not " + shown,
                  csv_.place(field));
}

std::uint64_t mixed(std::uint64_t bits) {  // the finaliser of SplitMix64 (Steele et al. 2014)
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
    return bits ^ (bits >> 31);
}

/// The rows of a panel by the labels of some factors: a table of row numbers, open addressing.
class RowTable {
public:
    RowTable(std::vector<const Factor*> key, std::size_t rows)
        : key_(std::move(key)), slots_(std::bit_ceil(rows + rows / 2 + 1), none) {}

    /// Adds a row, unless one of the same labels is there: then that one, else `none`.
    Code add(Code row) {
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t slot = hash(row) & mask;; slot = (slot + 1) & mask) {
            if (slots_[slot] == none) {
                slots_[slot] = row;
                return none;
            }
            if (same(slots_[slot], row)) return slots_[slot];
        }
    }

    static constexpr Code none = std::numeric_limits<Code>::max();

private:
    std::uint64_t hash(Code row) const {
        std::uint64_t bits = 0;
        for (const Factor* factor : key_)
            bits = mixed(bits + 0x9E3779B97F4A7C15 + factor->codes[row]);
        return bits;
    }
    bool same(Code a, Code b) const {
        return std::ranges::all_of(
            key_, [&](const Factor* factor) { return factor->codes[a] == factor->codes[b]; });
    }

    std::vector<const Factor*> key_;
    std::vector<Code> slots_;
};

std::vector<const Factor*> key_factors(const Panel& panel, const std::vector<std::string>& key) {
    std::vector<const Factor*> factors;
    for (const std::string& name : key) factors.push_back(panel.find_factor(name));
    if (key.empty())
        for (const Factor& factor : panel.factors) factors.push_back(&factor);
    return factors;
}

std::string cell_text(const std::vector<const Factor*>& key, Code row) {
    std::string text;
    for (const Factor* factor : key)
        text += (text.empty() ? "" : ", ") + factor->labels[factor->codes[row]];
    return printable(text.substr(0, 200));
}

Result<> check_rows_differ(const Panel& panel, const std::vector<std::string>& key_names) {
    const auto key = key_factors(panel, key_names);
    if (key.empty()) return {};
    RowTable table(key, panel.rows());
    for (Code row = 0; row < panel.rows(); ++row) {
        const Code first = table.add(row);
        if (first == RowTable::none) continue;
        return refuse(
            "panel.duplicate-row",
            "repeats line " + std::to_string(panel.lines[first]) + ": " + cell_text(key, row),
            panel.place(row));
    }
    return {};
}

}  // namespace

Result<Panel> read_panel(ByteSource& source, std::string name, const PanelColumns& columns) {
    Panel panel = TRY(Reading(source, std::move(name), columns).read());
    TRY(check_rows_differ(panel, columns.key));
    return panel;
}

Result<Panel> read_panel_file(const std::string& path, const PanelColumns& columns) {
    FileSource file(path);
    if (!path.ends_with(".gz")) return read_panel(file, path, columns);
    GzipSource unpacked(file, path);
    auto panel = read_panel(unpacked, path, columns);
    TRY(unpacked.finished());  // else its text ends too early, whatever was made of it
    return panel;
}

}  // namespace comity::trade
