// SPDX-License-Identifier: Apache-2.0
#include "calendar/zone.h"

#include "base/check.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace comity;

namespace {

const Zones zones;

Result<Instant> instant_of(std::string_view text) {
    const auto time = ZonedTime::parse(text);
    REQUIRE_MESSAGE(time.has_value(), text);
    return to_instant(*time, zones);
}

std::string utc(std::string_view text) {
    const auto instant = instant_of(text);
    return instant ? instant->text() : instant.error().code;
}

Zone zone(std::string_view name) {
    const auto found = zones.find(name);
    REQUIRE(found.has_value());
    return *found;
}

}  // namespace

TEST_CASE("the clock of a zone is read with the offset of that season") {
    CHECK(utc("2026-01-15T12:00[Europe/Berlin]") == "2026-01-15T11:00:00Z");
    CHECK(utc("2026-07-15T12:00[Europe/Berlin]") == "2026-07-15T10:00:00Z");
    CHECK(utc("2026-01-15T12:00[Australia/Sydney]") == "2026-01-15T01:00:00Z");
    CHECK(utc("2026-07-15T12:00[Australia/Sydney]") == "2026-07-15T02:00:00Z");
    CHECK(utc("2026-07-15T12:00[Asia/Shanghai]") == "2026-07-15T04:00:00Z");
    CHECK(utc("2026-07-15T12:00[UTC]") == "2026-07-15T12:00:00Z");
}

TEST_CASE("the hour that a clock change repeats is refused unless an offset says which one") {
    const auto refusal = instant_of("2026-10-25T02:30[Europe/Berlin]");
    REQUIRE_FALSE(refusal.has_value());
    CHECK(refusal.error().code == "time.ambiguous");
    CHECK(refusal.error().message ==
          "the clock shows 2026-10-25T02:30 in Europe/Berlin twice: write "
          "2026-10-25T02:30+02:00[Europe/Berlin] or 2026-10-25T02:30+01:00[Europe/Berlin]");
    CHECK(utc("2026-10-25T02:30+02:00[Europe/Berlin]") == "2026-10-25T00:30:00Z");
    CHECK(utc("2026-10-25T02:30+01:00[Europe/Berlin]") == "2026-10-25T01:30:00Z");
    CHECK(utc("2026-10-25T01:59:59[Europe/Berlin]") == "2026-10-24T23:59:59Z");
    CHECK(utc("2026-10-25T02:00[Europe/Berlin]") == "time.ambiguous");
    CHECK(utc("2026-10-25T02:59:59[Europe/Berlin]") == "time.ambiguous");
    CHECK(utc("2026-10-25T03:00[Europe/Berlin]") == "2026-10-25T02:00:00Z");
}

TEST_CASE("a time that the clock leaves out is refused with what it does instead") {
    const auto refusal = instant_of("2026-03-29T02:30[Europe/Berlin]");
    REQUIRE_FALSE(refusal.has_value());
    CHECK(refusal.error().code == "time.skipped");
    CHECK(refusal.error().message ==
          "the clock never shows 2026-03-29T02:30 in Europe/Berlin: it goes from "
          "2026-03-29T02:00 to 2026-03-29T03:00");
    CHECK(utc("2026-03-29T01:59:59[Europe/Berlin]") == "2026-03-29T00:59:59Z");
    CHECK(utc("2026-03-29T03:00[Europe/Berlin]") == "2026-03-29T01:00:00Z");
    CHECK(utc("2026-03-29T02:30+01:00[Europe/Berlin]") == "time.skipped");
}

TEST_CASE("a whole day that a zone left out is refused") {
    CHECK(utc("2011-12-30T12:00[Pacific/Apia]") == "time.skipped");
    CHECK(utc("2011-12-29T12:00[Pacific/Apia]") == "2011-12-29T22:00:00Z");
    CHECK(utc("2011-12-31T12:00[Pacific/Apia]") == "2011-12-30T22:00:00Z");
}

TEST_CASE("an offset that the zone does not have then is refused") {
    const auto refusal = instant_of("2026-07-15T12:00+01:00[Europe/Berlin]");
    REQUIRE_FALSE(refusal.has_value());
    CHECK(refusal.error().code == "time.offset");
    CHECK(refusal.error().message ==
          "the offset of 2026-07-15T12:00 in Europe/Berlin is +02:00, not +01:00");
    CHECK(utc("2026-10-25T02:30+03:00[Europe/Berlin]") == "time.offset");
    CHECK(utc("2026-07-15T12:00+02:00[Europe/Berlin]") == "2026-07-15T10:00:00Z");
}

