// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/scenarios/assess.h"
#include "engines/trade/equilibrium/sectors.test.h"
#include "engines/trade/scenarios/scenario.test.h"

#include <cmath>
#include <fstream>
#include <sstream>

namespace comity::trade {
namespace {

Scenario scenario_of(std::string_view text) {
    const auto file = parse_scenario(text, "s.toml");
    if (!file) FAIL(file.error().code << " " << file.error().where);
    return file->scenario;
}

ScenarioWorld world_of(const Scenario& scenario, const FileBytes& files) {
    auto world = read_world(scenario, files);
    if (!world) FAIL(world.error().code << " " << world.error().where);
    return *std::move(world);
}

Assessment assessed(const Scenario& scenario, const ScenarioWorld& world,
                    const DrawOutcome& draws = {}) {
    auto answer = assess(scenario, world, draws);
    if (!answer) FAIL(answer.error().code << " " << answer.error().where);
    return *std::move(answer);
}

struct Three {
    Scenario scenario = scenario_of(three_parties);
    ScenarioWorld world = world_of(scenario, three_files());
    Assessment answer() const { return assessed(scenario, world); }
};

DrawOutcome drawn(const Scenario& scenario, const ScenarioWorld& world, const DrawRange& range) {
    auto draws = assess_draws(scenario, world, range);
    if (!draws) FAIL(draws.error().code << " " << draws.error().where);
    return *std::move(draws);
}

/// The long tables of a small economy, and a scenario about them.
struct Many {
    Scenario scenario;
    ScenarioWorld world;

