// SPDX-License-Identifier: Apache-2.0
#include "service/scenarios.h"

#include "engines/trade/scenarios/scenario_change.h"
#include "service/text_file.h"

#include <filesystem>

namespace comity {
namespace {

namespace fs = std::filesystem;

/// Who is in a group written as in acts; what is asked for by period is asked for the data's year.
Result<std::vector<std::string>> resolved(const std::string& text, const State& state,
                                          std::int64_t year) {
    const Group group = TRY(Codec<Group>::read(Codec<Group>::from_text(text)));
    const Period period = TRY(Period::parse(std::to_string(year)));
    std::vector<std::string> codes = resolve(group, state, period);
    if (codes.empty()) return refuse("scenario.empty-group", "nobody is in '" + text + "'");
    return codes;
}

Result<> resolve_groups(trade::Scenario& scenario, const State& state) {
    if (!scenario.groups) return {};
    for (auto& [name, group] : *scenario.groups) {
        if (group.text.empty()) continue;
        auto codes = resolved(group.text, state, scenario.year);
        if (!codes) {
            Refusal refusal = std::move(codes).error();
            refusal.where = "/groups" + pointer_token(name);
            return std::unexpected(std::move(refusal));
        }
        group = {*std::move(codes), ""};
    }
    return {};
}

Result<trade::FileBytes> read_files(const trade::Scenario& scenario, const fs::path& folder,
                                    std::uint64_t bytes_max) {
    trade::FileBytes files;
    std::uint64_t bytes = 0;
    for (const std::string& name : trade::files_of(scenario)) {
        const fs::path path = folder / name;
        std::error_code none;
        const std::uintmax_t size = fs::file_size(path, none);
        if (!none) bytes += size;
        if (bytes > bytes_max)
            return refuse("scenario.too-large-for-web",
                          "smaller data; use the command line: comity assess trade", name);
        files[name] = TRY(read_text_file(path.string()));
    }
    return files;
}

}  // namespace

std::map<std::string, std::string> scenario_paths(const std::string& folder) {
    std::map<std::string, std::string> paths;
    std::error_code none;  // there may be no such folder
    for (const fs::directory_entry& entry : fs::directory_iterator(folder + "/scenarios", none))
        if (entry.path().extension() == ".toml" && entry.is_regular_file(none))
            paths.emplace(entry.path().stem().string(), entry.path().string());
    return paths;
}

Result<trade::ScenarioFile> read_scenario(const std::string& path, const State* state) {
    const std::string text = TRY(read_text_file(path));
    auto file = TRY(trade::parse_scenario(text, fs::path(path).filename().string()));
    if (!state) return file;
    const auto done = resolve_groups(file.scenario, *state);
    if (!done) return std::unexpected(file.located(done.error()));
    return file;
}

Result<ReadyScenario> load_scenario(const std::string& path, const State* state,
                                    std::uint64_t bytes_max) {
    ReadyScenario ready{TRY(read_scenario(path, state)), {}};
    const trade::FileBytes files =
        TRY(read_files(ready.file.scenario, fs::path(path).parent_path(), bytes_max));
    auto world = trade::read_world(ready.file.scenario, files);
    if (!world) return std::unexpected(ready.file.located(world.error()));
    ready.world = *std::move(world);
    const auto members = trade::members_of(ready.file.scenario, ready.world);
    if (!members) return std::unexpected(ready.file.located(members.error()));
    return ready;
}

void name_parties(trade::Assessment& assessment, const State* state, const CountryList& countries) {
    for (trade::AssessedParty& party : assessment.parties) {
        if (const Country* country = countries.by_alpha3(party.code)) {
            party.alpha2 = country->alpha2;
            party.name = trade::Texts{{"en", country->display_name()}};
        }
        if (!state) continue;
        const auto known = state->parties.find(party.code);
        if (known != state->parties.end() && known->second.name)
            party.name = known->second.name->by_language;
    }
}

}  // namespace comity
