// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace comity::trade {

/// A number for every pair of parties: the row sells, the column buys, the diagonal is what a party
/// buys from itself.
class PartyMatrix {
public:
    PartyMatrix() = default;
    explicit PartyMatrix(std::size_t parties, double value = 0)
        : parties_(parties), values_(parties * parties, value) {}

    std::size_t parties() const { return parties_; }
    double& operator[](std::size_t exporter, std::size_t importer) {
        return values_[exporter * parties_ + importer];
    }
    double operator[](std::size_t exporter, std::size_t importer) const {
        return values_[exporter * parties_ + importer];
    }
    std::span<double> row(std::size_t exporter) {
        return std::span(values_).subspan(exporter * parties_, parties_);
    }
    std::span<const double> row(std::size_t exporter) const {
        return std::span(values_).subspan(exporter * parties_, parties_);
    }
    std::span<double> values() { return values_; }
    std::span<const double> values() const { return values_; }
    bool operator==(const PartyMatrix&) const = default;

private:
    std::size_t parties_ = 0;
    std::vector<double> values_;
};

/// Sum over j of matrix(i, j) weights(j), for every i. The order of summation is fixed.
void multiply(const PartyMatrix& matrix, std::span<const double> weights, std::span<double> sums);
/// Sum over i of weights(i) matrix(i, j), for every j.
void multiply_transposed(const PartyMatrix& matrix, std::span<const double> weights,
                         std::span<double> sums);

std::vector<double> row_sums(const PartyMatrix& matrix);
std::vector<double> column_sums(const PartyMatrix& matrix);
double sum(std::span<const double> values);

/// rows(i) matrix(i, j) columns(j).
PartyMatrix scaled(const PartyMatrix& matrix, std::span<const double> rows,
                   std::span<const double> columns);
/// The product cell by cell.
PartyMatrix cellwise_product(const PartyMatrix& left, const PartyMatrix& right);

/// Solves matrix x = right by elimination with partial pivoting and leaves x in `right`; false if
/// the matrix is singular to working precision. `matrix` is used up.
bool solve_dense(PartyMatrix& matrix, std::span<double> right);

}  // namespace comity::trade
