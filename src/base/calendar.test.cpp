// SPDX-License-Identifier: Apache-2.0
#include "base/period.h"

#include <doctest/doctest.h>

using namespace comity;

TEST_CASE("every day from 1900 to 2100 is written and read as itself, one after the other") {
    Date day = Date::of(1900, 1, 1);
    int weekday = 1;  // a Monday
    for (; day < Date::of(2101, 1, 1); day = day + 1) {
        REQUIRE(Date::parse(day.text()) == day);
        REQUIRE(Date::of(day.year(), day.month(), day.day()) == day);
        REQUIRE(day.weekday() == weekday);
        weekday = weekday % 7 + 1;
    }
}

TEST_CASE("days that do not exist are refused") {
    for (const char* text : {"2021-02-29", "1900-02-29", "2021-13-01", "2021-00-01", "2021-01-00",
                             "2021-04-31", "0000-01-01"}) {
        CAPTURE(text);
        CHECK(Date::parse(text).error().code == "date.no-such-day");
    }
    for (const char* text : {"", "2021-1-1", "20210101", "2021/01/01", "2021-01-01 ", "12021-01-01",
                             "2021-01-0x", "-021-01-01"}) {
        CAPTURE(text);
        CHECK(Date::parse(text).error().code == "date.malformed");
    }
    CHECK(Date::parse("2000-02-29"));
    CHECK(Date::parse("9999-12-31"));
    CHECK(Date::parse("0001-01-01"));
}

TEST_CASE("instants are UTC to the second and nothing else") {
    const auto instant = Instant::parse("2021-09-17T06:00:00Z");
    REQUIRE(instant);
    CHECK(instant->seconds == 1631858400);
    CHECK(instant->text() == "2021-09-17T06:00:00Z");
    CHECK(Instant::parse("1969-12-31T23:59:59Z")->seconds == -1);
    CHECK(Instant{-1}.date().text() == "1969-12-31");
    for (const char* text :
         {"2021-09-17T06:00:00", "2021-09-17T06:00:00+00:00", "2021-09-17 06:00:00Z",
          "2021-09-17T6:00:00Z", "2021-09-17T06:00:00.0Z", "2021-09-17", ""}) {
        CAPTURE(text);
        CHECK(Instant::parse(text).error().code == "instant.malformed");
    }
    for (const char* text :
         {"2021-09-17T24:00:00Z", "2021-09-17T23:59:60Z", "2021-02-29T00:00:00Z"}) {
        CAPTURE(text);
        CHECK(Instant::parse(text).error().code == "instant.no-such-time");
    }
}

TEST_CASE("periods have one canonical text and are read in SDMX's reporting forms too") {
    for (const char* text : {"2021", "2021-S1", "2021-S2", "2021-Q3", "2021-07", "2021-W05",
                             "2020-W53", "2021-07-05", "0001", "9998-12-31"}) {
        CAPTURE(text);
        CHECK(Period::parse(text)->text() == text);
    }
    CHECK(Period::parse("2021-A1")->text() == "2021");
    CHECK(Period::parse("2021-M07")->text() == "2021-07");
    CHECK(Period::parse("2020-D366")->text() == "2020-12-31");
}

TEST_CASE("periods that do not exist are refused") {
    for (const char* text : {"2021-13", "2021-00", "2021-Q5", "2021-S3", "2021-W53", "2021-W00",
                             "2021-D366", "2021-02-30", "0000", "9999", "9999-W52", "2021-A2"}) {
        CAPTURE(text);
        CHECK(Period::parse(text).error().code == "period.no-such-period");
    }
    for (const char* text : {"", "21", "2021-", "2021-1", "2021-Q", "2021-Q11", "2021Q1", "2021-W5",
                             "2021-X1", "20211", "2021-07-5", "year"}) {
        CAPTURE(text);
        CHECK(Period::parse(text).error().code == "period.malformed");
    }
}

TEST_CASE("consecutive periods touch, and contain their own days") {
    for (const Frequency frequency : {Frequency::annual, Frequency::semester, Frequency::quarter,
                                      Frequency::month, Frequency::week, Frequency::day}) {
        CAPTURE(code(frequency));
        Period period = Period::containing(frequency, Date::of(1999, 12, 31));
        for (int i = 0; i < 800; ++i, period = period.next()) {
            REQUIRE(period.last_day() + 1 == period.next().first_day());
            REQUIRE(Period::containing(frequency, period.first_day()) == period);
            REQUIRE(Period::containing(frequency, period.last_day()) == period);
            REQUIRE(Period::parse(period.text()) == period);
        }
        CHECK(parse_frequency(code(frequency)) == frequency);
    }
    CHECK(parse_frequency("X").error().code == "frequency.unknown");
}

TEST_CASE("ISO weeks follow the calendar's published edges") {
    // ISO 8601: 2020 has 53 weeks; 2021-01-03 still belongs to 2020-W53.
    CHECK(Period::containing(Frequency::week, Date::of(2021, 1, 3)).text() == "2020-W53");
    CHECK(Period::containing(Frequency::week, Date::of(2021, 1, 4)).text() == "2021-W01");
    CHECK(Period::containing(Frequency::week, Date::of(2018, 12, 31)).text() == "2019-W01");
    CHECK(Period::parse("2021-W05")->first_day().text() == "2021-02-01");
}

TEST_CASE("a year contains its quarters, and a week may lie in no month") {
    CHECK(Period::parse("2021")->contains(*Period::parse("2021-Q4")));
    CHECK(Period::parse("2021-Q1")->contains(*Period::parse("2021-02")));
    CHECK(!Period::parse("2021-Q1")->contains(*Period::parse("2021-04")));
    CHECK(!Period::parse("2021-03")->contains(*Period::parse("2021-W13")));  // ends on 4 April
}
