// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/scenarios/assess.h"

#include "base/check.h"
#include "engines/trade/description/inequality.h"
#include "engines/trade/scenarios/equilibria.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace comity::trade {

namespace {

constexpr double decimal_max = 1e60;
constexpr double fixed_max = 1e12;
constexpr int percent_places = 8;
constexpr int value_digits = 9;
/// What is less of a value is rounding of the solution.
constexpr double noise = 1e-10;

Decimal decimal_of(double value, std::chars_format format, int precision) {
    std::array<char, 128> buffer{};
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format, precision);
    check(error == std::errc{}, "the buffer is long enough");
    const auto decimal = Decimal::parse({buffer.data(), end});
    check(decimal.has_value(), "a bounded number of few digits is a decimal");
    return *decimal;
}

double change_of_value(double after, double before) {
    const double change = after - before;
    return std::abs(change) <= noise * std::abs(before) ? 0 : change;
}

double percent(double after, double before) {
    return before == 0 ? 0 : 100 * change_of_value(after, before) / before;
}

/// Who sells and buys how much abroad.
struct Foreign {
    std::vector<double> exports;
    std::vector<double> imports;

    explicit Foreign(PartyMatrix trade) {
        for (std::size_t i = 0; i < trade.parties(); ++i) trade[i, i] = 0;
        exports = row_sums(trade);
        imports = column_sums(trade);
    }
};

std::optional<Decimal> percent_if(const std::optional<double>& value) {
    if (!value) return {};
    return percent_decimal(*value);
}

/// One assessment being made.
class Assessing {
public:
    Assessing(const Scenario& scenario, const ScenarioWorld& world, std::vector<bool> members,
              Baseline baseline)
        : scenario_(scenario),
          world_(world),
          members_(std::move(members)),
          baseline_(std::move(baseline)),
          before_(baseline_.trade) {}

    Result<Assessment> run(const DrawOutcome& draws) {
        Assessment answer = heading();
        const std::vector<std::int64_t> years = phase_years(scenario_);
        for (const std::int64_t year : years) {
            if (year == years.back()) break;
            const Outcome outcome = TRY(outcome_of(scenario_, world_, baseline_, year));
            answer.phases.push_back(phase(outcome, year));
        }
        const Outcome whole = TRY(outcome_of(scenario_, world_, baseline_, {}));
        answer.phases.push_back(phase(whole, years.empty() ? PhaseYear{} : years.back()));
        answer.matrix = matrix(baseline_.trade, whole.trade);
        for (std::size_t j = 0; j < whole.sectors.size(); ++j) add_sector(answer, whole, j);
        add_draws(answer, draws);
        return answer;
    }

private:
    Assessment heading() const {
        Assessment answer;
        answer.scenario = scenario_.name;
        answer.title = scenario_.title;
        answer.question = scenario_.question;
        answer.assumptions = scenario_.assumptions;
        answer.model = scenario_.model;
        answer.closure = scenario_.closure.value_or(ScenarioClosure::balance_in_world_output);
        answer.numeraire = scenario_.numeraire;
        answer.elasticity = scenario_.elasticity;
        answer.year = scenario_.year;
        answer.unit = scenario_.unit;
        answer.source = scenario_.source;
        answer.licence = scenario_.licence;
        if (scenario_.groups)
            for (const auto& [name, group] : *scenario_.groups)
                answer.groups.push_back({name, group.parties});
        answer.changes = scenario_.changes;
        add_parties(answer);
        answer.limits = limits();
        for (const Correction& made : baseline_.corrections)
            answer.corrections.push_back({made.code, made.where, value_decimal(made.size),
                                          static_cast<std::int64_t>(made.count)});
        answer.inputs.push_back({"scenario", sha256(to_text(encode(scenario_)))});
        answer.inputs.insert(answer.inputs.end(), world_.inputs.begin(), world_.inputs.end());
        answer.engine = engine_name;
        return answer;
    }

