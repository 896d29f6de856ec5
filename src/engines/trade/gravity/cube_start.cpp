// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/cube_start.h"

#include "engines/trade/numerics/lanes.h"

#include <algorithm>

namespace comity::trade {

namespace {

constexpr int rounds = 6;

/// The factors of the means: by exporter-period, importer-period and pair.
struct Factors {
    EffectRows groups;
    std::vector<double> pairs;
    AlignedNumbers numbers;
    explicit Factors(const Cells& cells)
        : pairs(cells.exporters * cells.importers),
          numbers((cells.exporters + cells.importers) * cells.stride) {
        groups = {.exporters = numbers.data(),
                  .importers = numbers.data() + cells.exporters * cells.stride,
                  .columns = 1,
                  .stride = cells.stride};
    }
};

COMITY_INLINE const double* presence(const Cells& cells, std::size_t pair) {
    return cells.mean + pair * cells.stride;
}

/// Sum over the pair's cells of the product of two rows of factors.
COMITY_INLINE double joint(const Cells& cells, std::size_t pair, const double* a, const double* b) {
    Lanes total = all_lanes(0);
    for (std::size_t t = 0; t < cells.stride; t += lane_count)
        total += load(presence(cells, pair) + t) * load(a + t) * load(b + t);
    return sum(total);
}

COMITY_INLINE void add_scaled(const Cells& cells, std::size_t pair, double scale, const double* row,
                              double* totals) {
    for (std::size_t t = 0; t < cells.stride; t += lane_count)
        add_to(totals + t, load(presence(cells, pair) + t) * load(row + t) * scale);
}

/// row = flow / totals, 0 where there is nothing.
COMITY_INLINE void divide(const double* flow, const double* totals, double* row,
                          std::size_t stride) {
    for (std::size_t t = 0; t < stride; t += lane_count) {
        const Lanes total = load(totals + t);
        save(row + t, total > 0.0 ? load(flow + t) / total : all_lanes(0));
    }
}

/// The factor with which the means of a pair add up to its flow.
COMITY_INLINE double pair_factor(const Cells& cells, std::size_t i, std::size_t j,
                                 const Factors& factors) {
    const auto row = [&](std::size_t from, std::size_t to) COMITY_INLINE_LAMBDA {
        return joint(cells, from * cells.importers + to, factors.groups.exporter(from, 0),
                     factors.groups.importer(to, 0));
    };
    const double total = row(i, j) + (cells.is_mutual && i != j ? row(j, i) : 0);
    return 1 / (cells.total_inverse[i * cells.importers + j] * total);
}

COMITY_CLONES
void fit_pairs(const Cells& cells, Range exporters, const Factors& factors, double* pair_factors) {
    for (std::size_t i = exporters.begin; i < exporters.end; ++i)
        for (std::size_t j = 0; j < cells.importers; ++j)
            if (const std::size_t pair = i * cells.importers + j; cells.total_inverse[pair] != 0)
                pair_factors[pair] = pair_factor(cells, i, j, factors);
}

COMITY_CLONES
void fit_exporters(const Cells& cells, Range exporters, const EffectRows& groups,
                   const Factors& factors) {
    std::vector<double> totals(cells.stride);
    for (std::size_t i = exporters.begin; i < exporters.end; ++i) {
        std::ranges::fill(totals, 0.0);
        for (std::size_t j = 0; j < cells.importers; ++j)
            if (const std::size_t pair = i * cells.importers + j; cells.total_inverse[pair] != 0)
                add_scaled(cells, pair, factors.pairs[pair], factors.groups.importer(j, 0),
                           totals.data());
        divide(groups.exporter(i, group_flow), totals.data(), factors.groups.exporter(i, 0),
               cells.stride);
    }
}

COMITY_CLONES
void fit_importers(const Cells& cells, Range importers, const EffectRows& groups,
                   const Factors& factors) {
    std::vector<double> totals(
        importers.end > importers.begin ? (importers.end - importers.begin) * cells.stride : 0);
    for (std::size_t i = 0; i < cells.exporters; ++i)
        for (std::size_t j = importers.begin; j < importers.end; ++j)
            if (const std::size_t pair = i * cells.importers + j; cells.total_inverse[pair] != 0)
                add_scaled(cells, pair, factors.pairs[pair], factors.groups.exporter(i, 0),
                           &totals[(j - importers.begin) * cells.stride]);
    for (std::size_t j = importers.begin; j < importers.end; ++j)
        divide(groups.importer(j, group_flow), &totals[(j - importers.begin) * cells.stride],
               factors.groups.importer(j, 0), cells.stride);
}

COMITY_CLONES
void multiply_out(const Cells& cells, Range exporters, const Factors& factors) {
    for (std::size_t i = exporters.begin; i < exporters.end; ++i)
        for (std::size_t j = 0; j < cells.importers; ++j) {
            const std::size_t pair = i * cells.importers + j;
            if (cells.total_inverse[pair] == 0) continue;
            const double* a = factors.groups.exporter(i, 0);
            const double* b = factors.groups.importer(j, 0);
            double* mean = cells.mean + pair * cells.stride;
            for (std::size_t t = 0; t < cells.stride; t += lane_count)
                save(mean + t, load(mean + t) * load(a + t) * load(b + t) * factors.pairs[pair]);
        }
}

/// 1 for each group that has cells, else 0.
void start_factors(const Cells& cells, const EffectRows& groups, const Factors& factors) {
    for (std::size_t row = 0; row < cells.exporters + cells.importers; ++row) {
        const double* count = groups.exporter(row, group_cells);
        std::transform(count, count + cells.stride, factors.groups.exporter(row, 0),
                       [](double cells_in) { return cells_in > 0 ? 1.0 : 0.0; });
    }
}

}  // namespace

void fit_effects(const Cells& cells, const EffectRows& groups, const Parts& parts, Crew& crew) {
    Factors factors(cells);
    const Parts importer_parts(cells.importers);
    start_factors(cells, groups, factors);
    const auto fit_all_pairs = [&] {
        crew.run(parts.count(), [&](std::size_t part) {
            fit_pairs(cells, parts[part], factors, factors.pairs.data());
        });
    };
    for (int round = 0; round < rounds; ++round) {
        fit_all_pairs();
        crew.run(parts.count(),
                 [&](std::size_t part) { fit_exporters(cells, parts[part], groups, factors); });
        crew.run(importer_parts.count(), [&](std::size_t part) {
            fit_importers(cells, importer_parts[part], groups, factors);
        });
    }
    fit_all_pairs();
    crew.run(parts.count(), [&](std::size_t part) { multiply_out(cells, parts[part], factors); });
}

}  // namespace comity::trade
