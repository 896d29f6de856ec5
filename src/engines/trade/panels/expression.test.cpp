// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/panels/expression.h"
#include "engines/trade/panels/panel_maker.test.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace comity;
using namespace comity::trade;

namespace {

/// Two exporters and importers in two years, with a distance and a number that is missing once.
Panel small_panel() {
    test::PanelMaker panel;
    double distance = 1;
    for (const char* exporter : {"A", "B"})
        for (const char* importer : {"A", "B"})
            for (const char* year : {"1990", "1994"}) {
                panel.factor("exporter", exporter);
                panel.factor("importer", importer);
                panel.factor("year", year);
                panel.variable("year", std::string(year) == "1990" ? 1990 : 1994);
                panel.variable("dist", distance);
                panel.variable("gap", distance == 3 ? std::numeric_limits<double>::quiet_NaN() : 1);
                ++distance;
            }
    return std::move(panel).take();
}

std::vector<double> values(const std::string& text) {
    const auto expression = Expression::parse(text);
    REQUIRE_MESSAGE(expression.has_value(), text);
    const auto result = expression->evaluate(small_panel());
    REQUIRE_MESSAGE(result.has_value(), text);
    return *result;
}

Refusal refusal(const std::string& text) {
    const auto expression = Expression::parse(text);
    REQUIRE_MESSAGE(!expression.has_value(), text);
    return expression.error();
}

std::string code_of(const std::string& text) {
    const auto result = Expression::parse(text).value().evaluate(small_panel());
    REQUIRE_MESSAGE(!result.has_value(), text);
    return result.error().code + " " + result.error().where;
}

using Doubles = std::vector<double>;

}  // namespace

TEST_CASE("expressions compute logarithms, products and conditions row by row") {
    CHECK(values("log(dist)")[2] == std::log(3.0));
    CHECK(values("dist * dist - 1") == Doubles{0, 3, 8, 15, 24, 35, 48, 63});
    CHECK(values("exporter == importer") == Doubles{1, 1, 0, 0, 0, 0, 1, 1});
    CHECK(values("exporter != importer") == Doubles{0, 0, 1, 1, 1, 1, 0, 0});
    CHECK(values("exporter == 'B' and year >= 1994") == Doubles{0, 0, 0, 0, 0, 1, 0, 1});
    CHECK(values("year == 1990") == Doubles{1, 0, 1, 0, 1, 0, 1, 0});
    CHECK(values("dist * (exporter == \"A\" or not year > 1990)") ==
          Doubles{1, 2, 3, 4, 5, 0, 7, 0});
}

TEST_CASE("operators bind as on paper") {
    CHECK(values("1 + 2 * 3")[0] == 7);
    CHECK(values("(1 + 2) * 3")[0] == 9);
    CHECK(values("8 / 4 / 2")[0] == 1);
    CHECK(values("8 - 4 - 2")[0] == 2);
    CHECK(values("--2 - -1")[0] == 3);
    CHECK(values("1 == 1 or 1 / 1 == 2 and 1 == 2")[0] == 1);
    CHECK(values("not 1 == 1 or 1 == 1")[0] == 1);
    CHECK(values("1e2 < .5 + 100")[0] == 1);
}

TEST_CASE("what depends on a missing number is missing, unless the rest decides") {
    CHECK(std::isnan(values("gap * 2")[2]));
    CHECK(std::isnan(values("gap > 0")[2]));
    CHECK(std::isnan(values("not gap > 0")[2]));
    CHECK(values("gap > 0 and dist < 2")[2] == 0);
    CHECK(values("gap > 0 or dist > 2")[2] == 1);
    CHECK(std::isnan(values("gap > 0 and dist > 2")[2]));
}

TEST_CASE("what cannot be read is refused with its place") {
    CHECK(refusal("log(dist").where == "9");
    CHECK(refusal("log dist").where == "5");
    CHECK(refusal("dist *").where == "7");
    CHECK(refusal("").where == "1");
    CHECK(refusal("dist dist").where == "6");
    CHECK(refusal("dist = 1").where == "6");
    CHECK(refusal("1 < 2 < 3").where == "7");
    CHECK(refusal("2dist").where == "2");
    CHECK(refusal("exporter == 'A").where == "13");
    CHECK(refusal("and").message == "expected a column before 'and'");
    CHECK(refusal("dist \xc3\x97 2").code == "expression.syntax");
    CHECK(refusal("1 + 'A'") ==
          Refusal{"expression.label",
                  "a label can only be compared with a column, by == or !=", "5"});
    CHECK(refusal("'A'").code == "expression.label");
    CHECK(refusal("year < '1990'").where == "8");
    CHECK(refusal(std::string(100, '(') + "1").code == "expression.depth");
    CHECK(refusal(std::string(100, '-') + "1").code == "expression.depth");
    CHECK(refusal(std::string(5000, '1')).code == "expression.length");
    CHECK(refusal(std::string("1\0", 2)).where == "2");
}

TEST_CASE("what cannot be computed is refused with its row") {
    CHECK(code_of("log(dist - 3)") == "expression.not-finite made:1");
    CHECK(code_of("1 / (dist - 3)") == "expression.not-finite made:3");
    CHECK(code_of("dist * 1e308") == "expression.not-finite made:2");
    CHECK(code_of("port * 2") == "expression.unknown-column made");
    CHECK(code_of("exporter * 2") == "expression.unknown-column made");
    CHECK(code_of("exporter == port") == "expression.unknown-column made");
}

TEST_CASE("an expression says which columns it needs, and as what") {
    const auto expression =
        Expression::parse("log(dist) * (exporter == importer) + (rta == cu)", {"rta", "cu"});
    REQUIRE(expression);
    CHECK(expression->numbers() == std::set<std::string>{"cu", "dist", "rta"});
    CHECK(expression->labels() == std::set<std::string>{"exporter", "importer"});
}

TEST_CASE("definitions have a name of their own") {
    const auto definition = Definition::parse("ld = log(dist)", {});
    REQUIRE(definition);
    CHECK(definition->name == "ld");
    CHECK(Definition::parse("domestic = exporter == importer", {})->name == "domestic");
    for (const char* text : {"log(dist)", "= 1", "2x = 1", "a == b", "not = 1", "a b = 1", ""})
        CHECK_MESSAGE(Definition::parse(text, {}).error().code == "expression.name", text);
    CHECK(Definition::parse("ld = log(", {}).error().where == "10");
}

TEST_CASE("rows are chosen by a condition that must be known") {
    const Panel panel = small_panel();
    const auto rows = rows_where(panel, Expression::parse("exporter != importer").value());
    REQUIRE(rows);
    CHECK(*rows == std::vector<std::uint32_t>{2, 3, 4, 5});
    const Panel chosen = with_rows(panel, *rows);
    CHECK(chosen.rows() == 4);
    CHECK(chosen.find_variable("dist")->values == Doubles{3, 4, 5, 6});
    const auto unknown = rows_where(panel, Expression::parse("gap == 1").value());
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == "expression.missing");
}
