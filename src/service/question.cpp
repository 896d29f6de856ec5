// SPDX-License-Identifier: Apache-2.0
#include "service/question.h"

#include <charconv>
#include <set>

namespace comity {
namespace {

/// One row's cells by column.
using Cells = std::vector<std::pair<std::string, std::string>>;

std::string cell_text(const Json& value) {
    if (const auto* text = value.as<std::string>()) return *text;
    return to_text(value);
}

std::string joined(const Json::Array& items) {
    std::string text;
    for (const Json& item : items) text.append(text.empty() ? "" : " ").append(cell_text(item));
    return text;
}

void flatten(Cells& cells, const std::string& column, const Json& value) {
    if (const auto* object = value.as<Json::Object>()) {
        const std::string prefix = column + ".";
        for (const auto& [key, member] : *object) flatten(cells, prefix + key, member);
    } else if (const auto* items = value.as<Json::Array>()) {
        cells.emplace_back(column, joined(*items));
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

Json parameter_json(const Parameter& parameter) {
    const bool path = parameter.place == Parameter::Place::path;
    return Json::Object{{"name", parameter.name},
                        {"in", path ? "path" : "query"},
                        {"required", path},
                        {"description", parameter.meaning},
                        {"schema", codec::text_schema("")}};
}

Json content_json(std::string_view media_type, Json schema) {
    Json::Object content;
    content.set(media_type, Json::Object{{"schema", std::move(schema)}});
    return {std::move(content)};
}

Json refusal_schema() {
    const Json::Object text{{"type", "string"}};
    const Json::Object properties{{"code", text}, {"message", text}, {"where", text}};
    const Json::Object refusal{{"type", "object"}, {"properties", properties}};
    return Json::Object{{"type", "object"},
                        {"properties", Json::Object{{"refusal", refusal}}},
                        {"required", Json::Array{"refusal"}}};
}

Json responses_json(std::string_view media_type, Json schema) {
    const Json answered = Json::Object{{"description", "the answer"},
                                       {"content", content_json(media_type, std::move(schema))}};
    const Json refused =
        Json::Object{{"description", "a refusal: code, message and place"},
                     {"content", content_json("application/json", refusal_schema())}};
    return Json::Object{{"200", answered}, {"400", refused}, {"404", refused}};
}

Json operation_json(const Question& question, std::string_view media_type, Json schema) {
    Json::Array parameters;
    for (const Parameter& parameter : question.parameters)
        parameters.push_back(parameter_json(parameter));
    const Json operation =
        Json::Object{{"summary", question.summary},
                     {"parameters", std::move(parameters)},
                     {"responses", responses_json(media_type, std::move(schema))}};
    return Json::Object{{"get", operation}};
}

std::string_view take_segment(std::string_view& path) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    return segment;
}

/// The path parameters, if the segments have the form of `pattern` ("/pledges/{pledge}").
std::optional<std::map<std::string, std::string>> match(std::string_view pattern,
                                                        std::span<const std::string> segments) {
    std::map<std::string, std::string> arguments;
    take_segment(pattern);  // what is before the first slash: nothing
    for (const std::string& segment : segments) {
        if (pattern.empty() || segment.empty()) return {};
        const std::string_view wanted = take_segment(pattern);
        if (wanted.starts_with('{'))
            arguments[std::string(wanted.substr(1, wanted.size() - 2))] = segment;
        else if (wanted != segment)
            return {};
    }
    if (!pattern.empty()) return {};
    return arguments;
}

/// The rows at `path` ("pledges/readings": the readings of all pledges) below `json`.
void collect_rows(const Json& json, std::string_view path, Json::Array& rows) {
    const std::string_view member = take_segment(path);
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

Result<QuestionMatch> match_question(std::span<const std::string> segments) {
    for (const Question* question : all_questions())
        if (auto arguments = match(question->path, segments))
            return QuestionMatch{question, *std::move(arguments)};
    return refuse("question.unknown", "there is no such question; see comity docs api");
}

Result<std::string> csv_of(const Question& question, const Json& answer) {
    if (question.rows.empty())
        return refuse("question.no-csv", "this answer is not a list; take it as JSON");
    Json::Array rows;
    collect_rows(answer, question.rows, rows);
    return to_csv(rows, question.row_fields);
}

const std::string& Arguments::text(const std::string& name) const {
    static const std::string none;
    const auto found = values_.find(name);
    return found == values_.end() ? none : found->second;
}

Result<Date> Arguments::as_of(const View& view) const {
    const std::string& given = text("as_of");
    if (given.empty()) return view.today;
    const auto date = Date::parse(given);
    if (!date) return refuse("query.date", "should be a day such as 2024-12-31", "as_of");
    return *date;
}

Result<std::uint64_t> Arguments::number(const std::string& name, std::uint64_t otherwise,
                                        std::uint64_t max) const {
    const std::string& given = text(name);
    if (given.empty()) return otherwise;
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), number);
    if (error != std::errc{} || end != given.data() + given.size() || number > max)
        return refuse("query.number", "should be a whole number from 0 to " + std::to_string(max),
                      name);
    return number;
}

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

Json open_api(std::string_view version) {
    Json::Object paths;
    for (const Question* question : all_questions()) {
        paths.set("/api/v1" + std::string(question->path),
                  operation_json(*question, "application/json", question->schema()));
        if (!question->rows.empty())
            paths.set("/api/v1" + std::string(question->path) + ".csv",
                      operation_json(*question, "text/csv", codec::text_schema("")));
    }
    const Json info =
        Json::Object{{"title", "Comity"},
                     {"version", version},
                     {"description", "What an association's record holds, and what came of it."}};
    return Json::Object{{"openapi", "3.1.0"}, {"info", info}, {"paths", std::move(paths)}};
}

}  // namespace comity