TEST_CASE("an unknown zone is refused with the name that was likely meant") {
    const auto refusal = instant_of("2026-07-15T12:00[Europe/Berln]");
    REQUIRE_FALSE(refusal.has_value());
    CHECK(refusal.error().code == "time.zone");
    CHECK(refusal.error().message ==
          "there is no time zone \"Europe/Berln\" (did you mean Europe/Berlin?)");
    for (const char* name : {"", "America", "europe/berlin", "../../etc/passwd", "/etc/passwd",
                             "localtime", "tzdata.zi", "posix/Europe/Berlin", "right/UTC", "UTC/"})
        CHECK_MESSAGE(zones.find(name).error().code == "time.zone", name);
    CHECK(zones.find(std::string("UTC\0x", 5)).error().code == "time.zone");
    CHECK(zones.find(std::string(100'000, 'A')).error().code == "time.zone");
}

TEST_CASE("where no zones are installed nothing is guessed") {
    CHECK_THROWS_AS((void)Zones("/nowhere").find("Europe/Berlin"), Fault);
}

TEST_CASE("offsets of thirty and forty-five minutes and changes of half an hour are kept") {
    CHECK(utc("2026-07-15T12:00[Asia/Kathmandu]") == "2026-07-15T06:15:00Z");
    CHECK(utc("2026-07-15T12:00[Asia/Kolkata]") == "2026-07-15T06:30:00Z");
    CHECK(utc("2026-01-15T12:00[Pacific/Chatham]") == "2026-01-14T22:15:00Z");
    CHECK(utc("2026-04-05T01:45[Australia/Lord_Howe]") == "time.ambiguous");
    CHECK(utc("2026-04-05T01:45+10:30[Australia/Lord_Howe]") == "2026-04-04T15:15:00Z");
    CHECK(utc("2026-10-04T02:15[Australia/Lord_Howe]") == "time.skipped");
}

TEST_CASE("what zones were in the past counts for times in the past") {
    CHECK(utc("1800-01-01T12:00[Europe/Berlin]") == "1800-01-01T11:06:32Z");  // local mean time
    CHECK(utc("1945-06-15T12:00[Europe/Berlin]") == "1945-06-15T09:00:00Z");  // double summer time
    CHECK(utc("1988-07-15T12:00[Asia/Shanghai]") == "1988-07-15T03:00:00Z");
    CHECK(utc("1985-12-31T12:00[Asia/Kathmandu]") == "1985-12-31T06:30:00Z");
    CHECK(utc("2010-07-15T12:00[Europe/Moscow]") == "2010-07-15T08:00:00Z");
    CHECK(utc("2012-07-15T12:00[Europe/Moscow]") == "2012-07-15T08:00:00Z");
    CHECK(utc("2026-07-15T12:00[Europe/Moscow]") == "2026-07-15T09:00:00Z");
}

TEST_CASE("the rules of today hold in the far future") {
    CHECK(utc("2038-07-01T12:00[Europe/Berlin]") == "2038-07-01T10:00:00Z");
    CHECK(utc("2100-01-01T12:00[America/New_York]") == "2100-01-01T17:00:00Z");
    CHECK(utc("2100-07-01T12:00[America/New_York]") == "2100-07-01T16:00:00Z");
    CHECK(utc("2199-10-27T02:30[Europe/Berlin]") == "time.ambiguous");
    CHECK(utc("2199-03-31T02:30[Europe/Berlin]") == "time.skipped");
    CHECK(utc("9999-12-31T23:59:59[Europe/Berlin]") == "9999-12-31T22:59:59Z");
    CHECK(utc("2060-07-01T12:00[Europe/Dublin]") == "2060-07-01T11:00:00Z");
    CHECK(utc("2060-01-01T12:00[Europe/Dublin]") == "2060-01-01T12:00:00Z");
}

TEST_CASE("leap days are days, and only in leap years") {
    CHECK(utc("2028-02-29T00:30[Asia/Tashkent]") == "2028-02-28T19:30:00Z");
    CHECK(utc("2000-02-29T23:30[America/New_York]") == "2000-03-01T04:30:00Z");
    CHECK(ZonedTime::parse("2026-02-29T00:30[Asia/Tashkent]").error().code == "date.no-such-day");
    CHECK(ZonedTime::parse("2100-02-29T00:30[Asia/Tashkent]").error().code == "date.no-such-day");
}

TEST_CASE("a moment shown on a zone's clock is that moment again, in every zone") {
    for (const std::string& name : zones.names()) {
        const Zone each = zone(name);
        for (std::int64_t seconds = -4'000'000'000; seconds < 8'000'000'000;
             seconds += 97'654'321) {
            const ZonedTime time = in_zone(Instant{seconds}, each);
            const auto instant = to_instant(time, each);
            REQUIRE_MESSAGE(instant.has_value(), time.text());
            CHECK_MESSAGE(instant->seconds == seconds, time.text());
        }
    }
}

TEST_CASE("each change of a clock is found, shown twice or skipped on the way") {
    for (const char* name : {"Europe/Berlin", "Australia/Lord_Howe", "America/Nuuk", "Asia/Gaza"}) {
        const Zone each = zone(name);
        for (const Transition& change : each.transitions(Instant::of(Date::of(2000, 1, 1)),
                                                         Instant::of(Date::of(2080, 1, 1)))) {
            const std::int32_t step = change.after.seconds - change.before.seconds;
            const std::int64_t clock = change.at.seconds + change.before.seconds + step / 2;
            const auto shown = each.instants_of(LocalTime::of_clock_seconds(clock));
            CHECK_MESSAGE(shown.size() == (step == 0 ? 1U : step > 0 ? 0U : 2U), name);
        }
    }
}

TEST_CASE("changes of a clock are listed once each, across the end of a zone file's table") {
    const auto changes =
        zone("Europe/Berlin")
            .transitions(Instant::of(Date::of(2036, 1, 1)), Instant::of(Date::of(2040, 1, 1)));
    CHECK(changes.size() == 8);
    CHECK(std::ranges::adjacent_find(changes, [](const auto& a, const auto& b) {
              return a.at >= b.at || a.after != b.before;
          }) == changes.end());
    CHECK(changes[5].at.text() == "2038-10-31T01:00:00Z");
    CHECK(changes[5].after.abbreviation == "CET");
}

TEST_CASE("zoned times are read and written in one form") {
    for (const char* text :
         {"2026-10-25T02:30[Europe/Berlin]", "2026-10-25T02:30:59[UTC]",
          "2026-10-25T02:30+05:45[Asia/Kathmandu]", "1800-01-01T12:00+00:53:28[Europe/Berlin]"}) {
        const auto time = ZonedTime::parse(text);
        REQUIRE_MESSAGE(time.has_value(), text);
        CHECK(time->text() == text);
    }
    CHECK(ZonedTime::parse("2026-10-25T02:30Z[UTC]")->text() == "2026-10-25T02:30+00:00[UTC]");
    for (const char* text :
         {"", "[", "]", "[]", "2026-10-25T02:30", "2026-10-25T02:30[]", "2026-10-25T24:00[UTC]",
          "2026-10-25 02:30[UTC]", "2026-10-25T02:30+1[UTC]", "2026-10-25T02:30+25:00[UTC]",
          "2026-10-25T02:60[UTC]", "2026-10-25T2:30[UTC]", "2026-10-25T02:30[UTC]x", "[UTC]",
          "2026-10-25T02:30[[UTC]]", "T02:30[UTC]", "2026-10-25T02:30:[UTC]"})
        CHECK_MESSAGE(ZonedTime::parse(text).error().code == "time.malformed", text);
}

TEST_CASE("the rule of a zone file is read in each of its forms, and nothing else is") {
    const auto rule = YearlyRule::parse("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
    REQUIRE(rule.has_value());
    CHECK(rule->standard == Offset{-7200, false, "-02"});
    CHECK(rule->transitions(2026)[0].at.text() == "2026-03-29T01:00:00Z");
    const auto julian = YearlyRule::parse("AAA0BBB,J60/0,300/0");
    REQUIRE(julian.has_value());
    CHECK(julian->transitions(2028)[0].at.text() == "2028-03-01T00:00:00Z");
    CHECK(julian->transitions(2028)[1].at.text() == "2028-10-26T23:00:00Z");
    CHECK(YearlyRule::parse("UTC0").has_value());
    for (const char* text : {"", "UT0", "CET", "CET-25", "CET-1CEST", "CET-1CEST,M13.1.0,M10.5.0",
                             "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1x",
                             "CET-1CEST,M3.5.0,M10.5.0/168", "CET-1CEST,J0,J365", "<CET-1"})
        CHECK_MESSAGE(!YearlyRule::parse(text).has_value(), text);
}

TEST_CASE("bytes that are no zone file are refused") {
    for (const std::string& bytes : {std::string(), std::string("TZif"), std::string(44, '\0'),
                                     "TZif2" + std::string(15, '\0') + std::string(24, '\xFF')})
        CHECK(Zone::parse("x", bytes).error().code == "zone-file.malformed");
}
