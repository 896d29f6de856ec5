// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/cube_sample.h"

#include "engines/trade/gravity/cube_start.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace comity::trade {

namespace {

constexpr std::size_t no_cell = static_cast<std::size_t>(-1);
constexpr std::size_t row_numbers = 8;  // rows are padded to the lanes of the kernels

Result<> check_mutual(const Cube& cube, PairEffects pair_effects) {
    if (pair_effects == PairEffects::mutual &&
        (cube.exporters != cube.importers || cube.exporter_labels != cube.importer_labels))
        return refuse("gravity.not-mutual", "the same economies as exporters and as importers");
    return {};
}

Result<> check_shape(const Cube& cube) {
    if (cube.cells() == 0) return refuse("gravity.no-rows", "a cube with cells");
    if (cube.flow.size() != cube.cells())
        return refuse("gravity.shape", "one flow for each of " + std::to_string(cube.cells()) +
                                           " cells, not " + std::to_string(cube.flow.size()));
    for (const Variable& regressor : cube.regressors)
        if (regressor.values.size() != cube.cells())
            return refuse("gravity.shape",
                          "one number for each of " + std::to_string(cube.cells()) +
                              " cells, not " + std::to_string(regressor.values.size()),
                          regressor.name);
    return {};
}

std::unexpected<Refusal> refuse_cell(const Cube& cube, std::size_t cell) {
    const double flow = cube.flow[cell];
    if (flow < 0)
        return refuse("gravity.negative-flow", "a flow of at least 0, not " + std::to_string(flow),
                      cube.place(cell));
    const auto bad = std::ranges::find_if(cube.regressors, [&](const Variable& regressor) {
        return !std::isfinite(regressor.values[cell]);
    });
    return refuse("gravity.not-finite",
                  "a finite number as " +
                      (std::isfinite(flow) && bad != cube.regressors.end() ? bad->name : "flow"),
                  cube.place(cell));
}

/// A group's cells are dropped if they are fitted without error whatever the coefficients.
bool is_explained(double cells, double positive) { return cells < 2 || positive == 0; }

/// What one part found out.
struct Found {
    std::size_t bad_cell = no_cell;
    std::size_t cells = 0;
    std::size_t pairs = 0;
    CubeDropped dropped;
};

/// Cells, cells with flow, and flow of one pair.
struct PairCount {
    double cells = 0;
    double positive = 0;
    double flow = 0;
};

PairCount count_pair(const Cells& cells, std::size_t pair) {
    const double* flow = cells.flow + pair * cells.periods;
    const double* mean = cells.mean + pair * cells.stride;
    PairCount count;
    for (std::size_t t = 0; t < cells.periods; ++t) {
        const double y = mean[t] > 0 ? flow[t] : 0;
        count.cells += mean[t];
        count.positive += y > 0 ? 1 : 0;
        count.flow += y;
    }
    return count;
}

/// Returns the number of cells.
std::size_t add_to_group(const Cells& cells, std::size_t pair, double* group) {
    const double* flow = cells.flow + pair * cells.periods;
    const double* mean = cells.mean + pair * cells.stride;
    double count = 0;
    for (std::size_t t = 0; t < cells.periods; ++t) {
        const double y = mean[t] > 0 ? flow[t] : 0;
        count += mean[t];
        group[group_cells * cells.stride + t] += mean[t];
        group[group_positive * cells.stride + t] += y > 0 ? 1 : 0;
        group[group_flow * cells.stride + t] += y;
    }
    return static_cast<std::size_t>(count);
}

PairCount operator+(const PairCount& a, const PairCount& b) {
    return {a.cells + b.cells, a.positive + b.positive, a.flow + b.flow};
}

/// The counts of all pairs: in the same place in both directions, if pairs are mutual.
std::vector<PairCount> count_pairs(const Cells& cells, const Parts& parts, Crew& crew) {
    std::vector<PairCount> counts(cells.exporters * cells.importers);
    crew.run(parts.count(), [&](std::size_t part) {
        const Range range = parts[part];
        for (std::size_t i = range.begin; i < range.end; ++i)
            for (std::size_t j = 0; j < cells.importers; ++j) {
                const std::size_t pair = i * cells.importers + j;
                counts[pair] = count_pair(cells, pair);
                if (cells.is_mutual && i != j)
                    counts[pair] = counts[pair] + count_pair(cells, j * cells.importers + i);
            }
    });
    return counts;
}

void drop_pair(const Cells& cells, std::size_t pair, const PairCount& count, CubeDropped& dropped) {
    double* mean = cells.mean + pair * cells.stride;
    const bool is_counted_there =
        cells.is_mutual && pair / cells.importers > pair % cells.importers;
    std::fill(mean, mean + cells.stride, 0.0);
    if (count.cells > 0 && !is_counted_there)
        ++(count.positive == 0 ? dropped.zero_pairs : dropped.singletons);
}

/// Counts the groups of one part, and drops pairs.
void count_part(const Cells& cells, Range exporters, std::span<const PairCount> counts,
                const EffectRows& groups, Found& found) {
    const std::size_t row = groups.columns * groups.stride;
    std::fill(groups.exporter(exporters.begin, 0), groups.exporter(exporters.end, 0), 0.0);
    std::fill(groups.importers, groups.importers + cells.importers * row, 0.0);
    for (std::size_t i = exporters.begin; i < exporters.end; ++i)
        for (std::size_t j = 0; j < cells.importers; ++j) {
            const std::size_t pair = i * cells.importers + j;
            const PairCount& count = counts[pair];
            const bool is_dropped = is_explained(count.cells, count.positive);
            cells.total_inverse[pair] = is_dropped ? 0 : 1 / count.flow;
            if (is_dropped) {
                drop_pair(cells, pair, count, found.dropped);
                continue;
            }
            found.cells += add_to_group(cells, pair, groups.exporter(i, 0));
            add_to_group(cells, pair, groups.importer(j, 0));
            if (!cells.is_mutual || i <= j) ++found.pairs;
        }
}

/// Drops the cells of one pair whose exporter-period or importer-period is explained.
void drop_cells(const Cells& cells, std::size_t pair, const EffectRows& groups, Found& found) {
    const double* exporter = groups.exporter(pair / cells.importers, 0);
    const double* importer = groups.importer(pair % cells.importers, 0);
    double* mean = cells.mean + pair * cells.stride;
    for (std::size_t t = 0; t < cells.periods; ++t) {
        const auto is_empty = [&](const double* group) {
            return group[group_positive * cells.stride + t] == 0;
        };
        const bool is_alone = exporter[t] == 1 || importer[t] == 1;
        const bool is_zero = is_empty(exporter) || is_empty(importer);
        if (mean[t] == 0 || (!is_alone && !is_zero)) continue;
        mean[t] = 0;
        ++found.cells;
        if (!is_zero) ++found.dropped.singletons;
    }
}

std::size_t count_zero_periods(const Cells& cells, const EffectRows& groups, Range rows) {
    std::size_t count = 0;
    for (std::size_t row = rows.begin; row < rows.end; ++row)
        for (std::size_t t = 0; t < cells.periods; ++t)
            if (groups.exporter(row, group_cells)[t] > 0 &&
                groups.exporter(row, group_positive)[t] == 0)
                ++count;
    return count;
}

bool has_explained(const Cells& cells, const EffectRows& groups) {
    for (std::size_t row = 0; row < cells.exporters + cells.importers; ++row)
        for (std::size_t t = 0; t < cells.periods; ++t)
            if (const double count = groups.exporter(row, group_cells)[t];
                count > 0 && is_explained(count, groups.exporter(row, group_positive)[t]))
                return true;
    return false;
}

}  // namespace

