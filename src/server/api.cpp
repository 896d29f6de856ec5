// SPDX-License-Identifier: Apache-2.0
#include "server/api.h"

#include "service/csv.h"
#include "service/open_api.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::string_view csv_ending = ".csv";
// Kept by no one without asking whether it is still true.
constexpr std::string_view cache_control = "no-cache";

using Values = std::map<std::string, std::string>;

std::string_view take_segment(std::string_view& path) {
    path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
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
        asked.arguments.emplace("count", std::to_string(page_size_max));  // a table is wanted whole
    return asked;
}

Result<Asked> match_form(std::span<const std::string> segments, Asked::Form form) {
    QuestionMatch match = TRY(match_question(segments));
    return Asked{match.question, form, std::move(match.arguments)};
}

/// The question whose rows are asked for as CSV, if it is one of those.
std::optional<Asked> match_csv(std::span<const std::string> segments) {
    if (segments.empty() || !segments.back().ends_with(csv_ending)) return std::nullopt;
    std::vector<std::string> stems(segments.begin(), segments.end());
    stems.back().resize(stems.back().size() - csv_ending.size());
    auto asked = match_form(stems, Asked::Form::csv);
    if (!asked || asked->question->rows.empty()) return std::nullopt;
    return *std::move(asked);
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

Result<Representation> as_csv(const Json& json, const Asked& asked) {
    Representation csv = Representation::of(
        "text/csv; charset=utf-8; header=present", TRY(csv_of(*asked.question, json)),
        std::string(cache_control), Representation::Pressed::quickly);
    csv.headers.emplace_back("Content-Disposition",
                             "attachment; filename=\"" + file_name(asked) + "\"");
    return csv;
}

}  // namespace

Result<Asked> find_question(std::span<const std::string> segments, const Values& query) {
    if (auto table = match_csv(segments)) return with_query(*std::move(table), query);
    auto asked = match_form(segments, Asked::Form::json);
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

int status_of(const Refusal& refusal) {
    const std::string& code = refusal.code;
    return code.ends_with(".unknown") && code != "query.unknown" ? 404 : 400;
}

}  // namespace comity
