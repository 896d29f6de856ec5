// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/scenarios/scenario.h"

namespace comity::trade {

/// What a scenario comes to, all changes counted from the baseline. Percentages have up to eight
/// decimals, other numbers nine significant digits: what is beyond is rounding of the solution.
struct EffectRow {
    static constexpr std::string_view type = "effects on one party";
    std::string party;
    std::optional<std::int64_t> year;
    bool member = false;
    Decimal exports;
    Decimal imports;
    Decimal output;
    Decimal price;
    Decimal price_index;
    Decimal real_income;
    Decimal domestic_share;
    Decimal exports_value;
    Decimal imports_value;
    Decimal real_income_value;
    std::optional<Decimal> tariff_revenue_value;
    std::optional<Decimal> terms_of_trade;
    std::optional<Decimal> volume_of_trade;
    std::optional<Decimal> real_income_p05;
    std::optional<Decimal> real_income_p50;
    std::optional<Decimal> real_income_p95;
    bool operator==(const EffectRow&) const = default;
    static constexpr std::tuple fields = {
        Field{"party", &EffectRow::party, "its code"},
        Field{"year", &EffectRow::year, "of the phase-in; absent if the change comes at once"},
        Field{"member", &EffectRow::member, "whether a change names it or a group that it is in"},
        Field{"exports", &EffectRow::exports, "to others, in value: percent"},
        Field{"imports", &EffectRow::imports, "from others, in value: percent"},
        Field{"output", &EffectRow::output, "in value: percent"},
        Field{"price", &EffectRow::price, "of what it makes (one sector), wages (many): percent"},
        Field{"price_index", &EffectRow::price_index, "of what it buys: percent"},
        Field{"real_income", &EffectRow::real_income, "what it can buy, its welfare: percent"},
        Field{"domestic_share", &EffectRow::domestic_share,
              "of what it buys, what it makes itself: percent"},
        Field{"exports_value", &EffectRow::exports_value, "change, in the unit of the data"},
        Field{"imports_value", &EffectRow::imports_value, "change, in the unit of the data"},
        Field{"real_income_value", &EffectRow::real_income_value,
              "change, at the baseline's prices, in the unit of the data"},
        Field{"tariff_revenue_value", &EffectRow::tariff_revenue_value,
              "many sectors: change, in the unit of the data"},
        Field{"terms_of_trade", &EffectRow::terms_of_trade,
              "many sectors: first-order part of real income, percent"},
        Field{"volume_of_trade", &EffectRow::volume_of_trade,
              "many sectors: first-order part of real income, percent"},
        Field{"real_income_p05", &EffectRow::real_income_p05,
              "5 % of the draws are below: percent"},
        Field{"real_income_p50", &EffectRow::real_income_p50, "half of the draws: percent"},
        Field{"real_income_p95", &EffectRow::real_income_p95,
              "95 % of the draws are below: percent"}};
};

/// Some parties together.
struct Together {
    static constexpr std::string_view type = "parties together";
    std::int64_t parties = 0;
    std::int64_t gain = 0;
    std::int64_t lose = 0;
    Decimal real_income;
    Decimal real_income_value;
    std::optional<Decimal> gini;
    std::optional<std::string> worst_off;
    bool operator==(const Together&) const = default;
    static constexpr std::tuple fields = {
        Field{"parties", &Together::parties, "how many"},
        Field{"gain", &Together::gain, "how many have more real income"},
        Field{"lose", &Together::lose, "how many have less: some lose if not 0"},
        Field{"real_income", &Together::real_income, "weighted by expenditure: percent"},
        Field{"real_income_value", &Together::real_income_value, "change, in the unit of the data"},
        Field{"gini", &Together::gini,
              "of the gains in percent, each party once; only if none loses and some gain"},
        Field{"worst_off", &Together::worst_off, "the party whose real income changes for worst"}};
};

struct Summary {
    static constexpr std::string_view type = "summary";
    Together members;
    Together outsiders;
    Together world;
    bool operator==(const Summary&) const = default;
    static constexpr std::tuple fields = {
        Field{"members", &Summary::members, "parties that the changes name"},
        Field{"outsiders", &Summary::outsiders, "all others"},
        Field{"world", &Summary::world, "everyone"}};
};

/// That an answer is an equilibrium.
struct Certificate {
    static constexpr std::string_view type = "certificate";
    std::int64_t iterations = 0;
    Decimal residual;
    Decimal limit;
    bool operator==(const Certificate&) const = default;
    static constexpr std::tuple fields = {
        Field{"iterations", &Certificate::iterations, "until it was found"},
        Field{"residual", &Certificate::residual,
              "by how much any market does not clear, relative"},
        Field{"limit", &Certificate::limit, "nothing worse is given out"}};
};

/// One step of the phase-in, as if the world stayed there: a static comparison.
struct Phase {
    static constexpr std::string_view type = "phase";
    std::optional<std::int64_t> year;
    std::vector<EffectRow> effects;
    Summary summary;
    Certificate certificate;
    bool operator==(const Phase&) const = default;
    static constexpr std::tuple fields = {
        Field{"year", &Phase::year, "absent if the change comes at once"},
        Field{"effects", &Phase::effects, "by party, in the order of the data"},
        Field{"summary", &Phase::summary, "of these"},
        Field{"certificate", &Phase::certificate, "that this is an equilibrium"}};
};

/// Bilateral trade when the change is whole; rows sell, columns buy, both in the order of parties.
struct TradeMatrix {
    static constexpr std::string_view type = "bilateral trade";
    std::optional<std::string> sector;
    std::vector<std::vector<Decimal>> before;
    std::vector<std::vector<Decimal>> change;
    std::vector<std::vector<Decimal>> percent;
    bool operator==(const TradeMatrix&) const = default;
    static constexpr std::tuple fields = {
        Field{"sector", &TradeMatrix::sector, "absent: all together"},
        Field{"before", &TradeMatrix::before, "in the unit of the data"},
        Field{"change", &TradeMatrix::change, "in the unit of the data"},
        Field{"percent", &TradeMatrix::percent, "change in percent; 0 where nothing was sold"}};
};

/// A party of the world.
struct AssessedParty {
    static constexpr std::string_view type = "party of a world";
    std::string code;
    std::optional<std::string> alpha2;
    std::optional<Texts> name;
    bool member = false;
    Decimal exports;
    Decimal imports;
    Decimal expenditure;
    bool operator==(const AssessedParty&) const = default;
    static constexpr std::tuple fields = {
        Field{"code", &AssessedParty::code, "its code"},
        Field{"alpha2", &AssessedParty::alpha2, "ISO 3166-1 alpha-2, if whoever asked knows it"},
        Field{"name", &AssessedParty::name, "by language, if whoever asked knows it"},
        Field{"member", &AssessedParty::member, "whether the changes name it"},
        Field{"exports", &AssessedParty::exports, "baseline, to others, in the unit of the data"},
        Field{"imports", &AssessedParty::imports, "baseline, from others, in the unit of the data"},
        Field{"expenditure", &AssessedParty::expenditure, "baseline, in the unit of the data"}};
};

struct NamedGroup {
    static constexpr std::string_view type = "group of a scenario";
    std::string name;
    std::vector<std::string> parties;
    bool operator==(const NamedGroup&) const = default;
    static constexpr std::tuple fields = {
        Field{"name", &NamedGroup::name, "as the scenario calls it"},
        Field{"parties", &NamedGroup::parties, "codes of those in it"}};
};

/// Which bytes went in.
struct InputDigest {
    static constexpr std::string_view type = "input";
    std::string name;
    Hash sha256;
    bool operator==(const InputDigest&) const = default;
    static constexpr std::tuple fields = {
        Field{"name", &InputDigest::name, "file name; scenario: its canonical JSON"},
        Field{"sha256", &InputDigest::sha256, "of its bytes"}};
};

/// Something in the data that was mended.
struct CorrectionRow {
    static constexpr std::string_view type = "correction";
    std::string code;
    std::string where;
    Decimal size;
    std::int64_t count = 0;
    bool operator==(const CorrectionRow&) const = default;
    static constexpr std::tuple fields = {
        Field{"code", &CorrectionRow::code, "what was done"},
        Field{"where", &CorrectionRow::where, "the cell that was changed most"},
        Field{"size", &CorrectionRow::size, "by how much that one"},
        Field{"count", &CorrectionRow::count, "how many cells"}};
};

/// How the draws came out.
struct DrawSummary {
    static constexpr std::string_view type = "summary of draws";
    std::int64_t count = 0;
    std::int64_t unsolved = 0;
    std::int64_t seed = 0;
    DrawDistribution distribution = DrawDistribution::lognormal;
    bool operator==(const DrawSummary&) const = default;
    static constexpr std::tuple fields = {
        Field{"count", &DrawSummary::count, "how many"},
        Field{"unsolved", &DrawSummary::unsolved, "left out, as no equilibrium could be certified"},
        Field{"seed", &DrawSummary::seed, "of the draws"},
        Field{"distribution", &DrawSummary::distribution, "of the elasticities"}};
};

/// The answer to a scenario.
struct Assessment {
    static constexpr std::string_view type = "assessment";
    std::string scenario;
    Texts title;
    Texts question;
    std::optional<Texts> assumptions;
    ScenarioModel model = ScenarioModel::one_sector;
    ScenarioClosure closure = ScenarioClosure::balance_in_world_output;
    std::optional<std::string> numeraire;
    std::optional<ScenarioElasticity> elasticity;
    std::int64_t year = 0;
    std::string unit;
    std::string source;
    std::string licence;
    std::vector<NamedGroup> groups;
    std::vector<ScenarioChange> changes;
    std::vector<AssessedParty> parties;
    std::vector<Phase> phases;
    TradeMatrix matrix;
    std::vector<TradeMatrix> sectors;
    std::optional<DrawSummary> draws;
    std::vector<std::string> limits;
    std::vector<CorrectionRow> corrections;
    std::vector<InputDigest> inputs;
    std::string engine;
    bool operator==(const Assessment&) const = default;
    static constexpr std::tuple fields = {
        Field{"scenario", &Assessment::scenario, "its name"},
        Field{"title", &Assessment::title, "by language"},
        Field{"question", &Assessment::question, "by language"},
        Field{"assumptions", &Assessment::assumptions, "by language"},
        Field{"model", &Assessment::model, "which model"},
        Field{"closure", &Assessment::closure, "what becomes of trade balances"},
        Field{"numeraire", &Assessment::numeraire, "absent: the output of the world"},
        Field{"elasticity", &Assessment::elasticity, "as the scenario gives it"},
        Field{"year", &Assessment::year, "of the data"},
        Field{"unit", &Assessment::unit, "of the data's values"},
        Field{"source", &Assessment::source, "of the data"},
        Field{"licence", &Assessment::licence, "of the data"},
        Field{"groups", &Assessment::groups, "who is in them"},
        Field{"changes", &Assessment::changes, "what is different"},
        Field{"parties", &Assessment::parties, "in the order of the data"},
        Field{"phases", &Assessment::phases, "in order of time; in the last the change is whole"},
        Field{"matrix", &Assessment::matrix, "bilateral trade when the change is whole"},
        Field{"sectors", &Assessment::sectors, "the same by sector (many sectors)"},
        Field{"draws", &Assessment::draws, "if intervals were asked for"},
        Field{"limits", &Assessment::limits, "codes of what this answer leaves out"},
        Field{"corrections", &Assessment::corrections, "to the data"},
        Field{"inputs", &Assessment::inputs, "digests of all that went in"},
        Field{"engine", &Assessment::engine, "name and version"}};
};

}  // namespace comity::trade
