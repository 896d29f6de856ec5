// SPDX-License-Identifier: Apache-2.0
//
// The passes over a cube's cells, as plain loops over some exporters' rows; for `fit_cube` only.
//
// Symbols: y_ijt the flow, mu_ijt its fitted mean and weight, W_ij = sum_t mu_ijt, x_ijt a
// regressor, v a pair of effects, one a_it on exporter-periods and one g_jt on importer-periods.
// Wherever a column of cells c is freed of pair effects, its weighted mean over time, sum_t mu c /
// W_ij, is taken off it. Each pass writes what belongs to its exporters, and adds what belongs to
// importers to rows of its own, which are added up afterwards in a fixed order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace comity::trade {

struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The cells as the passes see them. Rows over periods are `stride` long, a multiple of the lanes;
/// what lies beyond the last period, what is absent and what was dropped has `mean` 0.
struct Cells {
    std::size_t exporters = 0;
    std::size_t importers = 0;
    std::size_t periods = 0;
    std::size_t stride = 0;
    bool is_mutual = false;        ///< whether a pair is both directions of trade
    const double* flow = nullptr;  ///< as in the cube: rows are `periods` long
    double* mean = nullptr;        ///< mu
    /// For each pair 1 / W, or 0 if it has no observation; the same for both directions if mutual.
    double* total_inverse = nullptr;
    std::vector<double*> regressors;  ///< x, freed of effects as far as that has come
};

/// Numbers on the periods of exporters and of importers, some columns of them.
struct EffectRows {
    double* exporters = nullptr;  ///< [exporter][column][period]
    double* importers = nullptr;
    std::size_t columns = 0;
    std::size_t stride = 0;
    double* exporter(std::size_t i, std::size_t column) const {
        return exporters + (i * columns + column) * stride;
    }
    double* importer(std::size_t j, std::size_t column) const {
        return importers + (j * columns + column) * stride;
    }
};

/// out = D'W(I - P)D v for the columns in `active`: the normal equations of the effects, from which
/// the pairs' are eliminated.
void apply_normal(const Cells& cells, Range exporters, std::span<const std::uint32_t> active,
                  EffectRows v, EffectRows out);

/// out = D'W(I - P)c for the columns c = ((y - mu) / mu, x_1, ..., x_K), and `diagonal` that of
/// D'W(I - P)D.
void gather(const Cells& cells, Range exporters, EffectRows out, EffectRows diagonal);

/// What a step of weighted least squares needs to know of the freed columns u, x_1, ..., x_K.
struct Moments {
    std::vector<double> cross;     ///< x'Wx, K x K, lower half
    std::vector<double> gradient;  ///< x'Wu
    std::vector<double> largest;   ///< of |x|
    double largest_working = 0;    ///< of the part of u that the effects explain, in magnitude
    explicit Moments(std::size_t columns)
        : cross(columns * columns), gradient(columns), largest(columns) {}
    void add(const Moments& part);
};

/// x -= D v and its pair means, in place; `v` has the column of u first. Adds to `moments`.
void residualise(const Cells& cells, Range exporters, EffectRows v, Moments& moments);

struct Step {
    std::span<const double> slopes;  ///< the change of the coefficients
    double length = 1;               ///< the share of the step to take
};

struct Progress {
    double square_step = 0;  ///< sum of mu times the square of the change of log mu
    double weight = 0;       ///< sum of mu
    void add(const Progress& part);
};

/// mu *= exp(step) with the step D v + pair means + x'slopes, and the pairs' totals.
void advance(const Cells& cells, Range exporters, EffectRows v, const Step& step,
             Progress& progress);

/// Numbers of each of some parts, one part behind the other.
struct PartNumbers {
    const double* first = nullptr;
    std::size_t size = 0;  ///< of one part
    std::size_t count = 0;
};

/// out = sum over parts, for some of the numbers.
void add_parts(const PartNumbers& parts, Range numbers, double* out);

/// Columns of effects in conjugate gradients. `rows` counts exporters, then importers: the numbers
/// of both lie one behind the other. What is summed goes to `sums`, by column.
struct Gradients {
    EffectRows solution;
    EffectRows residual;
    EffectRows direction;
    EffectRows product;   ///< the normal matrix times `direction`
    EffectRows diagonal;  ///< inverted
};

/// d = 1 / d, and 0 for what the pairs' effects explain.
void invert_diagonal(Range rows, EffectRows diagonal);
/// solution = 0, residual = product, direction = 0, for all columns.
void start_columns(const Gradients& on, Range rows);
/// sums = direction' product.
void measure_curvature(const Gradients& on, Range rows, std::span<const std::uint32_t> active,
                       double* sums);
/// solution += step direction, residual -= step product; sums = residual' diagonal residual.
void step_along(const Gradients& on, Range rows, std::span<const std::uint32_t> active,
                const double* steps, double* sums);
/// direction = diagonal residual + ratio direction.
void turn_direction(const Gradients& on, Range rows, std::span<const std::uint32_t> active,
                    const double* ratios);

}  // namespace comity::trade
