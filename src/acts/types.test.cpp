// SPDX-License-Identifier: Apache-2.0
#include "acts/state.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

std::string group_refusal(const Json& json) {
    const auto group = Codec<Group>::read(json);
    return group ? "" : group.error().code + " " + group.error().where;
}

std::string text_refusal(std::string_view text) {
    const auto checked = check_text(text);
    return checked ? "" : checked.error().code;
}

}  // namespace

TEST_CASE("names in the record are short, plain and unambiguous") {
    CHECK(Identifier::parse("trade-2021"));
    CHECK(Identifier::parse(std::string(64, 'a')));
    for (const std::string& wrong :
         {std::string(), std::string(65, 'a'), std::string("-a"), std::string("A"),
          std::string("a b"), std::string("é"), std::string("a\0b", 3)})
        CHECK(!Identifier::parse(wrong));
    CHECK(PartyCode::parse("CHN"));
    CHECK(PartyCode::parse("X-FORUM-2"));
    for (const char* wrong : {"", "C", "chn", "-CHN", "CHИ", "ABCDEFGHIJKLMNOPQ"})
        CHECK(!PartyCode::parse(wrong));
    CHECK(Unit::parse("USD")->is_currency());
    CHECK(!Unit::parse("doses")->is_currency());
    for (const char* wrong : {"", "US", "US$", "Doses", "USDT"}) CHECK(!Unit::parse(wrong));
}

TEST_CASE("a text is found by language, else English, else any") {
    const Translations texts{{{"en", "a"}, {"ru", "б"}}};
    CHECK(texts.in("ru") == "б");
    CHECK(texts.in("zh") == "a");
    CHECK(Translations{{{"zh", "甲"}}}.in("en") == "甲");
}

TEST_CASE("texts have no characters that hide or reorder what is signed") {
    for (const char* fine :
         {"a\nb", "می\u200cخواهم\u200f", "上海", "naïve\u00a0", "e\u0301", "👩‍🔬"})
        CHECK(text_refusal(fine).empty());
    for (const char* wrong : {"\t", "a\r\n", "\x1b[0m", "a\x7f", "a\u0080", "a\u009f", "a\u202a",
                              "a\u202e", "a\u2066", "a\u2069"})
        CHECK(text_refusal(wrong) == "text.control");
    CHECK(text_refusal(std::string("a\0", 2)) == "text.control");
    CHECK(text_refusal("a\u2029b\u202f\u2065").empty());
    CHECK(text_refusal("\n ") == "text.empty");
    CHECK(text_refusal(std::string(text_size_max, 'a')).empty());
    CHECK(text_refusal(std::string(text_size_max + 1, 'a')) == "text.length");
    CHECK(text_refusal("\xe2").empty());  // cut short: it is the parser that refuses bad UTF-8
}

TEST_CASE("a group has a short form that reads back as itself") {
    for (const char* text :
         {"CHN", "CHN,RUS", "member@2021-09-17",
          "member,dialogue-partner@period-end except CHN,RUS", "guest@period-start"}) {
        const auto group = Codec<Group>::read(Group::from_text(text));
        REQUIRE(group);
        CHECK(group->text() == text);
        CHECK(*Codec<Group>::read(Codec<Group>::write(*group)) == *group);
    }
    CHECK(group_refusal(Group::from_text("")) != "");
    CHECK(group_refusal(Group::from_text("member@yesterday")) == "date.malformed /at");
    CHECK(group_refusal(Group::from_text("friend@period-end")) == "field.word /statuses/0");
    CHECK(group_refusal(Json::Object{}) == "group.form ");
    CHECK(group_refusal(Json::Object{{"parties", Json::Array{}}}) == "group.empty /parties");
}

TEST_CASE("a window has periods of one frequency in order") {
    const auto window = Codec<Window>::read(Window::from_text("2021-Q4..2024-Q3"));
    REQUIRE(window);
    CHECK(window->length() == 12);
    CHECK(Codec<Window>::read(Window::from_text("2021"))->length() == 1);
    CHECK(!Codec<Window>::read(Window::from_text("2021..2020")));
    CHECK(!Codec<Window>::read(Window::from_text("2021..2021-12")));
    CHECK(!Codec<Window>::read(Window::from_text("..")));
}

TEST_CASE("a party's status is that of the last standing begun") {
    const Date first = Date::of(2005, 7, 5);
    const Date second = Date::of(2023, 7, 4);
    const Party party{{}, {{first, Status::observer}, {second, Status::member}}};
    CHECK(!party.status_on(first + -1));
    CHECK(party.status_on(first) == Status::observer);
    CHECK(party.status_on(second + -1) == Status::observer);
    CHECK(party.status_on(second) == Status::member);
}
