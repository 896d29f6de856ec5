// SPDX-License-Identifier: Apache-2.0
#include "statistics/mapping.h"

#include "base/check.h"
#include "base/digits.h"
#include "statistics/mapping_text.h"

#include <algorithm>

namespace comity {
namespace {

using mapping_text::Document;

/// What is wrong with a mapping, at a pointer into its document.
std::unexpected<Refusal> wrong(std::string code, std::string message, std::string pointer) {
    return refuse("mapping." + std::move(code), std::move(message), std::move(pointer));
}

Result<Notion> read_notion(std::string_view name, const std::string& pointer) {
    auto notion = Codec<Notion>::read(Json(name));
    if (!notion) return wrong("notion", notion.error().message, pointer);
    return *notion;
}

Result<> add_source(Mapping& mapping, std::string_view name, const NotionSource& source) {
    const Notion notion = TRY(read_notion(name, source.pointer));
    if (!mapping.sources.try_emplace(notion, source).second)
        return wrong("twice", "says a second time what the " + std::string(name) + " is",
                     source.pointer);
    return {};
}

Result<> read_split(Mapping& mapping, const mapping_text::Split& split,
                    const std::string& pointer) {
    if (split.by.empty()) return wrong("split", "should not be empty", pointer + "/by");
    for (std::size_t i = 0; i < split.into.size(); ++i) {
        if (split.into[i].empty()) continue;
        TRY(add_source(mapping, split.into[i],
                       {.constant = {},
                        .column = split.column,
                        .separator = split.by,
                        .part = i,
                        .part_count = split.into.size(),
                        .pointer = pointer + "/into/" + std::to_string(i)}));
    }
    return {};
}

Result<> read_sources(Mapping& mapping, const Document& text) {
    for (const auto& [name, column] : text.columns.value_or(Document::Texts{})) {
        const std::string pointer = "/columns" + pointer_token(name);
        if (column.empty()) return wrong("column", "should name a column", pointer);
        NotionSource source;
        source.column = column;
        source.pointer = pointer;
        TRY(add_source(mapping, name, source));
    }
    for (const auto& [name, constant] : text.constants.value_or(Document::Texts{})) {
        NotionSource source;
        source.constant = constant;
        source.pointer = "/constants" + pointer_token(name);
        TRY(add_source(mapping, name, source));
    }
    const auto splits = text.split.value_or(std::vector<mapping_text::Split>{});
    for (std::size_t i = 0; i < splits.size(); ++i)
        TRY(read_split(mapping, splits[i], "/split/" + std::to_string(i)));
    return {};
}

bool has_code(Notion notion) {
    return notion <= Notion::frequency || notion == Notion::status ||
           (notion >= Notion::provider && notion <= Notion::stage);
}

Result<> read_codes(Mapping& mapping, const Document& text) {
    for (const auto& [name, table] : text.codes.value_or(Document::Codes{})) {
        const std::string pointer = "/codes" + pointer_token(name);
        const Notion notion = TRY(read_notion(name, pointer));
        if (!has_code(notion)) return wrong("codes", "has no codes", pointer);
        if (!mapping.source(notion))
            return wrong("codes", "is not among the columns or constants", pointer);
        CodeRule rule;
        rule.letters = table.letters.value_or(CodeRule::Case::as_given);
        rule.known_only = table.known.has_value();
        rule.refuse_unknown = table.unknown == mapping_text::Unknown::refuse;
        for (const auto& [from, to] : table.translate.value_or(Document::Texts{}))
            rule.translate.emplace(from, to);
        mapping.codes.emplace(notion, std::move(rule));
    }
    return {};
}

void read_filters(Mapping& mapping, const Document& text) {
    for (const auto& [column, values] : text.filter.value_or(Document::Lists{}))
        mapping.filters.push_back({column, values, "/filter" + pointer_token(column)});
}

Result<> read_csv(Mapping& mapping, const mapping_text::Csv& csv) {
    const std::string delimiter = csv.delimiter.value_or(",");
    if (delimiter != "," && delimiter != ";" && delimiter != "\t" && delimiter != "|")
        return wrong("delimiter", R"(should be ",", ";", "\t" or "|")", "/csv/delimiter");
    mapping.csv = {.delimiter = delimiter[0], .encoding = csv.encoding};
    const std::int64_t skip = csv.skip_lines.value_or(0);
    if (skip < 0 || skip > 1000)
        return wrong("skip-lines", "should be from 0 to 1000", "/csv/skip_lines");
    mapping.skip_lines = static_cast<std::size_t>(skip);
    return {};
}

Result<> read_values(Mapping& mapping, const mapping_text::Values& values) {
    NumberFormat& number = mapping.number;
    number.decimal_mark = values.decimal_mark.value_or(".");
    number.grouping_mark = values.grouping_mark.value_or("");
    if (number.decimal_mark != "." && number.decimal_mark != ",")
        return wrong("decimal-mark", R"(should be "." or ",")", "/values/decimal_mark");
    const bool unfit = number.grouping_mark.size() > 4 ||
                       number.grouping_mark == number.decimal_mark ||
                       number.grouping_mark.find_first_of("0123456789-eE+") != std::string::npos;
    if (unfit)
        return wrong("grouping-mark", "should be one character that numbers do not have",
                     "/values/grouping_mark");
    mapping.multiplier = values.multiplier;
    if (mapping.multiplier && mapping.multiplier->is_zero())
        return wrong("multiplier", "should not be zero", "/values/multiplier");
    if (values.missing) mapping.missing = *values.missing;
    return {};
}

Result<std::optional<DatePattern>> read_pattern(const std::optional<std::string>& text,
                                                const std::string& pointer) {
    if (!text) return std::nullopt;
    auto pattern = DatePattern::parse(*text);
    if (!pattern) return refuse_at(pointer, std::move(pattern));
    return *pattern;
}

Result<> read_patterns(Mapping& mapping, const Document& text) {
    mapping.date = TRY(read_pattern(text.date_format, "/date_format"));
    mapping.period = TRY(read_pattern(text.period_format, "/period_format"));
    if (mapping.date && !mapping.date->has_day())
        return wrong("pattern", "should have YYYY, MM and DD", "/date_format");
    return {};
}

Result<> read_wide(Mapping& mapping, const Document& text) {
    const bool wide = mapping.shape == Shape::across;
    if (!wide) {
        if (text.wide) return wrong("shape", "is for wide files only", "/wide");
        return {};
    }
    if (!text.wide || text.wide->columns.has_value() == text.wide->pattern.has_value())
        return wrong("periods", "should have either columns or a pattern", "/wide");
    mapping.period_columns = text.wide->columns.value_or(std::vector<std::string>{});
    mapping.period_pattern = text.wide->pattern.value_or("");
    if (text.wide->pattern && mapping.period_pattern.find('#') == std::string::npos)
        return wrong("periods", "should have # where the names have digits", "/wide/pattern");
    return {};
}

std::vector<Notion> needed(Shape shape) {
    switch (shape) {
        case Shape::rows:
            return {Notion::indicator, Notion::period, Notion::value};
        case Shape::across:
        case Shape::sdmx_csv:
            return {Notion::indicator};
        case Shape::flows:
            return {Notion::provider, Notion::receiver, Notion::kind, Notion::stage,
                    Notion::quantity, Notion::unit,     Notion::date};
    }
    check(false, "all shapes are listed");
    return {};
}

bool fits(Shape shape, Notion notion) {
    const bool flow_only = notion >= Notion::provider;
    if (shape == Shape::flows) return flow_only || notion == Notion::unit;
    if (shape == Shape::across && (notion == Notion::period || notion == Notion::value))
        return false;
    return !flow_only;
}

Result<> check_notions(const Mapping& mapping) {
    for (const Notion notion : needed(mapping.shape))
        if (!mapping.source(notion))
            return wrong("incomplete",
                         "should say what the " + std::string(word(notion)) +
                             " is, among its columns or constants",
                         "/columns");
    for (const auto& [notion, source] : mapping.sources)
        if (!fits(mapping.shape, notion))
            return wrong("shape",
                         "is not what a file of shape " + std::string(word(mapping.shape)) +
                             " has columns for",
                         source.pointer);
    return {};
}

/// SDMX-CSV names its time, measure and common attributes itself.
void add_sdmx_names(Mapping& mapping) {
    if (mapping.shape != Shape::sdmx_csv) return;
    const auto add = [&](Notion notion, std::string_view column) {
        NotionSource source;
        source.column = column;
        source.pointer = "/shape";
        mapping.sources.try_emplace(notion, std::move(source));
    };
    add(Notion::period, "TIME_PERIOD");
    add(Notion::value, "OBS_VALUE");
}

Result<Mapping> interpret(const TomlDocument& document) {
    const auto text = TRY(decode<Document>(document.json));
    Mapping mapping;
    mapping.shape = text.shape;
    TRY(read_csv(mapping, text.csv.value_or(mapping_text::Csv{})));
    TRY(read_sources(mapping, text));
    add_sdmx_names(mapping);
    TRY(read_codes(mapping, text));
    read_filters(mapping, text);
    TRY(read_values(mapping, text.values.value_or(mapping_text::Values{})));
    TRY(read_patterns(mapping, text));
    TRY(read_wide(mapping, text));
    TRY(check_notions(mapping));
    return mapping;
}

}  // namespace

const NotionSource* Mapping::source(Notion notion) const {
    const auto found = sources.find(notion);
    return found == sources.end() ? nullptr : &found->second;
}

bool Mapping::is_missing(std::string_view cell) const {
    return std::ranges::find(missing, cell) != missing.end();
}

Result<Mapping> parse_mapping(std::string_view text, std::string_view file_name) {
    TomlDocument document = TRY(parse_toml(text, file_name));
    auto mapping = interpret(document);
    if (!mapping) return std::unexpected(located(std::move(mapping).error(), document, ""));
    mapping->hash = sha256(text);
    mapping->document = std::move(document);
    return mapping;
}

std::optional<std::string> period_in_name(std::string_view name, std::string_view pattern) {
    const bool marked = pattern.find('{') != std::string_view::npos;
    bool inside = !marked;
    std::string period;
    for (const char wanted : pattern) {
        if (marked && (wanted == '{' || wanted == '}')) {
            inside = wanted == '{';
            continue;
        }
        if (name.empty()) return std::nullopt;
        const char c = name.front();
        name.remove_prefix(1);
        const bool fits = wanted == '#' ? is_digit(c) : c == wanted;
        if (!fits) return std::nullopt;
        if (inside) period += c;
    }
    if (!name.empty()) return std::nullopt;
    return period;
}

}  // namespace comity
