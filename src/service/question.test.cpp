// SPDX-License-Identifier: Apache-2.0
#include "service/question.h"

#include "service/csv.h"
#include "service/fixture.h"
#include "service/open_api.h"

#include <doctest/doctest.h>

#include <ranges>

using namespace comity;
using namespace comity::fixture;

namespace {

Result<Json> ask(const Node& node, std::string_view path) {
    std::vector<std::string> segments;
    for (const auto part : std::views::split(path.substr(1), '/'))
        segments.emplace_back(part.begin(), part.end());
    const auto match = match_question(segments);
    if (!match) return std::unexpected(match.error());
    const CountryList countries;
    const View view{node, node.state(), countries, Date::of(2022, 6, 1), "test"};
    return match->question->answer(view, Arguments(match->arguments));
}

}  // namespace

TEST_CASE("every question without parameters is answered as it is described") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    for (const Question* question : all_questions()) {
        if (question->path.contains('{')) continue;
        CAPTURE(question->path);
        const auto answer = ask(*node, question->path);
        REQUIRE(answer);
        const Json schema = question->schema();
        for (const auto& [name, value] : *answer->as<Json::Object>())
            CHECK(schema.find("properties")->find(name) != nullptr);
        for (const Json& name : *schema.find("required")->as<Json::Array>())
            CHECK(answer->find(*name.as<std::string>()) != nullptr);
    }
}

TEST_CASE("what is not there is unknown, and bad parameters are refused by name") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    CHECK(ask(*node, "/nothing").error().code == "question.unknown");
    CHECK(ask(*node, "/pledges/none").error().code == "pledge.unknown");
    CHECK(ask(*node, "/parties/XYZ").error().code == "party.unknown");
    CHECK(ask(*node, "/datasets/none").error().code == "dataset.unknown");
    CHECK(ask(*node, "/entries/3").error().code == "entry.unknown");
    CHECK(ask(*node, "/entries/x").error().code == "entry.unknown");
    const Arguments bad(
        {{"as_of", "yesterday"}, {"count", "-1"}, {"offset", "99999999999999999999"}});
    const CountryList countries;
    const View view{*node, node->state(), countries, Date::of(2022, 6, 1), "test"};
    CHECK(bad.as_of(view).error().code == "query.date");
    CHECK(bad.number("count", 1, 10).error().code == "query.number");
    CHECK(bad.number("offset", 1, 10).error().where == "offset");
}

TEST_CASE("a party has no status before its first one began") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    const CountryList countries;
    const View view{*node, node->state(), countries, Date::of(2022, 6, 1), "test"};
    const auto status_on = [&](const char* day) {
        const std::vector<std::string> segments = {"parties", "CHN"};
        QuestionMatch match = *match_question(segments);
        match.arguments["as_of"] = day;
        const auto answer = match.question->answer(view, Arguments(match.arguments));
        return *answer->find("status_now")->as<std::string>();
    };
    CHECK(status_on("2020-02-29") == "not-yet");
    CHECK(status_on("2020-03-01") == "member");
}

TEST_CASE("a proof that is answered verifies") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    const auto proof = ask(*node, "/proofs/1");
    const auto entry = ask(*node, "/entries/1");
    REQUIRE(proof);
    REQUIRE(entry);
    const auto raw = from_base64(*entry->find("raw")->as<std::string>());
    std::vector<Hash> hashes;
    for (const Json& hash : *proof->find("hashes")->as<Json::Array>())
        hashes.push_back(*hash_from_base64(*hash.as<std::string>()));
    CHECK(check_inclusion(1, 3, leaf_hash(*raw), hashes, node->log().root()));
}

TEST_CASE("CSV has the fields' order, quotes what needs it, joins lists and leaves tables out") {
    answers::Dataset row;
    row.dataset = "a,b";
    row.title.by_language = {{"en", "say \"hi\""}, {"ru", "да"}};
    row.units = {"USD", "doses"};
    row.vintages.resize(1);
    const std::string csv = to_csv({encode(row)}, field_infos<answers::Dataset>);
    CHECK(csv ==
          "dataset,title.en,title.ru,source.citation,licence,covers.from,covers.to,units\r\n"
          "\"a,b\",\"say \"\"hi\"\"\",да,,,,,USD doses\r\n");
    CHECK(to_csv({}, field_infos<answers::Dataset>) == "\r\n");
}

TEST_CASE("the description of the HTTP surface names every question and its CSV") {
    const Json description = open_api("test");
    for (const Question* question : all_questions()) {
        CAPTURE(question->path);
        const std::string path = "/api/v1" + std::string(question->path);
        CHECK(description.find("paths")->find(path) != nullptr);
        CHECK((description.find("paths")->find(path + ".csv") != nullptr) ==
              !question->rows.empty());
    }
}
