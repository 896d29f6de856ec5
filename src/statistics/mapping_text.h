// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/mapping.h"

namespace comity {

namespace mapping_text {
enum class Unknown : std::uint8_t { leave_out, refuse };
enum class Known : std::uint8_t { parties };
}  // namespace mapping_text

template <>
struct EnumText<mapping_text::Unknown> {
    static constexpr std::string_view type = "what to do with unknown codes";
    static constexpr std::array values = {
        std::pair{mapping_text::Unknown::leave_out, std::string_view("leave-out")},
        std::pair{mapping_text::Unknown::refuse, std::string_view("refuse")}};
};

template <>
struct EnumText<mapping_text::Known> {
    static constexpr std::string_view type = "list of codes";
    static constexpr std::array values = {
        std::pair{mapping_text::Known::parties, std::string_view("parties")}};
};

template <>
struct EnumText<CodeRule::Case> {
    static constexpr std::string_view type = "case of letters";
    static constexpr std::array values = {
        std::pair{CodeRule::Case::as_given, std::string_view("as-given")},
        std::pair{CodeRule::Case::upper, std::string_view("upper")},
        std::pair{CodeRule::Case::lower, std::string_view("lower")}};
};

/// The tables of a mapping as they stand in its TOML file.
namespace mapping_text {

struct Csv {
    static constexpr std::string_view type = "how the text is written";
    std::optional<std::string> delimiter;
    std::optional<Encoding> encoding;
    std::optional<std::int64_t> skip_lines;
    static constexpr std::tuple fields = {
        Field{"delimiter", &Csv::delimiter, "what stands between fields; a comma if absent"},
        Field{"encoding", &Csv::encoding, "how characters are written"},
        Field{"skip_lines", &Csv::skip_lines, "lines before the header"}};
};

struct Split {
    static constexpr std::string_view type = "composite column";
    std::string column;
    std::string by;
    std::vector<std::string> into;
    static constexpr std::tuple fields = {
        Field{"column", &Split::column, "the column"},
        Field{"by", &Split::by, "what stands between its parts"},
        Field{"into", &Split::into, "what each part is; empty for one that is not used"}};
};

struct Values {
    static constexpr std::string_view type = "how numbers are written";
    std::optional<std::string> decimal_mark;
    std::optional<std::string> grouping_mark;
    std::optional<Decimal> multiplier;
    std::optional<std::vector<std::string>> missing;
    static constexpr std::tuple fields = {
        Field{"decimal_mark", &Values::decimal_mark, "a point if absent"},
        Field{"grouping_mark", &Values::grouping_mark, "what stands between groups of digits"},
        Field{"multiplier", &Values::multiplier, "what every value is multiplied by"},
        Field{"missing", &Values::missing, "cells that say that there is no value"}};
};

struct Wide {
    static constexpr std::string_view type = "columns of periods";
    std::optional<std::vector<std::string>> columns;
    std::optional<std::string> pattern;
    static constexpr std::tuple fields = {
        Field{"columns", &Wide::columns, "the names of the columns that are periods"},
        Field{"pattern", &Wide::pattern, "or the form of their names"}};
};

struct CodeTable {
    static constexpr std::string_view type = "what is done with codes";
    std::optional<CodeRule::Case> letters;
    std::optional<std::map<std::string, std::string>> translate;
    std::optional<Known> known;
    std::optional<Unknown> unknown;
    static constexpr std::tuple fields = {
        Field{"case", &CodeTable::letters, "upper or lower, if letters are to be changed"},
        Field{"translate", &CodeTable::translate, "other codes for some"},
        Field{"known", &CodeTable::known, "the list they are checked against"},
        Field{"unknown", &CodeTable::unknown, "leave-out (and count) or refuse"}};
};

struct Document {
    using Texts = std::map<std::string, std::string>;
    using Lists = std::map<std::string, std::vector<std::string>>;
    using Codes = std::map<std::string, CodeTable>;
    static constexpr std::string_view type = "mapping";
    Shape shape = Shape::rows;
    std::optional<Csv> csv;
    std::optional<Texts> columns;
    std::optional<Texts> constants;
    std::optional<std::vector<Split>> split;
    std::optional<Wide> wide;
    std::optional<Values> values;
    std::optional<Lists> filter;
    std::optional<Codes> codes;
    std::optional<std::string> date_format;
    std::optional<std::string> period_format;
    static constexpr std::tuple fields = {
        Field{"shape", &Document::shape, "long, wide, sdmx-csv or flows"},
        Field{"csv", &Document::csv, "how the text is written"},
        Field{"columns", &Document::columns, "which column is what"},
        Field{"constants", &Document::constants, "what is the same in every row"},
        Field{"split", &Document::split, "columns that say several things"},
        Field{"wide", &Document::wide, "which columns are periods"},
        Field{"values", &Document::values, "how numbers are written"},
        Field{"filter", &Document::filter, "the rows that are read"},
        Field{"codes", &Document::codes, "what is done with codes"},
        Field{"date_format", &Document::date_format, "how days are written"},
        Field{"period_format", &Document::period_format, "how periods are written"}};
};

}  // namespace mapping_text
}  // namespace comity