CubeSample::CubeSample(const Cube& cube, PairEffects pair_effects)
    : parts_(cube.exporters),
      mean_(cube.pairs() * ((cube.periods + row_numbers - 1) / row_numbers * row_numbers)),
      total_inverse_(cube.pairs()) {
    cells_ = {.exporters = cube.exporters,
              .importers = cube.importers,
              .periods = cube.periods,
              .stride = mean_.size() / cube.pairs(),
              .is_mutual = pair_effects == PairEffects::mutual,
              .flow = cube.flow.data(),
              .mean = mean_.data(),
              .total_inverse = total_inverse_.data(),
              .regressors = {}};
    for (std::size_t k = 0; k < cube.regressors.size(); ++k) {
        regressors_.emplace_back(mean_.size());
        cells_.regressors.push_back(regressors_.back().data());
    }
}

Result<CubeSample> CubeSample::take(const Cube& cube, PairEffects pair_effects, Crew& crew) {
    TRY(check_shape(cube));
    TRY(check_mutual(cube, pair_effects));
    CubeSample sample(cube, pair_effects);
    TRY(sample.read(cube, crew));
    EffectColumns groups(sample.cells_, group_columns, sample.parts_.count(),
                         SharedRows::importers);
    TRY(sample.drop(groups, crew));
    fit_effects(sample.cells_, groups.rows(), sample.parts_, crew);
    return sample;
}

