// SPDX-License-Identifier: Apache-2.0
#include "service/consultation_questions.h"

#include "service/fixture.h"
#include "service/sealing.h"

#include <doctest/doctest.h>

#include <ranges>

using namespace comity;
using namespace comity::fixture;

namespace {

constexpr std::int64_t day_seconds = 86'400;

Instant after_days(std::int64_t days) { return {noon.seconds + days * day_seconds}; }

Result<Json> ask(const Node& node, std::string_view path, Instant now,
                 std::map<std::string, std::string> query = {}) {
    std::vector<std::string> segments;
    for (const auto part : std::views::split(path.substr(1), '/'))
        segments.emplace_back(part.begin(), part.end());
    QuestionMatch match = TRY(match_question(segments));
    match.arguments.merge(query);
    const CountryList countries;
    const View view{node, node.state(), countries, now.date(), "test", now};
    return match.question->answer(view, Arguments(match.arguments));
}

/// What stands at `a/0/b` of an answer, as JSON text.
std::string at(const Result<Json>& answer, std::string_view path) {
    if (!answer) return answer.error().code + " " + answer.error().where;
    const Json* json = &*answer;
    for (const auto part : std::views::split(path, '/')) {
        const std::string name(part.begin(), part.end());
        const auto* items = json->as<Json::Array>();
        const std::size_t index = items ? static_cast<std::size_t>(name.front() - '0') : 0;
        if (items && index >= items->size()) return "absent";
        json = items ? &(*items)[index] : json->find(name);
        if (!json) return "absent";
    }
    const auto* items = json->as<Json::Array>();
    return items ? std::to_string(items->size()) + " items" : to_text(*json);
}

template <class T>
std::string refusal_of(const Result<T>& result) {
    return result ? "" : result.error().code + " " + result.error().where;
}

/// A league with a council that has met twice, a decision of silence, one of the room, an action.
struct Council {
    TemporaryFolder folder;
    std::unique_ptr<Node> node = league(folder / "n");

    void enter(std::string kind, std::string_view body, Instant now = noon) {
        const auto entered = node->submit(draft(std::move(kind), body), now);
        CHECK(refusal_of(entered) == "");
    }
    void enter_as(std::string author, std::string kind, std::string_view body, Instant now) {
        const auto entered = node->submit(draft(std::move(kind), body, std::move(author)), now);
        CHECK(refusal_of(entered) == "");
    }
    void give_key(const std::string& party) {
        const auto key = node->make_key(party);
        REQUIRE(key);
        enter("key.register", R"({"party":")" + party + R"(","key":")" + key->text() + R"("})");
    }
    void meet(const char* name, const char* starts, const char* ends, const char* local) {
        enter("meeting.call",
              std::string(R"({"meeting":")") + name +
                  R"(","body":"council","title":{"en":"M"},"venue":{"en":"Online"},)"
                  R"("time":{"starts":")" +
                  starts + R"(","ends":")" + ends + R"(","local":")" + local +
                  R"(","zone":"UTC"},"agenda":[{"title":{"en":"Rivers"}}]})");
    }
    Council() {
        give_key("CHN");
        give_key("KAZ");
        enter("body.establish",
              R"({"body":"council","name":{"en":"Council"},"level":"heads-of-state",)"
              R"("members":{"statuses":["member"],"at":"period-end"},)"
              R"("chair":{"order":["KAZ","CHN"],"from":"2022-01-01","months":12}})");
        meet("first", "2022-06-01T06:00:00Z", "2022-06-01T10:00:00Z", "2022-06-01T06:00");
        meet("second", "2022-07-01T06:00:00Z", "2022-07-01T10:00:00Z", "2022-07-01T06:00");
        meet("third", "2022-09-01T06:00:00Z", "2022-09-01T10:00:00Z", "2022-09-01T06:00");
        enter(
            "proposal.circulate",
            R"({"proposal":"forest","kind":"decision","body":"council","title":{"en":"A forest"},)"
            R"("text":{"en":"A forest is planted.\nIt is <b>large</b>.","ru":"Посажен лес."},)"
            R"("deadline":"2022-06-03T12:00:00Z"})");
        enter("decision.record",
              R"({"proposal":"lake","kind":"decision","body":"council","meeting":"first",)"
              R"("title":{"en":"A lake"},"text":{"en":"A lake is dug."},"date":"2022-06-01",)"
              R"("until":"2030-12-31"})");
    }
    void adopt() {
        REQUIRE(seal_alone(*node, after_days(2)));
        enter("action.assign",
              R"({"action":"plant","decision":"forest","paragraph":1,"text":{"en":"Plant."},)"
              R"("owner":"CHN","due":"2022-06-30"})",
              after_days(2));
    }
};

}  // namespace

