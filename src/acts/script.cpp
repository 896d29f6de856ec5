// SPDX-License-Identifier: Apache-2.0
#include "acts/script.h"

#include "acts/all.h"
#include "base/toml.h"

#include <algorithm>

namespace comity {
namespace {

const ActType* find_command(std::string_view command) {
    for (const ActType* type : all_acts())
        if (type->command == command) return type;
    return nullptr;
}

/// Text in a field may be the short form that people type: "2021..2025".
Json with_short_forms(const ActType& type, const Json::Object& members) {
    Json::Object body;
    for (const auto& [key, value] : members) {
        const auto field = std::ranges::find(type.fields, key, &FieldInfo::name);
        const auto* text = value.as<std::string>();
        body.set(key, field != type.fields.end() && text ? field->from_text(*text) : value);
    }
    return {std::move(body)};
}

/// Takes a member of text out of an object.
std::string take_text(Json::Object& members, std::string_view key, std::string_view otherwise) {
    const Json* found = members.find(key);
    const auto* text = found ? found->as<std::string>() : nullptr;
    std::string taken(text ? *text : otherwise);
    members.erase(key);
    return taken;
}

/// The body in its final form; refusals point into the file.
Result<Json> act_body(const ActType& type, const Json::Object& members,
                      const TomlDocument& document, const std::string& pointer) {
    auto body = type.normalise(with_short_forms(type, members));
    if (body) return body;
    // What is missing may be completed by the program (the keys of a founding act).
    if (body.error().code == "field.missing") return with_short_forms(type, members);
    return std::unexpected(located(body.error(), document, pointer));
}

Result<ScriptStep> read_step(const Json& json, const TomlDocument& document,
                             const std::string& pointer) {
    const auto* table = json.as<Json::Object>();
    const Json* command = table ? table->find("do") : nullptr;
    if (!command || !command->as<std::string>())
        return refuse("script.form", "should be a [[step]] with do = \"<command>\"",
                      document.place(pointer));
    Json::Object members = *table;
    ScriptStep step;
    step.place = document.place(pointer);
    step.command = take_text(members, "do", "");
    step.author = take_text(members, "author", secretariat);
    const ActType* type = find_command(step.command);
    if (type)
        step.body = TRY(act_body(*type, members, document, pointer));
    else if (step.command == "import")
        step.body = Json{std::move(members)};
    else
        return refuse("script.command", "there is no command '" + step.command + "'",
                      document.place(pointer + "/do"));
    return step;
}

}  // namespace

Result<std::vector<ScriptStep>> parse_script(std::string_view text, std::string_view file_name) {
    const TomlDocument document = TRY(parse_toml(text, file_name));
    const auto* top = document.json.as<Json::Object>();
    const Json* list = top ? top->find("step") : nullptr;
    const auto* items = list ? list->as<Json::Array>() : nullptr;
    if (!items || top->size() != 1)
        return refuse("script.form", "should consist of [[step]] tables",
                      std::string(file_name) + ":1:1");
    std::vector<ScriptStep> steps;
    for (const Json& item : *items)
        steps.push_back(TRY(read_step(item, document, "/step/" + std::to_string(steps.size()))));
    return steps;
}

}  // namespace comity
