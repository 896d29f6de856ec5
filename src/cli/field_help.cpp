// SPDX-License-Identifier: Apache-2.0
#include "cli/field_help.h"

#include <algorithm>
#include <array>

namespace comity::cli {
namespace {

struct Typed {
    std::string_view type;
    std::string_view form;
    std::string_view example;
};

/// How the types of fields are typed where their name does not say it; what is not an enum and not
/// here is typed as its sample.
constexpr std::array typed_forms = {
    Typed{"date", "YYYY-MM-DD", "2021-09-17"},
    Typed{"window", "from..to, such as 2021..2025, 2021-Q1..2022-Q4 or 2021-07..2021-12",
          "2021..2025"},
    Typed{"group of parties",
          "such as CHN,RUS or 'member@2021-09-17 except CHN' or member,observer@period-end",
          "CHN,RUS"},
    Typed{"list", "a,b,c", ""},
    Typed{"text by language", R"(plain text is English; else '{"en":"…","ru":"…"}')",
          "A few words"},
    Typed{"source", R"(plain text is a citation; else '{"citation":"…","url":"…"}')",
          "Minutes of 17 September 2021"},
    Typed{"baseline", R"('{"period":"2020","value":"12.5"}')",
          R"({"period":"2020","value":"12.5"})"},
};

/// Commands for which the required fields alone would not do, or would tell little.
struct Example {
    std::string_view command;
    std::string_view text;
};

constexpr std::array examples = {
    Example{"found",
            "comity found --name 'League of Harbour Cities' --founded 2020-03-01 --languages en"},
    Example{
        "amend",
        "comity amend --pledge sample --due 2022-12-31 --reason 'The assembly gave a year more'"},
    Example{"report",
            "comity report --author CHN --delivery pilots-2023 --pledge sample --provider CHN \\\n"
            "    --receiver KAZ --flow people --stage received --quantity 40 --unit places \\\n"
            "    --date 2023-02-01"},
    Example{"confirm", "comity confirm --author KAZ --delivery pilots-2023"},
    Example{
        "dispute",
        "comity dispute --author KAZ --delivery pilots-2023 --reason 'Thirty places were given'"},
    Example{
        "reading",
        "comity reading --pledge sample --reading trade-2021-25 --label 'Trade with members' \\\n"
        "    --evidence statistics --dataset sample --indicators EXPORTS,IMPORTS \\\n"
        "    --reporters CHN --partners 'member@2021-09-17 except CHN' --window 2021..2025 \\\n"
        "    --aggregate sum --comparator at-least --target 2300000000000 --unit USD\n"
        "  comity reading --pledge sample --reading received --label 'Received by the parties' \\\n"
        "    --evidence deliveries --flow people --stage received --window 2022..2025 \\\n"
        "    --aggregate sum --comparator at-least --target 60 --unit places\n"
        "  comity reading --pledge sample --reading opened --label 'It was opened' \\\n"
        "    --evidence none --reason 'No public series counts it'"},
    Example{"import",
            "comity import --dataset gdp --title 'Gross domestic product' --file gdp.csv \\\n"
            "    --mapping gdp.mapping.toml --retrieved 2026-03-20 \\\n"
            "    --source 'World Bank, World Development Indicators' --licence 'CC BY 4.0'"},
};

const Typed* typed_form(std::string_view type) {
    const auto found = std::ranges::find(typed_forms, type, &Typed::type);
    return found == typed_forms.end() ? nullptr : &*found;
}

std::string joined(const Json::Array& items, std::string_view between) {
    std::string text;
    for (const Json& item : items) {
        const auto* word = item.as<std::string>();
        text.append(text.empty() ? "" : between).append(word ? *word : to_text(item));
    }
    return text;
}

/// As the field's sample is typed.
std::string sample_text(const FieldInfo& field) {
    const Typed* typed = typed_form(field.type);
    if (typed && !typed->example.empty()) return std::string(typed->example);
    const Json sample = field.sample();
    if (const auto* plain = sample.as<std::string>()) return *plain;
    const auto* items = sample.as<Json::Array>();
    if (items && std::ranges::all_of(
                     *items, [](const Json& item) { return item.as<std::string>() != nullptr; }))
        return joined(*items, ",");
    return to_text(sample);
}

/// For a shell. The samples have no quotes of this kind in them.
std::string quoted(const std::string& text) {
    const bool plain = std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-.,:@/+_=").contains(c);
    });
    return plain && !text.empty() ? text : "'" + text + "'";
}

}  // namespace

std::string place_of(std::string_view field) {
    std::string name(field);
    for (char& c : name)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return name;
}

std::string option_of(std::string_view field) {
    std::string option = "--" + std::string(field);
    std::ranges::replace(option, '_', '-');
    return option;
}

std::string form_of(const FieldInfo& field) {
    const Json schema = field.schema();
    const Json* words = schema.find("enum");
    const auto* items = words ? words->as<Json::Array>() : nullptr;
    if (items) return "one of " + joined(*items, ", ");
    const Typed* typed = typed_form(field.type);
    return typed ? std::string(typed->form) : "";
}

std::string example_of(std::string_view command, std::span<const FieldInfo> fields) {
    const auto written = std::ranges::find(examples, command, &Example::command);
    if (written != examples.end()) return std::string(written->text);
    std::string text = "comity " + std::string(command);
    for (const FieldInfo& field : fields)
        if (field.required) text += " " + option_of(field.name) + " " + quoted(sample_text(field));
    return text;
}

}  // namespace comity::cli
