// SPDX-License-Identifier: Apache-2.0
#include "base/nearest.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace comity {
namespace {

/// What is longer was not meant to be a word.
constexpr std::size_t typed_length_max = 64;

/// Letters to insert, remove or change, two neighbours swapped counting as one (optimal string
/// alignment).
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    std::vector<std::size_t> above = row;
    std::vector<std::size_t> two_above;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        two_above = std::exchange(above, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, changed});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], two_above[j - 2] + 1);
        }
    }
    return row.back();
}

}  // namespace

std::string nearest(std::string_view typed, std::span<const std::string> candidates) {
    if (typed.empty() || typed.size() > typed_length_max) return "";
    std::string found;
    std::size_t fewest = std::max<std::size_t>(1, typed.size() / 3) + 1;
    for (const std::string& candidate : candidates) {
        const bool begun = typed.size() > 1 && candidate.starts_with(typed);
        const std::size_t letters = begun ? 0 : distance(typed, candidate);
        const bool shorter = begun && fewest == 0 && candidate.size() < found.size();
        if (letters >= fewest && !shorter) continue;
        fewest = letters;
        found = candidate;
    }
    return found;
}

std::string did_you_mean(std::string_view typed, std::span<const std::string> candidates) {
    const std::string near = nearest(typed, candidates);
    return near.empty() ? "" : " (did you mean " + near + "?)";
}

}  // namespace comity
