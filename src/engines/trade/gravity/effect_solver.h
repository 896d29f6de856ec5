// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/gravity/cube_kernels.h"
#include "engines/trade/numerics/crew.h"

namespace comity::trade {

/// Numbers at the beginning of a cache line.
class AlignedNumbers {
public:
    explicit AlignedNumbers(std::size_t count = 0);
    double* data() const { return begin_; }
    std::size_t size() const { return count_; }
    double& operator[](std::size_t i) const { return begin_[i]; }

private:
    std::vector<double> numbers_;
    std::size_t count_;
    double* begin_;
};

/// How the exporters of a cube are shared out: always the same parts, whoever computes them.
class Parts {
public:
    static constexpr std::size_t count_max = 16;
    explicit Parts(std::size_t count) : count_(count), size_((count + count_max - 1) / count_max) {}
    std::size_t count() const { return size_ == 0 ? 0 : (count_ + size_ - 1) / size_; }
    Range operator[](std::size_t part) const;

private:
    std::size_t count_;
    std::size_t size_;
};

/// Which rows of effects are added to by several parts.
enum class SharedRows : std::uint8_t { importers, all };

/// Columns of effects on all exporter-periods and importer-periods, and for each part rows of its
/// own for those that parts share, to be added up.
class EffectColumns {
public:
    EffectColumns(const Cells& cells, std::size_t columns);
    EffectColumns(const Cells& cells, std::size_t columns, std::size_t parts, SharedRows shared);
    EffectRows rows() const { return rows_; }
    /// The rows that a part writes to: its own where rows are shared.
    EffectRows part(std::size_t part) const;
    /// Adds up the parts' rows, of those in `rows` that are shared (exporters, then importers).
    void add_up(Range rows) const;

private:
    AlignedNumbers numbers_;
    AlignedNumbers part_numbers_;
    std::size_t parts_ = 0;
    std::size_t row_size_ = 0;
    std::size_t exporters_ = 0;
    std::size_t shared_begin_ = 0;  ///< the first row that is shared
    std::size_t shared_end_ = 0;
    EffectRows rows_;
};

/// Frees columns of cells from the effects of exporter-periods and importer-periods, by conjugate
/// gradients with the diagonal as preconditioner on the normal equations from which the pairs'
/// effects are eliminated; all columns together. The equations are singular (effects that pairs or
/// one another explain) but consistent, which conjugate gradients do not mind.
class EffectSolver {
public:
    EffectSolver(const Cells& cells, Crew& crew);

    /// Takes the right-hand sides and the diagonal from the cells as they are.
    void gather();
    /// The size of each right-hand side, r' diagonal^-1 r: first the working residual's.
    const std::vector<double>& sizes() const { return sizes_; }
    /// Solves until each column's residual is no larger than its threshold, starting from zero.
    /// Returns the number of steps, or `steps_max`.
    int solve(std::span<const double> thresholds, int steps_max);
    EffectRows solution() const { return solution_.rows(); }

private:
    void multiply();
    void step();
    void turn();
    std::size_t padded_columns() const { return (columns_ + 7) / 8 * 8; }
    double* sums_of(std::size_t part);
    void add_up_sums(std::vector<double>& totals);

    const Cells& cells_;
    Crew& crew_;
    std::size_t columns_;
    Parts parts_;      ///< of the exporters, for passes over cells
    Parts row_parts_;  ///< of exporters and importers, for passes over effects
    EffectColumns solution_;
    EffectColumns residual_;
    EffectColumns direction_;
    EffectColumns product_;
    EffectColumns diagonal_;
    std::vector<double> sizes_;
    std::vector<double> previous_;
    std::vector<double> factors_;
    std::vector<std::uint32_t> all_;
    std::vector<std::uint32_t> active_;  ///< columns not yet solved
    AlignedNumbers sums_;                ///< [part][column]
    Gradients on_;
};

}  // namespace comity::trade
