// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/numerics/symmetric.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

namespace {

double& lower(Symmetric& matrix, std::size_t n, std::size_t i, std::size_t j) {
    return matrix[std::max(i, j) * n + std::min(i, j)];
}

/// Takes the part that column `pivot` explains off the columns that remain.
void eliminate(Symmetric& matrix, const std::vector<std::size_t>& rest, std::size_t pivot,
               std::size_t n) {
    const double size = lower(matrix, n, pivot, pivot);
    for (const std::size_t i : rest)
        for (const std::size_t j : rest)
            if (j <= i)
                lower(matrix, n, i, j) -=
                    lower(matrix, n, i, pivot) * lower(matrix, n, j, pivot) / size;
}

/// L with L L' = matrix, in the lower half; false if the matrix is not positive definite.
bool decompose(Symmetric& matrix, std::size_t n) {
    for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t i = j; i < n; ++i)
            for (std::size_t k = 0; k < j; ++k)
                matrix[i * n + j] -= matrix[i * n + k] * matrix[j * n + k];
        if (!(matrix[j * n + j] > 0) || !std::isfinite(matrix[j * n + j])) return false;
        const double root = std::sqrt(matrix[j * n + j]);
        for (std::size_t i = j; i < n; ++i) matrix[i * n + j] /= root;
    }
    return true;
}

/// Solves L L' x = x in place.
void solve(const Symmetric& factor, double* x, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k) x[i] -= factor[i * n + k] * x[k];
        x[i] /= factor[i * n + i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k) x[i] -= factor[k * n + i] * x[k];
        x[i] /= factor[i * n + i];
    }
}

}  // namespace

std::vector<std::size_t> dependent_columns(Symmetric matrix, const std::vector<double>& scale,
                                           double tolerance) {
    const std::size_t n = scale.size();
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < n; ++i) rest.push_back(i);
    const auto share = [&](std::size_t i) {
        return scale[i] > 0 ? lower(matrix, n, i, i) / scale[i] : 0.0;
    };
    while (!rest.empty()) {
        const auto pivot = std::ranges::max_element(rest, {}, share);
        if (!(share(*pivot) > tolerance)) break;
        const std::size_t column = *pivot;
        rest.erase(pivot);
        eliminate(matrix, rest, column, n);
    }
    return rest;
}

Symmetric inverse_of(const Symmetric& matrix, std::size_t n) {
    Symmetric factor = matrix;
    if (!decompose(factor, n)) return {};
    Symmetric inverse(n * n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        inverse[i * n + i] = 1;
        solve(factor, &inverse[i * n], n);
    }
    return inverse;
}

std::vector<double> product_of(const std::vector<double>& a, const std::vector<double>& b,
                               std::size_t n) {
    std::vector<double> c(n * n, 0.0);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < n; ++k)
            for (std::size_t j = 0; j < n; ++j) c[i * n + j] += a[i * n + k] * b[k * n + j];
    return c;
}

std::vector<double> image_of(const std::vector<double>& matrix, const std::vector<double>& vector) {
    const std::size_t n = vector.size();
    std::vector<double> image(n, 0.0);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) image[i] += matrix[i * n + j] * vector[j];
    return image;
}

}  // namespace comity::trade
