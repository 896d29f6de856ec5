// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/levels.h"

#include <algorithm>
#include <limits>

namespace comity::trade {

namespace {

constexpr std::uint32_t unseen = std::numeric_limits<std::uint32_t>::max();

/// Numbers below `range`, to be numbered in their order without the gaps.
template <class Number>
struct Keys {
    std::vector<Number> values;
    std::uint64_t range;
};

/// Through a table of all numbers that could occur.
template <class Number>
Levels number_by_table(const Keys<Number>& keys) {
    std::vector<std::uint32_t> numbers(keys.range, unseen);
    for (const Number key : keys.values) numbers[key] = 0;
    Levels result;
    for (std::uint32_t& number : numbers)
        if (number != unseen) number = result.count++;
    result.codes.reserve(keys.values.size());
    for (const Number key : keys.values) result.codes.push_back(numbers[key]);
    return result;
}

template <class Number>
Levels number_by_sorting(const Keys<Number>& keys) {
    std::vector<Number> sorted = keys.values;
    std::ranges::sort(sorted);
    sorted.erase(std::ranges::unique(sorted).begin(), sorted.end());
    Levels result{.codes = {}, .count = static_cast<std::uint32_t>(sorted.size())};
    result.codes.reserve(keys.values.size());
    for (const Number key : keys.values)
        result.codes.push_back(
            static_cast<std::uint32_t>(std::ranges::lower_bound(sorted, key) - sorted.begin()));
    return result;
}

template <class Number>
Levels number(const Keys<Number>& keys) {
    const std::uint64_t table_max = std::max<std::uint64_t>(1U << 16U, 4 * keys.values.size());
    return keys.range <= table_max ? number_by_table(keys) : number_by_sorting(keys);
}

template <class Number>
Levels combine(std::span<const std::uint32_t> first, const Levels& second, std::uint64_t range) {
    Keys<Number> keys{.values = std::vector<Number>(first.size()), .range = range};
    for (std::size_t i = 0; i < first.size(); ++i)
        keys.values[i] = static_cast<Number>(Number{first[i]} * second.count + second.codes[i]);
    return number(keys);
}

}  // namespace

Levels interact(std::span<const Factor* const> factors, std::span<const std::uint32_t> rows) {
    Keys<std::uint32_t> keys{.values = std::vector<std::uint32_t>(rows.size()),
                             .range = rows.empty() ? 0U : 1U};
    for (const Factor* factor : factors) {
        const std::uint64_t labels = factor->labels.size();
        if (keys.range * labels > unseen) {
            Levels levels = number(keys);
            keys = {.values = std::move(levels.codes), .range = levels.count};
        }
        Levels next{.codes = {}, .count = static_cast<std::uint32_t>(labels)};
        if (keys.range * labels > unseen) {
            for (const std::uint32_t row : rows) next.codes.push_back(factor->codes[row]);
            next = combine<std::uint64_t>(keys.values, next, keys.range * labels);
            keys = {.values = std::move(next.codes), .range = next.count};
            continue;
        }
        for (std::size_t i = 0; i < rows.size(); ++i)
            keys.values[i] =
                keys.values[i] * static_cast<std::uint32_t>(labels) + factor->codes[rows[i]];
        keys.range *= labels;
    }
    return number(keys);
}

Levels interact(const Levels& first, const Levels& second) {
    return combine<std::uint64_t>(first.codes, second, std::uint64_t{first.count} * second.count);
}

Levels keep(const Levels& levels, std::span<const std::uint8_t> kept) {
    Keys<std::uint32_t> keys{.values = {}, .range = levels.count};
    keys.values.reserve(kept.size());
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (kept[i] != 0) keys.values.push_back(levels.codes[i]);
    return number(keys);
}

bool is_nested(const Levels& inner, const Levels& outer) {
    std::vector<std::uint32_t> found(inner.count, unseen);
    for (std::size_t i = 0; i < inner.codes.size(); ++i) {
        std::uint32_t& level = found[inner.codes[i]];
        if (level == unseen) level = outer.codes[i];
        if (level != outer.codes[i]) return false;
    }
    return true;
}

}  // namespace comity::trade
