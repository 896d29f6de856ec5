// SPDX-License-Identifier: Apache-2.0
#include "service/csv.h"

#include "base/text.h"

#include <algorithm>
#include <set>

namespace comity {
namespace {

/// One row's cells by column.
using Cells = std::vector<std::pair<std::string, std::string>>;

std::string cell_text(const Json& value) {
    if (const auto* text = value.as<std::string>()) return *text;
    return to_text(value);
}

void flatten(Cells& cells, const std::string& column, const Json& value) {
    if (const auto* object = value.as<Json::Object>()) {
        const std::string prefix = column + ".";
        for (const auto& [key, member] : *object) flatten(cells, prefix + key, member);
    } else if (const auto* items = value.as<Json::Array>()) {
        cells.emplace_back(column, joined(*items, " ", &cell_text));
    } else {
        cells.emplace_back(column, cell_text(value));
    }
}

bool is_table(const FieldInfo& field) {
    const Json schema = field.schema();
    const Json* items = schema.find("items");
    return items && items->find("properties");
}

Cells cells_of(const Json& row, std::span<const FieldInfo> fields) {
    Cells cells;
    for (const FieldInfo& field : fields)
        if (const Json* value = row.find(field.name))
            flatten(cells, std::string(field.name), *value);
    return cells;
}

/// The columns that rows have: in the order of the fields, those of one field in order of name.
std::vector<std::string> columns_of(const std::vector<Cells>& rows,
                                    std::span<const FieldInfo> fields) {
    std::vector<std::string> columns;
    for (const FieldInfo& field : fields) {
        std::set<std::string> of_field;
        for (const Cells& row : rows)
            for (const auto& [column, text] : row)
                if (column == field.name || column.starts_with(std::string(field.name) + "."))
                    of_field.insert(column);
        columns.insert(columns.end(), of_field.begin(), of_field.end());
    }
    return columns;
}

void append_cell(std::string& csv, std::string_view cell) {
    if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
        csv += cell;
        return;
    }
    csv += '"';
    for (const char c : cell) csv.append(c == '"' ? 2 : 1, c);
    csv += '"';
}

/// The rows at `path` ("pledges/readings": the readings of all pledges) below `json`.
void collect_rows(const Json& json, std::string_view path, Json::Array& rows) {
    const std::string_view member = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(member.size() + 1, path.size()));
    const Json* list = json.find(member);
    const auto* items = list ? list->as<Json::Array>() : nullptr;
    if (!items) return;
    for (const Json& item : *items) {
        if (path.empty())
            rows.push_back(item);
        else
            collect_rows(item, path, rows);
    }
}

}  // namespace

std::string to_csv(const Json::Array& rows, std::span<const FieldInfo> fields) {
    std::vector<Cells> all;
    std::vector<FieldInfo> shown;
    std::ranges::remove_copy_if(fields, std::back_inserter(shown), is_table);
    for (const Json& row : rows) all.push_back(cells_of(row, shown));
    const std::vector<std::string> columns = columns_of(all, shown);
    std::string csv;
    const auto append_row = [&](auto&& text_of) {
        for (const std::string& column : columns) {
            if (&column != &columns.front()) csv += ',';
            append_cell(csv, text_of(column));
        }
        csv += "\r\n";
    };
    append_row([](const std::string& column) -> std::string_view { return column; });
    for (const Cells& row : all)
        append_row([&](const std::string& column) -> std::string_view {
            const auto found = std::ranges::find(row, column, &Cells::value_type::first);
            return found == row.end() ? std::string_view() : found->second;
        });
    return csv;
}

Result<std::string> csv_of(const Question& question, const Json& answer) {
    if (question.rows.empty())
        return refuse("question.no-csv", "this answer is not a list; take it as JSON");
    Json::Array rows;
    collect_rows(answer, question.rows, rows);
    return to_csv(rows, question.row_fields);
}

}  // namespace comity
