// SPDX-License-Identifier: Apache-2.0
#include "accounts/figure.h"

#include "base/check.h"

#include <algorithm>

namespace comity {
namespace {

Decimal baseline_of(const Reading& reading) {
    return reading.baseline ? reading.baseline->value : Decimal();
}

/// Fills the running total and, where periods add up, the straight line that ends at the target.
void accumulate(std::vector<PeriodFigure>& periods, const Reading& reading) {
    const Decimal total(static_cast<std::int64_t>(periods.size()));
    const Decimal baseline = baseline_of(reading);
    Decimal cumulative;
    std::int64_t number = 0;
    for (PeriodFigure& figure : periods) {
        cumulative += figure.value;
        figure.cumulative = cumulative;
        ++number;
        if (adds_up(*reading.aggregate))
            figure.needed = baseline + *reading.target * Decimal(number) / total;
    }
}

Figure without_value(std::string reason) { return {{}, false, std::move(reason)}; }

Figure growth_of(const std::vector<PeriodFigure>& periods) {
    const int last = last_observed(periods);
    if (!periods.front().observed) return without_value("growth-base");
    if (last == 0) return {};
    const PeriodFigure& end = periods[static_cast<std::size_t>(last)];
    auto rate = growth_rate(periods.front().value, end.value, last, end.period.frequency);
    if (!rate) return without_value(rate.error().code);
    return {*rate, periods.back().observed, {}};
}

Figure total_of(const Reading& reading, const std::vector<PeriodFigure>& periods) {
    const bool is_final = std::ranges::all_of(periods, &PeriodFigure::observed);
    return {periods.back().cumulative - baseline_of(reading), is_final, {}};
}

Figure last_of(const Reading& reading, const std::vector<PeriodFigure>& periods) {
    const PeriodFigure& last = periods[static_cast<std::size_t>(last_observed(periods))];
    return {last.value - baseline_of(reading), periods.back().observed, {}};
}

Figure mean_of(const Reading& reading, const std::vector<PeriodFigure>& periods) {
    Decimal total;
    for (const PeriodFigure& figure : periods)
        if (figure.observed) total += figure.value;
    const bool is_final = std::ranges::all_of(periods, &PeriodFigure::observed);
    return {total / Decimal(count_observed(periods)) - baseline_of(reading), is_final, {}};
}

}  // namespace

Decimal counted(const Tally::Row& row, Aggregate aggregate) {
    if (aggregate != Aggregate::count) return row.observation.value;
    return Decimal(row.observation.value.is_zero() ? 0 : 1);
}

std::vector<PeriodFigure> period_figures(const Reading& reading, const Tally& tally) {
    std::vector<PeriodFigure> periods(static_cast<std::size_t>(reading.window->length()));
    Period period = reading.window->from;
    for (std::size_t i = 0; i < periods.size(); ++i, period = period.next()) {
        periods[i].period = period;
        periods[i].observed = tally.observed[i];
    }
    for (const Tally::Row& row : tally.rows) {
        PeriodFigure& figure = periods[static_cast<std::size_t>(row.period)];
        figure.value += counted(row, *reading.aggregate);
        ++figure.rows;
    }
    accumulate(periods, reading);
    return periods;
}

Figure figure_of(const Reading& reading, const std::vector<PeriodFigure>& periods) {
    if (!adds_up(*reading.aggregate) && last_observed(periods) < 0) return {};
    switch (*reading.aggregate) {
        case Aggregate::sum:
        case Aggregate::count:
            return total_of(reading, periods);
        case Aggregate::last:
            return last_of(reading, periods);
        case Aggregate::mean:
            return mean_of(reading, periods);
        case Aggregate::growth:
            return growth_of(periods);
    }
    return {};
}

Result<Decimal> growth_rate(const Decimal& base, const Decimal& last, int periods,
                            Frequency frequency) {
    check(periods > 0, "growth needs an interval");
    const int a_year = periods_per_year(frequency);
    if (a_year == 0) return refuse("growth-frequency", "weeks and days do not make up a year");
    if (base.is_zero() || base.is_negative())
        return refuse("growth-base", "growth is counted from a value above zero");
    if (last.is_negative()) return refuse("growth-negative", "no rate leads below zero");
    const Decimal factor = nth_root(power(last / base, a_year), periods);
    return ((factor - Decimal(1)) * Decimal(100)).rounded(growth_places);
}

int last_observed(const std::vector<PeriodFigure>& periods) {
    for (auto i = static_cast<int>(periods.size()) - 1; i >= 0; --i)
        if (periods[static_cast<std::size_t>(i)].observed) return i;
    return -1;
}

int count_observed(const std::vector<PeriodFigure>& periods) {
    return static_cast<int>(std::ranges::count(periods, true, &PeriodFigure::observed));
}

}  // namespace comity
