// SPDX-License-Identifier: Apache-2.0
#include "service/atom.h"

#include "base/utf8.h"
#include "service/fixture.h"

#include <doctest/doctest.h>

using namespace comity;
using namespace comity::fixture;

namespace {

std::string feed_of(const Node& node, const std::string& language = "en") {
    const CountryList countries;
    return record_feed(View{node, node.state(), countries, noon.date(), "test", noon}, language);
}

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("what has a meaning in XML is written as a reference") {
    CHECK(xml_text("") == "");
    CHECK(xml_text("<a href=\"x\">R&D</a>") == "&lt;a href=&quot;x&quot;&gt;R&amp;D&lt;/a&gt;");
    CHECK(xml_text("]]>") == "]]&gt;");
    CHECK(xml_text("one\ntwo\tthree\r") == "one&#10;two&#9;three&#13;");
    CHECK(xml_text("Шанхай 上海 😀") == "Шанхай 上海 😀");
}

TEST_CASE("what XML cannot hold becomes the character for what is unknown") {
    const std::string unknown = "\xEF\xBF\xBD";
    CHECK(xml_text(std::string("a\0b", 3)) == "a" + unknown + "b");
    CHECK(xml_text("\x1B[31m") == unknown + "[31m");
    CHECK(xml_text("\xEF\xBF\xBE\xEF\xBF\xBF") == unknown + unknown);
    CHECK(xml_text("a\xFF<") == "a" + unknown + "&lt;");
    CHECK(xml_text("\xE4\xB8") == unknown + unknown);
    for (int first = 0; first < 256; ++first) {
        CAPTURE(first);
        const std::string text = xml_text(std::string{static_cast<char>(first), '&'});
        CHECK(is_utf8(text));
        CHECK(text.ends_with("&amp;"));
    }
}

TEST_CASE("the feed has the newest entries first, each with a name of its own") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    const std::string feed = feed_of(*node);
    CHECK(feed.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns="));
    CHECK(feed.ends_with("</feed>\n"));
    CHECK(count_of(feed, "<entry>") == 3);
    CHECK(feed.contains("<title>League</title>"));
    CHECK(feed.contains("<updated>2022-06-01T12:00:00Z</updated>"));
    const auto newest = feed.find("<id>tag:league.example,2022-06-01:log/2</id>");
    const auto oldest = feed.find("<id>tag:league.example,2022-06-01:log/0</id>");
    REQUIRE(newest != std::string::npos);
    REQUIRE(oldest != std::string::npos);
    CHECK(newest < oldest);
    CHECK(feed.contains("<title>party.admit: KAZ as member from 2020-03-01</title>"));
    CHECK(feed.contains("href=\"/record/2?lang=en\""));
}

TEST_CASE("what was signed cannot break the feed") {
    const TemporaryFolder folder;
    const auto node = Node::init(folder / "n", "league.example/log");
    REQUIRE(node);
    REQUIRE(
        (*node)->submit(draft("association.found", R"({"name":{"en":"</title><script>&"},)"
                                                   R"("founded":"2020-03-01","languages":["en"]})"),
                        noon));
    const std::string feed = feed_of(**node);
    CHECK(feed.contains("<title>&lt;/title&gt;&lt;script&gt;&amp;</title>"));
    CHECK_FALSE(feed.contains("<script"));
}

TEST_CASE("a record without entries has a feed without entries") {
    const TemporaryFolder folder;
    const auto node = Node::init(folder / "n", "league.example/log");
    REQUIRE(node);
    const std::string feed = feed_of(**node);
    CHECK(count_of(feed, "<entry>") == 0);
    CHECK(feed.contains("<title>league.example/log</title>"));
    CHECK(feed.contains("<updated>1970-01-01T00:00:00Z</updated>"));
}

TEST_CASE("a feed has no more entries than its limit") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    const std::string_view note = R"({"text":{"en":"One of many"}})";
    const std::vector<Draft> drafts(feed_entries_max + 10, draft("note.place", note));
    const auto entered = node->submit(drafts, noon);
    REQUIRE_MESSAGE(entered, entered.error().message);
    CHECK(count_of(feed_of(*node), "<entry>") == feed_entries_max);
}
