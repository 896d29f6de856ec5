// SPDX-License-Identifier: Apache-2.0
#include "service/text_difference.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

/// `The [-old-][+new+] text`
std::string marked(std::string_view before, std::string_view after) {
    std::string text;
    std::string old_text;
    std::string new_text;
    for (const Stretch& stretch : difference(before, after)) {
        const bool same = stretch.change == Change::same;
        const bool added = stretch.change == Change::added;
        text += same ? stretch.text : (added ? "[+" : "[-") + stretch.text + (added ? "+]" : "-]");
        if (!added) old_text += stretch.text;
        if (same || added) new_text += stretch.text;
    }
    CHECK(old_text == before);
    CHECK(new_text == after);
    return text;
}

}  // namespace

TEST_CASE("what changed is shown word by word") {
    CHECK(marked("The members open a school.", "The members open a school.") ==
          "The members open a school.");
    CHECK(marked("There are eight rivers.", "There are seven rivers.") ==
          "There are [-eight-][+seven+] rivers.");
    CHECK(marked("a b c", "a c") == "a [-b -]c");
    CHECK(marked("Члены открывают школу.", "Члены открывают новую школу.") ==
          "Члены открывают [+новую +]школу.");
    CHECK(marked("有八条河。", "有七条河。") == "有[-八-][+七+]条河。");
    CHECK(marked("", "new") == "[+new+]");
    CHECK(marked("old", "") == "[-old-]");
    CHECK(difference("", "").empty());
}

TEST_CASE("very long texts are told apart too, and broken bytes harm nothing") {
    std::string before;
    std::string after;
    for (int i = 0; i < 2000; ++i) {
        before += "old" + std::to_string(i) + " ";
        after += "new" + std::to_string(i) + " ";
    }
    CHECK(difference(before + "end", after + "end").size() == 3);
    marked("\xE4\xBD", "\xE4");
    marked("a\xF0", "a\xF0\x9F");
}
