// SPDX-License-Identifier: Apache-2.0
#include "service/feeds.h"

#include "calendar/zone.h"
#include "service/fixture.h"
#include "service/sealing.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace comity;
using namespace comity::fixture;

namespace {

Instant after_days(std::int64_t days) { return {noon.seconds + days * 86'400}; }

/// A league of two with a council that is to meet in Samarkand.
struct Council {
    TemporaryFolder folder;
    std::unique_ptr<Node> node = league(folder / "n");
    Zones zones;

    void enter(std::string kind, std::string_view body, Instant now = noon) {
        const auto entered = node->submit(draft(std::move(kind), body), now);
        CHECK_MESSAGE(entered.has_value(), entered.error().message);
    }
    Council() {
        enter("body.establish",
              R"({"body":"council","name":{"en":"Council","ru":"Совет"},"level":"ministers",)"
              R"("members":{"parties":["CHN"]},"guests":["MNG"]})");
        enter("meeting.call",
              R"({"meeting":"spring","body":"council","title":{"en":"A, meeting; of \\ many"},)"
              R"("venue":{"en":"Samarkand"},"time":{"starts":"2022-07-01T05:00:00Z",)"
              R"("ends":"2022-07-01T09:00:00Z","local":"2022-07-01T10:00",)"
              R"("zone":"Asia/Samarkand"},"agenda":[{"title":{"en":"Rivers"}}]})");
        enter("proposal.circulate",
              R"({"proposal":"forest","kind":"decision","body":"council",)"
              R"("title":{"en":"A forest","zh":"森林"},"text":{"en":"It is planted."},)"
              R"("deadline":"2022-06-03T12:00:00Z"})");
    }
    void change(Instant now) {
        enter("meeting.change",
              R"({"meeting":"spring","title":{"en":"Moved"},)"
              R"("venue":{"en":"Online"},"time":{"starts":"2022-07-02T05:00:00Z",)"
              R"("ends":"2022-07-02T09:00:00Z","local":"2022-07-02T10:00",)"
              R"("zone":"Asia/Samarkand"},"agenda":[],"reason":{"en":"Floods"}})",
              now);
    }
    void adopt() {
        REQUIRE(seal_alone(*node, after_days(3)));
        enter("action.assign",
              R"({"action":"plant","decision":"forest","paragraph":1,"text":{"en":"Plant."},)"
              R"("owner":"CHN","due":"2022-06-30"})",
              after_days(3));
    }

    template <class Make>
    Result<Calendar> made(Make make, const std::string& name, const std::string& language) const {
        const CountryList countries;
        const View view{*node, node->state(), countries, noon.date(), "test", noon};
        return make(view, name, language, zones);
    }
    Calendar of_body(const std::string& language = "en") const {
        auto calendar = made(body_calendar, "council", language);
        REQUIRE(calendar);
        return *std::move(calendar);
    }
    Calendar of_party(const std::string& party) const {
        auto calendar = made(party_calendar, party, "en");
        REQUIRE(calendar);
        return *std::move(calendar);
    }
};

}  // namespace

TEST_CASE("a meeting is an event on the clock of its place") {
    const Council council;
    const Calendar calendar = council.of_body();
    CHECK(calendar.name == "Council");
    REQUIRE(calendar.events.size() == 1);
    const Event& event = calendar.events.front();
    CHECK(event.uid == "meeting-spring@league.example/log");
    CHECK(event.sequence == 0);
    CHECK(event.status == EventStatus::confirmed);
    CHECK(event.summary == "A, meeting; of \\ many");
    CHECK(event.location == "Samarkand");
    CHECK(event.description == "2. Rivers");
    REQUIRE(event.start);
    const auto* start = std::get_if<ZonedTime>(&*event.start);
    REQUIRE(start);
    CHECK(start->text() == "2022-07-01T10:00[Asia/Samarkand]");
    CHECK(event.stamp == noon);
}

TEST_CASE("a change keeps the name and raises the sequence; what is cancelled stays") {
    Council council;
    council.change(after_days(1));
    const Event moved = council.of_body().events.front();
    CHECK(moved.uid == "meeting-spring@league.example/log");
    CHECK(moved.sequence == 1);
    CHECK(moved.stamp == after_days(1));
    CHECK(moved.summary == "Moved");
    council.enter("meeting.cancel", R"({"meeting":"spring","reason":{"en":"Floods"}})",
                  after_days(2));
    const Event cancelled = council.of_body().events.front();
    CHECK(cancelled.sequence == 2);
    CHECK(cancelled.status == EventStatus::cancelled);
    CHECK(cancelled.description == "Floods");
}

TEST_CASE("the end of a silence is a deadline until the record has decided") {
    Council council;
    const auto open = council.of_body("zh").to_dos;
    REQUIRE(open.size() == 1);
    CHECK(open[0].summary == "提出异议截止：森林");
    CHECK(open[0].status == ToDoStatus::needs_action);
    CHECK(open[0].sequence == 0);
    CHECK(open[0].due == CalendarTime(*Instant::parse("2022-06-03T12:00:00Z")));
    council.adopt();
    const auto decided = council.of_body().to_dos;
    REQUIRE(decided.size() == 2);
    CHECK(decided[0].status == ToDoStatus::completed);
    CHECK(decided[0].sequence == 1);
    CHECK(*open[0].stamp < *decided[0].stamp);
}

TEST_CASE("an action is due on its day, and a report on it is a change") {
    Council council;
    council.adopt();
    const auto due = council.of_party("CHN").to_dos;
    REQUIRE(due.size() == 2);
    CHECK(due[1].uid == "action-plant@league.example/log");
    CHECK(due[1].due == CalendarTime(Date::of(2022, 6, 30)));
    CHECK(due[1].status == ToDoStatus::needs_action);
    CHECK(due[1].summary == "To be done: Plant.");
    CHECK(due[1].description == "A forest");
}

TEST_CASE("a party's calendar has what it sits in, may object to and has to do") {
    Council council;
    council.adopt();
    CHECK(council.of_party("CHN").events.size() == 1);
    CHECK(council.of_party("KAZ").events.empty());
    CHECK(council.of_party("KAZ").to_dos.empty());
    CHECK(council.of_party("CHN").name == "CHN");
}

TEST_CASE("a guest that is a party sees the meetings, not the deadlines") {
    Council council;
    council.enter("party.admit", R"({"party":"MNG","status":"observer","from":"2021-01-01"})");
    CHECK(council.of_party("MNG").events.size() == 1);
    CHECK(council.of_party("MNG").to_dos.empty());
}

TEST_CASE("what is written is read back as it was, in every language") {
    Council council;
    council.change(after_days(1));
    council.adopt();
    for (const char* language : {"en", "ru", "zh", "xx"}) {
        CAPTURE(language);
        const Calendar calendar = council.of_body(language);
        const auto text = write_calendar(calendar, council.zones);
        REQUIRE_MESSAGE(text, text.error().message);
        const auto back = read_calendar(*text, "feed", council.zones);
        REQUIRE_MESSAGE(back, back.error().message);
        CHECK(back->events == calendar.events);
        CHECK(back->to_dos == calendar.to_dos);
        CHECK(back->name == calendar.name);
    }
    CHECK(council.of_body("ru").name == "Совет");
}

TEST_CASE("the same record gives the same feed, whatever the reader's clock") {
    const Council council;
    const CountryList countries;
    const State& state = council.node->state();
    const View early{*council.node, state, countries, noon.date(), "test", noon};
    const Instant later = after_days(10'000);
    const View late{*council.node, state, countries, later.date(), "test", later};
    const auto first = body_calendar(early, "council", "en", council.zones);
    const auto second = body_calendar(late, "council", "en", council.zones);
    REQUIRE(first);
    REQUIRE(second);
    CHECK(*first == *second);
}

TEST_CASE("without the zone's clock the moment itself is given") {
    const Council council;
    const CountryList countries;
    const View view{*council.node, council.node->state(), countries, noon.date(), "test", noon};
    write_text(council.folder / "UTC", "no zone file");
    const Zones none(council.folder.path());
    const auto calendar = body_calendar(view, "council", "en", none);
    REQUIRE(calendar);
    CHECK(calendar->events.front().start == CalendarTime(*Instant::parse("2022-07-01T05:00:00Z")));
}

TEST_CASE("a calendar of nobody is refused") {
    const Council council;
    CHECK(council.made(body_calendar, "senate", "en").error().code == "body.unknown");
    CHECK(council.made(party_calendar, "ZZZ", "en").error().code == "party.unknown");
}
