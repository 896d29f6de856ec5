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

/// This process's even part of the draws.
Result<trade::DrawOutcome> draw_part(const Result<ReadyScenario>& ready, const Ranks& ranks,
                                     unsigned threads) {
    if (!ready) return std::unexpected(ready.error());
    const trade::Scenario& scenario = ready->file.scenario;
    const auto total = static_cast<std::size_t>(scenario.draws ? scenario.draws->count : 0);
    const std::size_t first = total * ranks.rank() / ranks.ranks();
    const std::size_t end = total * (ranks.rank() + 1) / ranks.ranks();
    return draw_slice(scenario, ready->world, {first, end - first, threads});
}

constexpr char drawn_mark = '+';
constexpr char refused_mark = '-';

/// What one process tells the first: draws, or why it has none.
std::string message_of(const Result<trade::DrawOutcome>& part) {
    if (part) return drawn_mark + trade::pack(*part);
    const Refusal& refusal = part.error();
    return refused_mark + to_text(Json::Array{refusal.code, refusal.message, refusal.where});
}

Result<trade::DrawOutcome> part_of(std::string_view message) {
    if (message.starts_with(drawn_mark)) return trade::unpack(message.substr(1));
    const Json json = TRY(parse_json(message.substr(std::min(message.size(), std::size_t{1}))));
    const auto texts = TRY(Codec<std::vector<std::string>>::read(json));
    if (texts.size() != 3) return refuse("draws.bytes", "what a process says of its draws");
    return refuse(texts[0], texts[1], texts[2]);
}

/// All draws, at the first process. Every process takes part, also one that has been refused, lest
/// the others wait for it.
Result<trade::DrawOutcome> draw_together(const Result<ReadyScenario>& ready, const Ranks& ranks,
                                         unsigned threads) {
    const auto messages = ranks.gather(message_of(draw_part(ready, ranks, threads)));
    std::vector<trade::DrawOutcome> parts;
    for (const std::string& message : messages) parts.push_back(TRY(part_of(message)));
    return trade::merge(parts);
}

Result<ReadyScenario> load(const std::string& path, const SimulateOptions& options,
                           const State* state) {
    ReadyScenario ready = TRY(load_scenario(path, state));
    ready.file.scenario = TRY(with_options(std::move(ready.file.scenario), options));
    return ready;
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
    const Result<ReadyScenario> ready = load(path, options, state);
    const auto draws = draw_together(ready, ranks, threads_of(options));
    if (!ranks.is_first()) return Report{};
    if (!draws) return std::unexpected(draws.error());
    auto assessment = trade::assess(ready->file.scenario, ready->world, *draws);
    if (!assessment) return std::unexpected(ready->file.located(assessment.error()));
    return report_of(context, options, *std::move(assessment), state);
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
