// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/scenarios/scenario.test.h"
#include "engines/trade/scenarios/scenario_change.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <sstream>

namespace comity::trade {
namespace {

/// The scenario with one piece of its text replaced.
std::string with(std::string_view piece, std::string_view instead) {
    std::string text(three_parties);
    const std::size_t at = text.find(piece);
    REQUIRE(at != std::string::npos);
    return text.replace(at, piece.size(), instead);
}

/// The refusal of a scenario, of its data or of its changes.
Refusal refusal_of(const std::string& text, const FileBytes& files = three_files()) {
    const auto file = parse_scenario(text, "s.toml");
    if (!file) return file.error();
    const auto world = read_world(file->scenario, files);
    if (!world) return file->located(world.error());
    const auto members = members_of(file->scenario, *world);
    return members ? Refusal{} : file->located(members.error());
}

struct Case {
    const char* piece;
    const char* instead;
    std::string code;
    std::string where;
};

TEST_CASE("what is wrong with a scenario is refused by code and place") {
    for (const Case& wrong : {
             Case{"\"A\", \"B\"", "\"A\", \"X\"", "scenario.unknown-party", "s.toml:28:14"},
             Case{"from = \"pair\"", "from = \"X\"", "scenario.unknown-party", "s.toml:31:8"},
             Case{"[\"A\", \"B\"]", "[]", "scenario.empty-group", "s.toml:28:8"},
             Case{"[\"A\", \"B\"]", "\"\"", "scenario.empty-group", "s.toml:28:8"},
             Case{"[\"A\", \"B\"]", "\"member@2021-09-17\"", "scenario.group-unresolved",
                  "s.toml:28:8"},
             Case{"[\"A\", \"B\"]", "[\"A\"]", "scenario.no-pairs", "s.toml:30:1"},
             Case{"pair = ", "C = ", "scenario.ambiguous", "s.toml:28:5"},
             Case{"\"-10\"", "\"-100\"", "scenario.below-minus-100", "s.toml:33:12"},
             Case{"\"-10\"", "\"-250.5\"", "scenario.below-minus-100", "s.toml:33:12"},
             Case{"\"-10\"", "\"1e9\"", "scenario.percent", "s.toml:33:12"},
             Case{"\"-10\"", "\"NaN\"", "decimal.malformed", "s.toml:33:12"},
             Case{"\"-10\"", "-10.5", "toml.fraction", "s.toml:33:12"},
             Case{"friction = \"-10\"", "", "scenario.one-change", "s.toml:30:1"},
             Case{"friction = \"-10\"", "friction = \"-10\"\ntariff = \"5\"", "scenario.one-change",
                  "s.toml:30:1"},
             Case{"friction = \"-10\"", "tariff = \"5\"", "scenario.needs-sectors", "s.toml:30:1"},
             Case{"friction = \"-10\"", "friction = \"-10\"\nsectors = [\"Food\"]",
                  "scenario.needs-sectors", "s.toml:30:1"},
             Case{"friction = \"-10\"", "friction = \"-10\"\nphase_in = { from = 2026, years = 0 }",
                  "scenario.phase-in", "s.toml:34:35"},
             Case{"friction = \"-10\"", "friction = \"-10\"\nphase_in = { from = 12, years = 2 }",
                  "scenario.phase-in", "s.toml:34:21"},
             Case{"\"w.csv\"", "\"../w.csv\"", "scenario.file-name", "s.toml:21:19"},
             Case{"\"w.csv\"", "\"other.csv\"", "scenario.file-missing", ""},
             Case{"flows = \"w.csv\"", "table = \"w.csv\"", "scenario.file-missing", "s.toml:21:9"},
             Case{"format = \"flows\"", "format = \"matrices\"", "scenario.format", "s.toml:20:10"},
             Case{"substitution = \"5\"", "substitution = \"1\"", "scenario.elasticity",
                  "s.toml:24:16"},
             Case{"substitution = \"5\"", "", "scenario.no-elasticity", "s.toml:23:1"},
             Case{"standard_error = \"1\"", "standard_error = \"-1\"", "scenario.standard-error",
                  "s.toml:23:1"},
             Case{"standard_error = \"1\"", "", "scenario.no-standard-error", "s.toml:23:1"},
             Case{"count = 8", "count = -1", "scenario.draws", "s.toml:36:9"},
             Case{"name = \"three\"", "name = \"Three!\"", "scenario.name", "s.toml:2:8"},
             Case{"en = \"Three\"", "en = \" \"", "scenario.no-text", "s.toml:13:1"},
             Case{"year = 2020", "year = 20", "scenario.year", "s.toml:4:8"},
             Case{"unit = \"USD\"", "", "field.missing", "s.toml:1:1"},
             Case{"unit = \"USD\"", "unit = \"USD\"\nmodle = 1", "field.unknown", "s.toml:6:9"},
         }) {
        CAPTURE(wrong.instead);
        const Refusal refusal = refusal_of(with(wrong.piece, wrong.instead));
        CHECK(refusal.code == wrong.code);
        CHECK(refusal.where == wrong.where);
    }
}

TEST_CASE("data that cannot be a world are refused by file and line") {
    const auto refused = [](const char* csv) {
        return refusal_of(std::string(three_parties), {{"w.csv", csv}});
    };
    CHECK(refused("exporter,importer,value\nA,A,5\nA,B,1\nB,A,1\n").code == "scenario.own-sales");
    CHECK(refused("exporter,importer,value\nA,A,5\nB,B,\n").code == "scenario.data-missing");
    CHECK(refused("exporter,importer,value\nA,A,5\nB,B,\n").where == "w.csv:3");
    CHECK(refused("exporter,importer,value\nA,A,-5\nA,B,1\nB,A,1\nB,B,5\n").code ==
          "equilibrium.negative");
    CHECK(refused("exporter,importer,value\nA,A,1e40\nA,B,1\nB,A,1\nB,B,5\n").code ==
          "scenario.too-large");
    CHECK(refused("exporter,importer,value\nA,A,5\nA,A,5\n").code == "panel.duplicate-row");
    CHECK(refused("").code == "panel.no-header");
}

TEST_CASE("a scenario is the same after it was written and read") {
    const auto file = parse_scenario(three_parties, "s.toml");
    REQUIRE(file.has_value());
    const auto again = decode<Scenario>(encode(file->scenario));
    REQUIRE(again.has_value());
    CHECK(*again == file->scenario);
}

TEST_CASE("frictions that meet are multiplied, and own sales stay") {
    const auto file = parse_scenario(
        with("friction = \"-10\"",
             "friction = \"-10\"\n[[changes]]\nfrom = \"*\"\nto = \"B\"\nfriction = \"50\""),
        "s.toml");
    REQUIRE(file.has_value());
    const auto world = read_world(file->scenario, three_files());
    REQUIRE(world.has_value());
    REQUIRE(members_of(file->scenario, *world).has_value());
    const PartyMatrix factors = cost_factors(file->scenario, *world, {});
    CHECK(factors[0, 1] == doctest::Approx(0.9 * 1.5));
    CHECK(factors[1, 0] == doctest::Approx(0.9));
    CHECK(factors[2, 1] == doctest::Approx(1.5));
    CHECK(factors[1, 1] == 1);
    CHECK(factors[1, 2] == 1);
}

TEST_CASE("a phase-in goes in equal steps from its first year") {
    const PhaseIn phases{.from = 2026, .years = 4};
    CHECK(phases.share_in(2025) == 0);
    CHECK(phases.share_in(2026) == 0.25);
    CHECK(phases.share_in(2029) == 1);
    CHECK(phases.share_in(2040) == 1);
    CHECK(PhaseIn{.from = 2026, .years = 1}.share_in(2026) == 1);
}

TEST_CASE("members are those that changes name; all, if none names any") {
    const auto members = [](const std::string& text) {
        const auto file = parse_scenario(text, "s.toml");
        REQUIRE(file.has_value());
        const auto world = read_world(file->scenario, three_files());
        REQUIRE(world.has_value());
        const auto found = members_of(file->scenario, *world);
        REQUIRE(found.has_value());
        return *found;
    };
    using Members = std::vector<bool>;
    CHECK(members(std::string(three_parties)) == Members{true, true, false});
    CHECK(members(with("from = \"pair\"", "from = \"*\"")) == Members{true, true, false});
    std::string everyone = with("from = \"pair\"", "from = \"*\"");
    everyone.replace(everyone.find("to = \"pair\""), 11, "to = \"*\"");
    CHECK(members(everyone) == Members{true, true, true});
}

TEST_CASE("output less exports is what is sold at home, if the scenario says so") {
    std::string text = with("format = \"flows\"", "format = \"exports-and-output\"");
    const std::string files = "files = { flows = \"w.csv\" }";
    text.replace(text.find(files), files.size(),
                 "files = { exports = \"x.csv\", output = \"y.csv\" }");
    const auto file = parse_scenario(text, "s.toml");
    REQUIRE(file.has_value());
    const std::string exports = "exporter,importer,value\nA,B,2\nB,A,3\n";
    const auto world =
        read_world(file->scenario, {{"x.csv", exports}, {"y.csv", "party,value\nB,7\nA,9\n"}});
    REQUIRE(world.has_value());
    CHECK(world->one->trade[0, 0] == 7);
    CHECK(world->one->trade[1, 1] == 4);
    CHECK(read_world(file->scenario, {{"x.csv", exports}, {"y.csv", "party,value\nA,9\n"}})
              .error()
              .code == "scenario.output");
    CHECK(read_world(file->scenario, {{"x.csv", exports}, {"y.csv", "party,value\nA,9\nB,1\n"}})
              .error()
              .code == "trade.own-sales-negative");
}

}  // namespace
}  // namespace comity::trade
