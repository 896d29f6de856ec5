// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/economy_table.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

namespace {

/// A refusal at the first number that is not as `is_right` wants it.
template <class IsRight>
Result<> expect(const TableJudge& judge, const NumberTable& table, Refusal refusal,
                IsRight is_right) {
    const auto bad = std::ranges::find_if_not(table.values, is_right);
    if (bad == table.values.end()) return {};
    refusal.where =
        judge.place(table.name, table.layout, static_cast<std::size_t>(bad - table.values.begin()));
    return std::unexpected(std::move(refusal));
}

}  // namespace

std::size_t TableJudge::size(Layout layout) const {
    const std::size_t n = parties.size();
    const std::size_t j = sectors.size();
    switch (layout) {
        case Layout::sector:
            return j;
        case Layout::party:
            return n;
        case Layout::sector_party:
        case Layout::party_sector:
            return n * j;
        case Layout::sector_parties:
            return j * n * n;
        case Layout::party_sectors:
            return n * j * j;
    }
    return 0;
}

std::string TableJudge::place(const char* name, Layout layout, std::size_t at) const {
    const std::size_t n = parties.size();
    const std::size_t j = sectors.size();
    const std::string table = std::string("/") + name + "/";
    switch (layout) {
        case Layout::sector:
            return table + sectors[at];
        case Layout::party:
            return table + parties[at];
        case Layout::sector_party:
            return table + sectors[at / n] + "/" + parties[at % n];
        case Layout::party_sector:
            return table + parties[at / j] + "/" + sectors[at % j];
        case Layout::sector_parties:
            return table + sectors[at / n / n] + "/" + parties[at / n % n] + "/" + parties[at % n];
        case Layout::party_sectors:
            return table + parties[at / j / j] + "/" + sectors[at / j % j] + "/" + sectors[at % j];
    }
    return {};
}

Result<> TableJudge::expect_size(const NumberTable& table, const char* code) const {
    if (table.values.size() == size(table.layout)) return {};
    return refuse(
        code,
        std::to_string(size(table.layout)) + " numbers, not " + std::to_string(table.values.size()),
        std::string("/") + table.name);
}

Result<> TableJudge::expect_finite(const NumberTable& table, const char* code) const {
    return expect(*this, table, {code, "a finite number"},
                  [](double value) { return std::isfinite(value); });
}

Result<> TableJudge::expect_above(const NumberTable& table, double bound, const char* code) const {
    return expect(*this, table, {code, "above " + std::to_string(bound)},
                  [bound](double value) { return value > bound; });
}

Result<> TableJudge::expect_at_least(const NumberTable& table, double bound,
                                     const char* code) const {
    return expect(*this, table, {code, "not below " + std::to_string(bound)},
                  [bound](double value) { return value >= bound; });
}

}  // namespace comity::trade