TEST_CASE("a proposal is open by the reader's clock, then awaits a seal, then is adopted") {
    Council council;
    const auto status = [&](Instant now) {
        return at(ask(*council.node, "/proposals/forest", now), "status");
    };
    CHECK(status(noon) == R"("open")");
    CHECK(status(after_days(2)) == R"("awaiting-seal")");
    CHECK(at(ask(*council.node, "/decisions", after_days(3)), "rows_total") == "0");
    council.adopt();
    CHECK(status(noon) == R"("adopted")");
    const auto page = ask(*council.node, "/proposals/forest", noon);
    CHECK(at(page, "adopted") == R"("2022-06-03T12:00:00Z")");
    CHECK(at(page, "open_ended") == "true");
    CHECK(at(page, "text/en") == R"("A forest is planted.\nIt is <b>large</b>.")");
    CHECK(at(page, "actions/0/action") == R"("plant")");
    CHECK(at(page, "electorate") == "2 items");
    CHECK(at(ask(*council.node, "/proposals/lake", noon), "open_ended") == "false");
}

TEST_CASE("the register of decisions is searched in every language, newest first") {
    Council council;
    council.adopt();
    const auto search = [&](const char* words) {
        return at(ask(*council.node, "/decisions", noon, {{"q", words}}), "rows_total");
    };
    CHECK(search("") == "2");
    CHECK(search("ЛЕС") == "1");
    CHECK(search("forest <B>") == "1");
    CHECK(search("dug lake") == "1");
    CHECK(search("mountain") == "0");
    const auto all = ask(*council.node, "/decisions", noon);
    CHECK(at(all, "decisions/0/proposal") == R"("lake")");
    CHECK(at(ask(*council.node, "/decisions", noon, {{"offset", "1"}}), "decisions/0/proposal") ==
          R"("forest")");
    CHECK(at(ask(*council.node, "/decisions", noon, {{"q", std::string(201, 'a')}}), "") ==
          "query.length q");
}

TEST_CASE("a meeting opens with what became of what the body had decided") {
    Council council;
    council.adopt();
    const auto first = ask(*council.node, "/meetings/first", after_days(2));
    CHECK(at(first, "follow_up/decisions") == "0 items");
    CHECK(at(first, "decisions/0/proposal") == R"("lake")");
    const auto second = ask(*council.node, "/meetings/second", after_days(2));
    CHECK(at(second, "chair") == R"("KAZ")");
    CHECK(at(second, "follow_up/since") == R"("2022-06-01T06:00:00Z")");
    CHECK(at(second, "follow_up/decisions") == "2 items");
    CHECK(at(second, "follow_up/actions/0/status") == R"("none")");
    CHECK(at(second, "agenda/0/number") == "2");
    // What is still to be done comes up again; what is done does not.
    const auto third = [&] { return ask(*council.node, "/meetings/third", after_days(80)); };
    CHECK(at(third(), "follow_up/decisions/0/proposal") == R"("forest")");
    CHECK(at(third(), "follow_up/actions/0/overdue") == "true");
    council.enter_as("CHN", "action.report", R"({"action":"plant","status":"implemented"})",
                     after_days(3));
    CHECK(at(third(), "follow_up/decisions") == "0 items");
    CHECK(at(third(), "follow_up/actions") == "0 items");
    CHECK(at(ask(*council.node, "/meetings/second", after_days(3)), "follow_up/actions/0/status") ==
          R"("implemented")");
}

TEST_CASE("a body shows its chair, meetings, proposals and actions") {
    Council council;
    council.adopt();
    const auto page = ask(*council.node, "/bodies/council", after_days(2));
    CHECK(at(page, "chair") == R"("KAZ")");
    CHECK(at(page, "meetings/0/meeting") == R"("third")");
    CHECK(at(page, "next_meeting") == R"("2022-07-01T06:00:00Z")");
    CHECK(at(page, "proposals") == "2 items");
    CHECK(at(page, "actions/0/owner") == R"("CHN")");
    CHECK(at(ask(*council.node, "/bodies", after_days(2), {{"as_of", "2023-01-01"}}),
             "bodies/0/chair") == R"("CHN")");
}

