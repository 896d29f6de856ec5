// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/scenario.h"

#include <algorithm>
#include <array>

namespace comity {

Result<trade::ScenarioGroup> Codec<trade::ScenarioGroup>::read(const Json& json) {
    trade::ScenarioGroup group;
    if (const auto* text = json.as<std::string>()) {
        if (text->empty()) return refuse("scenario.empty-group", "has nobody in it");
        group.text = *text;
        return group;
    }
    group.parties = TRY(Codec<std::vector<std::string>>::read(json));
    if (group.parties.empty()) return refuse("scenario.empty-group", "has nobody in it");
    return group;
}

Json Codec<trade::ScenarioGroup>::write(const trade::ScenarioGroup& group) {
    if (!group.text.empty()) return {group.text};
    return Codec<std::vector<std::string>>::write(group.parties);
}

Json Codec<trade::ScenarioGroup>::schema() {
    return Json::Object{
        {"oneOf", Json::Array{codec::text_schema(""), codec::list_schema(codec::text_schema(""))}}};
}

}  // namespace comity

namespace comity::trade {

namespace {

constexpr std::int64_t draws_max = 1'000'000;
constexpr std::int64_t seed_max = (std::int64_t{1} << 53) - 1;
constexpr std::int64_t phase_years_max = 30;
constexpr std::int64_t percent_max = 10'000;

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 64 && text.front() != '-' &&
           std::ranges::all_of(text, is_name_character);
}

Result<> check_percent(const std::optional<Decimal>& percent, const char* field) {
    if (!percent) return {};
    if (*percent <= Decimal(-100))
        return refuse("scenario.below-minus-100", "should be above -100 percent",
                      pointer_token(field));
    if (*percent > Decimal(percent_max))
        return refuse("scenario.percent", "should be at most 10000 percent", pointer_token(field));
    return {};
}

Result<> check_texts(const Texts& texts, const char* field) {
    for (const auto& [language, text] : texts)
        if (text.find_first_not_of(" \t\n") != std::string::npos) return {};
    return refuse("scenario.no-text", "a text in some language", pointer_token(field));
}

/// A name of a file that lies beside the scenario's own, and nowhere else.
Result<> check_file_name(const std::string& name, const std::string& where) {
    const bool plain = !name.empty() && name.size() <= 200 && name.front() != '.' &&
                       name.find_first_of(std::string_view("/\\\0", 3)) == std::string::npos;
    if (plain) return {};
    return refuse("scenario.file-name", "a file in the scenario's own folder", where);
}

std::vector<std::string_view> tables_of(DataFormat format) {
    switch (format) {
        case DataFormat::flows:
            return {"flows"};
        case DataFormat::exports_and_output:
            return {"exports", "output"};
        case DataFormat::long_tables:
            return {"share",       "tariff",     "expenditure", "final_share", "value_added_share",
                    "input_share", "elasticity", "value_added", "balance"};
        case DataFormat::matrices:
            return {"gross_output", "value_added", "inputs", "elasticity", "tariff", "flow"};
    }
    return {};
}

Result<> check_files(const ScenarioData& data) {
    const auto tables = tables_of(data.format);
    for (const std::string_view table : tables)
        if (!data.files.contains(std::string(table)))
            return refuse("scenario.file-missing",
                          "this format needs a file '" + std::string(table) + "'", "/data/files");
    for (const auto& [table, name] : data.files) {
        const std::string where = "/data/files" + pointer_token(table);
        if (std::ranges::find(tables, table) == tables.end())
            return refuse("scenario.file-unknown", "this format has no such table", where);
        TRY(check_file_name(name, where));
    }
    return {};
}

Result<> check_data(const Scenario& scenario) {
    const ScenarioData& data = scenario.data;
    const bool one = scenario.model == ScenarioModel::one_sector;
    const bool flat =
        data.format == DataFormat::flows || data.format == DataFormat::exports_and_output;
    if (one != flat)
        return refuse("scenario.format",
                      one ? "one sector: flows or exports-and-output"
                          : "many sectors: long-tables or matrices",
                      "/data/format");
    if ((data.format == DataFormat::matrices) != (data.parties && data.sectors))
        return refuse("scenario.labels", "parties and sectors are named for matrices, and only so",
                      "/data");
    for (const auto& [field, value] :
         {std::pair{"flow_unit", data.flow_unit}, std::pair{"untraded_theta", data.untraded_theta}})
        if (value && *value <= Decimal(0))
            return refuse("scenario.not-positive", "above zero", "/data" + pointer_token(field));
    return check_files(data);
}

Result<> check_one_sector(const Scenario& scenario) {
    const auto& elasticity = scenario.elasticity;
    if (!elasticity || !elasticity->substitution)
        return refuse("scenario.no-elasticity", "an elasticity of substitution", "/elasticity");
    if (*elasticity->substitution <= Decimal(1) || *elasticity->substitution > Decimal(1000))
        return refuse("scenario.elasticity", "above 1, and not above 1000",
                      "/elasticity/substitution");
    if (elasticity->standard_error_percent)
        return refuse("scenario.standard-error", "one sector: `standard_error` instead",
                      "/elasticity/standard_error_percent");
    for (std::size_t at = 0; at < scenario.changes.size(); ++at)
        if (!scenario.changes[at].friction || scenario.changes[at].sectors)
            return refuse("scenario.needs-sectors",
                          "one sector has no tariffs and no sectors: only `friction` can change",
                          "/changes/" + std::to_string(at));
    return {};
}

Result<> check_many_sectors(const Scenario& scenario) {
    const auto& elasticity = scenario.elasticity;
    if (elasticity && (elasticity->substitution || elasticity->standard_error))
        return refuse("scenario.elasticity",
                      "many sectors have their elasticities among the data; only "
                      "`standard_error_percent` is given here",
                      "/elasticity");
    if (scenario.closure == ScenarioClosure::expenditure_per_output)
        return refuse("scenario.closure", "this closure is for one sector", "/closure");
    if (scenario.numeraire && scenario.closure != ScenarioClosure::balance_in_numeraire)
        return refuse("scenario.numeraire",
                      "with many sectors a numeraire matters only to balance-in-numeraire",
                      "/numeraire");
    for (std::size_t at = 0; at < scenario.changes.size(); ++at)
        if (scenario.changes[at].tariff_file) {
            const std::string where = "/changes/" + std::to_string(at) + "/tariff_file";
            if (scenario.data.format != DataFormat::matrices)
                return refuse("scenario.tariff-file", "only with data in matrices", where);
            TRY(check_file_name(*scenario.changes[at].tariff_file, where));
        }
    return {};
}

Result<> check_standard_error(const Scenario& scenario) {
    const auto error = [&]() -> std::optional<Decimal> {
        if (!scenario.elasticity) return {};
        return scenario.elasticity->standard_error ? scenario.elasticity->standard_error
                                                   : scenario.elasticity->standard_error_percent;
    }();
    if (error && (*error < Decimal(0) || *error > Decimal(percent_max)))
        return refuse("scenario.standard-error", "from 0 to 10000", "/elasticity");
    if (scenario.draws && scenario.draws->count > 0 && !error)
        return refuse("scenario.no-standard-error",
                      "draws need the standard error of the elasticity", "/elasticity");
    return {};
}

}  // namespace

