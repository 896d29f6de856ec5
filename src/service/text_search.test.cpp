// SPDX-License-Identifier: Apache-2.0
#include "service/text_search.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace comity;

namespace {

bool finds(std::string_view query, std::initializer_list<std::string_view> texts) {
    const TextSearch search(query);
    std::vector<bool> found(search.size());
    for (const std::string_view text : texts) search.mark(text, found);
    return std::ranges::all_of(found, [](bool each) { return each; });
}

}  // namespace

TEST_CASE("words are found in whatever case, in several alphabets") {
    CHECK(finds("dialogue PARTNER", {"Egypt becomes a Dialogue partner."}));
    CHECK(finds("РЕШЕНИЕ ёлка", {"решение", "Ёлка"}));
    CHECK(finds("İstanbul", {"İstanbul"}));
    CHECK(finds("türkİye", {"TÜRKİYE"}));
    CHECK(finds("Žižek", {"žIŽEK"}));
    CHECK(finds("ΑΘΗΝΑ", {"αθηνα"}));
    CHECK(finds("қазақстан", {"ҚАЗАҚСТАН"}));
    CHECK(finds("成员国", {"上海合作组织成员国元首理事会"}));
    CHECK(!finds("成员", {"上海合作组织"}));
    CHECK(!finds("partners", {"partner"}));
    CHECK(!finds("×", {"÷"}));
}

TEST_CASE("all words must occur, but in different texts if need be") {
    CHECK(finds("river школа", {"The River", "Школа рек"}));
    CHECK(!finds("river lake", {"The River", "Школа рек"}));
    CHECK(finds("", {"anything"}));
    CHECK(finds("   ", {}));
    CHECK(TextSearch("  ").empty());
}

TEST_CASE("bytes that are no text neither match by chance nor end a search") {
    CHECK(!finds("a", {"\xC3", "\xF0\x9F", ""}));
    CHECK(finds("a", {"\xFF\xFE\x61"}));
    CHECK(TextSearch("\xFF").empty());
    CHECK(finds("<script>", {"<SCRIPT>alert(1)</script>"}));
}
