// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/gravity/absorption_kernels.h"
#include "engines/trade/gravity/levels.h"
#include "engines/trade/numerics/crew.h"

#include <functional>
#include <vector>

namespace comity::trade {

/// Up to eight columns of numbers, row by row, and the coefficients of the effects in each.
struct Block {
    std::size_t place = 0;  ///< of its first column among those of all blocks
    std::size_t width = 0;
    std::vector<double> values;   ///< by row
    std::vector<double> leading;  ///< by level of the leading effect
    std::vector<double> levels;   ///< by level of the other effects
};

/// Columns of numbers from which effects are taken out together. There may be more places than
/// columns, since a block is 1, 2, 4 or 8 wide; those without a column hold zeros.
class Columns {
public:
    Columns(std::size_t rows, std::size_t count);

    std::size_t count() const { return count_; }
    std::size_t width() const { return width_; }
    std::vector<Block>& blocks() { return blocks_; }
    const std::vector<Block>& blocks() const { return blocks_; }
    /// Sets some rows of a column, from row `begin` on.
    void set(std::size_t column, std::size_t begin, std::span<const double> values);
    /// Forgets what the effects were in a column: no warm start.
    void forget(std::size_t column);

private:
    std::size_t count_;
    std::size_t width_ = 0;
    std::vector<Block> blocks_;
};

/// A sum over columns of effects and slopes: what a fit says about every row.
struct Combination {
    std::vector<double> leading;
    std::vector<double> levels;
    std::vector<double> slopes;  ///< by place of a column
};

/// When a column's effects are good enough: the remaining imbalance in each level, in the norm of
/// the weighted problem, at most this share of that of the column itself, or this much.
struct Goal {
    double relative = 0;
    double absolute = 0;
};

/// Takes any number of fixed effects out of columns of numbers under weights: what is left is the
/// residual of a weighted regression on all indicators. The leading effect is eliminated exactly;
/// conjugate gradients, preconditioned by the diagonal, find the others (M. R. Hestenes and E.
/// Stiefel, 1952; for fixed effects: S. Gaure, 2013). Sums are in an order that depends on the rows
/// only.
class FixedEffects {
public:
    /// The rows must be ordered by the first effect. `crew` must outlive this.
    FixedEffects(std::span<const Levels> effects, Crew& crew);

    std::size_t rows() const { return starts_.back(); }
    std::size_t leading_count() const { return starts_.size() - 1; }
    std::size_t other_count() const { return other_count_; }

    /// Weights by row, which must stay where they are until the next call.
    void weigh(std::span<const double> weights);
    /// Finds the effects in each column; one goal for each. False if that takes too long.
    bool absorb(Columns& columns, std::span<const Goal> goals);
    int iterations() const { return iterations_; }

    struct Range {
        std::size_t begin, end;
    };
    /// How many parts the rows fall into, for a crew; the parts are whole levels.
    std::size_t parts() const { return part_starts_.size() - 1; }
    Range levels_of(std::size_t part) const { return {part_starts_[part], part_starts_[part + 1]}; }
    Range rows_of(std::size_t part) const {
        return {starts_[part_starts_[part]], starts_[part_starts_[part + 1]]};
    }
    RowsPart part(std::size_t part) const;
    Crew& crew() const { return crew_; }

    /// A few rows at a time of what the effects leave of all columns, each row `columns.width()`
    /// numbers.
    using RemainderVisitor =
        std::function<void(std::size_t begin, std::size_t count, const double* remainders)>;
    void visit_remainders(std::size_t part, const Columns& columns,
                          const RemainderVisitor& visit) const;

    /// Adds up the columns' effects by these factors, one for each place of a column.
    Combination combine(const Columns& columns, std::span<const double> factors) const;
    using ValueVisitor = std::function<void(std::size_t begin, std::span<const double> values)>;
    /// A few rows at a time of what a combination says.
    void visit_values(std::size_t part, const Columns& columns, const Combination& combination,
                      const ValueVisitor& visit) const;

private:
    void divide_rows(std::size_t other_count);
    void sum_parts(const std::function<void(std::size_t, double*)>& sum, std::vector<double>& sums);
    bool solve(Block& block, std::span<const Goal> goals);
    void average(Block& block);

    Crew& crew_;
    std::vector<std::uint32_t> starts_;
    std::vector<std::vector<std::uint32_t>> codes_;
    std::vector<const std::uint32_t*> code_columns_;
    std::size_t other_count_ = 0;
    std::vector<std::size_t> part_starts_;
    const double* weights_ = nullptr;
    std::vector<double> totals_inverse_;
    std::vector<double> diagonal_inverse_;
    std::vector<std::vector<double>> part_sums_;
    int iterations_ = 0;
};

}  // namespace comity::trade