/// Copies the numbers of one pair; returns the first cell whose numbers cannot be taken.
std::size_t CubeSample::read_row(const Cube& cube, std::size_t pair) {
    const std::size_t from = pair * cube.periods;
    const std::size_t to = pair * cells_.stride;
    std::size_t bad = no_cell;
    for (std::size_t t = 0; t < cube.periods; ++t) {
        const double flow = cube.flow[from + t];
        mean_[to + t] = std::isnan(flow) ? 0 : 1;
        if (flow < 0 || std::isinf(flow)) bad = std::min(bad, from + t);
    }
    for (std::size_t k = 0; k < regressors_.size(); ++k)
        for (std::size_t t = 0; t < cube.periods; ++t) {
            const double x = cube.regressors[k].values[from + t];
            const bool is_finite = std::isfinite(x);
            regressors_[k][to + t] = is_finite ? x : 0;
            if (!is_finite && mean_[to + t] > 0) bad = std::min(bad, from + t);
        }
    return bad;
}

Result<> CubeSample::read(const Cube& cube, Crew& crew) {
    std::vector<std::size_t> bad(parts_.count(), no_cell);
    crew.run(parts_.count(), [&](std::size_t part) {
        const Range range = parts_[part];
        for (std::size_t pair = range.begin * cube.importers; pair < range.end * cube.importers;
             ++pair)
            bad[part] = std::min(bad[part], read_row(cube, pair));
    });
    const std::size_t first = std::ranges::min(bad);
    if (first != no_cell) return refuse_cell(cube, first);
    return {};
}

Result<> CubeSample::drop(EffectColumns& groups, Crew& crew) {
    const auto present = [&] { return std::accumulate(mean_.begin(), mean_.end(), 0.0); };
    const auto before = static_cast<std::size_t>(present());
    do {
        count(groups, crew);
    } while (drop_groups(groups.rows(), crew));
    dropped_.cells = before - observations_;
    if (observations_ == 0)
        return refuse("gravity.no-rows",
                      "observations that the effects of exporters, importers and pairs do not "
                      "explain alone");
    return {};
}

void CubeSample::count(EffectColumns& groups, Crew& crew) {
    std::vector<Found> found(parts_.count());
    const std::vector<PairCount> counts = count_pairs(cells_, parts_, crew);
    crew.run(parts_.count(), [&](std::size_t part) {
        count_part(cells_, parts_[part], counts, groups.part(part), found[part]);
    });
    groups.add_up({.begin = 0, .end = cells_.exporters + cells_.importers});
    observations_ = clusters_ = 0;
    for (const Found& part : found) {
        observations_ += part.cells;
        clusters_ += part.pairs;
        dropped_.zero_pairs += part.dropped.zero_pairs;
        dropped_.singletons += part.dropped.singletons;
    }
}

bool CubeSample::drop_groups(const EffectRows& groups, Crew& crew) {
    if (!has_explained(cells_, groups)) return false;
    const Range exporters{.begin = 0, .end = cells_.exporters};
    const Range importers{.begin = exporters.end, .end = exporters.end + cells_.importers};
    dropped_.zero_exporter_periods += count_zero_periods(cells_, groups, exporters);
    dropped_.zero_importer_periods += count_zero_periods(cells_, groups, importers);
    std::vector<Found> found(parts_.count());
    crew.run(parts_.count(), [&](std::size_t part) {
        const Range range = parts_[part];
        for (std::size_t pair = range.begin * cells_.importers; pair < range.end * cells_.importers;
             ++pair)
            drop_cells(cells_, pair, groups, found[part]);
    });
    for (const Found& part : found) dropped_.singletons += part.dropped.singletons;
    return true;
}

void CubeSample::remove_regressor(std::size_t k) {
    const auto at = static_cast<std::ptrdiff_t>(k);
    regressors_.erase(regressors_.begin() + at);
    cells_.regressors.erase(cells_.regressors.begin() + at);
}

std::vector<double> CubeSample::released(std::vector<double> padded) const {
    if (cells_.stride == cells_.periods) return padded;
    const std::size_t pairs = padded.size() / cells_.stride;
    for (std::size_t pair = 0; pair < pairs; ++pair)
        std::copy_n(padded.data() + pair * cells_.stride, cells_.periods,
                    padded.data() + pair * cells_.periods);
    padded.resize(pairs * cells_.periods);
    return padded;
}

std::vector<std::vector<double>> CubeSample::release_regressors() {
    std::vector<std::vector<double>> result;
    for (std::vector<double>& regressor : regressors_) {
        for (std::size_t pair = 0; pair < total_inverse_.size(); ++pair)
            if (total_inverse_[pair] == 0)
                std::fill_n(regressor.data() + pair * cells_.stride, cells_.stride, 0.0);
        result.push_back(released(std::move(regressor)));
    }
    return result;
}

}  // namespace comity::trade
