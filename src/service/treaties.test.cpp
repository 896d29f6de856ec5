// SPDX-License-Identifier: Apache-2.0
#include "service/treaties.h"

#include "service/fixture.h"
#include "service/treaty_import.h"

#include <doctest/doctest.h>

#include <ranges>

using namespace comity;
using namespace comity::fixture;

namespace {

/// Two must accede; the thirtieth day after. CHN with a reservation, to which KAZ objects.
std::vector<Draft> rivers() {
    return {
        draft("instrument.open",
              R"({"instrument":"water","kind":"convention","title":{"en":"Rivers","zh":"河流公约"},
                 "date":"2021-01-01","source":{"citation":"Note 7"},
                 "entry":{"deposits":2,"named":["UZB"],"delay":{"days":30}}})"),
        draft("instrument.deposit",
              R"({"instrument":"water","party":"CHN","kind":"accession","date":"2021-02-01"})"),
        draft("instrument.reserve",
              R"({"instrument":"water","party":"CHN","reference":"art. 9","date":"2021-02-01"})"),
        draft("instrument.sign", R"({"instrument":"water","party":"KAZ","date":"2021-02-10"})"),
        draft("instrument.deposit",
              R"({"instrument":"water","party":"KAZ","kind":"ratification","date":"2021-03-01"})"),
        draft("instrument.answer-reservation",
              R"({"instrument":"water","party":"KAZ","towards":"CHN","reference":"art. 9",
                 "answer":"objection","date":"2021-03-01"})"),
        draft("instrument.deposit",
              R"({"instrument":"water","party":"UZB","kind":"accession","date":"2021-04-01"})")};
}

std::unique_ptr<Node> league_with(const std::string& folder, const std::vector<Draft>& drafts) {
    auto node = league(folder);
    const auto entered = node->submit(drafts, noon);
    REQUIRE_MESSAGE(entered, entered.error().code, entered.error().where);
    return node;
}

Result<Json> ask(const Node& node, std::string_view path, const std::string& on) {
    std::vector<std::string> segments;
    for (const auto part : std::views::split(path, '/'))
        segments.emplace_back(part.begin(), part.end());
    auto match = match_question(segments);
    if (!match) return std::unexpected(match.error());
    match->arguments["on"] = on;
    const CountryList countries;
    const View view{node, node.state(), countries, Date::of(2022, 6, 1), "test"};
    return match->question->answer(view, Arguments(match->arguments));
}

template <class Answer>
Answer asked(const Node& node, std::string_view path, const std::string& on) {
    const auto json = ask(node, path, on);
    REQUIRE_MESSAGE(json, json.error().code);
    return decode<Answer>(*json).value();
}

}  // namespace

TEST_CASE("the register says what is in force on a day, and what the others wait for") {
    const TemporaryFolder folder;
    const auto node = league_with(folder / "n", rivers());
    const auto before = asked<answers::InstrumentRegister>(*node, "instruments", "2021-03-15");
    REQUIRE(before.instruments.size() == 1);
    CHECK_FALSE(before.instruments[0].in_force);
    CHECK(before.instruments[0].contracting == 2);
    CHECK(before.instruments[0].missing.deposits == 2);
    CHECK(before.instruments[0].missing.named == std::vector<std::string>{"UZB"});
    const auto after = asked<answers::InstrumentRegister>(*node, "instruments", "2021-05-01");
    CHECK(after.instruments[0].in_force_on == Date::of(2021, 5, 1));
    CHECK(after.instruments[0].bound == 3);
    CHECK(asked<answers::InstrumentRegister>(*node, "instruments", "").on == Date::of(2022, 6, 1));
}