    void add_parties(Assessment& answer) const {
        const std::vector<double> bought = column_sums(baseline_.trade);
        for (std::size_t i = 0; i < members_.size(); ++i)
            answer.parties.push_back({.code = world_.parties()[i],
                                      .alpha2 = {},
                                      .name = {},
                                      .member = members_[i],
                                      .exports = value_decimal(before_.exports[i]),
                                      .imports = value_decimal(before_.imports[i]),
                                      .expenditure = value_decimal(bought[i])});
    }

    std::vector<std::string> limits() const {
        std::vector<std::string> codes = {"static", "year-of-data", "closure", "one-elasticity"};
        if (world_.many) codes.back() = "input-output";
        if (scenario_.closure == ScenarioClosure::balanced) codes.emplace_back("purged-balances");
        if (!phase_years(scenario_).empty()) codes.emplace_back("phases-are-static");
        if (scenario_.notes)
            codes.insert(codes.end(), scenario_.notes->begin(), scenario_.notes->end());
        return codes;
    }

    Phase phase(const Outcome& outcome, PhaseYear year) const {
        Phase phase;
        phase.year = year;
        const Foreign after(outcome.trade);
        for (std::size_t i = 0; i < members_.size(); ++i)
            phase.effects.push_back(effect(outcome.parties[i], after, i));
        for (EffectRow& row : phase.effects) row.year = year;
        phase.summary = {.members = together(outcome, [this](auto i) { return members_[i]; }),
                         .outsiders = together(outcome, [this](auto i) { return !members_[i]; }),
                         .world = together(outcome, [](auto) { return true; })};
        phase.certificate = outcome.certificate;
        phase.certificate.limit = value_decimal(certificate);
        return phase;
    }

    EffectRow effect(const PartyOutcome& found, const Foreign& after, std::size_t i) const {
        EffectRow row;
        row.party = world_.parties()[i];
        row.member = members_[i];
        row.exports = percent_decimal(percent(after.exports[i], before_.exports[i]));
        row.imports = percent_decimal(percent(after.imports[i], before_.imports[i]));
        row.output = percent_decimal(found.output);
        row.price = percent_decimal(found.price);
        row.price_index = percent_decimal(found.price_index);
        row.real_income = percent_decimal(found.real_income);
        row.domestic_share = percent_decimal(found.domestic_share);
        row.exports_value = value_decimal(change_of_value(after.exports[i], before_.exports[i]));
        row.imports_value = value_decimal(change_of_value(after.imports[i], before_.imports[i]));
        row.real_income_value = value_decimal(income_value(found, i));
        if (found.revenue_value)
            row.tariff_revenue_value =
                value_decimal(std::abs(*found.revenue_value) <= noise * baseline_.income[i]
                                  ? 0
                                  : *found.revenue_value);
        row.terms_of_trade = percent_if(found.terms_of_trade);
        row.volume_of_trade = percent_if(found.volume_of_trade);
        return row;
    }

    double income_value(const PartyOutcome& found, std::size_t i) const {
        return gain(found) * baseline_.income[i] / 100;
    }

    /// Real income in percent, zero if it is as good as that.
    static double gain(const PartyOutcome& found) {
        return std::abs(found.real_income) <= 100 * noise ? 0 : found.real_income;
    }

    template <class Belongs>
    Together together(const Outcome& outcome, const Belongs& belongs) const {
        Together sum;
        double change = 0;
        double income = 0;
        std::vector<std::size_t> who;
        for (std::size_t i = 0; i < members_.size(); ++i) {
            if (!belongs(i)) continue;
            who.push_back(i);
            const double found = gain(outcome.parties[i]);
            sum.gain += found > 0 ? 1 : 0;
            sum.lose += found < 0 ? 1 : 0;
            change += found * baseline_.income[i] / 100;
            income += baseline_.income[i];
        }
        sum.parties = std::ssize(who);
        if (who.empty()) return sum;
        sum.real_income = percent_decimal(100 * change / income);
        sum.real_income_value = value_decimal(change);
        compare(outcome, who, sum);
        return sum;
    }

