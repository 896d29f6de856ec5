// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/cube_kernels.h"

#include "engines/trade/lanes.h"

#include <algorithm>

namespace comity::trade {

namespace {

/// The exporters and importers whose rows are worked on together, so that they stay in cache.
constexpr std::size_t tile = 4;

struct Pair {
    std::size_t exporter = 0;
    std::size_t importer = 0;
};

/// The cells of one pair.
struct Row {
    const Cells& cells;
    std::size_t pair;
    COMITY_INLINE Row(const Cells& of, const Pair& at)
        : cells(of), pair(at.exporter * of.importers + at.importer) {}
    COMITY_INLINE double* mean() const { return cells.mean + pair * cells.stride; }
    COMITY_INLINE double* regressor(std::size_t k) const {
        return cells.regressors[k] + pair * cells.stride;
    }
    COMITY_INLINE double& total_inverse() const { return cells.total_inverse[pair]; }
    COMITY_INLINE bool is_empty() const { return total_inverse() == 0; }
    /// The flow where there is an observation, else 0.
    COMITY_INLINE Lanes flow(std::size_t t) const {
        const Lanes y = load_first(cells.flow + pair * cells.periods + t, cells.periods - t);
        return load(mean() + t) > 0.0 ? y : all_lanes(0);
    }
};

/// One column of effects at a pair.
struct EffectPair {
    double* exporter;
    double* importer;
    COMITY_INLINE EffectPair(const EffectRows& rows, const Pair& at, std::size_t column)
        : exporter(rows.exporter(at.exporter, column)),
          importer(rows.importer(at.importer, column)) {}
    COMITY_INLINE Lanes at(std::size_t t) const { return load(exporter + t) + load(importer + t); }
    COMITY_INLINE void add(std::size_t t, const Lanes& lanes) const {
        add_to(exporter + t, lanes);
        add_to(importer + t, lanes);
    }
};

COMITY_INLINE void clear(const EffectRows& rows, Range exporters, std::size_t importers) {
    std::fill(rows.exporter(exporters.begin, 0), rows.exporter(exporters.end, 0), 0.0);
    std::fill(rows.importer(0, 0), rows.importer(importers, 0), 0.0);
}

COMITY_INLINE void apply_to_pair(const Row& row, const EffectPair& v, const EffectPair& out) {
    const double* mean = row.mean();
    const std::size_t stride = row.cells.stride;
    Lanes total = all_lanes(0);
    for (std::size_t t = 0; t < stride; t += lane_count) total += load(mean + t) * v.at(t);
    const double average = sum(total) * row.total_inverse();
    for (std::size_t t = 0; t < stride; t += lane_count)
        out.add(t, load(mean + t) * (v.at(t) - average));
}

template <class Work>
COMITY_INLINE void for_pairs_in_tiles(Range exporters, std::size_t importers, const Work& work) {
    for (std::size_t first = exporters.begin; first < exporters.end; first += tile)
        for (std::size_t other = 0; other < importers; other += tile)
            for (std::size_t i = first; i < std::min(first + tile, exporters.end); ++i)
                for (std::size_t j = other; j < std::min(other + tile, importers); ++j)
                    work(Pair{i, j});
}

template <class Work>
COMITY_INLINE void for_pairs(const Cells& cells, Range exporters, const Work& work) {
    for (std::size_t i = exporters.begin; i < exporters.end; ++i)
        for (std::size_t j = 0; j < cells.importers; ++j)
            if (const Pair pair{i, j}; !Row(cells, pair).is_empty()) work(pair);
}

/// Adds mu c - mu (its pair mean) for a column of weighted cells mu c, of sum `total`.
template <class Weighted>
COMITY_INLINE void gather_column(const Row& row, const EffectPair& out, const Weighted& weighted) {
    const std::size_t stride = row.cells.stride;
    Lanes total = all_lanes(0);
    for (std::size_t t = 0; t < stride; t += lane_count) total += weighted(t);
    const double average = sum(total) * row.total_inverse();
    for (std::size_t t = 0; t < stride; t += lane_count)
        out.add(t, weighted(t) - load(row.mean() + t) * average);
}

COMITY_INLINE void gather_diagonal(const Row& row, const EffectPair& out) {
    for (std::size_t t = 0; t < row.cells.stride; t += lane_count) {
        const Lanes mean = load(row.mean() + t);
        out.add(t, mean - mean * mean * row.total_inverse());
    }
}

/// x -= D v, then its pair mean; keeps the largest magnitude.
COMITY_INLINE void free_regressor(const Row& row, double* x, const EffectPair& v, double& largest) {
    const std::size_t stride = row.cells.stride;
    Lanes total = all_lanes(0);
    for (std::size_t t = 0; t < stride; t += lane_count) {
        const Lanes rest = load(x + t) - v.at(t);
        save(x + t, rest);
        total += load(row.mean() + t) * rest;
    }
    const double average = sum(total) * row.total_inverse();
    Lanes most = all_lanes(largest);
    for (std::size_t t = 0; t < stride; t += lane_count) {
        const Lanes rest = load(row.mean() + t) > 0.0 ? load(x + t) - average : all_lanes(0);
        save(x + t, rest);
        most = larger(most, absolute(rest));
    }
    for (std::size_t lane = 0; lane < lane_count; ++lane) largest = std::max(largest, most[lane]);
}

/// The pair mean of u - D v, for u = (y - mu) / mu.
COMITY_INLINE double working_average(const Row& row, const EffectPair& v) {
    Lanes total = all_lanes(0);
    for (std::size_t t = 0; t < row.cells.stride; t += lane_count) {
        const Lanes mean = load(row.mean() + t);
        total += row.flow(t) - mean - mean * v.at(t);
    }
    return sum(total) * row.total_inverse();
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

COMITY_INLINE void add_gradient(const Row& row, const EffectPair& v, Moments& moments) {
    const double average = working_average(row, v);
    for (std::size_t k = 0; k < moments.gradient.size(); ++k) {
        const double* x = row.regressor(k);
        Lanes total = all_lanes(0);
        for (std::size_t t = 0; t < row.cells.stride; t += lane_count) {
            const Lanes mean = load(row.mean() + t);
            total += load(x + t) * (row.flow(t) - mean - mean * (v.at(t) + average));
        }
        moments.gradient[k] += sum(total);
    }
    Lanes most = all_lanes(moments.largest_working);
    for (std::size_t t = 0; t < row.cells.stride; t += lane_count) {
        const Lanes explained = v.at(t) + average;
        most = larger(most, load(row.mean() + t) > 0.0 ? absolute(explained) : all_lanes(0));
    }
    for (std::size_t lane = 0; lane < lane_count; ++lane)
        moments.largest_working = std::max(moments.largest_working, most[lane]);
}

/// Sums of a pass, by lane.
struct ProgressLanes {
    Lanes flow_step = all_lanes(0);
    Lanes mean_step = all_lanes(0);
    Lanes square_step = all_lanes(0);
    Lanes weight = all_lanes(0);
};

COMITY_INLINE void advance_pair(const Row& row, const EffectPair& v, const Step& step,
                                ProgressLanes& progress) {
    const double average = working_average(row, v);
    Lanes total = all_lanes(0);
    for (std::size_t t = 0; t < row.cells.stride; t += lane_count) {
        Lanes change = v.at(t) + average;
        for (std::size_t k = 0; k < step.slopes.size(); ++k)
            change += load(row.regressor(k) + t) * step.slopes[k];
        change *= step.length;
        const Lanes before = load(row.mean() + t);
        const Lanes y = row.flow(t);
        const Lanes after = before > 0.0 ? before * exponential(change) : all_lanes(0);
        save(row.mean() + t, after);
        total += after;
        progress.flow_step += y * change;
        progress.mean_step += after - before;
        progress.square_step += before * change * change;
    }
    progress.weight += total;
    row.total_inverse() = 1 / sum(total);
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
    flow_step += part.flow_step;
    mean_step += part.mean_step;
    square_step += part.square_step;
    weight += part.weight;
}

COMITY_CLONES
void apply_normal(const Cells& cells, Range exporters, std::span<const std::uint32_t> active,
                  EffectRows v, EffectRows out) {
    clear(out, exporters, cells.importers);
    for_pairs_in_tiles(exporters, cells.importers, [&](const Pair& pair) COMITY_INLINE_LAMBDA {
        const Row row(cells, pair);
        if (row.is_empty()) return;
        for (const std::uint32_t column : active)
            apply_to_pair(row, EffectPair(v, pair, column), EffectPair(out, pair, column));
    });
}

COMITY_CLONES
void gather(const Cells& cells, Range exporters, EffectRows out, EffectRows diagonal) {
    clear(out, exporters, cells.importers);
    clear(diagonal, exporters, cells.importers);
    for_pairs(cells, exporters, [&](const Pair& pair) COMITY_INLINE_LAMBDA {
        const Row row(cells, pair);
        gather_diagonal(row, EffectPair(diagonal, pair, 0));
        gather_column(row, EffectPair(out, pair, 0), [&](std::size_t t) COMITY_INLINE_LAMBDA {
            return row.flow(t) - load(row.mean() + t);
        });
        for (std::size_t k = 0; k < cells.regressors.size(); ++k)
            gather_column(row, EffectPair(out, pair, k + 1),
                          [&](std::size_t t) COMITY_INLINE_LAMBDA {
                              return load(row.mean() + t) * load(row.regressor(k) + t);
                          });
    });
}

COMITY_CLONES
void residualise(const Cells& cells, Range exporters, EffectRows v, Moments& moments) {
    for_pairs(cells, exporters, [&](const Pair& pair) COMITY_INLINE_LAMBDA {
        const Row row(cells, pair);
        for (std::size_t k = 0; k < cells.regressors.size(); ++k)
            free_regressor(row, row.regressor(k), EffectPair(v, pair, k + 1), moments.largest[k]);
        add_cross_products(row, moments);
        add_gradient(row, EffectPair(v, pair, 0), moments);
    });
}

COMITY_CLONES
void advance(const Cells& cells, Range exporters, EffectRows v, const Step& step,
             Progress& progress) {
    ProgressLanes lanes;
    for_pairs(cells, exporters, [&](const Pair& pair) COMITY_INLINE_LAMBDA {
        advance_pair(Row(cells, pair), EffectPair(v, pair, 0), step, lanes);
    });
    progress.flow_step += sum(lanes.flow_step);
    progress.mean_step += sum(lanes.mean_step);
    progress.square_step += sum(lanes.square_step);
    progress.weight += sum(lanes.weight);
}

COMITY_CLONES
void add_parts(std::span<const EffectRows> parts, Range importers, EffectRows out) {
    double* to = out.importer(importers.begin, 0);
    const auto count = static_cast<std::size_t>(out.importer(importers.end, 0) - to);
    const std::size_t offset = importers.begin * out.columns * out.stride;
    for (std::size_t at = 0; at < count; at += lane_count) {
        Lanes total = all_lanes(0);
        for (const EffectRows& part : parts) total += load(part.importers + offset + at);
        save(to + at, total);
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