TEST_CASE("an instrument's page has its parties, reservations towards each, and notifications") {
    const TemporaryFolder folder;
    const auto node = league_with(folder / "n", rivers());
    const auto page = asked<answers::InstrumentPage>(*node, "instruments/water", "2021-05-01");
    REQUIRE(page.parties.size() == 3);
    CHECK(page.parties[1].party == "KAZ");
    CHECK(page.parties[1].standing == "bound");
    CHECK(page.parties[1].signed_on == Date::of(2021, 2, 10));
    CHECK(page.parties[1].bound_since == Date::of(2021, 5, 1));
    REQUIRE(page.reservations.size() == 1);
    REQUIRE(page.reservations[0].towards.size() == 2);
    CHECK(page.reservations[0].towards[0].effect == "objected");
    CHECK(page.reservations[0].towards[1].effect == "pending");
    CHECK(page.actions.size() == 6);
    REQUIRE(page.notifications.size() == 7);
    const answers::DepositaryNotice& last = page.notifications.back();
    CHECK(last.number == 7);
    CHECK(last.text.by_language.at("en") ==
          "Rivers. The conditions for entry into force were met on 2021-04-01. In force from "
          "2021-05-01.");
    CHECK(last.text.by_language.at("zh") ==
          "河流公约。生效条件满足日期：2021-04-01。生效日期：2021-05-01。");
    CHECK(page.notifications[0].text.by_language.at("ru") ==
          "Rivers. Присоединение: CHN, 2021-02-01. Запись 4.");
    const auto early = asked<answers::InstrumentPage>(*node, "instruments/water", "2021-02-05");
    CHECK(early.notifications.size() == 2);
    CHECK(ask(*node, "instruments/air", "").error().code == "instrument.unknown");
    CHECK(ask(*node, "instruments/water", "tomorrow").error().code == "query.date");
}

TEST_CASE("the matrix has a cell wherever anything was done, and who objects") {
    const TemporaryFolder folder;
    const auto node = league_with(folder / "n", rivers());
    const auto matrix = asked<answers::InstrumentMatrix>(*node, "instruments-matrix", "2021-03-15");
    REQUIRE(matrix.cells.size() == 2);
    CHECK(matrix.parties.size() == 2);
    CHECK(matrix.cells[0].party == "CHN");
    CHECK(matrix.cells[0].objected_by == std::vector<std::string>{"KAZ"});
    CHECK(matrix.cells[1].standing == "contracting");
    CHECK_FALSE(matrix.cells[1].bound_since);
}

TEST_CASE("a party's obligations are those of the day, and who is nowhere is unknown") {
    const TemporaryFolder folder;
    const auto node = league_with(folder / "n", rivers());
    const auto on = [&](const char* party, const char* day) {
        return asked<answers::Obligations>(*node, std::string("parties/") + party + "/obligations",
                                           day)
            .instruments;
    };
    CHECK(on("KAZ", "2021-02-09").empty());
    REQUIRE(on("KAZ", "2021-02-10").size() == 1);
    CHECK(on("KAZ", "2021-02-10")[0].standing == "signatory");
    CHECK(on("UZB", "2021-05-01")[0].instrument == "water");
    CHECK(ask(*node, "parties/XYZ/obligations", "").error().code == "party.unknown");
}

TEST_CASE("a status file becomes acts that are permitted, and a name without code is refused") {
    const TemporaryFolder folder;
    write_text(folder / "index.csv",
               "chapter_no,treaty_no,treaty_name,url,chapter_url,chapter_name\n"
               "9,1.a,\"Convention on Rivers. Almaty, 1 January 2001\",http://t.example,,Rivers\n");
    write_text(folder / "9-1-a.csv",
               "Participant,Signature,\"Ratification, Accession(a)\"\n"
               "Kazakhstan,1 Jan 2001,2 Feb 2002\nGreat River,,3 Mar 2003 a\n");
    const CountryList countries({{"KAZ", "KZ", "Kazakhstan", ""}});
    const auto unnamed = treaty_drafts(folder / "9-1-a.csv", countries, {});
    CHECK(unnamed.error().code == "treaty.participant");
    write_text(folder / "codes.toml", "\"Great River\" = \"GREAT\"\n");
    const auto codes = read_participant_codes(folder / "codes.toml");
    REQUIRE(codes);
    const auto drafts = treaty_drafts(folder / "9-1-a.csv", countries, *codes);
    REQUIRE_MESSAGE(drafts, drafts.error().code, drafts.error().message);
    CHECK(drafts->size() == 4);
    const auto node = league_with(folder / "n", *drafts);
    const auto page = asked<answers::InstrumentPage>(*node, "instruments/untc-9-1-a", "");
    CHECK(page.title.in("en") == "Convention on Rivers");
    CHECK_FALSE(page.missing.clauses_known);
    CHECK(page.parties[0].party == "GREAT");
    CHECK(page.parties[1].standing == "contracting");
    write_text(folder / "bad.toml", "\"Great River\" = \"Большая\"\n");
    CHECK(read_participant_codes(folder / "bad.toml").error().code == "party.malformed");
    CHECK(treaty_drafts(folder / "none.csv", countries, {}).error().code == "file.absent");
    write_text(folder / "8-8.csv", "Participant,Signature\nKazakhstan,1 Jan 2001\n");
    CHECK(treaty_drafts(folder / "8-8.csv", countries, {}).error().code == "treaty.index");
}
