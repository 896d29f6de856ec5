// SPDX-License-Identifier: Apache-2.0
#include "service/open_api.h"

#include "service/question.h"

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
    const Json info =
        Json::Object{{"title", "Comity"},
                     {"version", version},
                     {"description", "What an association's record holds, and what came of it."}};
    return Json::Object{{"openapi", "3.1.0"}, {"info", info}, {"paths", std::move(paths)}};
}

}  // namespace comity
