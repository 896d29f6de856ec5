// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace comity::trade {

/// A small symmetric matrix, n x n, row by row. Only its lower half is read.
using Symmetric = std::vector<double>;

/// Which rows and columns a positive definite matrix can do without: those whose pivot, in the
/// Cholesky decomposition that always takes the relatively largest one next, falls to `tolerance`
/// or below of `scale`, in ascending order.
std::vector<std::size_t> dependent_columns(Symmetric matrix, const std::vector<double>& scale,
                                           double tolerance);

/// The inverse of a positive definite matrix; empty if it is not one.
Symmetric inverse_of(const Symmetric& matrix, std::size_t n);

/// a b, of n x n matrices both halves of which are filled.
std::vector<double> product_of(const std::vector<double>& a, const std::vector<double>& b,
                               std::size_t n);

/// matrix vector.
std::vector<double> image_of(const std::vector<double>& matrix, const std::vector<double>& vector);

}  // namespace comity::trade
