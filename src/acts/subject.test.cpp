// SPDX-License-Identifier: Apache-2.0
#include "acts/subject.h"

#include "acts/all.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

std::string line_of(std::string_view kind, std::string_view body) {
    Statement statement;
    statement.kind = kind;
    statement.body = body;
    return subject_of(statement);
}

}  // namespace

TEST_CASE("every kind of act has a line that says what it concerns") {
    for (const ActType* type : all_acts()) {
        CAPTURE(type->kind);
        CHECK_FALSE(fill_subject(type->subject, schema::object_sample(type->fields)).empty());
    }
}

TEST_CASE("a line names what the act concerns, and leaves out what it does not say") {
    CHECK(line_of("reading.add", R"({"pledge":"trade","reading":"nine-2021-25"})") ==
          "nine-2021-25 of trade");
    CHECK(line_of("pledge.make", R"({"pledge":"trade","by":["CHN","RUS"]})") ==
          "trade by CHN, RUS");
    CHECK(line_of("pledge.make", R"({"pledge":"trade"})") == "trade");
    CHECK(
        line_of("delivery.report", R"({"delivery":"d1","provider":"LISBOA","receiver":"MACAU"})") ==
        "d1, LISBOA to MACAU");
    CHECK(line_of("note.place", R"({"text":{"en":"hello"}})") == "hello");
    CHECK(line_of("note.place", R"({"text":{"ru":"привет"},"pledge":"trade"})") ==
          "on trade: привет");
    CHECK(line_of("no.such-kind", "{}").empty());
    CHECK(line_of("reading.add", "[]").empty());
}

TEST_CASE("a long text is cut between characters") {
    std::string text;
    for (int i = 0; i < 60; ++i) text += "ж";
    std::string cut;
    for (int i = 0; i < 40; ++i) cut += "ж";
    CHECK(line_of("note.place", R"({"text":{"ru":")" + text + "\"}}") == cut + "…");
}
