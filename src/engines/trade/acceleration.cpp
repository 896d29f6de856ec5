// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/acceleration.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

namespace {

/// A residual that has grown by more than this means that the combination led astray.
constexpr double growth_max = 4;
/// A step that adds less than this share of its length to the earlier ones adds only noise.
constexpr double independence_min = 1e-6;

double dot(std::span<const double> left, std::span<const double> right) {
    double total = 0;
    for (std::size_t i = 0; i < left.size(); ++i) total += left[i] * right[i];
    return total;
}

void add_scaled(std::span<double> target, std::span<const double> source, double factor) {
    for (std::size_t i = 0; i < target.size(); ++i) target[i] += factor * source[i];
}

std::vector<double> difference(std::span<const double> left, std::span<const double> right) {
    std::vector<double> result(left.begin(), left.end());
    add_scaled(result, right, -1);
    return result;
}

bool is_finite(std::span<const double> values) {
    return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

}  // namespace

std::vector<double> Acceleration::next(std::span<const double> point,
                                       std::span<const double> image) {
    std::vector<double> residual = difference(image, point);
    const double size = std::sqrt(dot(residual, residual));
    if (!std::isfinite(size) || (best_ >= 0 && size > growth_max * best_)) return restart(image);
    if (best_ < 0 || size < best_) {
        best_ = size;
        best_image_.assign(image.begin(), image.end());
    }
    remember(image, residual);
    return combine(image, std::move(residual));
}

std::vector<double> Acceleration::restart(std::span<const double> image) {
    steps_.clear();
    last_image_.clear();
    std::vector<double> from =
        best_ < 0 ? std::vector<double>(image.begin(), image.end()) : best_image_;
    best_ = -1;  // the best image is where we start again, and may itself be worse than its point
    return from;
}

void Acceleration::remember(std::span<const double> image, std::span<const double> residual) {
    if (!last_image_.empty()) {
        if (steps_.size() == memory_) steps_.pop_back();
        steps_.insert(steps_.begin(),
                      {difference(image, last_image_), difference(residual, last_residual_)});
    }
    last_image_.assign(image.begin(), image.end());
    last_residual_.assign(residual.begin(), residual.end());
}

/// Least squares by modified Gram-Schmidt: every step is made orthogonal to the newer ones, its
/// image is changed alike, and the residual's part along it is taken out of both.
std::vector<double> Acceleration::combine(std::span<const double> image,
                                          std::vector<double> residual) const {
    std::vector<double> result(image.begin(), image.end());
    std::vector<Step> orthogonal;
    for (const Step& step : steps_) {
        Step rest = step;
        const double whole = dot(rest.residual, rest.residual);
        for (const Step& earlier : orthogonal) {
            const double along = dot(earlier.residual, rest.residual);
            add_scaled(rest.residual, earlier.residual, -along);
            add_scaled(rest.image, earlier.image, -along);
        }
        const double length = dot(rest.residual, rest.residual);
        if (!(length > independence_min * independence_min * whole)) continue;
        const double inverse = 1 / std::sqrt(length);
        for (double& value : rest.residual) value *= inverse;
        for (double& value : rest.image) value *= inverse;
        const double along = dot(rest.residual, residual);
        add_scaled(residual, rest.residual, -along);
        add_scaled(result, rest.image, -along);
        orthogonal.push_back(std::move(rest));
    }
    return is_finite(result) ? result : std::vector<double>(image.begin(), image.end());
}

}  // namespace comity::trade
