// SPDX-License-Identifier: Apache-2.0
#include "cli/scoreboard_text.h"

#include "cli/reasons.h"

#include <doctest/doctest.h>

using namespace comity;
using namespace comity::cli;

namespace {

Decimal decimal(std::string_view text) { return *Decimal::parse(text); }

answers::Account account() {
    answers::Account account;
    account.pledge = "pilots";
    account.reading = "offered";
    account.label.by_language["en"] = "Places offered";
    account.state = "current";
    account.verdict = "not-measurable";
    account.basis = "none";
    account.unit = "places";
    account.window = answers::WindowText{"2022", "2025"};
    return account;
}

std::string shown(const answers::Account& account) {
    answers::Pledge pledge;
    pledge.pledge = "pilots";
    pledge.title.by_language["en"] = "Training places";
    pledge.state = "current";
    pledge.date = Date::of(2022, 5, 20);
    pledge.readings = {account};
    return scoreboard_text({Date::of(2024, 12, 31), {pledge}}, 100);
}

answers::Explanation rows_of(const std::vector<std::string>& values) {
    answers::Explanation explanation;
    explanation.rows_total = std::ssize(values);
    for (const std::string& value : values) {
        answers::EvidenceRow row;
        row.period = "2021";
        row.unit = "USD";
        row.value = decimal(value);
        explanation.rows.push_back(row);
    }
    return explanation;
}

std::string explained(const std::vector<std::string>& values) {
    return explanation_text(account(), rows_of(values), {}, 100);
}

}  // namespace

TEST_CASE("a target without a value is not shown as if it had been reached") {
    answers::Account one = account();
    one.target = decimal("2000000000");
    CHECK(shown(one).contains("– of 2.0 bn places"));
    one.value = decimal("40");
    one.target = decimal("60");
    CHECK(shown(one).contains("40 of 60 places"));
    one.target.reset();
    one.value.reset();
    CHECK_FALSE(shown(one).contains("– of"));
}

TEST_CASE("a reading is shown with the name by which it is explained") {
    CHECK(shown(account()).contains("  Places offered  (offered)\n"));
}

TEST_CASE("why something is not measurable is said in words") {
    answers::Account one = account();
    one.reason = "nothing-reported";
    CHECK(shown(one).contains("no delivery reported"));
    CHECK_FALSE(shown(one).contains("nothing-reported"));
    CHECK(reason_text("a-new-code") == "a-new-code");
}

TEST_CASE("the values of rows are aligned at the point and grouped") {
    const std::string large = explained({"2674851578586.8647", "28028087858"});
    CHECK(large.contains("2,674,851,578,586.86"));
    CHECK(large.contains("   28,028,087,858.00"));
    CHECK(large.ends_with("2 rows; values are shown rounded, --json has them exactly\n"));
    const std::string small = explained({"0.0123", "12.5"});
    CHECK(small.contains(" 0.0123 "));
    CHECK(small.contains("12.5000 "));
    CHECK(small.ends_with("2 rows\n"));
    CHECK(explained({"40"}).ends_with("\n1 row\n"));
}

TEST_CASE("an exact value is given where the figure is not it") {
    answers::Account one = account();
    one.value = decimal("36");
    CHECK_FALSE(explanation_text(one, rows_of({}), {}, 100).contains("exact value"));
    one.value = decimal("2674851578586.8647");
    CHECK(explanation_text(one, rows_of({}), {}, 100).contains("2674851578586.8647\n"));
    one.value = decimal("36.125");
    CHECK(explanation_text(one, rows_of({}), {}, 100).contains("36.125\n"));
}

TEST_CASE("an explanation names the dataset whose codes it shows") {
    const std::string text =
        explanation_text(account(), rows_of({"1"}), {"Trade by partner", "IMF, IMTS"}, 100);
    CHECK(text.contains("Trade by partner"));
    CHECK(text.contains("IMF, IMTS"));
    CHECK_FALSE(explained({"1"}).contains("dataset"));
}
