// SPDX-License-Identifier: Apache-2.0
#include "service/scenarios.h"

#include "engines/trade/scenario.test.h"
#include "service/fixture.h"
#include "service/question.h"

#include <doctest/doctest.h>

#include <ranges>

using namespace comity;
using namespace comity::fixture;

namespace {

Result<Json> ask(const Node& node, std::string_view path,
                 std::map<std::string, std::string> given = {}) {
    std::vector<std::string> segments;
    for (const auto part : std::views::split(path.substr(1), '/'))
        segments.emplace_back(part.begin(), part.end());
    auto match = match_question(segments);
    if (!match) return std::unexpected(match.error());
    match->arguments.merge(given);
    const CountryList countries({{"KAZ", "KZ", "Kazakhstan", ""}});
    const View view{node, node.state(), countries, Date::of(2022, 6, 1), "test"};
    return match->question->answer(view, Arguments(match->arguments));
}

std::string replaced(std::string text, std::string_view piece, std::string_view instead) {
    for (std::size_t at = 0; (at = text.find(piece, at)) != std::string::npos; at += instead.size())
        text.replace(at, piece.size(), instead);
    return text;
}

/// A league whose folder has a scenario about its members, who are called A and B in the data.
struct LeagueWithScenario {
    TemporaryFolder folder;
    std::unique_ptr<Node> node = league(folder / "n");
    std::string scenarios = folder / "n" + "/scenarios";

    LeagueWithScenario() {
        std::filesystem::create_directory(scenarios);
        std::vector<std::string> codes;
        for (const auto& [code, party] : node->state().parties) codes.push_back(code);
        REQUIRE(codes.size() == 2);
        std::string text(trade::three_parties);
        text = replaced(text, "[\"A\", \"B\"]", "\"member@2021-09-17\"");
        std::string data = trade::three_files().at("w.csv");
        data = replaced(data, "A", codes[0]);
        data = replaced(data, "B", codes[1]);
        write_text(scenarios + "/three.toml", text);
        write_text(scenarios + "/w.csv", data);
    }
};

}  // namespace

TEST_CASE("scenarios are listed, and those that cannot be read say why") {
    const LeagueWithScenario league;
    write_text(league.scenarios + "/bad.toml", "name = 1");
    const auto answer = ask(*league.node, "/scenarios");
    REQUIRE(answer);
    const auto& lines = *answer->find("scenarios")->as<Json::Array>();
    REQUIRE(lines.size() == 2);
    CHECK(*lines[0].find("scenario")->as<std::string>() == "bad");
    CHECK(lines[0].find("problem") != nullptr);
    CHECK(*lines[1].find("change") == Json("-10"));
    CHECK(*lines[1].find("draws") == Json(8));
    CHECK(lines[1].find("problem") == nullptr);
}

TEST_CASE("a scenario is assessed with the groups of the record") {
    const LeagueWithScenario league;
    const auto answer = ask(*league.node, "/scenarios/three");
    REQUIRE(answer);
    const auto assessment = decode<trade::Assessment>(*answer);
    REQUIRE(assessment.has_value());
    CHECK(assessment->groups.front().parties.size() == 2);
    CHECK(assessment->phases.back().summary.members.gain == 2);
    const auto deeper = ask(*league.node, "/scenarios/three", {{"change", "-20"}});
    REQUIRE(deeper);
    CHECK(decode<trade::Assessment>(*deeper)->phases.back().summary.members.real_income >
          assessment->phases.back().summary.members.real_income);
}

TEST_CASE("draws asked for in parts are those of the whole") {
    const LeagueWithScenario league;
    const auto draws = [&](const char* first, const char* count) {
        const auto answer =
            ask(*league.node, "/scenarios/three/draws", {{"first", first}, {"count", count}});
        REQUIRE(answer);
        CHECK(*answer->find("draws_total") == Json(8));
        return *answer->find("draws")->as<Json::Array>();
    };
    const Json::Array whole = draws("0", "50");
    REQUIRE(whole.size() == 8);
    Json::Array parts = draws("0", "3");
    for (const Json& draw : draws("3", "5")) parts.push_back(draw);
    CHECK(parts == whole);
    CHECK(draws("8", "5").empty());
    CHECK(draws("9007199254740992", "5").empty());
    CHECK(draws("0", "0").empty());
}

