// SPDX-License-Identifier: Apache-2.0
#include "instruments/import/treaty_reader.h"

#include "instruments/import/treaty_column.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

Result<TreatyStatus> read(std::string_view text) {
    StringSource source(text);
    return read_treaty(source, "t.csv", "t");
}

std::string refused(std::string_view text) {
    const auto status = read(text);
    return status ? "" : status.error().code + " " + status.error().where;
}

std::string kinds(std::string_view heading) {
    const auto column = parse_column(heading);
    if (!column) return column.error().code;
    std::string text;
    for (const Designation& designation : *column)
        text += std::string(word(designation.kind)) + "(" + designation.letter + ")";
    return text;
}

IndexEntry indexed(const std::string& name) {
    const std::string text =
        "chapter_no,treaty_no,treaty_name,url,chapter_url,chapter_name\n4,8,\"" + name +
        "\",u,v,w\n";
    StringSource source(text);
    const auto entries = read_treaty_index(source, "index.csv");
    REQUIRE(entries.has_value());
    REQUIRE(entries->size() == 1);
    return entries->front();
}

}  // namespace

TEST_CASE("cells are read by the letter after the day") {
    const auto status = read(
        "Participant,Signature,\"Ratification, Accession(a), Approval(AA)\"\n"
        "Côte d'Ivoire,17 Jul 1980,18 Dec 1995\n\"Chad, Republic of\",,9 Jun 1995 a\n"
        "European Union,,1 Nov 2009 AA\nNauru,,\n");
    REQUIRE(status.has_value());
    CHECK(status->without_action == std::vector<std::string>{"Nauru"});
    const auto& actions = status->instrument.actions;
    REQUIRE(actions.size() == 4);
    CHECK(actions[0] == Action{.participant = "Côte d'Ivoire",
                               .kind = ActionKind::signature,
                               .date = Date::of(1980, 7, 17)});
    CHECK(actions[1].kind == ActionKind::ratification);
    CHECK(actions[2] == Action{.participant = "Chad, Republic of",
                               .kind = ActionKind::accession,
                               .date = Date::of(1995, 6, 9)});
    CHECK(actions[3].kind == ActionKind::approval);
}

TEST_CASE("headings are split where a designation begins") {
    CHECK(kinds("Ratification, Accession(a), Succession(d)") ==
          "ratification()accession(a)succession(d)");
    CHECK(kinds("Signature, Signature ad referendum (s)") ==
          "signature()signature-ad-referendum(s)");
    CHECK(kinds("Acceptance ipso facto by virtue of article 10 (1) of the Convention of 12 "
                "September 1923, as amended(A), Approval(AA)") == "acceptance(A)approval(AA)");
    CHECK(kinds("Notification under article 7 (1) (b)") == "notification()");
    CHECK(kinds("Participation under articles 3 (2) and (3)(P)") == "consent(P)");
    CHECK(kinds("Signatures") == "untc.column");
    CHECK(kinds("") == "untc.column");
    CHECK(kinds("Ratification, ") == "untc.column");
    CHECK(kinds("ratification") == "untc.column");
}

TEST_CASE("what may be one of several ways to consent is consent, else it is refused") {
    const auto status = read(
        "Participant,\"Definitive signature of the Protocol, Acceptance of the Protocol\"\n"
        "France,10 Oct 1947\n");
    REQUIRE(status.has_value());
    CHECK(status->instrument.actions.front().kind == ActionKind::consent);
    CHECK(status->instrument.actions.front().text ==
          "Definitive signature of the Protocol / Acceptance of the Protocol");
    CHECK(refused("Participant,\"Signature, Ratification\"\nFrance,10 Oct 1947\n") ==
          "untc.ambiguous t.csv:2:8");
}

