// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/fixed_effects.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace comity::trade {

namespace {

constexpr int iterations_max = 5000;
constexpr std::size_t rows_at_a_time = 64;

/// The narrowest block that holds what is left, or the widest.
std::size_t block_width(std::size_t columns) {
    for (const std::size_t width : {1UL, 2UL, 4UL})
        if (columns <= width) return width;
    return 8;
}

/// Conjugate gradients for the columns of a block, beside each other.
class Search {
public:
    using Map = std::function<void(const std::vector<double>& from, std::vector<double>& to)>;

    Search(std::size_t width, std::span<const double> diagonal_inverse, const Map& map)
        : width_(width), scale_(diagonal_inverse), map_(map) {}

    bool run(std::vector<double>& solution, std::vector<double> target,
             std::span<const Goal> goals) {
        residual_ = std::move(target);
        std::array<double, 8> size{};
        dot_scaled(width_, residual_, scale_, size.data());
        for (std::size_t k = 0; k < goals.size(); ++k)
            goals_[k] = std::max(goals[k].relative * goals[k].relative * size[k],
                                 goals[k].absolute * goals[k].absolute);
        image_.resize(residual_.size());
        direction_.resize(residual_.size());
        if (std::ranges::any_of(solution, [](double x) { return x != 0; })) {
            map_(solution, image_);
            const std::array<double, 8> minus{-1, -1, -1, -1, -1, -1, -1, -1};
            add_multiple(width_, residual_, image_, minus.data());
        }
        const std::array<double, 8> none{};
        dot_scaled(width_, residual_, scale_, size_.data());
        turn(width_, direction_, residual_, scale_, none.data());
        for (steps_ = 0; steps_ < iterations_max; ++steps_) {
            if (!choose_active()) return true;
            step(solution);
        }
        return false;
    }
    int steps() const { return steps_; }

private:
    bool choose_active() {
        bool any = false;
        for (std::size_t k = 0; k < width_; ++k) {
            active_[k] = active_[k] && size_[k] > goals_[k] && size_[k] > 0;
            any = any || active_[k];
        }
        return any;
    }

    void step(std::vector<double>& solution) {
        map_(direction_, image_);
        std::array<double, 8> curvature{};
        std::array<double, 8> length{};
        std::array<double, 8> back{};
        dot(width_, direction_, image_, curvature.data());
        for (std::size_t k = 0; k < width_; ++k) {
            active_[k] = active_[k] && curvature[k] > 0;
            length[k] = active_[k] ? size_[k] / curvature[k] : 0;
            back[k] = -length[k];
        }
        add_multiple(width_, solution, direction_, length.data());
        add_multiple(width_, residual_, image_, back.data());
        std::array<double, 8> size{};
        dot_scaled(width_, residual_, scale_, size.data());
        std::array<double, 8> ratio{};
        for (std::size_t k = 0; k < width_; ++k) ratio[k] = active_[k] ? size[k] / size_[k] : 0;
        size_ = size;
        turn(width_, direction_, residual_, scale_, ratio.data());
    }

    std::size_t width_;
    std::span<const double> scale_;
    const Map& map_;
    std::vector<double> residual_, direction_, image_;
    std::array<double, 8> size_{}, goals_{};
    std::array<bool, 8> active_{true, true, true, true, true, true, true, true};
    int steps_ = 0;
};

}  // namespace

Columns::Columns(std::size_t rows, std::size_t count) : count_(count) {
    for (std::size_t left = count; left > 0;) {
        const std::size_t width = block_width(left);
        blocks_.push_back({.place = width_,
                           .width = width,
                           .values = std::vector<double>(rows * width),
                           .leading = {},
                           .levels = {}});
        width_ += width;
        left -= std::min(left, width);
    }
}

void Columns::set(std::size_t column, std::size_t begin, std::span<const double> values) {
    Block& block = blocks_[column / 8];
    double* to = block.values.data() + begin * block.width + column % 8;
    for (const double value : values) {
        *to = value;
        to += block.width;
    }
}

void Columns::forget(std::size_t column) {
    Block& block = blocks_[column / 8];
    for (std::size_t i = column % 8; i < block.levels.size(); i += block.width) block.levels[i] = 0;
}

FixedEffects::FixedEffects(std::span<const Levels> effects, Crew& crew) : crew_(crew) {
    const Levels& leading = effects.front();
    starts_.resize(leading.count + 1);
    for (const std::uint32_t code : leading.codes) ++starts_[code + 1];
    for (std::size_t s = 0; s < leading.count; ++s) starts_[s + 1] += starts_[s];
    for (const Levels& levels : effects.subspan(1)) {
        codes_.push_back(levels.codes);
        for (std::uint32_t& code : codes_.back()) code += static_cast<std::uint32_t>(other_count_);
        other_count_ += levels.count;
    }
    for (const auto& codes : codes_) code_columns_.push_back(codes.data());
    divide_rows(other_count_);
}

/// A few parts of about the same number of rows, as long as what each sums up is small beside them.
void FixedEffects::divide_rows(std::size_t other_count) {
    constexpr std::size_t rows_min = std::size_t{1} << 17;
    std::size_t parts = std::clamp<std::size_t>(rows() / rows_min, 1, 4);
    if (other_count * 4 > rows()) parts = 1;
    part_starts_ = {0};
    for (std::size_t part = 1; part < parts; ++part) {
        const auto row = static_cast<std::uint32_t>(rows() * part / parts);
        part_starts_.push_back(
            static_cast<std::size_t>(std::ranges::lower_bound(starts_, row) - starts_.begin()));
    }
    part_starts_.push_back(leading_count());
    part_sums_.resize(parts - 1);
}

