// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

namespace comity {

/// The items in order, each once.
template <class T>
std::vector<T> sorted_once(std::vector<T> items) {
    std::ranges::sort(items);
    const auto repeated = std::ranges::unique(items);
    items.erase(repeated.begin(), repeated.end());
    return items;
}

}  // namespace comity
