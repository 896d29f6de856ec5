// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/effect_solver.h"

#include <algorithm>
#include <cstdint>

namespace comity::trade {

namespace {

constexpr std::size_t line_numbers = 8;  // of a cache line of 64 bytes

double* next_line(double* at) {
    const auto misplaced = reinterpret_cast<std::uintptr_t>(at) / sizeof(double) % line_numbers;
    return misplaced == 0 ? at : at + (line_numbers - misplaced);
}

SharedRows shared_rows(const Cells& cells) {
    return cells.is_mutual ? SharedRows::all : SharedRows::importers;
}

}  // namespace

AlignedNumbers::AlignedNumbers(std::size_t count)
    : numbers_(count + line_numbers), count_(count), begin_(next_line(numbers_.data())) {}

Range Parts::operator[](std::size_t part) const {
    return {.begin = part * size_, .end = std::min((part + 1) * size_, count_)};
}

EffectColumns::EffectColumns(const Cells& cells, std::size_t columns)
    : EffectColumns(cells, columns, 0, SharedRows::all) {}

EffectColumns::EffectColumns(const Cells& cells, std::size_t columns, std::size_t parts,
                             SharedRows shared)
    : numbers_((cells.exporters + cells.importers) * columns * cells.stride),
      parts_(parts),
      row_size_(columns * cells.stride),
      exporters_(cells.exporters),
      shared_begin_(shared == SharedRows::all ? 0 : cells.exporters),
      shared_end_(cells.exporters + cells.importers),
      rows_{.exporters = numbers_.data(),
            .importers = numbers_.data() + cells.exporters * row_size_,
            .columns = columns,
            .stride = cells.stride} {
    part_numbers_ = AlignedNumbers(parts * (shared_end_ - shared_begin_) * row_size_);
}

EffectRows EffectColumns::part(std::size_t part) const {
    const std::size_t own_rows = shared_end_ - shared_begin_;
    double* own = part_numbers_.data() + part * own_rows * row_size_;
    EffectRows rows = rows_;
    if (shared_begin_ == 0) rows.exporters = own;
    rows.importers = own + (exporters_ - shared_begin_) * row_size_;
    return rows;
}

void EffectColumns::add_up(Range rows) const {
    const auto number = [&](std::size_t row) {
        return (std::clamp(row, shared_begin_, shared_end_) - shared_begin_) * row_size_;
    };
    const PartNumbers parts{.first = part_numbers_.data(),
                            .size = (shared_end_ - shared_begin_) * row_size_,
                            .count = parts_};
    add_parts(parts, {.begin = number(rows.begin), .end = number(rows.end)},
              numbers_.data() + shared_begin_ * row_size_);
}

EffectSolver::EffectSolver(const Cells& cells, Crew& crew)
    : cells_(cells),
      crew_(crew),
      columns_(cells.regressors.size() + 1),
      parts_(cells.exporters),
      row_parts_(cells.exporters + cells.importers),
      solution_(cells, columns_),
      residual_(cells, columns_),
      direction_(cells, columns_),
      product_(cells, columns_, parts_.count(), shared_rows(cells)),
      diagonal_(cells, 1, parts_.count(), shared_rows(cells)),
      sizes_(columns_),
      previous_(columns_),
      factors_(columns_),
      sums_(row_parts_.count() * padded_columns()),
      on_{.solution = solution_.rows(),
          .residual = residual_.rows(),
          .direction = direction_.rows(),
          .product = product_.rows(),
          .diagonal = diagonal_.rows()} {
    for (std::uint32_t column = 0; column < columns_; ++column) all_.push_back(column);
}

double* EffectSolver::sums_of(std::size_t part) { return &sums_[part * padded_columns()]; }

void EffectSolver::add_up_sums(std::vector<double>& totals) {
    for (const std::uint32_t column : active_) {
        totals[column] = 0;
        for (std::size_t part = 0; part < row_parts_.count(); ++part)
            totals[column] += sums_of(part)[column];
    }
}

void EffectSolver::gather() {
    crew_.run(parts_.count(), [&](std::size_t part) {
        trade::gather(cells_, parts_[part], product_.part(part), diagonal_.part(part));
    });
    active_ = all_;
    factors_.assign(columns_, 0);
    crew_.run(row_parts_.count(), [&](std::size_t part) {
        const Range rows = row_parts_[part];
        product_.add_up(rows);
        diagonal_.add_up(rows);
        invert_diagonal(rows, on_.diagonal);
        start_columns(on_, rows);
        step_along(on_, rows, active_, factors_.data(), sums_of(part));
        turn_direction(on_, rows, active_, factors_.data());
    });
    add_up_sums(sizes_);
}

int EffectSolver::solve(std::span<const double> thresholds, int steps_max) {
    const auto is_solved = [&](std::uint32_t column) {
        return !(sizes_[column] > thresholds[column]);
    };
    std::erase_if(active_, is_solved);
    int steps = 0;
    for (; !active_.empty() && steps < steps_max; ++steps) {
        multiply();
        step();
        std::erase_if(active_, is_solved);
        turn();
    }
    return steps;
}

/// product = normal matrix times direction; then the lengths of the steps, in `factors_`.
void EffectSolver::multiply() {
    crew_.run(parts_.count(), [&](std::size_t part) {
        apply_normal(cells_, parts_[part], active_, direction_.rows(), product_.part(part));
    });
    crew_.run(row_parts_.count(), [&](std::size_t part) {
        product_.add_up(row_parts_[part]);
        measure_curvature(on_, row_parts_[part], active_, sums_of(part));
    });
    add_up_sums(factors_);
    for (const std::uint32_t column : active_)
        factors_[column] = factors_[column] > 0 ? sizes_[column] / factors_[column] : 0;
}

void EffectSolver::step() {
    previous_ = sizes_;
    crew_.run(row_parts_.count(), [&](std::size_t part) {
        step_along(on_, row_parts_[part], active_, factors_.data(), sums_of(part));
    });
    add_up_sums(sizes_);
}

void EffectSolver::turn() {
    for (const std::uint32_t column : active_)
        factors_[column] = sizes_[column] / previous_[column];
    crew_.run(row_parts_.count(), [&](std::size_t part) {
        turn_direction(on_, row_parts_[part], active_, factors_.data());
    });
}

}  // namespace comity::trade
