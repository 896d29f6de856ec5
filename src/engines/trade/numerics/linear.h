// SPDX-License-Identifier: Apache-2.0
//
// Linear algebra on the small matrices of an estimation: as many rows as it has regressors.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace comity::trade {

/// Row by row.
struct SquareMatrix {
    std::size_t size = 0;
    std::vector<double> values = {};

    explicit SquareMatrix(std::size_t n = 0) : size(n), values(n * n) {}
    double& at(std::size_t i, std::size_t j) { return values[i * size + j]; }
    double at(std::size_t i, std::size_t j) const { return values[i * size + j]; }
    bool operator==(const SquareMatrix&) const = default;
};

/// The solution x of A x = b, if A is symmetric and clearly positive definite.
std::optional<std::vector<double>> solve_positive(const SquareMatrix& a, std::span<const double> b);
std::optional<SquareMatrix> invert_positive(const SquareMatrix& a);

/// For columns with these cross products: the share of `totals` that each keeps when those before
/// it are taken out, of which those that keep less than `tolerance` are passed over.
std::vector<double> remaining_shares(const SquareMatrix& products, std::span<const double> totals,
                                     double tolerance);

/// The nearest symmetric matrix without negative eigenvalues.
SquareMatrix without_negative_eigenvalues(const SquareMatrix& a);

/// A B A for symmetric matrices.
SquareMatrix sandwich(const SquareMatrix& outer, const SquareMatrix& inner);

}  // namespace comity::trade
