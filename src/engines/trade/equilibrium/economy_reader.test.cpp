// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/economy_reader.h"

#include <doctest/doctest.h>

#include <map>

namespace comity::trade {
namespace {

using Texts = std::map<std::string, std::string>;

const MatrixLabels labels = {.parties = {"A", "B"}, .sectors = {"goods", "services"}};

/// Two parties, two sectors, of which the first is traded.
Texts matrices() {
    return {{"output", "100\t100\n50\t60\n"},
            {"value_added", "0.5\t1\r\n1\t0.75\r\n"},
            {"inputs", "0.5\t0\n0.5\t0\n0\t0.25\n0\t0.75\n"},
            {"theta", "4\n"},
            {"tariff", "0\t10\n50\t0\n"},
            {"flow", "0\t3\n2\t0\n"}};
}

Result<FlowTables> read(const Texts& texts) {
    std::vector<StringSource> sources;
    sources.reserve(6);
    const auto named = [&](const std::string& name) {
        return NamedSource{sources.emplace_back(texts.at(name)), name};
    };
    return read_matrices({named("output"), named("value_added"), named("inputs"), named("theta"),
                          named("tariff"), named("flow")},
                         labels, {.flow = 10, .untraded_theta = 7});
}

TEST_CASE("matrices are read into the tables of flows") {
    const auto tables = read(matrices());
    REQUIRE(tables.has_value());
    CHECK(tables->theta == std::vector<double>{4, 7});
    CHECK(tables->flow == std::vector<double>{0, 30, 20, 0, 0, 0, 0, 0});
    CHECK(tables->tariff == std::vector<double>{0, 0.1, 0.5, 0, 0, 0, 0, 0});
    CHECK(tables->gross_output == std::vector<double>{100, 100, 50, 60});
    CHECK(tables->beta == std::vector<double>{0.5, 1, 1, 0.75});
    CHECK(tables->input_share == std::vector<double>{0.5, 0, 0.5, 0, 0, 0.25, 0, 0.75});
    CHECK(economy_from_flows(*tables).has_value());
}

TEST_CASE("a matrix of another shape or with other text is refused by its place") {
    struct Case {
        const char* file;
        const char* text;
        const char* code;
        const char* where;
    };
    const std::vector<Case> cases = {
        {"output", "100\t100\n", "matrix.shape", "output"},
        {"output", "100\t100\n50\n", "csv.field-count", "output:2"},
        {"output", "100\tmany\n50\t60\n", "matrix.number", "output:1:5"},
        {"output", "100\t1e999\n50\t60\n", "matrix.number", "output:1:5"},
        {"output", "", "matrix.shape", "output"},
        {"value_added", "0.5\n1\n1\n0.75\n", "matrix.shape", "value_added"},
        {"inputs", "0.5\t0\n0.5\t0\n", "matrix.shape", "inputs"},
        {"theta", "4\t4\n", "matrix.shape", "theta"},
        {"theta", "4\n4\n4\n", "matrix.shape", "theta"},
        {"tariff", "0\t10\n50\t0\n0\t0\n", "matrix.shape", "tariff"},
        {"flow", "0\t\n2\t0\n", "matrix.number", "flow:1:3"},
        {"flow", "0\t3\n2\t0x\n", "matrix.number", "flow:2:3"},
    };
    for (const Case& one : cases) {
        Texts texts = matrices();
        texts[one.file] = one.text;
        const auto tables = read(texts);
        REQUIRE_FALSE(tables.has_value());
        CHECK(tables.error().code == one.code);
        CHECK(tables.error().where.starts_with(one.where));
    }
}

/// The world of `matrices`, nearly, in long form.
Texts long_tables() {
    return {{"share",
             "origin,destination,sector,value\nÅ,Å,s,0.75\nB,Å,s,0.25\nB,B,s,0.875\nÅ,B,s,0.125\n"},
            {"tariff", "sector,origin,destination,value\ns,Å,Å,1\ns,B,Å,1.1\ns,B,B,1\ns,Å,B,1.5\n"},
            {"expenditure", "country,sector,value\nÅ,s,100\nB,s,120\n"},
            {"final", "\"sector\",\"country\",\"value\"\n\"s\",\"Å\",1\n\"s\",\"B\",1\n"},
            {"beta", "sector,country,value\ns,Å,0.5\ns,B,1\n"},
            {"inputs", "input,output,country,value\ns,s,Å,1\ns,s,B,0\n"},
            {"theta", "sector,value\ns,0.25\n"},
            {"value_added", "country,value\nÅ,45\nB,110\n"},
            {"balance", "country,value\nÅ,-5\nB,5\n"}};
}

Result<Economy> read_long(const Texts& texts) {
    std::vector<StringSource> sources;
    sources.reserve(9);
    const auto named = [&](const std::string& name) {
        return NamedSource{sources.emplace_back(texts.at(name)), name};
    };
    return read_long_tables({named("share"), named("tariff"), named("expenditure"), named("final"),
                             named("beta"), named("inputs"), named("theta"), named("value_added"),
                             named("balance")});
}

TEST_CASE("long tables are read in any order of lines and columns") {
    const auto economy = read_long(long_tables());
    REQUIRE(economy.has_value());
    CHECK(economy->parties == std::vector<std::string>{"Å", "B"});
    CHECK(economy->theta == std::vector<double>{4});
    CHECK(economy->share == std::vector<double>{0.75, 0.25, 0.125, 0.875});
    CHECK(economy->tariff[1] == doctest::Approx(0.1));
    CHECK(economy->tariff[2] == 0.5);
    CHECK(economy->gamma == std::vector<double>{0.5, 0});
    CHECK(economy->deficit == std::vector<double>{5, -5});
    CHECK(economy->corrections.empty());
}

TEST_CASE("a long table with a cell too few, too many or unknown is refused by its place") {
    struct Case {
        const char* file;
        const char* text;
        const char* code;
        const char* where;
    };
    const std::vector<Case> cases = {
        {"balance", "country,value\nÅ,-5\n", "long.missing", "balance/B"},
        {"balance", "country,value\nÅ,-5\nB,5\nÅ,1\n", "long.twice", "balance:4"},
        {"balance", "country,value\nÅ,-5\nC,5\n", "long.label", "balance:3:1"},
        {"balance", "country,value\nÅ,-5\nB,five\n", "long.number", "balance:3:3"},
        {"balance", "party,value\nÅ,-5\nB,5\n", "long.column", "balance:1"},
        {"balance", "", "long.column", "balance"},
        {"value_added", "country,value\nÅ,1\nÅ,2\n", "long.twice", "value_added:3"},
        {"value_added", "country,value\n,1\n", "long.label", "value_added:2:1"},
        {"inputs", "input,output,country,value\ns,s,B,0\n", "long.missing", "inputs/Å/s/s"},
        {"theta", "sector,value\ns,0\n", "economy.not-a-number", "/theta/s"},
        {"tariff", "origin,destination,sector,value\nÅ,Å,s,1\nB,Å,s,0\nB,B,s,1\nÅ,B,s,1.5\n",
         "economy.tariff", "/tariff/s/Å/B"},
    };
    for (const Case& one : cases) {
        Texts texts = long_tables();
        texts[one.file] = one.text;
        const auto economy = read_long(texts);
        REQUIRE_FALSE(economy.has_value());
        CHECK(economy.error().code == one.code);
        CHECK(economy.error().where == one.where);
    }
}

}  // namespace
}  // namespace comity::trade