RowsPart FixedEffects::part(std::size_t part) const {
    return {.starts = starts_.data(),
            .begin = part_starts_[part],
            .end = part_starts_[part + 1],
            .codes = code_columns_,
            .weights = weights_,
            .totals_inverse = totals_inverse_.data()};
}

/// Lets each part add to sums of its own, and adds these up in their order.
void FixedEffects::sum_parts(const std::function<void(std::size_t, double*)>& sum,
                             std::vector<double>& sums) {
    for (auto& others : part_sums_) others.resize(sums.size());
    crew_.run(parts(), [&](std::size_t part) {
        std::vector<double>& mine = part == 0 ? sums : part_sums_[part - 1];
        std::ranges::fill(mine, 0.0);
        sum(part, mine.data());
    });
    for (const auto& others : part_sums_)
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += others[i];
}

void FixedEffects::weigh(std::span<const double> weights) {
    weights_ = weights.data();
    totals_inverse_.resize(leading_count());
    crew_.run(parts(), [&](std::size_t part) {
        for (std::size_t s = part_starts_[part]; s < part_starts_[part + 1]; ++s) {
            double total = 0;
            for (std::size_t r = starts_[s]; r < starts_[s + 1]; ++r) total += weights_[r];
            totals_inverse_[s] = 1 / total;
        }
    });
    diagonal_inverse_.resize(other_count_);
    if (other_count_ == 0) return;
    sum_parts([&](std::size_t i, double* sums) { add_diagonal(part(i), sums); }, diagonal_inverse_);
    for (double& entry : diagonal_inverse_) entry = entry > 0 ? 1 / entry : 0;
}

bool FixedEffects::solve(Block& block, std::span<const Goal> goals) {
    block.levels.resize(other_count_ * block.width);
    if (other_count_ == 0) return true;
    const Search::Map map = [&](const std::vector<double>& from, std::vector<double>& to) {
        const BlockPart source{.width = block.width, .values = nullptr, .levels = from.data()};
        sum_parts([&](std::size_t i, double* sums) { sum_levels(part(i), source, sums); }, to);
    };
    std::vector<double> target(block.levels.size());
    const BlockPart source{.width = block.width, .values = block.values.data(), .levels = nullptr};
    sum_parts([&](std::size_t i, double* sums) { sum_values(part(i), source, sums); }, target);
    Search search(block.width, diagonal_inverse_, map);
    const bool found = search.run(block.levels, std::move(target), goals);
    iterations_ += search.steps();
    return found;
}

void FixedEffects::average(Block& block) {
    block.leading.resize(leading_count() * block.width);
    const BlockPart source{
        .width = block.width, .values = block.values.data(), .levels = block.levels.data()};
    crew_.run(parts(),
              [&](std::size_t i) { average_remainders(part(i), source, block.leading.data()); });
}

bool FixedEffects::absorb(Columns& columns, std::span<const Goal> goals) {
    check(weights_ != nullptr && goals.size() == columns.count(), "a goal for each column");
    for (Block& block : columns.blocks()) {
        const auto mine = goals.subspan(block.place);
        if (!solve(block, mine.first(std::min(mine.size(), block.width)))) return false;
        average(block);
    }
    return true;
}

void FixedEffects::visit_remainders(std::size_t index, const Columns& columns,
                                    const RemainderVisitor& visit) const {
    const RowsPart rows = part(index);
    const std::size_t width = columns.width();
    std::vector<double> remainders(rows_at_a_time * width);
    const auto [first, last] = rows_of(index);
    std::size_t level = rows.begin;
    for (std::size_t begin = first; begin < last; begin += rows_at_a_time) {
        const std::size_t end = std::min(begin + rows_at_a_time, last);
        for (std::size_t row = begin; row < end;) {
            const std::size_t stop = std::min<std::size_t>(end, starts_[level + 1]);
            for (const Block& block : columns.blocks())
                take_remainders(rows, {block.width, block.values.data(), block.levels.data()},
                                block.leading.data(), {level, row, stop, width},
                                remainders.data() + (row - begin) * width + block.place);
            row = stop;
            if (row == starts_[level + 1]) ++level;
        }
        visit(begin, end - begin, remainders.data());
    }
}

Combination FixedEffects::combine(const Columns& columns, std::span<const double> factors) const {
    Combination sum{.leading = std::vector<double>(leading_count()),
                    .levels = std::vector<double>(other_count_),
                    .slopes = std::vector<double>(columns.width())};
    for (const Block& block : columns.blocks()) {
        const double* mine = factors.data() + block.place;
        add_dots(block.width, block.leading, mine, sum.leading);
        add_dots(block.width, block.levels, mine, sum.levels);
    }
    return sum;
}

void FixedEffects::visit_values(std::size_t index, const Columns& columns,
                                const Combination& combination, const ValueVisitor& visit) const {
    constexpr std::size_t at_a_time = 8 * rows_at_a_time;
    const RowsPart rows = part(index);
    std::array<double, at_a_time> values{};
    const auto [first, last] = rows_of(index);
    std::size_t level = rows.begin;
    for (std::size_t begin = first; begin < last; begin += at_a_time) {
        const std::size_t count = std::min(at_a_time, last - begin);
        for (std::size_t i = 0; i < count; ++i) {
            while (begin + i == starts_[level + 1]) ++level;
            values[i] = combination.leading[level];
        }
        const std::span<double> out(values.data(), count);
        add_levels(rows, begin, combination.levels.data(), out);
        for (const Block& block : columns.blocks())
            add_dots(block.width,
                     std::span(block.values).subspan(begin * block.width, count * block.width),
                     combination.slopes.data() + block.place, out);
        visit(begin, out);
    }
}

}  // namespace comity::trade
