// SPDX-License-Identifier: Apache-2.0
#include "cli/trade_simulate.h"

#include "cli/ranks.h"
#include "cli/terminal.h"
#include "cli/trade_simulate_text.h"
#include "service/csv.h"
#include "service/scenarios.h"

#include <filesystem>
#include <thread>

namespace comity::cli {
namespace {

/// So many draws between two looks at the progress bar.
constexpr std::size_t draws_per_thread = 32;

/// With what was asked for instead.
Result<trade::Scenario> with_options(trade::Scenario scenario, const SimulateOptions& options) {
    if (options.change) {
        const Decimal percent = TRY(Decimal::parse(*options.change));
        scenario = TRY(trade::with_friction(std::move(scenario), percent));
    }
    if (!options.draws && !options.seed) return scenario;
    if (!scenario.draws) scenario.draws.emplace();
    if (options.draws) scenario.draws->count = static_cast<std::int64_t>(*options.draws);
    if (options.seed) scenario.draws->seed = static_cast<std::int64_t>(*options.seed);
    TRY(scenario.draws->valid());
    TRY(scenario.valid());
    return scenario;
}

unsigned threads_of(const SimulateOptions& options) {
    return options.threads > 0 ? options.threads
                               : std::max(1U, std::thread::hardware_concurrency());
}

/// The draws from `first` to below `end`, a few at a time.
Result<trade::DrawOutcome> draw_slice(const trade::Scenario& scenario,
                                      const trade::ScenarioWorld& world, trade::DrawRange slice) {
    ProgressBar bar("drawing");
    trade::DrawOutcome outcome;
    const std::size_t end = slice.first + slice.count;
    for (std::size_t at = slice.first; at < end;) {
        const std::size_t count = std::min(end - at, draws_per_thread * slice.threads);
        const auto part = TRY(trade::assess_draws(scenario, world, {at, count, slice.threads}));
        outcome.draws.insert(outcome.draws.end(), part.draws.begin(), part.draws.end());
        at += count;
        bar.show(outcome.draws.size(), slice.count);
    }
    return outcome;
}

/// All draws, at the first process; each does an even part of them.
Result<trade::DrawOutcome> draw_together(const ReadyScenario& ready, const Ranks& ranks,
                                         unsigned threads) {
    const trade::Scenario& scenario = ready.file.scenario;
    const auto total = static_cast<std::size_t>(scenario.draws ? scenario.draws->count : 0);
    if (total == 0) return trade::DrawOutcome{};
    const std::size_t first = total * ranks.rank() / ranks.ranks();
    const std::size_t end = total * (ranks.rank() + 1) / ranks.ranks();
    const auto mine = TRY(draw_slice(scenario, ready.world, {first, end - first, threads}));
    std::vector<trade::DrawOutcome> parts;
    for (const std::string& bytes : ranks.gather(trade::pack(mine)))
        parts.push_back(TRY(trade::unpack(bytes)));
    return trade::merge(parts);
}

Result<Report> report_of(const Context& context, const SimulateOptions& options,
                         trade::Assessment assessment, const State* state) {
    name_parties(assessment, state, context.lists.countries);
    const Json json = encode(assessment);
    if (!options.csv) return Report{json, assessment_text(assessment, terminal_columns())};
    Json::Array rows;
    for (const trade::Phase& phase : assessment.phases)
        for (const trade::EffectRow& row : phase.effects) rows.push_back(encode(row));
    return Report{{}, to_csv(rows, field_infos<trade::EffectRow>)};
}

Result<Report> simulate(const Context& context, const SimulateOptions& options,
                        const std::string& path, const State* state) {
    const Ranks ranks;
    const auto answer = [&]() -> Result<Report> {
        ReadyScenario ready = TRY(load_scenario(path, state));
        ready.file.scenario = TRY(with_options(std::move(ready.file.scenario), options));
        const auto draws = TRY(draw_together(ready, ranks, threads_of(options)));
        if (!ranks.is_first()) return Report{};
        auto assessment = trade::assess(ready.file.scenario, ready.world, draws);
        if (!assessment) return std::unexpected(ready.file.located(assessment.error()));
        return report_of(context, options, *std::move(assessment), state);
    };
    Result<Report> report = answer();
    if (!ranks.is_first()) return Report{};  // all refuse alike, and the first says so
    return report;
}

}  // namespace

Result<Report> assess_trade(const Context& context, const SimulateOptions& options) {
    const auto node = TRY(Node::open(context.folder, Node::Access::read));
    const auto paths = scenario_paths(context.folder);
    const auto named = paths.find(options.scenario);
    const auto lock = node->reading();
    return simulate(context, options, named == paths.end() ? options.scenario : named->second,
                    &node->state());
}

Result<Report> simulate_trade(const Context& context, const SimulateOptions& options) {
    return simulate(context, options, options.scenario, nullptr);
}

}  // namespace comity::cli