TEST_CASE("what cannot be answered about a scenario is refused") {
    const LeagueWithScenario league;
    const auto refused = [&](const char* path, std::map<std::string, std::string> given = {}) {
        const auto answer = ask(*league.node, path, std::move(given));
        return answer ? "" : answer.error().code;
    };
    CHECK(refused("/scenarios/none") == "scenario.unknown");
    CHECK(refused("/scenarios/..") == "scenario.unknown");
    CHECK(refused("/scenarios/none/draws") == "scenario.unknown");
    CHECK(refused("/scenarios/three", {{"change", "much"}}) == "query.decimal");
    CHECK(refused("/scenarios/three", {{"change", "-100"}}) == "scenario.below-minus-100");
    CHECK(refused("/scenarios/three/draws", {{"count", "51"}}) == "query.number");
    std::filesystem::remove(league.scenarios + "/w.csv");
    CHECK(refused("/scenarios/three") == "file.absent");
}

TEST_CASE("what is too large for a request goes to the command line") {
    const LeagueWithScenario league;
    std::string csv = "exporter,importer,value\n";
    for (int i = 0; i < 400; ++i)
        csv += "P" + std::to_string(i) + ",P" + std::to_string(i) + ",9\n";
    for (int i = 0; i < 400; ++i)
        csv += "P" + std::to_string(i) + ",P" + std::to_string((i + 1) % 400) + ",1\n";
    write_text(league.scenarios + "/w.csv", csv);
    write_text(league.scenarios + "/three.toml",
               replaced(std::string(trade::three_parties), "[\"A\", \"B\"]", "[\"P0\", \"P1\"]"));
    const auto answer = ask(*league.node, "/scenarios/three");
    REQUIRE(!answer);
    CHECK(answer.error().code == "scenario.too-large-for-web");
    write_text(league.scenarios + "/w.csv", std::string(9 << 20U, ' '));
    CHECK(ask(*league.node, "/scenarios/three").error().code == "scenario.too-large-for-web");
}

TEST_CASE("a group that nobody is in is refused by its place") {
    const LeagueWithScenario league;
    const std::string path = league.scenarios + "/three.toml";
    write_text(path, replaced(read_text(path), "member@2021-09-17", "observer@2021-09-17"));
    const auto refused = load_scenario(path, &league.node->state());
    REQUIRE(!refused);
    CHECK(refused.error().code == "scenario.empty-group");
    CHECK(refused.error().where == "three.toml:28:8");
    write_text(path, replaced(read_text(path), "observer@2021-09-17", "nonsense"));
    CHECK(!load_scenario(path, &league.node->state()));
}

TEST_CASE("the example's scenarios are good, and one needs no record") {
    const std::string folder = COMITY_SOURCE_DIR "/examples/sco";
    const auto paths = scenario_paths(folder);
    CHECK(paths.size() == 3);
    for (const auto& [name, path] : paths) {
        CAPTURE(name);
        const auto file = read_scenario(path, nullptr);
        REQUIRE(file.has_value());
        CHECK(file->scenario.name == name);
        for (const char* language : {"en", "ru", "zh"}) {
            CHECK(file->scenario.title.contains(language));
            CHECK(file->scenario.question.contains(language));
            CHECK(file->scenario.assumptions->contains(language));
        }
    }
    const auto ready = load_scenario(paths.at("central-asia-10"), nullptr);
    REQUIRE(ready.has_value());
    const auto answer = trade::assess(ready->file.scenario, ready->world);
    REQUIRE(answer.has_value());
    CHECK(answer->parties.size() == 45);
    CHECK(answer->phases.back().summary.members.gain == 10);
    CHECK(load_scenario(paths.at("opening-10"), nullptr).error().code ==
          "scenario.group-unresolved");
}
