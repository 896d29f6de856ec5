// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/schema.h"
#include "base/toml.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace comity::trade {

/// Texts by language tag.
using Texts = std::map<std::string, std::string>;

enum class ScenarioModel : std::uint8_t { one_sector, many_sectors };

enum class DataFormat : std::uint8_t { flows, exports_and_output, long_tables, matrices };

/// What becomes of trade balances; see `BalanceClosure` and `Closure`.
enum class ScenarioClosure : std::uint8_t {
    balance_in_world_output,
    balance_in_numeraire,
    expenditure_per_output,
    balanced
};

enum class DrawDistribution : std::uint8_t { lognormal, normal };

}  // namespace comity::trade

namespace comity {

template <>
struct EnumText<trade::ScenarioModel> {
    static constexpr std::string_view type = "model";
    static constexpr std::array values = {
        std::pair{trade::ScenarioModel::one_sector, std::string_view("one-sector")},
        std::pair{trade::ScenarioModel::many_sectors, std::string_view("many-sectors")}};
};

template <>
struct EnumText<trade::DataFormat> {
    static constexpr std::string_view type = "format of data";
    static constexpr std::array values = {
        std::pair{trade::DataFormat::flows, std::string_view("flows")},
        std::pair{trade::DataFormat::exports_and_output, std::string_view("exports-and-output")},
        std::pair{trade::DataFormat::long_tables, std::string_view("long-tables")},
        std::pair{trade::DataFormat::matrices, std::string_view("matrices")}};
};

template <>
struct EnumText<trade::ScenarioClosure> {
    static constexpr std::string_view type = "closure";
    static constexpr std::array values = {
        std::pair{trade::ScenarioClosure::balance_in_world_output,
                  std::string_view("balance-in-world-output")},
        std::pair{trade::ScenarioClosure::balance_in_numeraire,
                  std::string_view("balance-in-numeraire")},
        std::pair{trade::ScenarioClosure::expenditure_per_output,
                  std::string_view("expenditure-per-output")},
        std::pair{trade::ScenarioClosure::balanced, std::string_view("balanced")}};
};

template <>
struct EnumText<trade::DrawDistribution> {
    static constexpr std::string_view type = "distribution";
    static constexpr std::array values = {
        std::pair{trade::DrawDistribution::lognormal, std::string_view("lognormal")},
        std::pair{trade::DrawDistribution::normal, std::string_view("normal")}};
};

}  // namespace comity

namespace comity::trade {

/// A group of parties: their codes, or a text such as `member@2021-09-17` that whoever knows the
/// record replaces by codes. An engine does not know who was a member when.
struct ScenarioGroup {
    std::vector<std::string> parties;
    std::string text;  ///< not empty: not yet replaced
    bool operator==(const ScenarioGroup&) const = default;
};

}  // namespace comity::trade

namespace comity {

template <>
struct Codec<trade::ScenarioGroup> {
    static constexpr std::string_view type = "list of codes, or a group of parties";
    static Result<trade::ScenarioGroup> read(const Json& json);
    static Json write(const trade::ScenarioGroup& group);
    static Json from_text(std::string_view text) { return {text}; }
    static Json sample() { return {Json::Array{"CHN", "KAZ"}}; }
    static Json schema();
};

}  // namespace comity

