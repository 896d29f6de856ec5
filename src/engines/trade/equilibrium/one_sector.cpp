// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/one_sector.h"

#include "engines/trade/equilibrium/balancing.h"
#include "engines/trade/equilibrium/market.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

namespace {

/// Baseline sums and the change of t^(1-sigma): what both equilibria start from.
struct Baseline {
    const OneSectorWorld& world;
    PartyMatrix trade;
    std::vector<double> output;       ///< Y
    std::vector<double> expenditure;  ///< E
    std::optional<std::size_t> numeraire;

    Baseline(const OneSectorWorld& of, PartyMatrix flows, std::optional<std::size_t> unit)
        : world(of),
          trade(std::move(flows)),
          output(row_sums(trade)),
          expenditure(column_sums(trade)),
          numeraire(unit) {}
};

/// Levels after the change, from which the effects are reckoned.
struct Levels {
    std::vector<double> output, expenditure;
    std::vector<double> price;                        ///< the change of p
    std::vector<double> outward_power, inward_power;  ///< of resistances, to the power 1-sigma
};

double percent(double after, double before) {
    return after == before ? 0 : 100 * (after / before - 1);
}

double others(std::span<const double> sums, const PartyMatrix& trade, std::size_t party) {
    return sums[party] - trade[party, party];
}

std::vector<PartyEffect> effects_of(const Baseline& baseline, const Levels& levels,
                                    const PartyMatrix& trade) {
    const double root = 1 / (1 - baseline.world.elasticity);
    const std::vector<double> sold = row_sums(trade), bought = column_sums(trade);
    std::vector<PartyEffect> effects(sold.size());
    for (std::size_t i = 0; i < effects.size(); ++i) {
        const double index = std::pow(levels.inward_power[i], root);
        const double output = levels.output[i] / baseline.output[i];
        const double expenditure = levels.expenditure[i] / baseline.expenditure[i];
        const double own = trade[i, i], own_before = baseline.trade[i, i];
        effects[i] = {
            .exports = percent(others(sold, trade, i), others(baseline.output, baseline.trade, i)),
            .imports =
                percent(others(bought, trade, i), others(baseline.expenditure, baseline.trade, i)),
            .output = percent(output, 1),
            .expenditure = percent(expenditure, 1),
            .price = percent(levels.price[i], 1),
            .outward_resistance = percent(std::pow(levels.outward_power[i], root), 1),
            .inward_resistance = percent(index, 1),
            .real_output = percent(output / index, 1),
            .real_expenditure = percent(expenditure / index, 1),
            .domestic_share =
                percent(own / levels.expenditure[i], own_before / baseline.expenditure[i])};
    }
    return effects;
}

/// The factor of all seller's factors that leaves the numeraire as it is: prices that would move as
/// outward resistances ask, 1 / resistance, keep the world's output or the numeraire's price.
double conditional_scale(const Baseline& baseline, const std::vector<double>& sellers) {
    const double root = 1 / (1 - baseline.world.elasticity);
    if (baseline.numeraire) return 1 / sellers[*baseline.numeraire];
    double worth = 0;
    for (std::size_t i = 0; i < sellers.size(); ++i)
        worth += baseline.output[i] * std::pow(sellers[i], root);
    return std::pow(worth / sum(baseline.output), baseline.world.elasticity - 1);
}

Result<OneSectorEquilibrium> solve_conditional(const Baseline& baseline, const PartyMatrix& power) {
    const BalancingProblem problem{baseline.world.parties, cellwise_product(baseline.trade, power),
                                   baseline.output, baseline.expenditure};
    const Result<Balancing> balanced = balance(problem);
    if (!balanced)
        return refuse("equilibrium.not-certified",
                      "no conditional equilibrium: " + balanced.error().message,
                      balanced.error().where);
    OneSectorEquilibrium result;
    result.trade = scaled(problem.kernel, balanced->sellers, balanced->buyers);
    const double scale = conditional_scale(baseline, balanced->sellers);
    Levels levels{baseline.output, baseline.expenditure,
                  std::vector<double>(baseline.output.size(), 1.0), balanced->sellers,
                  balanced->buyers};
    for (double& value : levels.outward_power) value = 1 / (value * scale);
    for (double& value : levels.inward_power) value = scale / value;
    result.effects = effects_of(baseline, levels, result.trade);
    result.certificate = {balanced->rounds, balanced->newton_steps, balanced->residual, 1, 1};
    return result;
}

/// Expenditure less output, from foreign trade alone, since own sales would only add rounding. What
/// rounding leaves of the world's balance is put to the largest party.
std::vector<double> trade_balances(const PartyMatrix& trade, std::size_t largest) {
    PartyMatrix foreign = trade;
    for (std::size_t i = 0; i < trade.parties(); ++i) foreign[i, i] = 0;
    std::vector<double> balances = column_sums(foreign);
    const std::vector<double> exports = row_sums(foreign);
    double others = 0;
    for (std::size_t i = 0; i < balances.size(); ++i) {
        balances[i] -= exports[i];
        if (i != largest) others += balances[i];
    }
    balances[largest] = -others;
    return balances;
}

MarketProblem market_of(const Baseline& baseline, const PartyMatrix& power,
                        BalanceClosure closure) {
    const auto largest = std::ranges::max_element(baseline.output) - baseline.output.begin();
    MarketProblem problem{cellwise_product(baseline.trade, power),
                          baseline.output,
                          trade_balances(baseline.trade, static_cast<std::size_t>(largest)),
                          baseline.world.elasticity,
                          closure,
                          baseline.numeraire};
    const std::size_t parties = baseline.output.size();
    for (std::size_t i = 0; i < parties; ++i)
        for (std::size_t j = 0; j < parties; ++j) problem.shares[i, j] /= baseline.expenditure[j];
    return problem;
}

Result<MarketAnswer> certified(const OneSectorWorld& world, MarketAnswer answer) {
    const EquilibriumCertificate& certificate = answer.certificate;
    if (answer.unfunded)
        return refuse("equilibrium.no-expenditure",
                      "no prices were found at which " + world.parties[*answer.unfunded] +
                          " could keep its surplus and still spend; choose another closure",
                      "/" + world.parties[*answer.unfunded]);
    const bool positive = certificate.price_min > 0 && std::isfinite(certificate.price_max);
    if (!positive || !(certificate.residual <= balance_residual_max))
        return refuse("equilibrium.not-certified",
                      "no prices were found at which all markets clear within 1e-10");
    return answer;
}

Result<OneSectorEquilibrium> solve_full(const Baseline& baseline, const PartyMatrix& power,
                                        BalanceClosure closure) {
    const MarketProblem problem = market_of(baseline, power, closure);
    MarketAnswer answer = TRY(certified(baseline.world, clear_market(problem)));
    Levels levels{answer.prices, answer.expenditure, answer.prices, answer.prices,
                  answer.index_power};
    double world = 0;
    for (std::size_t i = 0; i < levels.output.size(); ++i)
        world += levels.output[i] *= baseline.output[i];
    // Y / W = (p outward)^(1-sigma), so that outward^(1-sigma) moves as p^sigma / W.
    const double growth = world / sum(baseline.output);
    for (double& value : levels.outward_power)
        value = std::pow(value, baseline.world.elasticity) / growth;
    OneSectorEquilibrium result;
    result.effects = effects_of(baseline, levels, answer.trade);
    result.trade = std::move(answer.trade);
    result.certificate = answer.certificate;
    return result;
}

/// The factors of t^(1-sigma).
Result<PartyMatrix> power_of(const OneSectorWorld& world, const TradeCostChange& change) {
    if (change.factors.parties() != world.parties.size())
        return refuse("equilibrium.wrong-size",
                      "one factor was expected for every pair of parties");
    TRY(check_cells(world.parties, change.factors, "equilibrium"));
    PartyMatrix power = change.factors;
    if (change.of == TradeCostChange::Of::trade_power) return power;
    for (double& value : power.values()) value = std::pow(value, 1 - world.elasticity);
    TRY(check_cells(world.parties, power, "equilibrium"));
    return power;
}

Result<std::optional<std::size_t>> find_numeraire(const OneSectorWorld& world,
                                                  const OneSectorOptions& options) {
    if (!options.numeraire) return std::optional<std::size_t>{};
    const auto found = std::ranges::find(world.parties, *options.numeraire);
    if (found == world.parties.end())
        return refuse("equilibrium.unknown-party", "no such party: " + *options.numeraire,
                      "/numeraire");
    return std::optional(static_cast<std::size_t>(found - world.parties.begin()));
}

/// Whom goods from the first party reach, directly or through others' trade, or whose reach it.
std::vector<bool> reach(const PartyMatrix& trade, bool forward) {
    std::vector<bool> reached(trade.parties(), false);
    std::vector<std::size_t> open{0};
    reached[0] = true;
    while (!open.empty()) {
        const std::size_t at = open.back();
        open.pop_back();
        for (std::size_t next = 0; next < reached.size(); ++next) {
            if (reached[next] || !((forward ? trade[at, next] : trade[next, at]) > 0)) continue;
            reached[next] = true;
            open.push_back(next);
        }
    }
    return reached;
}

/// Without balances, a party that buys from others must also sell to them, at least by a chain.
Result<> check_two_way(const OneSectorWorld& world, const PartyMatrix& trade) {
    for (const bool forward : {true, false}) {
        const std::vector<bool> reached = reach(trade, forward);
        const auto lost = std::ranges::find(reached, false);
        if (lost == reached.end()) continue;
        const std::string& name = world.parties[static_cast<std::size_t>(lost - reached.begin())];
        return refuse("equilibrium.one-way",
                      "trade between " + world.parties[0] + " and " + name +
                          " goes one way only, even through others, and cannot be balanced",
                      "/" + name);
    }
    return {};
}

/// The world without trade balances: its equilibrium at the same trade costs.
Result<Baseline> purge(const Baseline& baseline, EquilibriumCertificate& certificate) {
    const PartyMatrix same(baseline.output.size(), 1.0);
    MarketProblem problem = market_of(baseline, same, BalanceClosure::balanced);
    problem.numeraire.reset();
    MarketAnswer answer = TRY(certified(baseline.world, clear_market(problem)));
    certificate = answer.certificate;
    return Baseline(baseline.world, std::move(answer.trade), baseline.numeraire);
}

Result<OneSectorAssessment> solve(const Baseline& baseline, const PartyMatrix& power,
                                  BalanceClosure closure) {
    OneSectorAssessment result;
    result.baseline = baseline.trade;
    result.conditional = TRY(solve_conditional(baseline, power));
    result.full = TRY(solve_full(baseline, power, closure));
    return result;
}

}  // namespace

Result<OneSectorAssessment> assess_one_sector(const OneSectorWorld& world,
                                              const TradeCostChange& change,
                                              const OneSectorOptions& options) {
    TRY(check_world(world));
    const PartyMatrix power = TRY(power_of(world, change));
    const PartyMatrix possible = cellwise_product(world.trade, power);
    TRY(check_connected(world.parties, possible, "equilibrium"));
    const Baseline observed(world, world.trade, TRY(find_numeraire(world, options)));
    if (options.closure != BalanceClosure::balanced) return solve(observed, power, options.closure);

    TRY(check_two_way(world, possible));
    EquilibriumCertificate certificate;
    const Baseline purged = TRY(purge(observed, certificate));
    OneSectorAssessment result = TRY(solve(purged, power, options.closure));
    result.purge = certificate;
    return result;
}

PartyMatrix trade_change(const PartyMatrix& baseline, const PartyMatrix& after) {
    PartyMatrix change(baseline.parties());
    for (std::size_t cell = 0; cell < change.values().size(); ++cell)
        change.values()[cell] = percent(after.values()[cell], baseline.values()[cell]);
    return change;
}

}  // namespace comity::trade
