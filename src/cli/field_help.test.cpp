// SPDX-License-Identifier: Apache-2.0
#include "cli/field_help.h"

#include "acts/all.h"
#include "service/importing.h"

#include <doctest/doctest.h>

using namespace comity;
using namespace comity::cli;

namespace {

/// The commands of an example, each in words, as a shell would read them.
std::vector<std::vector<std::string>> commands_of(const std::string& example) {
    std::vector<std::vector<std::string>> commands(1, {""});
    bool quoted = false;
    for (std::size_t i = 0; i < example.size(); ++i) {
        const char c = example[i];
        auto& words = commands.back();
        if (c == '\'')
            quoted = !quoted;
        else if (!quoted && c == '\\')
            ++i;  // a line goes on
        else if (!quoted && c == '\n')
            commands.push_back({""});
        else if (quoted || c != ' ')
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    return commands;
}

/// The body that a command gives.
Json body_of(const std::vector<std::string>& words, std::span<const FieldInfo> fields) {
    Json::Object body;
    for (std::size_t i = 2; i + 1 < words.size(); i += 2) {
        if (words[i] == "--author") continue;
        const auto field = std::ranges::find_if(
            fields, [&](const FieldInfo& each) { return option_of(each.name) == words[i]; });
        CAPTURE(words[i]);
        REQUIRE(field != fields.end());
        body.set(field->name, field->from_text(words[i + 1]));
    }
    return {std::move(body)};
}

const FieldInfo& field_of(std::string_view kind, std::string_view name) {
    const ActType* type = find_act(kind);
    REQUIRE(type);
    return *std::ranges::find(type->fields, name, &FieldInfo::name);
}

}  // namespace

TEST_CASE("the examples in the help of acts are complete") {
    for (const ActType* type : all_acts()) {
        CAPTURE(type->command);
        for (const auto& words : commands_of(example_of(type->command, type->fields))) {
            REQUIRE(words.size() >= 4);
            CHECK(words[0] == "comity");
            CHECK(words[1] == type->command);
            Json body = body_of(words, type->fields);
            if (type->kind == "association.found")  // what the node adds
                for (const char* added : {"origin", "depositary", "secretariat"})
                    body.as<Json::Object>()->set(added, field_of(type->kind, added).sample());
            const auto normalised = type->normalise(body);
            const std::string refusal =
                normalised ? "" : normalised.error().where + " " + normalised.error().message;
            CHECK(refusal == "");
        }
    }
}

TEST_CASE("the example of an import is complete") {
    const auto fields = std::span(field_infos<ImportRequest>);
    const auto commands = commands_of(example_of("import", fields));
    REQUIRE(commands.size() == 1);
    CHECK(decode<ImportRequest>(body_of(commands.front(), fields)));
}

TEST_CASE("the form of a field is its words, or how it is typed") {
    CHECK(form_of(field_of("delivery.report", "flow")) == "one of people, goods, capital, data");
    CHECK(form_of(field_of("reading.add", "window")).contains("2021..2025"));
    CHECK(form_of(field_of("reading.add", "aggregate")) == "one of sum, last, mean, count, growth");
    CHECK(form_of(field_of("reading.add", "target")).empty());
    CHECK(option_of("file_name") == "--file-name");
}