TEST_CASE("bad files are refused with line and column") {
    CHECK(refused("") == "untc.no-header t.csv:1:1");
    CHECK(refused("Country,Signature\n") == "untc.no-header t.csv:1:1");
    CHECK(refused("Participant\nA\n") == "untc.no-action t.csv:1:1");
    CHECK(refused("Participant,Flag\n") == "untc.column t.csv:1:13");
    CHECK(refused("Participant,Ratification\nA,1 Nov 1945\nB,31 Feb 1945\n") ==
          "untc.date t.csv:3:3");
    CHECK(refused("Participant,Ratification\nA,1945-11-01\n") == "untc.date t.csv:2:3");
    CHECK(refused("Participant,Ratification\nA,1 Nov 9999\n") == "untc.date t.csv:2:3");
    CHECK(refused("Participant,Ratification\nA,1 nov 1945\n") == "untc.date t.csv:2:3");
    CHECK(refused("Participant,Ratification\nA,1 Nov 1945 \n") == "untc.date t.csv:2:3");
    CHECK(refused("Participant,Ratification\nA,1 Nov 1945 a\n") == "untc.letter t.csv:2:3");
    CHECK(refused("Participant,\"Accession(a), Succession(d)\"\nA,1 Nov 1945\n") ==
          "untc.letter t.csv:2:3");
    CHECK(refused("Participant,Ratification\n,1 Nov 1945\n") == "untc.empty t.csv:2:1");
    CHECK(refused("Participant,Ratification\nA,\nB,\nA,\n") == "untc.twice t.csv:4:1");
    CHECK(refused("Participant,Ratification\nA\n").starts_with("csv.field-count"));
    CHECK(refused("Participant,Ratification\nA,\"1 Nov\n").starts_with("csv.unclosed-quote"));
    CHECK(refused("Participant,Ratification\nA\xFF,\n").starts_with("csv.encoding"));
}

TEST_CASE("a file with too many participants or columns is refused, not kept") {
    std::string many = "Participant,Ratification\n";
    for (int i = 0; i <= 10'000; ++i) many += std::to_string(i) + ",\n";
    CHECK(refused(many) == "untc.too-many t.csv:10002:1");
    std::string wide = "Participant";
    for (int i = 0; i < 64; ++i) wide += ",Ratification";
    CHECK(refused(wide + "\n").starts_with("untc.too-many t.csv:1:"));
}

TEST_CASE("the index gives title, place and the first day") {
    const IndexEntry one = indexed("Convention on X (s. art. 3). New York, 18 December 1979");
    CHECK(one.id == "4-8");
    CHECK(one.title == "Convention on X (s. art. 3)");
    CHECK(one.place == "New York");
    CHECK(one.concluded == Date::of(1979, 12, 18));
    const IndexEntry two =
        indexed("Agreement on Olive Oil, 1956*. Geneva, 31 March 1958 and 3 May 1958");
    CHECK(two.title == "Agreement on Olive Oil, 1956");
    CHECK(two.concluded == Date::of(1958, 3, 31));
    const IndexEntry no_place = indexed("Declarations. 15 October 1946");
    CHECK(no_place.title == "Declarations");
    CHECK(no_place.concluded == Date::of(1946, 10, 15));
    CHECK_FALSE(no_place.place);
    const IndexEntry no_day = indexed("Coffee Agreement, 1994*. London");
    CHECK(no_day.title == "Coffee Agreement, 1994");
    CHECK(no_day.place == "London");
    CHECK(indexed("A title alone").title == "A title alone");
    CHECK(file_stem("27-7.a") == "27-7-a");
}

TEST_CASE("an index with other columns, gaps or repetitions is refused") {
    const auto code = [](const std::string& rows) -> std::string {
        StringSource source(rows);
        const auto entries = read_treaty_index(source, "i");
        return entries ? "" : entries.error().code + " " + entries.error().where;
    };
    const std::string heading = "chapter_no,treaty_no,treaty_name,url,chapter_url,chapter_name\n";
    CHECK(code("") == "untc.no-header i:1:1");
    CHECK(code("chapter_no,number\n") == "untc.column i:1:12");
    CHECK(code("chapter_no\n") == "untc.column i:1");
    CHECK(code(heading + "1,1,,u,v,w\n") == "untc.empty i:2:5");
    CHECK(code(heading + "1,1,T,u,v,w\n1,1,U,u,v,w\n") == "untc.twice i:3:1");
}
