// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/numerics/acceleration.h"

#include "engines/trade/numerics/lanes.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

namespace {

/// A residual that has grown by more than this means that the combination led astray.
constexpr double growth_max = 4;
/// What is added to the diagonal of the least squares, as a share of it: steps that differ by less
/// than its root from a combination of the others would add only noise.
constexpr double ridge = 1e-13;

COMITY_CLONES double dot(const double* left, const double* right, std::size_t count) {
    Lanes total = all_lanes(0);
    std::size_t i = 0;
    for (; i + lane_count <= count; i += lane_count) total += load(left + i) * load(right + i);
    double rest = 0;
    for (; i < count; ++i) rest += left[i] * right[i];
    return sum(total) + rest;
}

COMITY_CLONES void add_scaled(double* target, const double* source, double factor,
                              std::size_t count) {
    std::size_t i = 0;
    for (; i + lane_count <= count; i += lane_count) add_to(target + i, load(source + i) * factor);
    for (; i < count; ++i) target[i] += factor * source[i];
}

double dot(std::span<const double> left, std::span<const double> right) {
    return dot(left.data(), right.data(), left.size());
}

std::vector<double> difference(std::span<const double> left, std::span<const double> right) {
    std::vector<double> result(left.begin(), left.end());
    add_scaled(result.data(), right.data(), -1, result.size());
    return result;
}

/// Solves the symmetric positive system by Cholesky's method; nothing but zeros if it is singular.
std::vector<double> solve_symmetric(std::vector<double> matrix, std::vector<double> right) {
    const std::size_t size = right.size();
    for (std::size_t row = 0; row < size; ++row)
        for (std::size_t column = 0; column <= row; ++column) {
            double value = matrix[row * size + column];
            for (std::size_t k = 0; k < column; ++k)
                value -= matrix[row * size + k] * matrix[column * size + k];
            if (row != column) {
                matrix[row * size + column] = value / matrix[column * size + column];
            } else {
                if (!(value > 0)) return std::vector<double>(size, 0);
                matrix[row * size + row] = std::sqrt(value);
            }
        }
    for (std::size_t row = 0; row < size; ++row) {
        for (std::size_t k = 0; k < row; ++k) right[row] -= matrix[row * size + k] * right[k];
        right[row] /= matrix[row * size + row];
    }
    for (std::size_t row = size; row-- > 0;) {
        for (std::size_t k = row + 1; k < size; ++k)
            right[row] -= matrix[k * size + row] * right[k];
        right[row] /= matrix[row * size + row];
    }
    return right;
}

}  // namespace

std::vector<double> Acceleration::next(std::span<const double> point,
                                       std::span<const double> image) {
    const std::vector<double> residual = difference(image, point);
    const double size = std::sqrt(dot(residual, residual));
    if (!std::isfinite(size) || (best_ >= 0 && size > growth_max * best_)) return restart(image);
    if (best_ < 0 || size < best_) {
        best_ = size;
        best_image_.assign(image.begin(), image.end());
    }
    remember(image, residual);
    std::vector<double> result(image.begin(), image.end());
    const std::vector<double> weight = weights(residual);
    for (std::size_t a = 0; a < steps_.size(); ++a)
        add_scaled(result.data(), steps_[a].image.data(), -weight[a], result.size());
    return result;
}

std::vector<double> Acceleration::restart(std::span<const double> image) {
    steps_.clear();
    newest_ = 0;
    last_image_.clear();
    std::vector<double> from =
        best_ < 0 ? std::vector<double>(image.begin(), image.end()) : best_image_;
    best_ = -1;  // the best image is where we start again, and may itself be worse than its point
    return from;
}

void Acceleration::remember(std::span<const double> image, std::span<const double> residual) {
    if (!last_image_.empty() && memory_ > 0) {
        Step step{difference(image, last_image_), difference(residual, last_residual_)};
        if (steps_.size() < memory_) {
            newest_ = steps_.size();
            steps_.push_back(std::move(step));
        } else {
            newest_ = (newest_ + 1) % memory_;
            steps_[newest_] = std::move(step);
        }
        for (std::size_t a = 0; a < steps_.size(); ++a)
            product(a, newest_) = product(newest_, a) =
                dot(steps_[a].residual, steps_[newest_].residual);
    }
    last_image_.assign(image.begin(), image.end());
    last_residual_.assign(residual.begin(), residual.end());
}

/// Least squares by the normal equations, each step scaled to length one.
std::vector<double> Acceleration::weights(std::span<const double> residual) {
    const std::size_t size = steps_.size();
    std::vector<double> length(size);
    std::vector<double> right(size);
    std::vector<double> matrix(size * size);
    for (std::size_t a = 0; a < size; ++a) {
        length[a] = std::sqrt(product(a, a));
        if (!(length[a] > 0)) return std::vector<double>(size, 0);
        right[a] = dot(steps_[a].residual, residual) / length[a];
    }
    for (std::size_t a = 0; a < size; ++a)
        for (std::size_t b = 0; b < size; ++b)
            matrix[a * size + b] = a == b ? 1 + ridge : product(a, b) / length[a] / length[b];
    std::vector<double> weight = solve_symmetric(std::move(matrix), std::move(right));
    for (std::size_t a = 0; a < size; ++a) weight[a] /= length[a];
    return weight;
}

}  // namespace comity::trade
