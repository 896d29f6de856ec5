// SPDX-License-Identifier: Apache-2.0
#include "service/open_api.h"

#include "service/desk_routes.h"

namespace comity {
namespace {

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

std::string operation_summary(const DeskRoute& route) {
    return std::string(route.summary) + " For: " + std::string(least_word(route)) + ".";
}

Json::Array path_parameters(std::string_view path) {
    Json::Array parameters;
    for (std::size_t at = path.find('{'); at != std::string_view::npos; at = path.find('{', at)) {
        const std::size_t end = path.find('}', ++at);
        parameters.push_back(
            parameter_json({path.substr(at, end - at), Parameter::Place::path, "its name"}));
    }
    return parameters;
}

Json desk_responses(const DeskRoute& route) {
    Json::Object answered{{"description", "the answer"}};
    if (route.answer) answered.set("content", content_json("application/json", route.answer()));
    const Json refused =
        Json::Object{{"description", "a refusal: code, message and place"},
                     {"content", content_json("application/json", refusal_schema())}};
    Json::Object responses{{"400", refused}};
    responses.set(std::to_string(route.status), std::move(answered));
    if (route.least)
        for (const char* status : {"401", "403"}) responses.set(status, refused);
    return {std::move(responses)};
}

Json desk_operation(const DeskRoute& route) {
    Json::Object operation{{"summary", operation_summary(route)},
                           {"parameters", path_parameters(route.path)},
                           {"responses", desk_responses(route)}};
    if (route.request)
        operation.set("requestBody",
                      Json::Object{{"required", true},
                                   {"content", content_json("application/json", route.request())}});
    return {std::move(operation)};
}

/// "POST" as OpenAPI writes it.
std::string operation_name(std::string_view method) {
    std::string name(method);
    for (char& c : name) c = static_cast<char>(c - 'A' + 'a');
    return name;
}

void add_desk(Json::Object& paths) {
    for (const DeskRoute& route : desk_routes()) {
        const std::string path = "/api/v1" + std::string(route.path);
        if (!paths.find(path)) paths.set(path, Json::Object{});
        paths.find(path)->as<Json::Object>()->set(operation_name(route.method),
                                                  desk_operation(route));
    }
}

}  // namespace

Json open_api(std::string_view version) {
    Json::Object paths;
    for (const Question* question : all_questions()) {
        paths.set("/api/v1" + std::string(question->path),
                  operation_json(*question, "application/json", question->schema()));
        if (!question->rows.empty())
            paths.set("/api/v1" + std::string(question->path) + ".csv",
                      operation_json(*question, "text/csv", codec::text_schema("")));
    }
    add_desk(paths);
    const Json info =
        Json::Object{{"title", "Comity"},
                     {"version", version},
                     {"description", "What an association's record holds, and what came of it."}};
    return Json::Object{{"openapi", "3.1.0"}, {"info", info}, {"paths", std::move(paths)}};
}

}  // namespace comity
