// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/scenarios/scenario_world.h"

#include "engines/trade/equilibrium/economy_reader.h"
#include "engines/trade/panels/panel_reader.h"
#include "statistics/gzip.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <set>

namespace comity::trade {

namespace {

constexpr std::size_t parties_max = 1000;

/// More than any unit makes of the world's output; beyond it answers would not fit a decimal.
constexpr double value_max = 1e30;

Result<> check_size(std::span<const double> values) {
    for (const double value : values)
        if (value > value_max)
            return refuse("scenario.too-large", "no value above 1e30: choose a larger unit");
    return {};
}

/// Unpacked, a file may be so large.
constexpr std::size_t unpacked_bytes_max = std::size_t{1} << 29U;

Result<std::string> unpacked(const std::string& name, const std::string& bytes) {
    StringSource packed(bytes);
    GzipSource source(packed, name);
    std::string text;
    std::array<char, 1 << 16U> buffer{};
    while (const std::size_t size = source.read(buffer.data(), buffer.size())) {
        text.append(buffer.data(), size);
        if (text.size() > unpacked_bytes_max)
            return refuse("scenario.too-large", "at most 512 MiB of text", name);
    }
    TRY(source.finished());
    return text;
}

/// The files by the names of their tables.
class Tables {
public:
    Tables(const ScenarioData& data, const FileBytes& files) : data_(data), files_(files) {}

