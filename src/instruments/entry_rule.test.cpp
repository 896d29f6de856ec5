// SPDX-License-Identifier: Apache-2.0
#include "instruments/entry_rule.h"

#include "base/toml.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

std::string months_after(const char* date, std::int64_t count) {
    return add_months(*Date::parse(date), count).text();
}

std::string after(const char* date, const Delay& delay) {
    return delay.after(*Date::parse(date)).text();
}

template <class T>
std::string code_of(const char* text) {
    const auto json = parse_json(text);
    REQUIRE(json.has_value());
    const auto value = decode<T>(*json);
    return value ? "" : value.error().code + " " + value.error().where;
}

}  // namespace

TEST_CASE("a month later is the same day, or the last one of a shorter month") {
    CHECK(months_after("2021-01-31", 1) == "2021-02-28");
    CHECK(months_after("2024-01-31", 1) == "2024-02-29");
    CHECK(months_after("2000-01-30", 1) == "2000-02-29");
    CHECK(months_after("1900-01-31", 1) == "1900-02-28");
    CHECK(months_after("2021-03-31", 1) == "2021-04-30");
    CHECK(months_after("2021-11-30", 3) == "2022-02-28");
    CHECK(months_after("2024-02-29", 12) == "2025-02-28");
    CHECK(months_after("2024-02-29", 48) == "2028-02-29");
    CHECK(months_after("2021-12-15", 0) == "2021-12-15");
    CHECK(months_after("2021-12-15", 1) == "2022-01-15");
    CHECK(months_after("0001-01-31", 1) == "0001-02-28");
}

TEST_CASE("for every day of a century, months add up and end in the month that is meant") {
    for (Date day = Date::of(1900, 1, 1); day < Date::of(2001, 1, 1); day = day + 1) {
        const Date later = add_months(day, 7);
        const int month = day.year() * 12 + day.month() - 1 + 7;
        CHECK_MESSAGE(later.year() * 12 + later.month() - 1 == month, day.text());
        CHECK(later.day() <= day.day());
        CHECK((later.day() == day.day() || (later + 1).day() == 1));
        CHECK(first_of_next_month(day).day() == 1);
        CHECK(first_of_next_month(day) > day);
        CHECK(first_of_next_month(day) - day <= 31);
    }
}

TEST_CASE("delays count days, months and to the first day of the month that follows") {
    CHECK(after("1993-12-21", {.days = 90}) == "1994-03-21");
    CHECK(after("2004-11-18", {.days = 90}) == "2005-02-16");
    CHECK(after("2000-02-28", {.days = 1}) == "2000-02-29");
    CHECK(after("2003-10-01", {.months = 3, .to_first_of_next_month = true}) == "2004-02-01");
    CHECK(after("2003-10-31", {.months = 3, .to_first_of_next_month = true}) == "2004-02-01");
    CHECK(after("2002-04-11", {.days = 60, .to_first_of_next_month = true}) == "2002-07-01");
    CHECK(after("2002-04-02", {.days = 60, .to_first_of_next_month = true}) == "2002-07-01");
    CHECK(after("2002-04-11", {}) == "2002-04-11");
}

TEST_CASE("delays that are negative, endless or of two kinds are refused") {
    CHECK(code_of<Delay>(R"({"days":-1})") == "delay.range /days");
    CHECK(code_of<Delay>(R"({"days":36526})") == "delay.range /days");
    CHECK(code_of<Delay>(R"({"months":1201})") == "delay.range /months");
    CHECK(code_of<Delay>(R"({"days":1,"months":1})") == "delay.mixed ");
    CHECK(code_of<Delay>(R"({"weeks":1})") == "field.unknown /weeks");
    CHECK(code_of<Delay>(R"({"months":9007199254740991})").starts_with("delay.range"));
}

TEST_CASE("entry rules are data, and are written as they were read") {
    const char* text = R"({"deposits":55,"named":["A"],"share":{"of":"emissions of 1990",)"
                       R"("percent":"55","weights":{"A":"17.4","Ñandú":"82.6"}},)"
                       R"("delay":{"days":90},"later_delay":{"months":3,)"
                       R"("to_first_of_next_month":true},"not_before":"2005-01-01"})";
    const auto json = parse_json(text);
    REQUIRE(json.has_value());
    const auto rule = decode<EntryRule>(*json);
    REQUIRE_MESSAGE(rule.has_value(), rule.error().message);
    CHECK(decode<EntryRule>(encode(*rule)) == *rule);
    CHECK(rule->share->whole() == Decimal(100));
    CHECK(rule->notice() == Delay{.months = 12});
    CHECK(decode<EntryRule>(Codec<EntryRule>::sample()).has_value());
}

TEST_CASE("an entry rule can be written in TOML") {
    const auto document = parse_toml(
        "deposits = 60\nwithdrawal_notice.months = 12\n"
        "[delay]\ndays = 60\nto_first_of_next_month = true\n",
        "rule.toml");
    REQUIRE(document.has_value());
    const auto rule = decode<EntryRule>(document->json);
    REQUIRE_MESSAGE(rule.has_value(), rule.error().message);
    CHECK(*rule == EntryRule{.deposits = 60,
                             .delay = Delay{.days = 60, .to_first_of_next_month = true},
                             .withdrawal_notice = Delay{.months = 12}});
}

TEST_CASE("conditions that cannot be met or mean nothing are refused with their place") {
    CHECK(code_of<EntryRule>(R"({"deposits":0})") == "entry-rule.deposits /deposits");
    CHECK(code_of<EntryRule>(R"({"named":["A","B","A"]})") == "entry-rule.named-twice /named/2");
    CHECK(code_of<EntryRule>(R"({"share":{"of":"x","percent":"0","weights":{"A":"1"}}})") ==
          "share.percent /share/percent");
    CHECK(code_of<EntryRule>(R"({"share":{"of":"x","percent":"100.1","weights":{"A":"1"}}})") ==
          "share.percent /share/percent");
    CHECK(code_of<EntryRule>(R"({"share":{"of":"x","percent":"5","weights":{"A":"-1"}}})") ==
          "share.weight /share/weights/A");
    CHECK(code_of<EntryRule>(R"({"share":{"of":"x","percent":"5","weights":{}}})") ==
          "share.weight /share/weights");
    CHECK(code_of<EntryRule>(
              R"({"share":{"of":"x","percent":"5","weights":{"A":"2"},"total":"1"}})") ==
          "share.total /share/total");
    CHECK(code_of<EntryRule>("{}").empty());
}
