// SPDX-License-Identifier: Apache-2.0
#include "accounts/account.h"

#include "accounts/counting.h"
#include "accounts/figure.h"
#include "accounts/flags.h"
#include "accounts/verdict.h"
#include "base/check.h"

#include <algorithm>

namespace comity {
namespace {

/// Why a reading cannot be measured whatever the evidence says; empty if it can.
std::string obstacle(const Reading& reading, const Sources& sources) {
    if (reading.evidence == Evidence::none) return "no-evidence";
    if (reading.evidence == Evidence::statistics && !sources.readers.of(reading.dataset->value))
        return "vintage-absent";
    return {};
}

Tally tally_of(const Reading& reading, const Sources& sources) {
    return reading.evidence == Evidence::statistics ? tally_statistics(reading, sources)
                                                    : tally_deliveries(reading, sources);
}

/// Why the evidence makes no figure; empty if it may.
std::string defect(const Reading& reading, const Tally& tally) {
    const bool statistics = reading.evidence == Evidence::statistics;
    if (tally.too_large) return "too-large";
    if (tally.mixed_units) return "mixed-units";
    if (statistics ? !tally.rows.empty() : tally.reported) return {};
    if (tally.periods_ended == 0) return "window-not-begun";
    return statistics ? "no-observations" : "nothing-reported";
}

Account undecided(Account account, std::string reason) {
    const bool later = reason == "window-not-begun" || reason == "window-incomplete";
    account.verdict = later ? Verdict::not_due : Verdict::not_measurable;
    account.reason = std::move(reason);
    return account;
}

Basis basis_of(const Reading& reading, const Tally& tally) {
    if (reading.evidence == Evidence::statistics)
        return tally.rows.empty() ? Basis::none : Basis::statistics;
    if (!tally.reported) return Basis::none;
    return tally.all_confirmed ? Basis::confirmed : Basis::reported;
}

/// For each period whether the figure rests on its rows, or only on those of others.
std::vector<bool> periods_rested_on(const Reading& reading,
                                    const std::vector<PeriodFigure>& periods) {
    const auto last = static_cast<std::size_t>(std::max(last_observed(periods), 0));
    std::vector<bool> rests(periods.size());
    for (std::size_t i = 0; i < periods.size(); ++i) switch (*reading.aggregate) {
            case Aggregate::sum:
            case Aggregate::count:
                rests[i] = true;
                break;
            case Aggregate::mean:
                rests[i] = periods[i].observed;
                break;
            case Aggregate::last:
                rests[i] = i == last && periods[i].observed;
                break;
            case Aggregate::growth:
                rests[i] = i == 0 || (i == last && periods[i].observed);
                break;
        }
    return rests;
}

void add_parties(Account& account, const Reading& reading, const State& state) {
    const Period& last = reading.window->to;
    if (reading.reporters) account.reporters = resolve(*reading.reporters, state, last);
    if (reading.partners) account.partners = resolve(*reading.partners, state, last);
}

void add_evidence(Account& account, const Reading& reading, const Tally& tally) {
    account.basis = basis_of(reading, tally);
    account.periods = period_figures(reading, tally);
    account.periods_observed = count_observed(account.periods);
    account.flags = flags_of(reading, tally);
    const int last = last_observed(account.periods);
    if (last >= 0) account.last_observed = account.periods[static_cast<std::size_t>(last)].period;
    const std::vector<bool> rests = periods_rested_on(reading, account.periods);
    for (std::size_t i = 0; i < account.periods.size(); ++i)
        if (rests[i]) account.rows += account.periods[i].rows;
}

/// The total at the pace of the last observed period. Deliveries of the period that is still
/// running are part of that pace, unless they have already gone beyond it.
Decimal projection_of(const Account& account, int periods_left) {
    const auto last = static_cast<std::size_t>(last_observed(account.periods));
    Decimal running;
    for (const PeriodFigure& figure : account.periods)
        if (!figure.observed) running += figure.value;
    const Decimal rest = account.periods[last].value * Decimal(periods_left);
    return *account.value - running + std::max(rest, running);
}

void add_pace(Account& account, const Reading& reading) {
    if (!reading.aggregate || !adds_up(*reading.aggregate)) return;
    account.remaining = std::max(*reading.target - *account.value, Decimal());
    const int left = account.periods_total - account.periods_observed;
    if (left == 0) return;
    if (reading.comparator != Comparator::at_most)
        account.needed_per_period = *account.remaining / Decimal(left);
    if (account.last_observed) account.projection = projection_of(account, left);
}

void add_flag(std::vector<std::string>& flags, std::string flag) {
    flags.insert(std::ranges::upper_bound(flags, flag), std::move(flag));
}

Account judged(Account account, const Reading& reading, const Figure& figure) {
    account.value = figure.value;
    if (!reading.target->is_zero()) account.share = *account.value / *reading.target;
    add_pace(account, reading);
    if (!figure.is_final && !account.remaining) add_flag(account.flags, "so-far");
    account.verdict = judge(reading, {*account.value, figure.is_final, account.periods_observed,
                                      account.periods_total});
    if (account.verdict == Verdict::not_due) account.reason = "window-incomplete";
    return account;
}

EvidenceRow evidence_row(const Reading& reading, const Tally& tally, const Tally::Row& row) {
    const bool statistics = reading.evidence == Evidence::statistics;
    return {.dataset = statistics ? reading.dataset->value : std::string(),
            .series = tally.series[row.source],
            .observation = row.observation,
            .delivery = statistics ? std::string() : tally.deliveries[row.source],
            .counted = counted(row, *reading.aggregate)};
}

}  // namespace

Account count(const Reading& reading, const Sources& sources) {
    Account account;
    account.pledge = reading.pledge.value;
    account.reading = reading.reading.value;
    if (reading.evidence == Evidence::none) return undecided(account, "no-evidence");
    check(reading.valid().has_value(), "a reading is checked before it is counted");
    account.periods_total = reading.window->length();
    add_parties(account, reading, sources.state);
    if (std::string reason = obstacle(reading, sources); !reason.empty())
        return undecided(std::move(account), std::move(reason));

    const Tally tally = tally_of(reading, sources);
    add_evidence(account, reading, tally);
    if (std::string reason = defect(reading, tally); !reason.empty())
        return undecided(std::move(account), std::move(reason));

    const Figure figure = figure_of(reading, account.periods);
    if (figure.value) return judged(std::move(account), reading, figure);
    if (!figure.reason.empty()) return undecided(std::move(account), figure.reason);
    return undecided(std::move(account),
                     tally.periods_ended == 0 ? "window-not-begun" : "window-incomplete");
}

Account count(const Reading& reading, const State& state, const Vintages& vintages, Date as_of) {
    SeriesReaders readers(vintages);
    return count(reading, Sources{state, readers, as_of});
}

std::vector<EvidenceRow> explain(const Reading& reading, const State& state,
                                 const Vintages& vintages, Date as_of) {
    SeriesReaders readers(vintages);
    const Sources sources{state, readers, as_of};
    if (!obstacle(reading, sources).empty()) return {};
    const Tally tally = tally_of(reading, sources);
    const std::vector<PeriodFigure> periods = period_figures(reading, tally);
    const std::vector<bool> rests = periods_rested_on(reading, periods);
    std::vector<EvidenceRow> rows;
    for (const Tally::Row& row : tally.rows)
        if (rests[static_cast<std::size_t>(row.period)])
            rows.push_back(evidence_row(reading, tally, row));
    return rows;
}

bool disagree(const std::vector<Account>& accounts) {
    std::optional<Verdict> first;
    for (const Account& account : accounts) {
        const Verdict verdict = account.verdict;
        if (verdict == Verdict::not_measurable || verdict == Verdict::not_due) continue;
        if (first && *first != verdict) return true;
        first = verdict;
    }
    return false;
}

}  // namespace comity
