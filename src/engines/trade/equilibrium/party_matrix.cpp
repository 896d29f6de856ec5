// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/party_matrix.h"

#include "base/check.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

namespace {

/// Four sums in turn, so that additions need not wait for one another; their order is fixed.
double dot(const double* left, const double* right, std::size_t count) {
    double a = 0, b = 0, c = 0, d = 0;
    std::size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        a += left[i] * right[i];
        b += left[i + 1] * right[i + 1];
        c += left[i + 2] * right[i + 2];
        d += left[i + 3] * right[i + 3];
    }
    for (; i < count; ++i) a += left[i] * right[i];
    return (a + b) + (c + d);
}

void add_scaled(double* target, const double* source, double factor, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) target[i] += factor * source[i];
}

/// Four rows in one pass over the sums, which are read and written once for them.
void add_four_rows(const PartyMatrix& matrix, std::size_t first, const double* weights,
                   std::span<double> sums) {
    const double *a = matrix.row(first).data(), *b = matrix.row(first + 1).data();
    const double *c = matrix.row(first + 2).data(), *d = matrix.row(first + 3).data();
    for (std::size_t j = 0; j < sums.size(); ++j)
        sums[j] +=
            (weights[0] * a[j] + weights[1] * b[j]) + (weights[2] * c[j] + weights[3] * d[j]);
}

std::size_t pivot_row(const PartyMatrix& matrix, std::size_t column) {
    std::size_t best = column;
    for (std::size_t i = column + 1; i < matrix.parties(); ++i)
        if (std::abs(matrix[i, column]) > std::abs(matrix[best, column])) best = i;
    return best;
}

void eliminate_below(PartyMatrix& matrix, std::span<double> right, std::size_t pivot) {
    const std::size_t rest = matrix.parties() - pivot;
    for (std::size_t i = pivot + 1; i < matrix.parties(); ++i) {
        const double factor = matrix[i, pivot] / matrix[pivot, pivot];
        if (factor == 0) continue;
        add_scaled(&matrix[i, pivot], &matrix[pivot, pivot], -factor, rest);
        right[i] -= factor * right[pivot];
    }
}

void substitute_back(const PartyMatrix& matrix, std::span<double> right) {
    for (std::size_t i = matrix.parties(); i-- > 0;) {
        const auto row = matrix.row(i);
        const std::size_t after = i + 1;
        right[i] -= dot(row.data() + after, right.data() + after, row.size() - after);
        right[i] /= row[i];
    }
}

}  // namespace

void multiply(const PartyMatrix& matrix, std::span<const double> weights, std::span<double> sums) {
    for (std::size_t i = 0; i < matrix.parties(); ++i)
        sums[i] = dot(matrix.row(i).data(), weights.data(), weights.size());
}

void multiply_transposed(const PartyMatrix& matrix, std::span<const double> weights,
                         std::span<double> sums) {
    std::ranges::fill(sums, 0.0);
    std::size_t i = 0;
    for (; i + 4 <= matrix.parties(); i += 4) add_four_rows(matrix, i, &weights[i], sums);
    for (; i < matrix.parties(); ++i)
        add_scaled(sums.data(), matrix.row(i).data(), weights[i], sums.size());
}

std::vector<double> row_sums(const PartyMatrix& matrix) {
    std::vector<double> sums(matrix.parties());
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = sum(matrix.row(i));
    return sums;
}

std::vector<double> column_sums(const PartyMatrix& matrix) {
    std::vector<double> sums(matrix.parties(), 0.0);
    for (std::size_t i = 0; i < sums.size(); ++i)
        add_scaled(sums.data(), matrix.row(i).data(), 1, sums.size());
    return sums;
}

double sum(std::span<const double> values) {
    double total = 0;
    for (const double value : values) total += value;
    return total;
}

PartyMatrix scaled(const PartyMatrix& matrix, std::span<const double> rows,
                   std::span<const double> columns) {
    PartyMatrix product(matrix.parties());
    for (std::size_t i = 0; i < matrix.parties(); ++i)
        for (std::size_t j = 0; j < matrix.parties(); ++j)
            product[i, j] = rows[i] * matrix[i, j] * columns[j];
    return product;
}

PartyMatrix cellwise_product(const PartyMatrix& left, const PartyMatrix& right) {
    check(left.parties() == right.parties(), "both are of the same parties");
    PartyMatrix product = left;
    for (std::size_t cell = 0; cell < product.values().size(); ++cell)
        product.values()[cell] *= right.values()[cell];
    return product;
}

bool solve_dense(PartyMatrix& matrix, std::span<double> right) {
    for (std::size_t pivot = 0; pivot < matrix.parties(); ++pivot) {
        const std::size_t best = pivot_row(matrix, pivot);
        if (!(std::abs(matrix[best, pivot]) > 0) || !std::isfinite(matrix[best, pivot]))
            return false;
        if (best != pivot) {
            std::ranges::swap_ranges(matrix.row(pivot), matrix.row(best));
            std::swap(right[pivot], right[best]);
        }
        eliminate_below(matrix, right, pivot);
    }
    substitute_back(matrix, right);
    return std::ranges::all_of(right, [](double value) { return std::isfinite(value); });
}

}  // namespace comity::trade
