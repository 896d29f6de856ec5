// SPDX-License-Identifier: Apache-2.0
#include "server/api.h"

#include <doctest/doctest.h>

#include <set>

using namespace comity;

namespace {

using Segments = std::vector<std::string>;
using Query = std::map<std::string, std::string>;

std::string code_of(const Segments& segments, const Query& query = {}) {
    const auto asked = find_question(segments, query);
    return asked ? "found" : asked.error().code;
}

/// The path of a question with every parameter filled in.
Segments sample_path(const Question& question) {
    Segments segments;
    std::string_view path = question.path;
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::size_t end = std::min(path.find('/'), path.size());
        segments.emplace_back(path.starts_with('{') ? "sample" : path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

}  // namespace

TEST_CASE("every question is found at its path, and as CSV if it has rows") {
    for (const Question* question : all_questions()) {
        CAPTURE(question->path);
        Segments segments = sample_path(*question);
        const auto asked = find_question(segments, {});
        REQUIRE(asked);
        CHECK(asked->question == question);
        CHECK(asked->form == Asked::Form::json);
        segments.back() += ".csv";
        const auto table = find_question(segments, {});
        if (!question->rows.empty()) {
            REQUIRE(table);
            CHECK(table->question == question);
            CHECK(table->form == Asked::Form::csv);
        }
    }
}

TEST_CASE("path parameters are handed on decoded") {
    const auto asked =
        find_question(Segments{"pledges", "a/b", "readings", "€", "explain.csv"}, {{"count", "5"}});
    REQUIRE(asked);
    CHECK(asked->arguments == Query{{"pledge", "a/b"}, {"reading", "€"}, {"count", "5"}});
}

TEST_CASE("a table has all its rows unless fewer are asked for") {
    const auto table = find_question(Segments{"entries.csv"}, {});
    REQUIRE(table);
    CHECK(table->arguments == Query{{"count", "10000"}});
    CHECK(find_question(Segments{"entries"}, {})->arguments.empty());
}

TEST_CASE("addresses of no question are refused") {
    CHECK(code_of({""}) == "path.unknown");
    CHECK(code_of({"nothing"}) == "path.unknown");
    CHECK(code_of({"pledges", ""}) == "path.unknown");
    CHECK(code_of({"health", "more"}) == "path.unknown");
    CHECK(code_of({"health.csv"}) == "path.unknown");
    CHECK(code_of({".csv"}) == "path.unknown");
    CHECK(code_of({"pledges", "a", "readings"}) == "path.unknown");
}

TEST_CASE("parameters that a question does not know are refused") {
    CHECK(code_of({"scoreboard"}, {{"as_of", "2024-01-01"}}) == "found");
    CHECK(code_of({"scoreboard"}, {{"asof", "2024-01-01"}}) == "query.unknown");
    CHECK(code_of({"pledges", "a"}, {{"pledge", "b"}}) == "query.unknown");
}

TEST_CASE("what does not exist is 404, what is wrong is 400") {
    CHECK(status_of({"pledge.unknown", "", ""}) == 404);
    CHECK(status_of({"path.unknown", "", ""}) == 404);
    CHECK(status_of({"query.unknown", "", ""}) == 400);
    CHECK(status_of({"query.date", "", ""}) == 400);
}
