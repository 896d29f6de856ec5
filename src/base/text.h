// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>

namespace comity {

/// The texts of some items in order, with `between` before each but the first that is not empty.
template <class Items, class TextOf = std::identity>
std::string joined(const Items& items, std::string_view between, TextOf text_of = {}) {
    std::string all;
    for (const auto& item : items)
        all.append(all.empty() ? "" : between).append(std::invoke(text_of, item));
    return all;
}

/// Without the spaces and tabs around it.
inline std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

/// Whether `text` is `small`, which has no capitals, but for the case of ASCII letters.
inline bool equal_ignoring_case(std::string_view text, std::string_view small) {
    return std::ranges::equal(text, small, [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

}  // namespace comity