namespace comity::trade {

/// The files with the world as it is, beside the scenario's own file.
struct ScenarioData {
    static constexpr std::string_view type = "data of a scenario";
    DataFormat format = DataFormat::flows;
    std::map<std::string, std::string> files;
    std::optional<std::vector<std::string>> parties;
    std::optional<std::vector<std::string>> sectors;
    std::optional<Decimal> flow_unit;
    std::optional<Decimal> untraded_theta;
    bool operator==(const ScenarioData&) const = default;
    static constexpr std::tuple fields = {
        Field{"format", &ScenarioData::format, "how the files are laid out"},
        Field{"files", &ScenarioData::files,
              "file name by table. flows: flows; exports-and-output: exports, output; long-tables: "
              "share, tariff, expenditure, final_share, value_added_share, input_share, "
              "elasticity, value_added, balance; matrices: gross_output, value_added, inputs, "
              "elasticity, tariff, flow"},
        Field{"parties", &ScenarioData::parties, "of matrices, in the order of their columns"},
        Field{"sectors", &ScenarioData::sectors, "of matrices, those that are traded first"},
        Field{"flow_unit", &ScenarioData::flow_unit,
              "of matrices: one unit of flow, in units of gross output; 1 if absent"},
        Field{"untraded_theta", &ScenarioData::untraded_theta,
              "of matrices: the trade elasticity of sectors without one; 10 if absent"}};
};

/// Elasticities that the data do not hold, and how uncertain they are.
struct ScenarioElasticity {
    static constexpr std::string_view type = "elasticity";
    std::optional<Decimal> substitution;
    std::optional<Decimal> standard_error;
    std::optional<Decimal> standard_error_percent;
    std::optional<std::string> source;
    bool operator==(const ScenarioElasticity&) const = default;
    static constexpr std::tuple fields = {
        Field{"substitution", &ScenarioElasticity::substitution,
              "one sector: elasticity of substitution between the goods of two parties, above 1"},
        Field{"standard_error", &ScenarioElasticity::standard_error, "one sector: of that number"},
        Field{"standard_error_percent", &ScenarioElasticity::standard_error_percent,
              "many sectors: of each sector's elasticity, in percent of it"},
        Field{"source", &ScenarioElasticity::source, "who found this number"}};
};

/// From nothing to the whole change, in equal steps.
struct PhaseIn {
    static constexpr std::string_view type = "phase-in";
    std::int64_t from = 0;
    std::int64_t years = 1;
    bool operator==(const PhaseIn&) const = default;
    static constexpr std::tuple fields = {
        Field{"from", &PhaseIn::from, "the first year with a part of the change"},
        Field{"years", &PhaseIn::years, "how many years until it is whole: 1 is at once"}};
    /// How much of the change there is in a year, from 0 to 1.
    double share_in(std::int64_t year) const;
};

/// One thing that is to be different. Exactly one of its last five fields is given.
struct ScenarioChange {
    static constexpr std::string_view type = "change";
    std::string from;
    std::string to;
    std::optional<bool> both_ways;
    std::optional<std::vector<std::string>> sectors;
    std::optional<PhaseIn> phase_in;
    std::optional<Decimal> friction;
    std::optional<Decimal> tariff;
    std::optional<Decimal> tariff_points;
    std::optional<Decimal> tariff_cut;
    std::optional<std::string> tariff_file;
    bool operator==(const ScenarioChange&) const = default;
    static constexpr std::tuple fields = {
        Field{"from", &ScenarioChange::from, "who sells: a group, a party, or * for everyone"},
        Field{"to", &ScenarioChange::to, "who buys: a group, a party, or * for everyone"},
        Field{"both_ways", &ScenarioChange::both_ways, "also what `to` sells to `from`"},
        Field{"sectors", &ScenarioChange::sectors, "which; all if absent"},
        Field{"phase_in", &ScenarioChange::phase_in, "from when on; at once if absent"},
        Field{"friction", &ScenarioChange::friction,
              "change of all costs of trade but tariffs, in percent: -10 makes what it costs to "
              "bring goods there a tenth less, the goods themselves included"},
        Field{"tariff", &ScenarioChange::tariff, "the new tariff, in percent"},
        Field{"tariff_points", &ScenarioChange::tariff_points, "so many percentage points more"},
        Field{"tariff_cut", &ScenarioChange::tariff_cut,
              "so many percent of the tariff less: 100 abolishes it"},
        Field{"tariff_file", &ScenarioChange::tariff_file,
              "a matrix file of the new tariffs, for data in matrices"}};
    Result<> valid() const;
};

/// How often the change is counted anew with elasticities that are drawn at random.
struct ScenarioDraws {
    static constexpr std::string_view type = "draws";
    std::int64_t count = 0;
    std::int64_t seed = 1;
    std::optional<DrawDistribution> distribution;
    bool operator==(const ScenarioDraws&) const = default;
    static constexpr std::tuple fields = {
        Field{"count", &ScenarioDraws::count, "how many"},
        Field{"seed", &ScenarioDraws::seed, "the same seed gives the same draws"},
        Field{"distribution", &ScenarioDraws::distribution, "lognormal if absent"}};
    Result<> valid() const;
};

/// A question to the trade engine: what would follow if these parties changed that?
struct Scenario {
    static constexpr std::string_view type = "scenario";
    std::string name;
    Texts title;
    Texts question;
    std::optional<Texts> assumptions;
    ScenarioModel model = ScenarioModel::one_sector;
    ScenarioData data;
    std::int64_t year = 0;
    std::string unit;
    std::string source;
    std::string licence;
    std::optional<std::vector<std::string>> notes;
    std::optional<ScenarioElasticity> elasticity;
    std::optional<ScenarioClosure> closure;
    std::optional<std::string> numeraire;
    std::optional<std::map<std::string, ScenarioGroup>> groups;
    std::vector<ScenarioChange> changes;
    std::optional<ScenarioDraws> draws;
    bool operator==(const Scenario&) const = default;
    static constexpr std::tuple fields = {
        Field{"name", &Scenario::name, "short, in lower case: opening-10"},
        Field{"title", &Scenario::title, "a few words, by language"},
        Field{"question", &Scenario::question, "what is asked, by language"},
        Field{"assumptions", &Scenario::assumptions, "what a reader must know, by language"},
        Field{"model", &Scenario::model, "which model"},
        Field{"data", &Scenario::data, "the world as it is"},
        Field{"year", &Scenario::year, "of the data"},
        Field{"unit", &Scenario::unit, "of the data's values: thousand USD"},
        Field{"source", &Scenario::source, "of the data"},
        Field{"licence", &Scenario::licence, "of the data"},
        Field{"notes", &Scenario::notes,
              "limits of the data, as codes: own-sales-of-gdp, own-sales-floored, ..."},
        Field{"elasticity", &Scenario::elasticity, "how buyers answer to prices"},
        Field{"closure", &Scenario::closure,
              "what becomes of trade balances; balance-in-world-output if absent"},
        Field{"numeraire", &Scenario::numeraire,
              "the party whose price stays one; the output of the world if absent"},
        Field{"groups", &Scenario::groups, "lists of codes by name, or member@2021-09-17"},
        Field{"changes", &Scenario::changes,
              "what is to be different. Frictions that meet are multiplied; changes of one tariff "
              "follow each other in this order"},
        Field{"draws", &Scenario::draws, "for intervals"}};
    Result<> valid() const;
};

/// A scenario and the text it was read from.
struct ScenarioFile {
    Scenario scenario;
    TomlDocument document;
    /// A refusal whose place is a pointer into the scenario, with the place in the file instead.
    Refusal located(const Refusal& refusal) const;
};

/// Reads a scenario's file (TOML). Refusals of TOML and of the fields, with `file:line:column`, and
/// `scenario.*` (docs/engines/trade.md).
Result<ScenarioFile> parse_scenario(std::string_view text, std::string_view file_name);

}  // namespace comity::trade
