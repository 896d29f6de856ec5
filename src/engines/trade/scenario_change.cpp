// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/scenario_change.h"

#include "base/check.h"

#include <algorithm>

namespace comity::trade {

namespace {

using Choice = std::vector<bool>;  ///< of the world's parties

Result<std::size_t> place_of(const std::vector<std::string>& labels, const std::string& label,
                             const char* code, const std::string& where) {
    const auto found = std::ranges::find(labels, label);
    if (found == labels.end()) return refuse(code, "the data do not have '" + label + "'", where);
    return static_cast<std::size_t>(found - labels.begin());
}

const ScenarioGroup* group_called(const Scenario& scenario, const std::string& name) {
    if (!scenario.groups) return nullptr;
    const auto found = scenario.groups->find(name);
    return found == scenario.groups->end() ? nullptr : &found->second;
}

/// Who `*`, a group or a party is.
Result<Choice> chosen(const Scenario& scenario, const ScenarioWorld& world, const std::string& who,
                      const std::string& where) {
    const std::vector<std::string>& parties = world.parties();
    if (who == "*") return Choice(parties.size(), true);
    Choice choice(parties.size());
    if (const ScenarioGroup* group = group_called(scenario, who)) {
        for (std::size_t at = 0; at < group->parties.size(); ++at)
            choice[TRY(place_of(parties, group->parties[at], "scenario.unknown-party",
                                "/groups" + pointer_token(who) + "/" + std::to_string(at)))] = true;
        return choice;
    }
    choice[TRY(place_of(parties, who, "scenario.unknown-party", where))] = true;
    return choice;
}

Result<> check_groups(const Scenario& scenario, const ScenarioWorld& world) {
    if (!scenario.groups) return {};
    for (const auto& [name, group] : *scenario.groups) {
        const std::string where = "/groups" + pointer_token(name);
        if (!group.text.empty())
            return refuse("scenario.group-unresolved",
                          "codes, since who '" + group.text +
                              "' is stands in a record, and there is none here",
                          where);
        if (name == "*" || std::ranges::find(world.parties(), name) != world.parties().end())
            return refuse("scenario.ambiguous", "a name that no party has", where);
        TRY(chosen(scenario, world, name, where));
    }
    return {};
}

/// Pairs that a change concerns: exporter by importer, 1 or 0.
PartyMatrix pairs_of(const Choice& from, const Choice& to, bool both_ways) {
    PartyMatrix pairs(from.size());
    for (std::size_t i = 0; i < from.size(); ++i)
        for (std::size_t j = 0; j < from.size(); ++j)
            if (i != j && ((from[i] && to[j]) || (both_ways && to[i] && from[j]))) pairs[i, j] = 1;
    return pairs;
}

struct Scope {
    Choice from;
    Choice to;
    PartyMatrix pairs;
};

Result<Scope> scope_of(const Scenario& scenario, const ScenarioWorld& world, std::size_t at) {
    const ScenarioChange& change = scenario.changes[at];
    const std::string where = "/changes/" + std::to_string(at);
    Scope scope;
    scope.from = TRY(chosen(scenario, world, change.from, where + "/from"));
    scope.to = TRY(chosen(scenario, world, change.to, where + "/to"));
    scope.pairs = pairs_of(scope.from, scope.to, change.both_ways.value_or(false));
    if (sum(scope.pairs.values()) == 0)
        return refuse("scenario.no-pairs", "two different parties", where);
    return scope;
}

Scope known_scope(const Scenario& scenario, const ScenarioWorld& world, std::size_t at) {
    auto scope = scope_of(scenario, world, at);
    check(scope.has_value(), "members_of has passed");
    return *std::move(scope);
}

Result<> check_sectors(const ScenarioChange& change, const ScenarioWorld& world,
                       const std::string& where) {
    if (!change.sectors || !world.many) return {};
    for (std::size_t at = 0; at < change.sectors->size(); ++at)
        TRY(place_of(world.many->sectors, (*change.sectors)[at], "scenario.unknown-sector",
                     where + "/sectors/" + std::to_string(at)));
    return {};
}

double share_of(const ScenarioChange& change, PhaseYear year) {
    return change.phase_in && year ? change.phase_in->share_in(*year) : 1;
}

double factor_of(const ScenarioChange& change, PhaseYear year) {
    return 1 + share_of(change, year) * change.friction->to_double() / 100;
}

bool concerns(const ScenarioChange& change, const std::string& sector) {
    return !change.sectors || std::ranges::find(*change.sectors, sector) != change.sectors->end();
}

/// Where a tariff is when the change is whole. The tariff file is one that was read.
double tariff_after(const ScenarioChange& change, const ScenarioWorld& world, std::size_t pair,
                    double before) {
    if (change.tariff) return change.tariff->to_double() / 100;
    if (change.tariff_points) return before + change.tariff_points->to_double() / 100;
    if (change.tariff_cut) return before * (1 - change.tariff_cut->to_double() / 100);
    if (change.tariff_file) return world.tariffs.at(*change.tariff_file)[pair];
    return before;
}

}  // namespace

Result<std::vector<bool>> members_of(const Scenario& scenario, const ScenarioWorld& world) {
    TRY(check_groups(scenario, world));
    Choice members(world.parties().size());
    const auto add = [&](const std::string& who, const Choice& choice) {
        for (std::size_t i = 0; i < members.size() && who != "*"; ++i)
            if (choice[i]) members[i] = true;
    };
    for (std::size_t at = 0; at < scenario.changes.size(); ++at) {
        const ScenarioChange& change = scenario.changes[at];
        const Scope scope = TRY(scope_of(scenario, world, at));
        TRY(check_sectors(change, world, "/changes/" + std::to_string(at)));
        add(change.from, scope.from);
        add(change.to, scope.to);
    }
    const bool everyone = std::ranges::find(members, true) == members.end();
    return everyone ? Choice(members.size(), true) : members;
}

std::vector<std::int64_t> phase_years(const Scenario& scenario) {
    std::optional<std::int64_t> first;
    std::optional<std::int64_t> last;
    for (const ScenarioChange& change : scenario.changes) {
        if (!change.phase_in) continue;
        const std::int64_t end = change.phase_in->from + change.phase_in->years - 1;
        first = std::min(first.value_or(change.phase_in->from), change.phase_in->from);
        last = std::max(last.value_or(end), end);
    }
    std::vector<std::int64_t> years;
    if (first)
        for (std::int64_t year = *first; year <= *last; ++year) years.push_back(year);
    return years;
}

PartyMatrix cost_factors(const Scenario& scenario, const ScenarioWorld& world, PhaseYear year) {
    PartyMatrix factors(world.parties().size(), 1);
    for (std::size_t at = 0; at < scenario.changes.size(); ++at) {
        const double factor = factor_of(scenario.changes[at], year);
        const Scope scope = known_scope(scenario, world, at);
        for (std::size_t cell = 0; cell < factors.values().size(); ++cell)
            if (scope.pairs.values()[cell] != 0) factors.values()[cell] *= factor;
    }
    return factors;
}

Change change_of(const Scenario& scenario, const ScenarioWorld& world, PhaseYear year) {
    const Economy& economy = *world.many;
    Change result;
    result.tariff = economy.tariff;
    result.friction.assign(economy.tariff.size(), 1);
    for (std::size_t at = 0; at < scenario.changes.size(); ++at) {
        const ScenarioChange& change = scenario.changes[at];
        const Scope scope = known_scope(scenario, world, at);
        const double share = share_of(change, year);
        for (std::size_t j = 0; j < economy.sectors.size(); ++j) {
            if (!concerns(change, economy.sectors[j])) continue;
            for (std::size_t n = 0; n < economy.parties.size(); ++n)
                for (std::size_t i = 0; i < economy.parties.size(); ++i) {
                    if (scope.pairs[i, n] == 0) continue;
                    const std::size_t pair = economy.pair(j, n, i);
                    if (change.friction) {
                        result.friction[pair] *= factor_of(change, year);
                        continue;
                    }
                    double& tariff = result.tariff[pair];
                    tariff += share * (tariff_after(change, world, pair, tariff) - tariff);
                }
        }
    }
    return result;
}

}  // namespace comity::trade