    const std::string& name(const char* table) const { return data_.files.at(table); }
    NamedSource open(const char* table) { return open_file(name(table)); }
    NamedSource open_file(const std::string& name) {
        return {sources_.emplace_back(files_.at(name)), name};
    }

private:
    const ScenarioData& data_;
    const FileBytes& files_;
    std::deque<StringSource> sources_;
};

Result<Panel> panel_of(Tables& tables, const char* table, std::vector<std::string> factors) {
    const NamedSource source = tables.open(table);
    Panel panel = TRY(read_panel(source.bytes, source.name,
                                 {.factors = std::move(factors), .variables = {"value"}}));
    for (std::size_t row = 0; row < panel.rows(); ++row)
        if (!std::isfinite(panel.variables[0].values[row]))
            return refuse("scenario.data-missing", "a number", panel.place(row));
    return panel;
}

std::map<std::string, std::size_t> places_of(const std::vector<std::string>& parties) {
    std::map<std::string, std::size_t> places;
    for (const std::string& party : parties) places.emplace(party, places.size());
    return places;
}

Result<std::vector<std::string>> parties_in(const Panel& panel) {
    std::set<std::string> codes;
    for (const Factor& factor : panel.factors)
        codes.insert(factor.labels.begin(), factor.labels.end());
    if (codes.size() > parties_max)
        return refuse("scenario.too-many-parties", "at most 1000 parties", panel.name);
    return std::vector<std::string>(codes.begin(), codes.end());
}

struct Flows2D {
    PartyMatrix values;
    std::vector<bool> own;  ///< whether a party has a row of own sales
};

Flows2D matrix_of(const Panel& panel, const std::vector<std::string>& parties) {
    Flows2D flows{PartyMatrix(parties.size()), std::vector<bool>(parties.size())};
    const auto places = places_of(parties);
    const auto& [exporters, importers] = std::tie(panel.factors[0], panel.factors[1]);
    for (std::size_t row = 0; row < panel.rows(); ++row) {
        const std::size_t i = places.at(exporters.labels[exporters.codes[row]]);
        const std::size_t j = places.at(importers.labels[importers.codes[row]]);
        flows.values[i, j] = panel.variables[0].values[row];
        if (i == j) flows.own[i] = true;
    }
    return flows;
}

Result<OneSectorWorld> read_flows(Tables& tables) {
    const Panel panel = TRY(panel_of(tables, "flows", {"exporter", "importer"}));
    OneSectorWorld world;
    world.parties = TRY(parties_in(panel));
    Flows2D flows = matrix_of(panel, world.parties);
    for (std::size_t i = 0; i < world.parties.size(); ++i)
        if (!flows.own[i])
            return refuse("scenario.own-sales",
                          "a row of what " + world.parties[i] + " sells to itself", panel.name);
    world.trade = std::move(flows.values);
    return world;
}

/// What each party makes, in the order of the parties.
Result<std::vector<double>> read_output(Tables& tables, const std::vector<std::string>& parties) {
    const Panel panel = TRY(panel_of(tables, "output", {"party"}));
    std::vector<double> output(parties.size(), -1);
    const auto places = places_of(parties);
    for (std::size_t row = 0; row < panel.rows(); ++row) {
        const std::string& code = panel.factors[0].labels[panel.factors[0].codes[row]];
        const auto found = places.find(code);
        if (found != places.end()) output[found->second] = panel.variables[0].values[row];
    }
    for (std::size_t i = 0; i < parties.size(); ++i)
        if (output[i] < 0)
            return refuse("scenario.output", "the output of " + parties[i] + ", not negative",
                          panel.name);
    return output;
}

Result<OneSectorWorld> read_exports(Tables& tables) {
    const Panel panel = TRY(panel_of(tables, "exports", {"exporter", "importer"}));
    OneSectorWorld world;
    world.parties = TRY(parties_in(panel));
    const std::vector<double> output = TRY(read_output(tables, world.parties));
    world.trade = TRY(
        with_own_sales_of_output(world.parties, matrix_of(panel, world.parties).values, output));
    return world;
}

Result<Economy> read_matrix_files(const Scenario& scenario, Tables& tables, ScenarioWorld& world) {
    const ScenarioData& data = scenario.data;
    const MatrixLabels labels{*data.parties, *data.sectors};
    MatrixUnits units;
    if (data.flow_unit) units.flow = data.flow_unit->to_double();
    if (data.untraded_theta) units.untraded_theta = data.untraded_theta->to_double();
    const FlowTables flows = TRY(read_matrices(
        {tables.open("gross_output"), tables.open("value_added"), tables.open("inputs"),
         tables.open("elasticity"), tables.open("tariff"), tables.open("flow")},
        labels, units));
    for (const ScenarioChange& change : scenario.changes)
        if (change.tariff_file)
            world.tariffs[*change.tariff_file] =
                TRY(read_tariff_matrix(tables.open_file(*change.tariff_file), labels));
    return economy_from_flows(flows);
}

Result<Economy> read_long_files(Tables& tables) {
    return read_long_tables({.share = tables.open("share"),
                             .tariff = tables.open("tariff"),
                             .expenditure = tables.open("expenditure"),
                             .final_share = tables.open("final_share"),
                             .value_added_share = tables.open("value_added_share"),
                             .input_share = tables.open("input_share"),
                             .elasticity = tables.open("elasticity"),
                             .value_added = tables.open("value_added"),
                             .balance = tables.open("balance")});
}

}  // namespace

std::vector<std::string> files_of(const Scenario& scenario) {
    std::set<std::string> names;
    for (const auto& [table, name] : scenario.data.files) names.insert(name);
    for (const ScenarioChange& change : scenario.changes)
        if (change.tariff_file) names.insert(*change.tariff_file);
    return {names.begin(), names.end()};
}

Result<ScenarioWorld> read_world(const Scenario& scenario, const FileBytes& files) {
    ScenarioWorld world;
    for (const std::string& name : files_of(scenario)) {
        const auto file = files.find(name);
        if (file == files.end()) return refuse("scenario.file-missing", "a file '" + name + "'");
        world.inputs.push_back({name, sha256(file->second)});
    }
    FileBytes plain;
    for (const InputDigest& input : world.inputs) {
        const std::string& bytes = files.at(input.name);
        plain[input.name] = input.name.ends_with(".gz") ? TRY(unpacked(input.name, bytes)) : bytes;
    }
    Tables tables(scenario.data, plain);
    switch (scenario.data.format) {
        case DataFormat::flows:
            world.one = TRY(read_flows(tables));
            break;
        case DataFormat::exports_and_output:
            world.one = TRY(read_exports(tables));
            break;
        case DataFormat::long_tables:
            world.many = TRY(read_long_files(tables));
            break;
        case DataFormat::matrices:
            world.many = TRY(read_matrix_files(scenario, tables, world));
            break;
    }
    TRY(check_size(world.one ? world.one->trade.values() : std::span(world.many->expenditure)));
    if (world.one) {
        world.one->elasticity = scenario.elasticity->substitution->to_double();
        TRY(check_world(*world.one));
    }
    return world;
}

}  // namespace comity::trade
