// SPDX-License-Identifier: Apache-2.0
//
// The inner loops of `FixedEffects`. Numbers of `width` (1, 2, 4 or 8) columns lie beside each
// other, by row or by level, so that one row is one vector of the processor and one place in
// memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace comity::trade {

/// The rows of some levels of the leading effect, which lie together: level s has the rows from
/// `starts[s]` to `starts[s + 1]`.
struct RowsPart {
    const std::uint32_t* starts;
    std::size_t begin, end;                       ///< which levels
    std::span<const std::uint32_t* const> codes;  ///< of the other effects, numbered in a row
    const double* weights;                        ///< by row
    const double* totals_inverse;                 ///< by level: 1 / sum of weights
};

/// Columns of numbers by row, and coefficients of the other effects by level.
struct BlockPart {
    std::size_t width;
    const double* values;
    const double* levels;
};

/// Adds to each level of the other effects the weighted sum of its rows' values, less their
/// weighted mean in the leading effect.
void sum_values(const RowsPart& part, const BlockPart& block, double* sums);

/// The same where a row's value is the sum of the coefficients of its levels.
void sum_levels(const RowsPart& part, const BlockPart& block, double* sums);

/// The weighted means in the leading effect of what the other effects leave of the values.
void average_remainders(const RowsPart& part, const BlockPart& block, double* means);

/// What all effects leave of the values, for rows [begin, end) of level `level`; one row of the
/// result begins `stride` numbers after the last.
struct RemainderRows {
    std::size_t level, begin, end, stride;
};
void take_remainders(const RowsPart& part, const BlockPart& block, const double* means,
                     const RemainderRows& rows, double* remainders);

/// Upper bounds of the diagonal of what `sum_levels` does, of the same sign.
void add_diagonal(const RowsPart& part, double* diagonal);

/// Adds to each of the sums the dot product of one row of `width` numbers with `factors`.
void add_dots(std::size_t width, std::span<const double> rows, const double* factors,
              std::span<double> sums);

/// Adds to each of the sums the coefficients of the other effects of one row, from row `begin` on.
void add_levels(const RowsPart& part, std::size_t begin, const double* levels,
                std::span<double> sums);

/// sum += weights[i] x_i x_i' for rows x_i of `width` numbers; above the diagonal only.
void add_products(std::span<const double> weights, std::size_t width, const double* rows,
                  double* sum);

/// Sums by column of a[i] * b[i], and of a[i] * a[i] * scale[level].
void dot(std::size_t width, std::span<const double> a, std::span<const double> b, double* sums);
void dot_scaled(std::size_t width, std::span<const double> a, std::span<const double> scale,
                double* sums);
/// a += factor b, by column.
void add_multiple(std::size_t width, std::span<double> a, std::span<const double> b,
                  const double* factors);
/// a = scale[level] b + factor a, by column.
void turn(std::size_t width, std::span<double> a, std::span<const double> b,
          std::span<const double> scale, const double* factors);

}  // namespace comity::trade