double PhaseIn::share_in(std::int64_t year) const {
    if (year < from) return 0;
    if (year - from + 1 >= years) return 1;
    return static_cast<double>(year - from + 1) / static_cast<double>(years);
}

Result<> ScenarioChange::valid() const {
    const int given = int{friction.has_value()} + int{tariff.has_value()} +
                      int{tariff_points.has_value()} + int{tariff_cut.has_value()} +
                      int{tariff_file.has_value()};
    if (given != 1)
        return refuse("scenario.one-change",
                      "exactly one of friction, tariff, tariff_points, tariff_cut, tariff_file");
    TRY(check_percent(friction, "friction"));
    TRY(check_percent(tariff, "tariff"));
    TRY(check_percent(tariff_points, "tariff_points"));
    if (tariff_cut && (*tariff_cut > Decimal(100) || *tariff_cut < Decimal(-percent_max)))
        return refuse("scenario.percent", "at most 100 percent can be cut", "/tariff_cut");
    if (sectors && sectors->empty())
        return refuse("scenario.no-sectors", "some sectors, or leave it out for all", "/sectors");
    if (phase_in && (phase_in->years < 1 || phase_in->years > phase_years_max))
        return refuse("scenario.phase-in", "from 1 to 30 years", "/phase_in/years");
    if (phase_in && (phase_in->from < 1900 || phase_in->from > 2200))
        return refuse("scenario.phase-in", "a year from 1900 to 2200", "/phase_in/from");
    return {};
}

Result<> ScenarioDraws::valid() const {
    if (count < 0 || count > draws_max)
        return refuse("scenario.draws", "from 0 to 1000000 draws", "/count");
    if (seed < 0 || seed > seed_max) return refuse("scenario.draws", "from 0 to 2^53 - 1", "/seed");
    return {};
}

Result<> Scenario::valid() const {
    if (!is_name(name))
        return refuse("scenario.name", "up to 64 of a-z, 0-9 and -", pointer_token("name"));
    TRY(check_texts(title, "title"));
    TRY(check_texts(question, "question"));
    if (year < 1900 || year > 2200)
        return refuse("scenario.year", "a year from 1900 to 2200", "/year");
    TRY(check_data(*this));
    if (changes.empty())
        return refuse("scenario.no-changes", "something should be different", "/changes");
    TRY(model == ScenarioModel::one_sector ? check_one_sector(*this) : check_many_sectors(*this));
    return check_standard_error(*this);
}

Result<ScenarioFile> parse_scenario(std::string_view text, std::string_view file_name) {
    ScenarioFile file;
    file.document = TRY(parse_toml(text, file_name));
    auto scenario = decode<Scenario>(file.document.json);
    if (!scenario) return std::unexpected(file.located(scenario.error()));
    file.scenario = *std::move(scenario);
    return file;
}

Refusal ScenarioFile::located(const Refusal& refusal) const {
    if (!refusal.where.starts_with('/')) return refusal;  // a place in a file of data
    return comity::located(refusal, document, "");
}

}  // namespace comity::trade