TEST_CASE("a concern that is overdue rises to the agenda of the body above") {
    Council council;
    council.enter("body.establish",
                  R"({"body":"experts","name":{"en":"E"},"level":"experts","reports_to":"council",)"
                  R"("members":{"parties":["CHN","KAZ"]}})");
    council.enter_as("KAZ", "concern.raise",
                     R"({"concern":"water","to":["CHN"],"body":"experts","title":{"en":"Water"},)"
                     R"("text":{"en":"It is low."},"wish":{"en":"Open."},"due":"2022-06-20"})",
                     noon);
    CHECK(at(ask(*council.node, "/bodies/experts", noon), "concerns/0/status") == R"("open")");
    CHECK(at(ask(*council.node, "/bodies/experts", after_days(30)), "concerns") == "0 items");
    const auto meeting = ask(*council.node, "/meetings/second", noon);
    CHECK(at(meeting, "agenda/1/concern") == R"("water")");
    CHECK(at(meeting, "agenda/1/risen") == "true");
    CHECK(at(ask(*council.node, "/meetings/first", noon), "agenda") == "1 items");
    CHECK(at(ask(*council.node, "/concerns", after_days(30)), "concerns/0/status") ==
          R"("overdue")");
}

TEST_CASE("what needs a party: what it may stop, must confirm, answer, close and report") {
    Council council;
    const auto needs = [&](const char* party, Instant now) {
        std::string text;
        const auto answer = ask(*council.node, "/needs", now, {{"party", party}});
        for (const Json& need : *answer->find("needs")->as<Json::Array>())
            text += *need.find("what")->as<std::string>() + " " +
                    *need.find("name")->as<std::string>() + ";";
        return text;
    };
    CHECK(needs("CHN", noon) == "object lake;object forest;");
    CHECK(needs("", noon) == "");
    council.enter_as("KAZ", "concern.raise",
                     R"({"concern":"water","title":{"en":"Water"},"text":{"en":"It is low."},)"
                     R"("wish":{"en":"Open."},"due":"2022-06-20"})",
                     noon);
    council.enter_as("CHN", "proposal.object", R"({"proposal":"forest","reason":{"en":"No."}})",
                     noon);
    CHECK(needs("CHN", noon) == "object lake;answer water;");
    council.enter_as("CHN", "concern.answer", R"({"concern":"water","text":{"en":"Yes."}})", noon);
    CHECK(needs("KAZ", noon) == "object lake;close water;");
    CHECK(ask(*council.node, "/needs", noon, {{"party", "XYZ"}}).error().code == "party.unknown");
}

TEST_CASE("a proposal worded anew shows what has changed") {
    Council council;
    council.enter(
        "proposal.circulate",
        R"({"proposal":"forest-2","kind":"decision","body":"council","replaces":"forest",)"
        R"("title":{"en":"A forest"},"text":{"en":"A forest is sown.\nIt is <b>large</b>."},)"
        R"("deadline":"2022-06-03T12:00:00Z"})");
    const auto page = ask(*council.node, "/proposals/forest-2", noon);
    CHECK(at(page, "difference/en/1/text") == R"("planted.")");
    CHECK(at(page, "difference/en/1/change") == R"("removed")");
    CHECK(at(page, "difference/ru") == "absent");
    const auto status = [&] { return at(ask(*council.node, "/proposals/forest", noon), "status"); };
    CHECK(status() == R"("awaiting-seal")");
    for (int seal = 0; seal < 2; ++seal)  // one that covers it, and one that covers that
        REQUIRE(seal_alone(*council.node, noon));
    CHECK(status() == R"("superseded")");
    CHECK(at(ask(*council.node, "/proposals", noon, {{"status", "open"}}), "proposals") ==
          "2 items");
    CHECK(at(ask(*council.node, "/proposals", noon, {{"status", "shut"}}), "") ==
          "query.status status");
}

TEST_CASE("what is in no record is unknown") {
    Council council;
    CHECK(at(ask(*council.node, "/bodies/none", noon), "") == "body.unknown ");
    CHECK(at(ask(*council.node, "/meetings/none", noon), "") == "meeting.unknown ");
    CHECK(at(ask(*council.node, "/proposals/none", noon), "") == "proposal.unknown ");
}
