// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/fixed_effects.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace comity::trade;

namespace {

/// Rows of three effects that overlap in no regular way, the first in order.
std::vector<Levels> three_effects(std::uint32_t rows) {
    std::vector<Levels> effects(3);
    effects[0].count = rows / 4;
    effects[1].count = 7;
    effects[2].count = 5;
    for (std::uint32_t r = 0; r < rows; ++r) {
        effects[0].codes.push_back(r / 4);
        effects[1].codes.push_back((r * r + r / 3) % 7);
        effects[2].codes.push_back((r * 3 + r / 7) % 5);
    }
    return effects;
}

std::vector<double> waves(std::uint32_t rows, double frequency) {
    std::vector<double> values;
    for (std::uint32_t r = 0; r < rows; ++r) values.push_back(std::sin(frequency * r) + 0.01 * r);
    return values;
}

struct Absorbed {
    std::vector<double> remainders;  ///< row by row
    std::size_t width;
};

Absorbed absorb(std::span<const Levels> effects, std::size_t columns,
                const std::vector<double>& weights) {
    Crew crew(1);
    FixedEffects fixed(effects, crew);
    Columns numbers(weights.size(), columns);
    const auto rows = static_cast<std::uint32_t>(weights.size());
    for (std::size_t k = 0; k < columns; ++k)
        numbers.set(k, 0, waves(rows, 1.0 + 0.37 * static_cast<double>(k)));
    fixed.weigh(weights);
    CHECK(fixed.absorb(numbers, std::vector<Goal>(columns, Goal{1e-13, 0})));
    Absorbed result{.remainders = {}, .width = numbers.width()};
    for (std::size_t part = 0; part < fixed.parts(); ++part)
        fixed.visit_remainders(part, numbers,
                               [&](std::size_t, std::size_t count, const double* values) {
                                   result.remainders.insert(result.remainders.end(), values,
                                                            values + count * result.width);
                               });
    return result;
}

}  // namespace

TEST_CASE("what effects leave of a column has no weighted total in any level") {
    constexpr std::uint32_t rows = 400;
    std::vector<double> weights;
    for (std::uint32_t r = 0; r < rows; ++r) weights.push_back(std::exp(3 * std::sin(1.7 * r)));
    const std::vector<Levels> all = three_effects(rows);
    for (std::size_t effects = 1; effects <= 3; ++effects)
        for (const std::size_t columns : {1U, 2U, 3U, 5U, 11U}) {
            CAPTURE(effects);
            CAPTURE(columns);
            const auto some = std::span(all).first(effects);
            const Absorbed found = absorb(some, columns, weights);
            REQUIRE(found.remainders.size() == rows * found.width);
            for (const Levels& levels : some)
                for (std::size_t k = 0; k < columns; ++k) {
                    std::vector<double> totals(levels.count);
                    for (std::size_t r = 0; r < rows; ++r)
                        totals[levels.codes[r]] +=
                            weights[r] * found.remainders[r * found.width + k];
                    for (const double total : totals) CHECK(std::abs(total) < 1e-8);
                }
        }
}

TEST_CASE("effects leave nothing of a column that they make up") {
    constexpr std::uint32_t rows = 400;
    const std::vector<Levels> effects = three_effects(rows);
    std::vector<double> values;
    for (std::size_t r = 0; r < rows; ++r)
        values.push_back(std::sqrt(effects[0].codes[r]) + effects[1].codes[r] -
                         3.0 * effects[2].codes[r]);
    Crew crew(1);
    FixedEffects fixed(effects, crew);
    Columns columns(rows, 1);
    columns.set(0, 0, values);
    const std::vector<double> weights(rows, 2.0);
    fixed.weigh(weights);
    REQUIRE(fixed.absorb(columns, std::array{Goal{1e-13, 0}}));
    fixed.visit_remainders(0, columns, [&](std::size_t, std::size_t count, const double* left) {
        for (std::size_t i = 0; i < count; ++i) CHECK(std::abs(left[i]) < 1e-10);
    });
    const Combination sum = fixed.combine(columns, std::array{1.0});
    fixed.visit_values(0, columns, sum, [&](std::size_t begin, std::span<const double> found) {
        for (std::size_t i = 0; i < found.size(); ++i)
            CHECK(found[i] == doctest::Approx(values[begin + i]).epsilon(1e-10));
    });
}

TEST_CASE("effects that say the same twice do no harm") {
    constexpr std::uint32_t rows = 400;
    std::vector<Levels> effects = three_effects(rows);
    const std::vector<double> weights(rows, 1.0);
    const Absorbed once = absorb(effects, 2, weights);
    effects.push_back(effects[1]);
    const Absorbed twice = absorb(effects, 2, weights);
    for (std::size_t i = 0; i < once.remainders.size(); ++i)
        CHECK(std::abs(once.remainders[i] - twice.remainders[i]) < 1e-9);
}
