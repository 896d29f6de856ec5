// SPDX-License-Identifier: Apache-2.0
#include "server/api.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::string_view csv_ending = ".csv";
// A table is wanted whole: as many rows as the questions give in one answer.
constexpr std::string_view csv_rows = "10000";
// Kept by no one without asking whether it is still true.
constexpr std::string_view cache_control = "no-cache";

using Values = std::map<std::string, std::string>;

std::string_view take_segment(std::string_view& path) {
    path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
}

/// The path parameters if the segments fit the template "/pledges/{pledge}".
std::optional<Values> match(std::string_view path, std::span<const std::string> segments) {
    Values values;
    for (const std::string& segment : segments) {
        if (path.empty() || segment.empty()) return std::nullopt;
        const std::string_view wanted = take_segment(path);
        if (wanted.starts_with('{'))
            values.emplace(wanted.substr(1, wanted.size() - 2), segment);
        else if (wanted != segment)
            return std::nullopt;
    }
    if (!path.empty()) return std::nullopt;
    return values;
}

bool has_parameter(const Question& question, std::string_view name) {
    return std::ranges::any_of(question.parameters, [&](const Parameter& parameter) {
        return parameter.place == Parameter::Place::query && parameter.name == name;
    });
}

std::string parameter_names(const Question& question) {
    std::string names;
    for (const Parameter& parameter : question.parameters)
        if (parameter.place == Parameter::Place::query)
            names.append(names.empty() ? "" : ", ").append(parameter.name);
    return names.empty() ? "none" : names;
}

Result<Asked> with_query(Asked asked, const Values& query) {
    const Question& question = *asked.question;
    for (const auto& [name, value] : query) {
        if (!has_parameter(question, name))
            return refuse("query.unknown",
                          "is not a parameter here; known: " + parameter_names(question), name);
        asked.arguments.insert_or_assign(name, value);
    }
    if (asked.form == Asked::Form::csv && has_parameter(question, "count"))
        asked.arguments.emplace("count", csv_rows);
    return asked;
}

std::optional<Asked> match_any(std::span<const std::string> segments, Asked::Form form) {
    for (const Question* question : all_questions()) {
        if (form == Asked::Form::csv && question->rows.empty()) continue;
        if (auto values = match(question->path, segments))
            return Asked{question, form, *std::move(values)};
    }
    return std::nullopt;
}

std::optional<Asked> match_csv(std::span<const std::string> segments) {
    if (segments.empty() || !segments.back().ends_with(csv_ending)) return std::nullopt;
    std::vector<std::string> stems(segments.begin(), segments.end());
    stems.back().resize(stems.back().size() - csv_ending.size());
    return match_any(stems, Asked::Form::csv);
}

void add_rows(const Json& json, std::string_view path, Json::Array& rows) {
    const std::size_t slash = path.find('/');
    const Json* member = json.find(path.substr(0, slash));
    const auto* items = member ? member->as<Json::Array>() : nullptr;
    if (!items) return;
    if (slash == std::string_view::npos) {
        rows.insert(rows.end(), items->begin(), items->end());
        return;
    }
    for (const Json& item : *items) add_rows(item, path.substr(slash + 1), rows);
}

bool is_safe_in_file_name(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// "/datasets/{dataset}" of imf-imts is saved as "datasets-imf-imts.csv".
std::string file_name(const Asked& asked) {
    std::string_view path = asked.question->path;
    std::string name;
    while (!path.empty()) {
        const std::string_view segment = take_segment(path);
        name.append(name.empty() ? "" : "-");
        name.append(segment.starts_with('{')
                        ? asked.arguments.at(std::string(segment.substr(1, segment.size() - 2)))
                        : std::string(segment));
    }
    std::ranges::replace_if(name, [](char c) { return !is_safe_in_file_name(c); }, '-');
    return name.append(csv_ending);
}

Representation as_json(const Json& json) {
    return Representation::of("application/json", to_text(json), std::string(cache_control),
                              Representation::Pressed::quickly);
}

Representation as_csv(const Json& json, const Asked& asked) {
    Representation csv = Representation::of(
        "text/csv; charset=utf-8; header=present", to_csv(rows_at(json, asked.question->rows)),
        std::string(cache_control), Representation::Pressed::quickly);
    csv.headers.emplace_back("Content-Disposition",
                             "attachment; filename=\"" + file_name(asked) + "\"");
    return csv;
}

}  // namespace

Result<Asked> find_question(std::span<const std::string> segments, const Values& query) {
    auto asked = match_csv(segments);
    if (!asked) asked = match_any(segments, Asked::Form::json);
    if (!asked)
        return refuse("path.unknown", "no question has this address; see /api/v1/openapi.json",
                      "path");
    return with_query(*std::move(asked), query);
}

Result<Representation> ask(const View& view, const Asked& asked) {
    const Json json = TRY(asked.question->answer(view, Arguments(asked.arguments)));
    if (asked.form == Asked::Form::csv) return as_csv(json, asked);
    return as_json(json);
}

Representation describe_api(std::string_view version) { return as_json(open_api(version)); }

Json::Array rows_at(const Json& answer, std::string_view path) {
    Json::Array rows;
    add_rows(answer, path, rows);
    return rows;
}

int status_of(const Refusal& refusal) {
    const std::string& code = refusal.code;
    return code.ends_with(".unknown") && code != "query.unknown" ? 404 : 400;
}

}  // namespace comity
