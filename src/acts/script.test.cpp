// SPDX-License-Identifier: Apache-2.0
#include "acts/script.h"

#include "acts/all.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace comity;

namespace {

std::string refused(std::string_view text) {
    const auto steps = parse_script(text, "a.toml");
    return steps ? "" : steps.error().code + " " + steps.error().where;
}

std::string read_file(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return std::move(text).str();
}

std::vector<ScriptStep> example_steps() {
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(COMITY_SOURCE_DIR "/examples/sco"))
        if (file.path().extension() == ".toml") files.push_back(file.path());
    std::ranges::sort(files);
    std::vector<ScriptStep> all;
    for (const auto& file : files) {
        auto steps = parse_script(read_file(file), file.filename().string());
        REQUIRE_MESSAGE(steps, steps.error().where << " " << steps.error().message);
        all.insert(all.end(), steps->begin(), steps->end());
    }
    return all;
}

VerifierKey key(std::string name, std::uint8_t seed) {
    return {std::move(name), KeyType::ed25519, SecretKey({seed}).public_key()};
}

/// What the program adds to a founding act, and the act that it makes of an import.
ScriptStep completed(ScriptStep step) {
    auto& members = *step.body.as<Json::Object>();
    if (step.command == "found") {
        members.set("origin", "comity.example/sco");
        members.set("depositary", key("comity.example/sco", 1).text());
        members.set("secretariat", key("comity.example/sco/secretariat", 2).text());
    }
    if (step.command != "import") return step;
    const auto source = Json::Object{{"citation", *members.find("source")->find("citation")}};
    step.command = "publish";
    step.body = Json::Object{{"dataset", *members.find("dataset")},
                             {"title", *members.find("title")},
                             {"file", to_hex(sha256("file"))},
                             {"mapping", to_hex(sha256("mapping"))},
                             {"file_name", "data.csv"},
                             {"bytes", 1},
                             {"retrieved", *members.find("retrieved")},
                             {"source", source},
                             {"licence", *members.find("licence")},
                             {"covers", Json::Object{{"from", "2001"}, {"to", "2024"}}},
                             {"units", Json::Array{"USD", "persons"}}};
    return step;
}

}  // namespace

TEST_CASE("a step is an act with its fields, short forms written out") {
    const auto steps = parse_script(R"(
[[step]]
do = "change-status"
party = "IRN"
status = "member"
from = 2023-07-04
[[step]]
do = "reading"
author = "KAZ"
pledge = "trade"
reading = "each-year"
label.ru = "по годам"
evidence = "deliveries"
flow = "goods"
stage = "received"
window = "2021..2025"
aggregate = "sum"
comparator = "at-least"
target = "2.50"
unit = "USD"
)",
                                    "a.toml");
    REQUIRE(steps);
    REQUIRE(steps->size() == 2);
    CHECK((*steps)[0].author == "secretariat");
    CHECK(to_text((*steps)[0].body) == R"({"from":"2023-07-04","party":"IRN","status":"member"})");
    CHECK((*steps)[1].author == "KAZ");
    CHECK(to_text(*(*steps)[1].body.find("window")) == R"({"from":"2021","to":"2025"})");
    CHECK(to_text(*(*steps)[1].body.find("label")) == R"({"ru":"по годам"})");
    CHECK((*steps)[1].place == "a.toml:7:1");
}

TEST_CASE("a script that is not one is refused with its place") {
    CHECK(refused("") == "script.form a.toml:1:1");
    CHECK(refused("step = 7") == "script.form a.toml:1:1");
    CHECK(refused("step = [7]") == "script.form a.toml:1:9");
    CHECK(refused("title = \"x\"\n[[step]]\ndo = \"note\"\n") == "script.form a.toml:1:1");
    CHECK(refused("[[step]]\nnote = \"x\"\n") == "script.form a.toml:1:1");
    CHECK(refused("[[step]]\ndo = \"fly\"\n") == "script.command a.toml:2:6");
    CHECK(refused("[[step]]\ndo = \"note\"\ntext = \"a\"\ncolour = \"blue\"\n") ==
          "field.unknown a.toml:4:10");
    CHECK(refused("[[step]]\ndo = \"admit\"\nparty = \"china\"\n") == "party.malformed a.toml:3:9");
    CHECK(refused("[[step]\n").starts_with("toml.malformed a.toml:1:"));
}

TEST_CASE("the scripts of the example fold, whoever keeps the keys") {
    State state;
    const Instant time = Instant::of(Date::of(2026, 11, 1));
    state.secretariat_time = time;
    std::uint64_t index = 0;
    for (const ScriptStep& given : example_steps()) {
        const ScriptStep step = completed(given);
        const auto type = std::ranges::find(all_acts(), step.command, &ActType::command);
        REQUIRE(type != all_acts().end());
        const auto folded =
            (*type)->fold(state, step.body, {index++, "comity.example/sco", step.author, time});
        CHECK_MESSAGE(folded, step.place << " " << folded.error().code << " "
                                         << folded.error().message << folded.error().where);
    }
    CHECK(state.pledges.size() == 12);
    for (const auto& [name, pledge] : state.pledges) {
        CHECK_MESSAGE(!pledge.readings.empty(), name << " has a reading");
        for (const std::string language : {"en", "ru", "zh"})
            CHECK_MESSAGE(pledge.text.by_language.contains(language), name << " " << language);
    }
    const Period year = *Period::parse("2021");
    CHECK(resolve(*state.pledges.at("trade").readings.at("members-2021-2021-25").reading.partners,
                  state, year)
              .size() == 7);
    CHECK(resolve(*state.pledges.at("trade").readings.at("wider-family-2021-25").reading.partners,
                  state, year)
              .size() == 25);
}
