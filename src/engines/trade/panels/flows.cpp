// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/panels/flows.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace comity::trade {
namespace {

using Codes = std::vector<std::uint32_t>;

void sort_and_unite(auto& values) {
    std::ranges::sort(values);
    const auto rest = std::ranges::unique(values);
    values.erase(rest.begin(), rest.end());
}

/// Where each of `values` stands in `sorted`, which has them all.
template <class Value>
Codes places(const std::vector<Value>& values, const std::vector<Value>& sorted) {
    Codes codes;
    for (const Value& value : values)
        codes.push_back(
            static_cast<std::uint32_t>(std::ranges::lower_bound(sorted, value) - sorted.begin()));
    return codes;
}

Result<const Factor*> factor(const Panel& panel, const std::string& name) {
    const Factor* found = panel.find_factor(name);
    if (!found)
        return refuse("flows.unknown-column", "should have a factor '" + name + "'", panel.name);
    return found;
}

Result<std::vector<Period>> parse_periods(const Factor& factor, const Panel& panel) {
    std::vector<Period> periods;
    for (const std::string& label : factor.labels) {
        const auto period = Period::parse(label);
        if (!period)
            return refuse("flows.period", "should be a period, not '" + label + "'", panel.name);
        if (!periods.empty() && period->frequency != periods[0].frequency)
            return refuse("flows.period",
                          "has periods of two lengths: " + periods[0].text() + ", " + label,
                          panel.name);
        periods.push_back(*period);
    }
    return periods;
}

Result<> check_value(double value, const Panel& panel, std::size_t row) {
    if (std::isinf(value))
        return refuse("flows.not-finite", "should be a finite value", panel.place(row));
    if (value < 0) return refuse("flows.negative", "should not be below zero", panel.place(row));
    return {};
}

}  // namespace

Result<Flows> Flows::from_panel(const Panel& panel, const FlowColumns& columns, Absence absence) {
    const Factor& exporter = *TRY(factor(panel, columns.exporter));
    const Factor& importer = *TRY(factor(panel, columns.importer));
    const Factor& period = *TRY(factor(panel, columns.period));
    const Factor* product = columns.product.empty() ? nullptr : TRY(factor(panel, columns.product));
    const Variable* value = panel.find_variable(columns.value);
    if (!value)
        return refuse("flows.unknown-column", "should have a variable '" + columns.value + "'",
                      panel.name);
    Flows flows;
    flows.absence_ = absence;
    flows.parties_ = exporter.labels;
    flows.parties_.insert(flows.parties_.end(), importer.labels.begin(), importer.labels.end());
    flows.products_ = product ? product->labels : std::vector<std::string>{""};
    const std::vector<Period> periods = TRY(parse_periods(period, panel));
    flows.periods_ = periods;
    sort_and_unite(flows.parties_);
    sort_and_unite(flows.products_);
    sort_and_unite(flows.periods_);
    const Codes sellers = places(exporter.labels, flows.parties_);
    const Codes buyers = places(importer.labels, flows.parties_);
    const Codes times = places(periods, flows.periods_);
    const Codes goods = product ? places(product->labels, flows.products_) : Codes{0};
    for (std::size_t row = 0; row < panel.rows(); ++row) {
        TRY(check_value(value->values[row], panel, row));
        const Cell cell{times[period.codes[row]],
                        sellers[exporter.codes[row]],
                        buyers[importer.codes[row]],
                        goods[product ? product->codes[row] : 0],
                        row,
                        value->values[row]};
        if (cell.exporter != cell.importer) flows.cells_.push_back(cell);
    }
    TRY(flows.index(panel));
    return flows;
}

/// Sorts by one code below `count`, and keeps the order of those that are equal.
void Flows::sort_by(std::uint32_t Cell::* code, std::size_t count) {
    std::vector<std::size_t> places(count + 1, 0);
    for (const Cell& cell : cells_) ++places[cell.*code + 1];
    std::partial_sum(places.begin(), places.end(), places.begin());
    std::vector<Cell> sorted(cells_.size());
    for (const Cell& cell : cells_) sorted[places[cell.*code]++] = cell;
    cells_ = std::move(sorted);
}

