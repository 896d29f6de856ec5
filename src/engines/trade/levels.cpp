// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/levels.h"

#include <algorithm>
#include <limits>

namespace comity::trade {

namespace {

constexpr std::uint32_t unseen = std::numeric_limits<std::uint32_t>::max();

/// Numbers in place of keys below `range`, in their order, through a table of all that could occur.
Levels number_by_table(std::span<const std::uint64_t> keys, std::uint64_t range) {
    std::vector<std::uint32_t> numbers(range, unseen);
    for (const std::uint64_t key : keys) numbers[key] = 0;
    Levels result;
    for (std::uint32_t& number : numbers)
        if (number != unseen) number = result.count++;
    result.codes.reserve(keys.size());
    for (const std::uint64_t key : keys) result.codes.push_back(numbers[key]);
    return result;
}

Levels number_by_sorting(std::span<const std::uint64_t> keys) {
    std::vector<std::uint64_t> sorted(keys.begin(), keys.end());
    std::ranges::sort(sorted);
    sorted.erase(std::ranges::unique(sorted).begin(), sorted.end());
    Levels result{.codes = {}, .count = static_cast<std::uint32_t>(sorted.size())};
    result.codes.reserve(keys.size());
    for (const std::uint64_t key : keys)
        result.codes.push_back(
            static_cast<std::uint32_t>(std::ranges::lower_bound(sorted, key) - sorted.begin()));
    return result;
}

/// Numbers in place of keys, all of which are below `range`.
Levels number(std::span<const std::uint64_t> keys, std::uint64_t range) {
    const std::uint64_t table_max = std::max<std::uint64_t>(1U << 16U, 4 * keys.size());
    return range <= table_max ? number_by_table(keys, range) : number_by_sorting(keys);
}

}  // namespace

Levels interact(std::span<const Factor* const> factors, std::span<const std::uint32_t> rows) {
    Levels result{.codes = std::vector<std::uint32_t>(rows.size()),
                  .count = rows.empty() ? 0U : 1U};
    for (const Factor* factor : factors) {
        const std::uint64_t labels = factor->labels.size();
        std::vector<std::uint64_t> keys(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i)
            keys[i] = result.codes[i] * labels + factor->codes[rows[i]];
        result = number(keys, result.count * labels);
    }
    return result;
}

Levels interact(const Levels& first, const Levels& second) {
    std::vector<std::uint64_t> keys(first.codes.size());
    for (std::size_t i = 0; i < keys.size(); ++i)
        keys[i] = std::uint64_t{first.codes[i]} * second.count + second.codes[i];
    return number(keys, std::uint64_t{first.count} * second.count);
}

Levels keep(const Levels& levels, std::span<const std::uint8_t> kept) {
    std::vector<std::uint64_t> keys;
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (kept[i] != 0) keys.push_back(levels.codes[i]);
    return number(keys, levels.count);
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
