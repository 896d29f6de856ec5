// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/numerics/crew.h"
#include "engines/trade/scenarios/assess.h"
#include "engines/trade/scenarios/equilibria.h"

#include <array>
#include <bit>
#include <cstring>

namespace comity::trade {

namespace {

constexpr std::size_t word_bytes = 8;

Distribution distribution_of(const ScenarioDraws& draws) {
    switch (draws.distribution.value_or(DrawDistribution::lognormal)) {
        case DrawDistribution::lognormal:
            return Distribution::lognormal;
        case DrawDistribution::normal:
            return Distribution::normal;
    }
    return Distribution::lognormal;
}

ElasticityDraws draws_of(const Scenario& scenario, const DrawRange& range) {
    ElasticityDraws draws;
    draws.distribution = distribution_of(*scenario.draws);
    draws.seed = static_cast<std::uint64_t>(scenario.draws->seed);
    draws.first = range.first;
    draws.count = range.first + range.count;
    draws.threads = range.threads;
    return draws;
}

/// Welfare with one elasticity of substitution. What cannot be certified is left unsolved.
void solve_draw(const OneSectorWorld& world, const TradeCostChange& change,
                const OneSectorOptions& options, Draw& draw) {
    const auto found = assess_one_sector(world, change, options);
    if (!found) return;
    draw.solved = true;
    for (const PartyEffect& effect : found->full.effects)
        draw.welfare.push_back(1 + effect.real_expenditure / 100);
}

/// The trade elasticity, substitution less one, is drawn: it is above zero.
DrawOutcome draw_one_sector(const Scenario& scenario, const ScenarioWorld& world,
                            const DrawRange& range) {
    ElasticityDraws draws = draws_of(scenario, range);
    draws.standard_error = {scenario.elasticity->standard_error->to_double()};
    const std::array theta = {world.one->elasticity - 1};
    const TradeCostChange change{TradeCostChange::Of::trade_cost,
                                 cost_factors(scenario, world, {})};
    const OneSectorOptions options = one_sector_options(scenario);
    DrawOutcome outcome;
    for (std::size_t at = 0; at < range.count; ++at)
        outcome.draws.push_back(
            {.number = range.first + at, .solved = false, .welfare = {}, .real_wage = {}});
    Crew crew(range.threads);
    crew.run(range.count, [&](std::size_t at) {
        Draw& draw = outcome.draws[at];
        OneSectorWorld drawn = *world.one;
        drawn.elasticity = 1 + drawn_theta(theta, draws, draw.number).front();
        solve_draw(drawn, change, options, draw);
    });
    return outcome;
}

Result<DrawOutcome> draw_many_sectors(const Scenario& scenario, const ScenarioWorld& world,
                                      const DrawRange& range) {
    const Baseline baseline = TRY(baseline_of(scenario, world));
    const Economy& economy = *baseline.economy;
    ElasticityDraws draws = draws_of(scenario, range);
    const double part = scenario.elasticity->standard_error_percent->to_double() / 100;
    for (const double theta : economy.theta) draws.standard_error.push_back(part * theta);
    const SolveOptions options = TRY(many_sector_options(scenario, economy));
    DrawOutcome outcome =
        TRY(draw_elasticities(economy, change_of(scenario, world, {}), options, draws));
    for (Draw& draw : outcome.draws) draw.real_wage.clear();
    return outcome;
}

void put(std::string& bytes, std::uint64_t value) {
    for (std::size_t at = 0; at < word_bytes; ++at)
        bytes.push_back(static_cast<char>(value >> (8 * at) & 0xffU));
}

/// Takes words from the front of bytes.
class Words {
public:
    explicit Words(std::string_view bytes) : bytes_(bytes) {}
    std::size_t left() const { return bytes_.size() / word_bytes; }
    bool empty() const { return bytes_.empty(); }
    std::uint64_t take() {
        std::uint64_t value = 0;
        for (std::size_t at = 0; at < word_bytes; ++at)
            value |= std::uint64_t{static_cast<unsigned char>(bytes_[at])} << (8 * at);
        bytes_.remove_prefix(word_bytes);
        return value;
    }

private:
    std::string_view bytes_;
};

std::unexpected<Refusal> refuse_bytes() {
    return refuse("draws.bytes", "draws as `pack` writes them");
}

}  // namespace

Result<DrawOutcome> assess_draws(const Scenario& scenario, const ScenarioWorld& world,
                                 const DrawRange& range) {
    TRY(members_of(scenario, world));
    if (!scenario.draws || !scenario.elasticity ||
        !(world.one ? scenario.elasticity->standard_error
                    : scenario.elasticity->standard_error_percent))
        return refuse("scenario.no-standard-error",
                      "`draws`, and the standard error of the elasticity", "/elasticity");
    if (world.one) return draw_one_sector(scenario, world, range);
    return draw_many_sectors(scenario, world, range);
}

std::string pack(const DrawOutcome& draws) {
    std::string bytes;
    for (const Draw& draw : draws.draws) {
        put(bytes, draw.number);
        put(bytes, draw.solved ? 1 : 0);
        put(bytes, draw.welfare.size());
        for (const double value : draw.welfare) put(bytes, std::bit_cast<std::uint64_t>(value));
    }
    return bytes;
}

Result<DrawOutcome> unpack(std::string_view bytes) {
    if (bytes.size() % word_bytes != 0) return refuse_bytes();
    Words words(bytes);
    DrawOutcome outcome;
    while (!words.empty()) {
        if (words.left() < 3) return refuse_bytes();
        Draw& draw = outcome.draws.emplace_back();
        draw.number = words.take();
        draw.solved = words.take() != 0;
        const std::uint64_t size = words.take();
        if (size > words.left()) return refuse_bytes();
        for (std::uint64_t at = 0; at < size; ++at)
            draw.welfare.push_back(std::bit_cast<double>(words.take()));
    }
    return outcome;
}

}  // namespace comity::trade
