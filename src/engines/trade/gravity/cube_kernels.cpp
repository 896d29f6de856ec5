// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/cube_kernels.h"

#include "engines/trade/numerics/lanes.h"

#include <algorithm>
#include <array>

namespace comity::trade {

namespace {

/// Rows of up to so many vectors of lanes have a loop of their own in the innermost pass.
constexpr std::size_t short_row_max = 16;

/// The cells of one exporter with one importer.
struct Row {
    const Cells& cells;
    std::size_t exporter;
    std::size_t importer;
    std::size_t pair;
    COMITY_INLINE Row(const Cells& of, std::size_t i, std::size_t j)
        : cells(of), exporter(i), importer(j), pair(i * of.importers + j) {}
    COMITY_INLINE double* mean() const { return cells.mean + pair * cells.stride; }
    COMITY_INLINE double* regressor(std::size_t k) const {
        return cells.regressors[k] + pair * cells.stride;
    }
    COMITY_INLINE double& total_inverse() const { return cells.total_inverse[pair]; }
    /// The flow where there is an observation, else 0.
    COMITY_INLINE Lanes flow(std::size_t t) const {
        const Lanes y = load_first(cells.flow + pair * cells.periods + t, cells.periods - t);
        return load(mean() + t) > 0.0 ? y : all_lanes(0);
    }
};

/// The cells that share a pair effect: one row, or both directions of trade.
struct PairRows {
    Row there;
    Row back;
    bool has_back;
    COMITY_INLINE PairRows(const Cells& cells, std::size_t i, std::size_t j)
        : there(cells, i, j), back(cells, j, i), has_back(cells.is_mutual && i != j) {}
    COMITY_INLINE bool is_empty() const { return there.total_inverse() == 0; }
    template <class Work>
    COMITY_INLINE void each(const Work& work) const {
        work(there);
        if (has_back) work(back);
    }
    /// The sum over the pair's rows, over the pair's total weight.
    template <class Part>
    COMITY_INLINE double average(const Part& part) const {
        double total = part(there);
        if (has_back) total += part(back);
        return total * there.total_inverse();
    }
};

/// One column of effects at a row.
struct EffectPair {
    double* exporter;
    double* importer;
    COMITY_INLINE EffectPair(const EffectRows& rows, const Row& at, std::size_t column)
        : exporter(rows.exporter(at.exporter, column)),
          importer(rows.importer(at.importer, column)) {}
    COMITY_INLINE Lanes at(std::size_t t) const { return load(exporter + t) + load(importer + t); }
    COMITY_INLINE void add(std::size_t t, const Lanes& lanes) const {
        add_to(exporter + t, lanes);
        add_to(importer + t, lanes);
    }
};

/// Empties what a part adds to: its exporters' rows, or all if pairs reach into those of others.
COMITY_INLINE void clear(const EffectRows& rows, const Cells& cells, Range exporters) {
    const Range own = cells.is_mutual ? Range{0, cells.exporters} : exporters;
    std::fill(rows.exporter(own.begin, 0), rows.exporter(own.end, 0), 0.0);
    std::fill(rows.importer(0, 0), rows.importer(cells.importers, 0), 0.0);
}

template <class Work>
COMITY_INLINE void for_pairs(const Cells& cells, Range exporters, const Work& work) {
    for (std::size_t i = exporters.begin; i < exporters.end; ++i)
        for (std::size_t j = cells.is_mutual ? i : 0; j < cells.importers; ++j)
            if (const PairRows rows(cells, i, j); !rows.is_empty()) work(rows);
}

COMITY_INLINE double weighted_sum(const Row& row, const EffectPair& v) {
    Lanes total = all_lanes(0);
    for (std::size_t t = 0; t < row.cells.stride; t += lane_count)
        total += load(row.mean() + t) * v.at(t);
    return sum(total);
}

COMITY_INLINE void apply_to_pair(const PairRows& rows, const EffectRows& v, const EffectRows& out,
                                 std::size_t column) {
    const double average = rows.average([&](const Row& row) COMITY_INLINE_LAMBDA {
        return weighted_sum(row, EffectPair(v, row, column));
    });
    rows.each([&](const Row& row) COMITY_INLINE_LAMBDA {
        const EffectPair from(v, row, column);
        const EffectPair to(out, row, column);
        for (std::size_t t = 0; t < row.cells.stride; t += lane_count)
            to.add(t, load(row.mean() + t) * (from.at(t) - average));
    });
}

/// The same for one row of `vectors` times as many periods as lanes, which then stays in registers.
template <std::size_t vectors>
COMITY_INLINE void apply_to_short_row(const Row& row, std::span<const std::uint32_t> active,
                                      const EffectRows& v, const EffectRows& out) {
    std::array<Lanes, vectors> mean;
#pragma GCC unroll 16
    for (std::size_t l = 0; l < vectors; ++l) mean[l] = load(row.mean() + l * lane_count);
    for (const std::uint32_t column : active) {
        const EffectPair from(v, row, column);
        const EffectPair to(out, row, column);
        std::array<Lanes, vectors> effect;
        Lanes total = all_lanes(0);
#pragma GCC unroll 16
        for (std::size_t l = 0; l < vectors; ++l) {
            effect[l] = from.at(l * lane_count);
            total += mean[l] * effect[l];
        }
        const double average = sum(total) * row.total_inverse();
#pragma GCC unroll 16
        for (std::size_t l = 0; l < vectors; ++l)
            to.add(l * lane_count, mean[l] * (effect[l] - average));
    }
}

/// Goes over the pairs with the loop for rows of this length; false if there is none.
template <std::size_t vectors>
COMITY_INLINE bool apply_to_short_rows(const Cells& cells, Range exporters,
                                       std::span<const std::uint32_t> active, const EffectRows& v,
                                       const EffectRows& out) {
    if constexpr (vectors > short_row_max) {
        return false;
    } else {
        if (cells.stride != vectors * lane_count)
            return apply_to_short_rows<vectors + 1>(cells, exporters, active, v, out);
        for_pairs(cells, exporters, [&](const PairRows& rows) COMITY_INLINE_LAMBDA {
            apply_to_short_row<vectors>(rows.there, active, v, out);
        });
        return true;
    }
}

/// Adds mu c - mu (its pair mean) for a column of weighted cells mu c.
template <class Weighted>
COMITY_INLINE void gather_column(const PairRows& rows, const EffectRows& out, std::size_t column,
                                 const Weighted& weighted) {
    const double average = rows.average([&](const Row& row) COMITY_INLINE_LAMBDA {
        Lanes total = all_lanes(0);
        for (std::size_t t = 0; t < row.cells.stride; t += lane_count) total += weighted(row, t);
        return sum(total);
    });
    rows.each([&](const Row& row) COMITY_INLINE_LAMBDA {
        const EffectPair to(out, row, column);
        for (std::size_t t = 0; t < row.cells.stride; t += lane_count)
            to.add(t, weighted(row, t) - load(row.mean() + t) * average);
    });
}

COMITY_INLINE void gather_diagonal(const PairRows& rows, const EffectRows& out) {
    const double total_inverse = rows.there.total_inverse();
    rows.each([&](const Row& row) COMITY_INLINE_LAMBDA {
        const EffectPair to(out, row, 0);
        for (std::size_t t = 0; t < row.cells.stride; t += lane_count) {
            const Lanes mean = load(row.mean() + t);
            to.add(t, mean - mean * mean * total_inverse);
        }
    });
}

COMITY_INLINE double largest_of(const Lanes& lanes) {
    double largest = 0;
    for (std::size_t lane = 0; lane < lane_count; ++lane) largest = std::max(largest, lanes[lane]);
    return largest;
}

/// x -= D v; returns the weighted sum of what is left.
COMITY_INLINE double subtract_effects(const Row& row, double* x, const EffectPair& v) {
    Lanes total = all_lanes(0);
    for (std::size_t t = 0; t < row.cells.stride; t += lane_count) {
        const Lanes rest = load(x + t) - v.at(t);
        save(x + t, rest);
        total += load(row.mean() + t) * rest;
    }
    return sum(total);
}

/// x -= D v, then its pair mean; keeps the largest magnitude.
COMITY_INLINE void free_regressor(const PairRows& rows, std::size_t k, const EffectRows& v,
                                  double& largest) {
    const double average = rows.average([&](const Row& row) COMITY_INLINE_LAMBDA {
        return subtract_effects(row, row.regressor(k), EffectPair(v, row, k + 1));
    });
    rows.each([&](const Row& row) COMITY_INLINE_LAMBDA {
        double* x = row.regressor(k);
        Lanes most = all_lanes(0);
        for (std::size_t t = 0; t < row.cells.stride; t += lane_count) {
            const Lanes rest = load(row.mean() + t) > 0.0 ? load(x + t) - average : all_lanes(0);
            save(x + t, rest);
            most = larger(most, absolute(rest));
        }
        largest = std::max(largest, largest_of(most));
    });
}

/// The pair mean of u - D v, for u = (y - mu) / mu.
COMITY_INLINE double working_average(const PairRows& rows, const EffectRows& v) {
    return rows.average([&](const Row& row) COMITY_INLINE_LAMBDA {
        const EffectPair effect(v, row, 0);
        Lanes total = all_lanes(0);
        for (std::size_t t = 0; t < row.cells.stride; t += lane_count) {
            const Lanes mean = load(row.mean() + t);
            total += row.flow(t) - mean - mean * effect.at(t);
        }
        return sum(total);
    });
}

COMITY_INLINE void add_cross_products(const Row& row, Moments& moments) {
    const std::size_t count = moments.gradient.size();
    for (std::size_t k = 0; k < count; ++k)
        for (std::size_t l = 0; l <= k; ++l) {
            const double* a = row.regressor(k);
            const double* b = row.regressor(l);
            Lanes total = all_lanes(0);
            for (std::size_t t = 0; t < row.cells.stride; t += lane_count)
                total += load(row.mean() + t) * load(a + t) * load(b + t);
            moments.cross[k * count + l] += sum(total);
        }
}

COMITY_INLINE void add_gradient(const Row& row, const EffectPair& v, double average,
                                Moments& moments) {
    for (std::size_t k = 0; k < moments.gradient.size(); ++k) {
        const double* x = row.regressor(k);
        Lanes total = all_lanes(0);
        for (std::size_t t = 0; t < row.cells.stride; t += lane_count) {
            const Lanes mean = load(row.mean() + t);
            total += load(x + t) * (row.flow(t) - mean - mean * (v.at(t) + average));
        }
        moments.gradient[k] += sum(total);
    }
    Lanes most = all_lanes(0);
    for (std::size_t t = 0; t < row.cells.stride; t += lane_count)
        most =
            larger(most, load(row.mean() + t) > 0.0 ? absolute(v.at(t) + average) : all_lanes(0));
    moments.largest_working = std::max(moments.largest_working, largest_of(most));
}

/// Sums of a pass, by lane.
struct ProgressLanes {
    Lanes square_step = all_lanes(0);
    Lanes weight = all_lanes(0);
};

/// Takes the step in one row; returns the new sum of mu.
COMITY_INLINE double advance_row(const Row& row, const EffectPair& v, double average,
                                 const Step& step, ProgressLanes& progress) {
    Lanes total = all_lanes(0);
    for (std::size_t t = 0; t < row.cells.stride; t += lane_count) {
        Lanes change = v.at(t) + average;
        for (std::size_t k = 0; k < step.slopes.size(); ++k)
            change += load(row.regressor(k) + t) * step.slopes[k];
        change *= step.length;
        const Lanes before = load(row.mean() + t);
        const Lanes after = before > 0.0 ? before * exponential(change) : all_lanes(0);
        save(row.mean() + t, after);
        total += after;
        progress.square_step += before > 0.0 ? before * change * change : all_lanes(0);
    }
    progress.weight += total;
    return sum(total);
}

COMITY_INLINE void advance_pair(const PairRows& rows, const EffectRows& v, const Step& step,
                                ProgressLanes& progress) {
    const double average = working_average(rows, v);
    double total = 0;
    rows.each([&](const Row& row) COMITY_INLINE_LAMBDA {
        total += advance_row(row, EffectPair(v, row, 0), average, step, progress);
    });
    rows.each([&](const Row& row) COMITY_INLINE_LAMBDA { row.total_inverse() = 1 / total; });
}

}  // namespace

void Moments::add(const Moments& part) {
    for (std::size_t i = 0; i < cross.size(); ++i) cross[i] += part.cross[i];
    for (std::size_t k = 0; k < gradient.size(); ++k) {
        gradient[k] += part.gradient[k];
        largest[k] = std::max(largest[k], part.largest[k]);
    }
    largest_working = std::max(largest_working, part.largest_working);
}

void Progress::add(const Progress& part) {
    square_step += part.square_step;
    weight += part.weight;
}

COMITY_CLONES
void apply_normal(const Cells& cells, Range exporters, std::span<const std::uint32_t> active,
                  EffectRows v, EffectRows out) {
    clear(out, cells, exporters);
    if (!cells.is_mutual && apply_to_short_rows<1>(cells, exporters, active, v, out)) return;
    for_pairs(cells, exporters, [&](const PairRows& rows) COMITY_INLINE_LAMBDA {
        for (const std::uint32_t column : active) apply_to_pair(rows, v, out, column);
    });
}

COMITY_CLONES
void gather(const Cells& cells, Range exporters, EffectRows out, EffectRows diagonal) {
    clear(out, cells, exporters);
    clear(diagonal, cells, exporters);
    for_pairs(cells, exporters, [&](const PairRows& rows) COMITY_INLINE_LAMBDA {
        gather_diagonal(rows, diagonal);
        gather_column(rows, out, 0, [&](const Row& row, std::size_t t) COMITY_INLINE_LAMBDA {
            return row.flow(t) - load(row.mean() + t);
        });
        for (std::size_t k = 0; k < cells.regressors.size(); ++k)
            gather_column(rows, out, k + 1,
                          [&](const Row& row, std::size_t t) COMITY_INLINE_LAMBDA {
                              return load(row.mean() + t) * load(row.regressor(k) + t);
                          });
    });
}

COMITY_CLONES
void residualise(const Cells& cells, Range exporters, EffectRows v, Moments& moments) {
    for_pairs(cells, exporters, [&](const PairRows& rows) COMITY_INLINE_LAMBDA {
        for (std::size_t k = 0; k < cells.regressors.size(); ++k)
            free_regressor(rows, k, v, moments.largest[k]);
        const double average = working_average(rows, v);
        rows.each([&](const Row& row) COMITY_INLINE_LAMBDA {
            add_cross_products(row, moments);
            add_gradient(row, EffectPair(v, row, 0), average, moments);
        });
    });
}

COMITY_CLONES
void advance(const Cells& cells, Range exporters, EffectRows v, const Step& step,
             Progress& progress) {
    ProgressLanes lanes;
    for_pairs(cells, exporters, [&](const PairRows& rows) COMITY_INLINE_LAMBDA {
        advance_pair(rows, v, step, lanes);
    });
    progress.square_step += sum(lanes.square_step);
    progress.weight += sum(lanes.weight);
}

COMITY_CLONES
void add_parts(const PartNumbers& parts, Range numbers, double* out) {
    for (std::size_t at = numbers.begin; at < numbers.end; at += lane_count) {
        Lanes total = all_lanes(0);
        for (std::size_t part = 0; part < parts.count; ++part)
            total += load(parts.first + part * parts.size + at);
        save(out + at, total);
    }
}

COMITY_CLONES
void invert_diagonal(Range rows, EffectRows diagonal) {
    // What is left of a weight that pairs all but explain is rounding.
    constexpr double smallest = 1e-290;
    for (double* at = diagonal.exporter(rows.begin, 0); at < diagonal.exporter(rows.end, 0);
         at += lane_count) {
        const Lanes d = load(at);
        save(at, d > smallest ? 1.0 / d : all_lanes(0));
    }
}

void start_columns(const Gradients& on, Range rows) {
    const auto fill = [&](const EffectRows& columns, double value) {
        std::fill(columns.exporter(rows.begin, 0), columns.exporter(rows.end, 0), value);
    };
    fill(on.solution, 0);
    fill(on.direction, 0);
    std::copy(on.product.exporter(rows.begin, 0), on.product.exporter(rows.end, 0),
              on.residual.exporter(rows.begin, 0));
}

COMITY_CLONES
void measure_curvature(const Gradients& on, Range rows, std::span<const std::uint32_t> active,
                       double* sums) {
    for (const std::uint32_t column : active) {
        Lanes total = all_lanes(0);
        for (std::size_t row = rows.begin; row < rows.end; ++row) {
            const double* p = on.direction.exporter(row, column);
            const double* q = on.product.exporter(row, column);
            for (std::size_t t = 0; t < on.product.stride; t += lane_count)
                total += load(p + t) * load(q + t);
        }
        sums[column] = sum(total);
    }
}

COMITY_CLONES
void step_along(const Gradients& on, Range rows, std::span<const std::uint32_t> active,
                const double* steps, double* sums) {
    for (const std::uint32_t column : active) {
        Lanes total = all_lanes(0);
        for (std::size_t row = rows.begin; row < rows.end; ++row) {
            double* v = on.solution.exporter(row, column);
            double* r = on.residual.exporter(row, column);
            const double* p = on.direction.exporter(row, column);
            const double* q = on.product.exporter(row, column);
            const double* d = on.diagonal.exporter(row, 0);
            for (std::size_t t = 0; t < on.product.stride; t += lane_count) {
                add_to(v + t, steps[column] * load(p + t));
                const Lanes rest = load(r + t) - steps[column] * load(q + t);
                save(r + t, rest);
                total += rest * rest * load(d + t);
            }
        }
        sums[column] = sum(total);
    }
}

COMITY_CLONES
void turn_direction(const Gradients& on, Range rows, std::span<const std::uint32_t> active,
                    const double* ratios) {
    for (const std::uint32_t column : active)
        for (std::size_t row = rows.begin; row < rows.end; ++row) {
            double* p = on.direction.exporter(row, column);
            const double* r = on.residual.exporter(row, column);
            const double* d = on.diagonal.exporter(row, 0);
            for (std::size_t t = 0; t < on.product.stride; t += lane_count)
                save(p + t, load(d + t) * load(r + t) + ratios[column] * load(p + t));
        }
}

}  // namespace comity::trade
