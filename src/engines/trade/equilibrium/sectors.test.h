// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/equilibrium/many_sectors.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

/// Small worlds for tests.
namespace comity::trade::sectors {

/// Numbers between 0 and 1, the same for the same seed.
class Numbers {
public:
    explicit Numbers(std::uint64_t seed) : seed_(seed) {}
    double next() {
        seed_ = seed_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(seed_ >> 11U) * 0x1p-53;
    }

private:
    std::uint64_t seed_;
};

struct Size {
    std::size_t parties;
    std::size_t sectors;
};

/// Tables of numbers that agree in size and sums, though not with each other.
inline Economy raw_world(Size size, std::uint64_t seed) {
    Numbers numbers(seed);
    Economy e;
    for (std::size_t n = 0; n < size.parties; ++n) {
        e.parties.push_back("P" + std::to_string(n));
        e.value_added.push_back(1 + 9 * numbers.next());
        e.deficit.push_back(n + 1 < size.parties || size.parties % 2 == 0 ? n % 2 == 0 ? 0.2 : -0.2
                                                                          : 0);
    }
    for (std::size_t j = 0; j < size.sectors; ++j) {
        e.sectors.push_back("S" + std::to_string(j));
        e.theta.push_back(2 + 8 * numbers.next());
        for (std::size_t n = 0; n < size.parties; ++n) {
            double sum = 0;
            for (std::size_t i = 0; i < size.parties; ++i) {
                e.share.push_back(numbers.next() * (n == i ? 5 : 1));
                e.tariff.push_back(n == i ? 0 : 0.3 * numbers.next());
                sum += e.share.back();
            }
            for (std::size_t i = 0; i < size.parties; ++i) e.share[e.pair(j, n, i)] /= sum;
            e.expenditure.push_back(2 * e.value_added[n] / static_cast<double>(size.sectors));
        }
    }
    e.gamma.resize(size.parties * size.sectors * size.sectors);
    for (std::size_t n = 0; n < size.parties; ++n)
        for (std::size_t j = 0; j < size.sectors; ++j) {
            e.alpha.push_back(1 / static_cast<double>(size.sectors));
            e.beta.push_back(0.3 + 0.4 * numbers.next());
            double sum = 0;
            for (std::size_t k = 0; k < size.sectors; ++k)
                sum += e.gamma[e.input(n, k, j)] = numbers.next();
            for (std::size_t k = 0; k < size.sectors; ++k)
                e.gamma[e.input(n, k, j)] *= (1 - e.beta.back()) / sum;
        }
    return e;
}

inline Counterfactual solved(const Economy& economy, const Change& change,
                             const SolveOptions& options = {}) {
    auto result = solve(economy, change, options);
    if (!result) FAIL(result.error().code << ": " << result.error().message);
    return *std::move(result);
}

/// A world that is an equilibrium of the model.
inline Economy world(Size size, std::uint64_t seed) {
    const auto given = check_economy(raw_world(size, seed));
    REQUIRE(given.has_value());
    return economy_after(*given, {}, solved(*given, {}, {.tolerance = 1e-14}));
}

/// The largest relative difference.
inline double distance(const std::vector<double>& a, const std::vector<double>& b) {
    REQUIRE(a.size() == b.size());
    double largest = 0;
    for (std::size_t at = 0; at < a.size(); ++at)
        largest = std::max(largest, std::abs(a[at] - b[at]) /
                                        std::max({std::abs(a[at]), std::abs(b[at]), 1e-300}));
    return largest;
}

/// Tariffs times a factor.
inline Change scaled_tariffs(const Economy& economy, double factor) {
    Change change;
    for (const double tariff : economy.tariff) change.tariff.push_back(factor * tariff);
    return change;
}

/// Another cost of trade between different parties.
inline Change friction(const Economy& economy, double factor) {
    Change change;
    change.friction.assign(economy.share.size(), factor);
    for (std::size_t j = 0; j < economy.sectors.size(); ++j)
        for (std::size_t n = 0; n < economy.parties.size(); ++n)
            change.friction[economy.pair(j, n, n)] = 1;
    return change;
}

}  // namespace comity::trade::sectors