    Many() {
        Three three;
        scenario = three.scenario;
        scenario.model = ScenarioModel::many_sectors;
        scenario.data.format = DataFormat::long_tables;
        scenario.elasticity = {.substitution = {},
                               .standard_error = {},
                               .standard_error_percent = Decimal(20),
                               .source = {}};
        scenario.groups = {{"pair", {{"P0", "P1"}, ""}}};
        world.many = sectors::world({4, 3}, 7);
    }
};

Decimal decimal(std::string_view text) { return *Decimal::parse(text); }

TEST_CASE("cheaper trade among two is good for them, and all adds up") {
    const Assessment answer = Three().answer();
    REQUIRE(answer.phases.size() == 1);
    const Phase& whole = answer.phases.front();
    CHECK(!whole.year);
    const Together& members = whole.summary.members;
    CHECK(members.parties == 2);
    CHECK(members.gain == 2);
    CHECK(members.lose == 0);
    CHECK(members.gini.has_value());
    CHECK(whole.summary.outsiders.lose == 1);
    CHECK(!whole.summary.outsiders.gini.has_value());
    CHECK(whole.summary.world.worst_off == "C");
    double exports = 0;
    double imports = 0;
    double income = 0;
    for (const EffectRow& row : whole.effects) {
        exports += row.exports_value.to_double();
        imports += row.imports_value.to_double();
        income += row.real_income_value.to_double();
    }
    CHECK(exports == doctest::Approx(imports));
    CHECK(income == doctest::Approx(whole.summary.world.real_income_value.to_double()));
    CHECK(answer.inputs.front().name == "scenario");
    CHECK(answer.inputs.at(1).sha256 == sha256(three_files().at("w.csv")));
    CHECK(whole.certificate.residual <= whole.certificate.limit);
}

TEST_CASE("the effects are those of the model with these factors") {
    const Three three;
    TradeCostChange change{TradeCostChange::Of::trade_cost, PartyMatrix(3, 1)};
    change.factors[0, 1] = change.factors[1, 0] = 0.9;
    const auto expected = assess_one_sector(*three.world.one, change);
    REQUIRE(expected.has_value());
    const Assessment answer = three.answer();
    for (std::size_t i = 0; i < 3; ++i) {
        const EffectRow& row = answer.phases.back().effects[i];
        const PartyEffect& effect = expected->full.effects[i];
        CHECK(row.real_income.to_double() ==
              doctest::Approx(effect.real_expenditure).epsilon(1e-7));
        CHECK(row.exports.to_double() == doctest::Approx(effect.exports).epsilon(1e-7));
        CHECK(row.price.to_double() == doctest::Approx(effect.price).epsilon(1e-7));
    }
    CHECK(answer.matrix.before[2][0] == Decimal(10));
    CHECK(answer.matrix.percent[0][1].to_double() ==
          doctest::Approx(100 * (expected->full.trade[0, 1] / 12 - 1)).epsilon(1e-7));
}

TEST_CASE("no change has no effect, to the last digit") {
    Three three;
    three.scenario.changes[0].friction = Decimal(0);
    Many many;
    many.scenario.changes[0].friction = Decimal(0);
    for (const Assessment& answer : {three.answer(), assessed(many.scenario, many.world)})
        for (const EffectRow& row : answer.phases.back().effects) {
            CAPTURE(row.party);
            for (const Decimal& value :
                 {row.exports, row.imports, row.output, row.price, row.price_index, row.real_income,
                  row.domestic_share, row.exports_value, row.imports_value, row.real_income_value})
                CHECK(value.is_zero());
        }
}

TEST_CASE("the same scenario has the same bytes, whatever the threads") {
    const Three three;
    const auto bytes = [&](unsigned threads) {
        return to_text(encode(assessed(three.scenario, three.world,
                                       drawn(three.scenario, three.world, {0, 40, threads}))));
    };
    const std::string once = bytes(1);
    CHECK(bytes(1) == once);
    CHECK(bytes(2) == once);
    CHECK(bytes(5) == once);
}

template <class World>
void check_split_draws() {
    const World small;
    const DrawOutcome whole = drawn(small.scenario, small.world, {0, 21, 1});
    const std::array parts = {drawn(small.scenario, small.world, {13, 8, 2}),
                              drawn(small.scenario, small.world, {0, 13, 3})};
    CHECK(merge(parts) == whole);
    CHECK(whole.unsolved() == 0);
    CHECK(pack(merge(parts)) == pack(whole));
    const auto again = unpack(pack(whole));
    REQUIRE(again.has_value());
    CHECK(*again == whole);
}

TEST_CASE("draws may be split in any way") {
    check_split_draws<Three>();
    check_split_draws<Many>();
}

TEST_CASE("bytes that are not draws are refused") {
    const Three three;
    const std::string bytes = pack(drawn(three.scenario, three.world, {0, 2, 1}));
    CHECK(unpack("").has_value());
    for (const std::size_t size :
         {std::size_t{1}, std::size_t{8}, std::size_t{24}, bytes.size() - 8})
        CHECK(unpack(bytes.substr(0, size)).error().code == "draws.bytes");
    CHECK(unpack(std::string(24, '\xff')).error().code == "draws.bytes");
}

TEST_CASE("intervals hold the middle, and another seed gives others") {
    Three three;
    const auto interval = [&] {
        return assessed(three.scenario, three.world,
                        drawn(three.scenario, three.world, {0, 99, 1}));
    };
    const Assessment answer = interval();
    REQUIRE(answer.draws.has_value());
    CHECK(answer.draws->count == 99);
    for (const EffectRow& row : answer.phases.back().effects) {
        REQUIRE(row.real_income_p05.has_value());
        CHECK(*row.real_income_p05 < *row.real_income_p50);
        CHECK(*row.real_income_p50 < *row.real_income_p95);
        CHECK(*row.real_income_p05 < row.real_income);
        CHECK(row.real_income < *row.real_income_p95);
    }
    three.scenario.draws->seed = 4;
    CHECK(interval().phases.back().effects != answer.phases.back().effects);
}

TEST_CASE("steps of a phase-in end with the whole change") {
    Three three;
    const Phase whole = three.answer().phases.back();
    three.scenario.changes[0].phase_in = PhaseIn{2026, 4};
    const Assessment answer = three.answer();
    REQUIRE(answer.phases.size() == 4);
    CHECK(answer.phases.front().year == 2026);
    CHECK(answer.phases.back().year == 2029);
    CHECK(answer.phases.back().effects[2].real_income == whole.effects[2].real_income);
    CHECK(answer.phases.back().summary == whole.summary);
    for (std::size_t at = 1; at < 4; ++at)
        CHECK(answer.phases[at - 1].effects[0].real_income <
              answer.phases[at].effects[0].real_income);
}

TEST_CASE("lines of the data may stand in any order") {
    const Three three;
    const FileBytes other = {{"w.csv",
                              "exporter,importer,value\nB,C,6\nB,B,60\nB,A,9\nA,C,8\nA,B,12"
                              "\nA,A,80\nC,C,90\nC,B,5\nC,A,10\n"}};
    const Assessment answer = assessed(three.scenario, world_of(three.scenario, other));
    CHECK(answer.phases == three.answer().phases);
    CHECK(answer.matrix == three.answer().matrix);
}

TEST_CASE("another friction can be asked for") {
    const Three three;
    const auto deeper = with_friction(three.scenario, Decimal(-20));
    REQUIRE(deeper.has_value());
    CHECK(assessed(*deeper, three.world).phases.back().effects[0].real_income >
          three.answer().phases.back().effects[0].real_income);
    CHECK(with_friction(three.scenario, Decimal(-100)).error().code == "scenario.below-minus-100");
    Scenario tariffs = three.scenario;
    tariffs.changes[0].friction = {};
    CHECK(with_friction(tariffs, Decimal(1)).error().code == "scenario.no-friction");
}

TEST_CASE("tariffs change by level, points and cut, one after another") {
    Many many;
    many.scenario.changes[0].friction = {};
    many.scenario.changes[0].tariff_cut = Decimal(100);
    const Assessment abolished = assessed(many.scenario, many.world);
    many.scenario.changes[0].tariff_cut = {};
    many.scenario.changes[0].tariff = Decimal(0);
    CHECK(assessed(many.scenario, many.world).phases == abolished.phases);
    const EffectRow& row = abolished.phases.back().effects[0];
    REQUIRE(row.tariff_revenue_value.has_value());
    CHECK(*row.tariff_revenue_value < Decimal(0));
    CHECK(row.terms_of_trade.has_value());
    CHECK(abolished.sectors.size() == 3);
    many.scenario.changes.push_back(many.scenario.changes[0]);
    many.scenario.changes[1].tariff = {};
    many.scenario.changes[1].tariff_points = Decimal(-120);
    CHECK(assess(many.scenario, many.world).error().code == "economy.tariff");
}

TEST_CASE("numbers are written with few digits, and without the noise of a solution") {
    CHECK(value_decimal(1.0 / 3) == decimal("0.333333333"));
    CHECK(value_decimal(123456789012.0) == decimal("123456789000"));
    CHECK(percent_decimal(1e-10).is_zero());
    CHECK(percent_decimal(-1e-10).text() == "0");
    CHECK(percent_decimal(2.0 / 3) == decimal("0.66666667"));
    CHECK(percent_decimal(1e300) == decimal("1e60"));
    CHECK(value_decimal(1e-300).is_zero());
}

std::string bytes_of(const std::string& path) {
    const std::ifstream file(path, std::ios::binary);
    REQUIRE(file.good());
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return std::move(bytes).str();
}

TEST_SUITE("shared") {
    TEST_CASE("table 2 of Caliendo and Parro (2015) comes out of a scenario") {
        const std::string folder = COMITY_SHARED_DIR "/data/trade-model/cp2015/";
        Scenario scenario = scenario_of(three_parties);
        scenario.model = ScenarioModel::many_sectors;
        scenario.elasticity = {};
        scenario.draws = {};
        scenario.closure = ScenarioClosure::balanced;
        scenario.data.format = DataFormat::matrices;
        scenario.data.files = {{"gross_output", "GO.txt"},    {"value_added", "B.txt"},
                               {"inputs", "IO.txt"},          {"elasticity", "T.txt"},
                               {"tariff", "tariffs1993.txt"}, {"flow", "xbilat1993.txt"}};
        scenario.data.parties = {"ARG", "AUS", "AUT", "BRA", "CAN", "CHL", "CHN", "DNK",
                                 "FIN", "FRA", "DEU", "GRC", "HUN", "IND", "IDN", "IRL",
                                 "ITA", "JPN", "KOR", "MEX", "NLD", "NZL", "NOR", "PRT",
                                 "ZAF", "ESP", "SWE", "TUR", "GBR", "USA", "ROW"};
        scenario.data.sectors.emplace();
        for (int sector = 1; sector <= 40; ++sector)
            scenario.data.sectors->push_back("S" + std::to_string(sector));
        scenario.data.flow_unit = Decimal(1000);
        scenario.data.untraded_theta = decimal("8.22");
        scenario.groups = {{"nafta", {{"CAN", "MEX", "USA"}, ""}}};
        scenario.changes = {ScenarioChange{.from = "nafta",
                                           .to = "nafta",
                                           .both_ways = {},
                                           .sectors = {},
                                           .phase_in = {},
                                           .friction = {},
                                           .tariff = {},
                                           .tariff_points = {},
                                           .tariff_cut = {},
                                           .tariff_file = "tariffs2005.txt"}};
        REQUIRE(scenario.valid().has_value());
        FileBytes files;
        for (const std::string& name : files_of(scenario)) files[name] = bytes_of(folder + name);
        const Assessment answer = assessed(scenario, world_of(scenario, files));
        struct Published {
            const char* party;
            double welfare, terms, volume;
        };
        for (const Published& row :
             {Published{"MEX", 1.312114, -0.41, 1.72}, Published{"CAN", -0.063816, -0.11, 0.04},
              Published{"USA", 0.084753, 0.04, 0.04}}) {
            const auto found =
                std::ranges::find(answer.phases.back().effects, row.party, &EffectRow::party);
            REQUIRE(found != answer.phases.back().effects.end());
            const double terms = found->terms_of_trade->to_double();
            const double volume = found->volume_of_trade->to_double();
            CHECK(terms + volume == doctest::Approx(row.welfare).epsilon(1e-6));
            CHECK(std::abs(terms - row.terms) < 0.005);
            CHECK(std::abs(volume - row.volume) < 0.005);
        }
        CHECK(answer.sectors.size() == 20);
        CHECK(answer.corrections.front().code == "output.raised");
        CHECK(answer.phases.back().summary.members.parties == 3);
        CHECK(answer.phases.back().summary.members.worst_off == "CAN");
    }

    TEST_CASE("packed long tables of 44 parties and 50 sectors are read") {
        const std::string folder = COMITY_SHARED_DIR "/data/trade-model/wiod2014/";
        Many many;
        Scenario& scenario = many.scenario;
        scenario.data.files = {{"share", "trade_share.csv.gz"},
                               {"tariff", "tariff.csv.gz"},
                               {"expenditure", "expenditure.csv.gz"},
                               {"final_share", "consumption_share.csv.gz"},
                               {"value_added_share", "factor_share.csv.gz"},
                               {"input_share", "intermediate_share.csv.gz"},
                               {"elasticity", "trade_elasticity.csv.gz"},
                               {"value_added", "value_added.csv.gz"},
                               {"balance", "trade_balance.csv.gz"}};
        scenario.groups = {{"pair", {{"CHN", "RUS"}, ""}}};
        scenario.changes[0].friction = decimal("-5");
        FileBytes files;
        for (const std::string& name : files_of(scenario)) files[name] = bytes_of(folder + name);
        const ScenarioWorld world = world_of(scenario, files);
        CHECK(world.parties().size() == 44);
        CHECK(world.sectors() == 50);
        const Assessment answer = assessed(scenario, world);
        CHECK(answer.corrections.back().code == "baseline.solved");
        const Phase& whole = answer.phases.back();
        CHECK(whole.summary.members.gain == 2);
        CHECK(whole.certificate.residual <= whole.certificate.limit);
        double balance = 0;
        for (const EffectRow& row : whole.effects)
            balance += row.exports_value.to_double() - row.imports_value.to_double();
        CHECK(std::abs(balance) < 1e-3);
        FileBytes torn = files;
        torn["tariff.csv.gz"].resize(1000);
        CHECK(read_world(scenario, torn).error().code == "gzip.truncated");
    }
}

}  // namespace
}  // namespace comity::trade