Result<> Flows::index(const Panel& panel) {
    sort_by(&Cell::product, products_.size());
    sort_by(&Cell::importer, parties_.size());
    sort_by(&Cell::exporter, parties_.size());
    sort_by(&Cell::period, periods_.size());
    const auto twice = std::ranges::adjacent_find(cells_, [](const Cell& a, const Cell& b) {
        return a.product == b.product && a.importer == b.importer && a.exporter == b.exporter &&
               a.period == b.period;
    });
    if (twice != cells_.end())
        return refuse("flows.duplicate", "repeats the flow of " + panel.place(twice->row),
                      panel.place((twice + 1)->row));
    begins_.assign(periods_.size() + 1, 0);
    for (const Cell& cell : cells_) ++begins_[cell.period + 1];
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    return {};
}

Result<std::size_t> Flows::party(const std::string& name) const {
    const auto found = std::ranges::lower_bound(parties_, name);
    if (found == parties_.end() || *found != name)
        return refuse("flows.unknown-party", "should be a party of the flows, not '" + name + "'");
    return static_cast<std::size_t>(found - parties_.begin());
}

Result<std::size_t> Flows::period(Period period) const {
    const auto found = std::ranges::lower_bound(periods_, period);
    if (found == periods_.end() || *found != period)
        return refuse("flows.unknown-period",
                      "should be a period of the flows, not " + period.text());
    return static_cast<std::size_t>(found - periods_.begin());
}

PartySet Flows::only(std::size_t party) const {
    PartySet set(parties_.size(), false);
    set.at(party) = true;
    return set;
}

/// Calls `visit` with each cell of an exporter, in order.
template <class Visit>
void Flows::visit(std::size_t period, std::size_t exporter, const Visit& visit) const {
    const auto begin = cells_.begin() + static_cast<std::ptrdiff_t>(begins_[period]);
    const auto end = cells_.begin() + static_cast<std::ptrdiff_t>(begins_[period + 1]);
    for (const Cell& cell : std::ranges::equal_range(begin, end, exporter, {}, &Cell::exporter))
        visit(cell);
}

/// `missing` rows have no value; `expected` flows could have one.
Sum Flows::complete(Sum sum, std::size_t missing, std::size_t expected) const {
    sum.unknown = absence_ == Absence::unknown ? expected - sum.known : missing;
    if (absence_ == Absence::zero) sum.known = expected - missing;
    return sum;
}

Sum Flows::sum(std::size_t period, const PartySet& exporters, const PartySet& importers) const {
    Sum sum;
    std::size_t missing = 0;
    std::size_t pairs = 0;
    const auto buyers = static_cast<std::size_t>(std::ranges::count(importers, true));
    for (std::size_t exporter = 0; exporter < parties_.size(); ++exporter) {
        if (!exporters[exporter]) continue;
        pairs += buyers - (importers[exporter] ? 1 : 0);
        visit(period, exporter, [&](const Cell& cell) {
            if (!importers[cell.importer]) return;
            std::isnan(cell.value) ? void(++missing) : sum.add(cell.value);
        });
    }
    return complete(sum, missing, pairs * products_.size());
}

Sum Flows::flow(std::size_t period, std::size_t exporter, std::size_t importer) const {
    return sum(period, only(exporter), only(importer));
}

std::vector<Sum> Flows::by_partner(std::size_t period, std::size_t party,
                                   Direction direction) const {
    std::vector<Sum> sums;
    const bool sells = direction == Direction::exports;
    for (std::size_t partner = 0; partner < parties_.size(); ++partner)
        sums.push_back(flow(period, sells ? party : partner, sells ? partner : party));
    return sums;
}

std::vector<Sum> Flows::by_product(std::size_t period, std::size_t party,
                                   Direction direction) const {
    std::vector<Sum> sums(products_.size());
    std::vector<std::size_t> missing(products_.size());
    const bool sells = direction == Direction::exports;
    for (std::size_t exporter = 0; exporter < parties_.size(); ++exporter) {
        if (sells && exporter != party) continue;
        visit(period, exporter, [&](const Cell& cell) {
            if (!sells && cell.importer != party) return;
            std::isnan(cell.value) ? void(++missing[cell.product])
                                   : sums[cell.product].add(cell.value);
        });
    }
    for (std::size_t i = 0; i < sums.size(); ++i)
        sums[i] = complete(sums[i], missing[i], parties_.size() - 1);
    return sums;
}

}  // namespace comity::trade