    void compare(const Outcome& outcome, const std::vector<std::size_t>& who, Together& sum) const {
        std::vector<WeightedValue> gains;
        std::size_t worst = who.front();
        for (const std::size_t i : who) {
            gains.push_back({gain(outcome.parties[i]), 1});
            if (gain(outcome.parties[i]) < gain(outcome.parties[worst])) worst = i;
        }
        sum.worst_off = world_.parties()[worst];
        if (sum.lose > 0 || sum.gain == 0) return;
        if (const auto found = gini(gains)) sum.gini = percent_decimal(*found);
    }

    TradeMatrix matrix(const PartyMatrix& before, const PartyMatrix& after) const {
        TradeMatrix rows;
        for (std::size_t i = 0; i < before.parties(); ++i) {
            auto& values = rows.before.emplace_back();
            auto& changes = rows.change.emplace_back();
            auto& percents = rows.percent.emplace_back();
            for (std::size_t j = 0; j < before.parties(); ++j) {
                values.push_back(value_decimal(before[i, j]));
                changes.push_back(value_decimal(change_of_value(after[i, j], before[i, j])));
                percents.push_back(percent_decimal(percent(after[i, j], before[i, j])));
            }
        }
        return rows;
    }

    void add_sector(Assessment& answer, const Outcome& whole, std::size_t j) const {
        const Foreign abroad(baseline_.sectors[j]);
        if (sum(abroad.exports) == 0) return;
        answer.sectors.push_back(matrix(baseline_.sectors[j], whole.sectors[j]));
        answer.sectors.back().sector = world_.many->sectors[j];
    }

    void add_draws(Assessment& answer, const DrawOutcome& draws) const {
        if (draws.draws.empty() || !scenario_.draws) return;
        answer.draws = DrawSummary{
            .count = std::ssize(draws.draws),
            .unsolved = static_cast<std::int64_t>(draws.unsolved()),
            .seed = scenario_.draws->seed,
            .distribution = scenario_.draws->distribution.value_or(DrawDistribution::lognormal)};
        const auto quantiles = welfare_quantiles(draws, std::array{0.05, 0.5, 0.95});
        std::vector<EffectRow>& effects = answer.phases.back().effects;
        for (std::size_t i = 0; i < quantiles.size(); ++i) {
            const auto of = [&](std::size_t at) {
                return percent_decimal(100 * (quantiles[i][at] - 1));
            };
            effects[i].real_income_p05 = of(0);
            effects[i].real_income_p50 = of(1);
            effects[i].real_income_p95 = of(2);
        }
    }

    const Scenario& scenario_;
    const ScenarioWorld& world_;
    std::vector<bool> members_;
    Baseline baseline_;
    Foreign before_;
};

}  // namespace

Decimal percent_decimal(double value) {
    check(!std::isnan(value), "a certified answer is a number");
    const double bounded = std::clamp(value, -decimal_max, decimal_max);
    if (std::abs(bounded) < fixed_max)
        return decimal_of(bounded, std::chars_format::fixed, percent_places);
    return value_decimal(bounded);
}

Decimal value_decimal(double value) {
    check(!std::isnan(value), "a certified answer is a number");
    const double bounded = std::clamp(value, -decimal_max, decimal_max);
    if (std::abs(bounded) < 1 / decimal_max) return {};
    return decimal_of(bounded, std::chars_format::scientific, value_digits - 1);
}

Result<Assessment> assess(const Scenario& scenario, const ScenarioWorld& world,
                          const DrawOutcome& draws) {
    auto members = TRY(members_of(scenario, world));
    auto baseline = TRY(baseline_of(scenario, world));
    return Assessing(scenario, world, std::move(members), std::move(baseline)).run(draws);
}

Result<Scenario> with_friction(Scenario scenario, const Decimal& percent) {
    bool found = false;
    for (std::size_t at = 0; at < scenario.changes.size(); ++at) {
        ScenarioChange& change = scenario.changes[at];
        if (!change.friction) continue;
        found = true;
        change.friction = percent;
        auto valid = change.valid();
        if (!valid) return refuse_at("/changes/" + std::to_string(at), std::move(valid));
    }
    if (!found)
        return refuse("scenario.no-friction", "a scenario that changes costs of trade", "/changes");
    return scenario;
}

}  // namespace comity::trade
