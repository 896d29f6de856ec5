// SPDX-License-Identifier: Apache-2.0
#include "cli/trade_simulate_text.h"

#include <doctest/doctest.h>

using namespace comity;
using namespace comity::cli;

namespace {

trade::EffectRow effect(const std::string& party, const char* real_income) {
    trade::EffectRow row;
    row.party = party;
    row.member = party != "OUT";
    row.real_income = *Decimal::parse(real_income);
    return row;
}

trade::Assessment sample() {
    trade::Assessment answer;
    answer.title = {{"en", "Title"}, {"ru", "Заглавие"}};
    answer.question = {{"ru", "Вопрос"}};
    trade::Phase& phase = answer.phases.emplace_back();
    phase.effects = {effect("OUT", "-0.0004"), effect("BIG", "2.5"), effect("LOW", "-1.25")};
    phase.summary.members.parties = 2;
    phase.summary.members.lose = 1;
    phase.summary.members.worst_off = "LOW";
    phase.certificate.residual = *Decimal::parse("3e-13");
    phase.certificate.limit = *Decimal::parse("1e-10");
    answer.limits = {"static", "some-other-code"};
    return answer;
}

bool has(const std::string& text, std::string_view piece) {
    return text.find(piece) != std::string::npos;
}

}  // namespace

TEST_CASE("effects are ranked, with a sign where there is anything to show") {
    const std::string text = assessment_text(sample(), 100);
    CHECK(text.find("BIG") < text.find("OUT"));
    CHECK(text.find("OUT") < text.find("LOW"));
    CHECK(has(text, "+2.500"));
    CHECK(has(text, "-1.250"));
    CHECK(!has(text, "-0.000"));
}

TEST_CASE("who loses is said, and what the answer leaves out") {
    const std::string text = assessment_text(sample(), 100);
    CHECK(has(text, "1 loses; worst off: LOW"));
    CHECK(has(text, "by more than 1e-12 of its size (limit 1e-10)"));
    CHECK(has(text, "Compares two states of the world"));
    CHECK(has(text, "  some-other-code\n"));
    CHECK(has(text, "Title\nВопрос\n"));
}

TEST_CASE("texts of a scenario cannot move the cursor") {
    trade::Assessment answer = sample();
    answer.title = {{"en", "a\033[2Jb"}};
    answer.groups = {{"g\033]0;x\007", {"A\033"}}};
    answer.source = "s\033[1m";
    CHECK(!has(assessment_text(answer, 100), "\033"));
}
