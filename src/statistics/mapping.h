// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/schema.h"
#include "base/sha256.h"
#include "base/toml.h"
#include "statistics/csv_reader.h"
#include "statistics/date_pattern.h"
#include "statistics/number.h"

#include <map>

namespace comity {

/// How a file is laid out.
enum class Shape : std::uint8_t {
    rows,      ///< one observation a row
    across,    ///< one series a row, its periods in columns
    sdmx_csv,  ///< SDMX-CSV 1.0 or 2.0
    flows,     ///< one flow a row
};

template <>
struct EnumText<Shape> {
    static constexpr std::string_view type = "shape";
    static constexpr std::array values = {std::pair{Shape::rows, std::string_view("long")},
                                          std::pair{Shape::across, std::string_view("wide")},
                                          std::pair{Shape::sdmx_csv, std::string_view("sdmx-csv")},
                                          std::pair{Shape::flows, std::string_view("flows")}};
};

/// What a column can be.
enum class Notion : std::uint8_t {
    indicator,
    reporter,
    partner,
    product,
    unit,
    frequency,
    period,
    value,
    status,
    power,
    provider,
    receiver,
    kind,
    stage,
    quantity,
    date,
    id,
    continues
};

template <>
struct EnumText<Notion> {
    static constexpr std::string_view type = "notion";
    static constexpr std::array values = {
        std::pair{Notion::indicator, std::string_view("indicator")},
        std::pair{Notion::reporter, std::string_view("reporter")},
        std::pair{Notion::partner, std::string_view("partner")},
        std::pair{Notion::product, std::string_view("product")},
        std::pair{Notion::unit, std::string_view("unit")},
        std::pair{Notion::frequency, std::string_view("frequency")},
        std::pair{Notion::period, std::string_view("period")},
        std::pair{Notion::value, std::string_view("value")},
        std::pair{Notion::status, std::string_view("status")},
        std::pair{Notion::power, std::string_view("power")},
        std::pair{Notion::provider, std::string_view("provider")},
        std::pair{Notion::receiver, std::string_view("receiver")},
        std::pair{Notion::kind, std::string_view("kind")},
        std::pair{Notion::stage, std::string_view("stage")},
        std::pair{Notion::quantity, std::string_view("quantity")},
        std::pair{Notion::date, std::string_view("date")},
        std::pair{Notion::id, std::string_view("id")},
        std::pair{Notion::continues, std::string_view("continues")}};
};

/// Where a notion's text comes from.
struct NotionSource {
    std::string constant;  ///< when `column` is empty
    std::string column;
    std::string separator;       ///< when the column is composite: what stands between its parts
    std::size_t part = 0;        ///< which of them it is
    std::size_t part_count = 0;  ///< how many there must be; 0 if the column is not composite
    std::string pointer;         ///< into the mapping's document
};

/// What is done with the codes of a notion.
struct CodeRule {
    enum class Case : std::uint8_t { as_given, upper, lower };
    Case letters = Case::as_given;
    std::map<std::string, std::string, std::less<>> translate;
    bool known_only = false;      ///< codes that are not known are left out…
    bool refuse_unknown = false;  ///< …or refused
};

/// Only rows whose cell in a column is in a list are read.
struct RowFilter {
    std::string column;
    std::vector<std::string> values;
    std::string pointer;
};

/// Which column of a file is what: the contents of a small TOML file beside the data
/// (docs/mapping.md).
struct Mapping {
    Hash hash;  ///< of its exact text
    TomlDocument document;
    Shape shape = Shape::rows;
    CsvFormat csv;
    std::size_t skip_lines = 0;  ///< before the header
    std::map<Notion, NotionSource> sources;
    std::map<Notion, CodeRule> codes;
    std::vector<RowFilter> filters;
    std::vector<std::string> period_columns;  ///< of a wide file, if they are listed
    std::string period_pattern;               ///< or else the form of their names
    std::optional<DatePattern> date;          ///< of flows; absent: YYYY-MM-DD
    std::optional<DatePattern> period;        ///< absent: SDMX notation
    NumberFormat number;
    std::optional<Decimal> multiplier;
    std::vector<std::string> missing = {"", "..", "NA", "n/a"};

    const NotionSource* source(Notion notion) const;
    bool is_missing(std::string_view cell) const;
};

/// Reads a mapping. Refusals `toml.*`, `field.*` and `mapping.*` with `file:line:column`.
Result<Mapping> parse_mapping(std::string_view text, std::string_view file_name);

/// What the name of a column says by a pattern in which `#` stands for a digit and braces, if any,
/// for the part that is the period: "{####} [YR####]". Nothing if the name has another form.
std::optional<std::string> period_in_name(std::string_view name, std::string_view pattern);

}  // namespace comity
