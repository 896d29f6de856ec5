// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/numerics/linear.h"

#include <Eigen/Dense>

#include <cmath>

namespace comity::trade {

namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::VectorXd;

Eigen::Map<const Matrix> view(const SquareMatrix& a) {
    const auto n = static_cast<Eigen::Index>(a.size);
    return {a.values.data(), n, n};
}

SquareMatrix copy(const Matrix& a) {
    SquareMatrix result(static_cast<std::size_t>(a.rows()));
    Eigen::Map<Matrix>(result.values.data(), a.rows(), a.cols()) = a;
    return result;
}

/// Cholesky factors of a matrix after it was scaled to a diagonal of ones.
class Factors {
public:
    explicit Factors(const SquareMatrix& a)
        : scale_(view(a).diagonal().cwiseSqrt().cwiseInverse()),
          factors_(scale_.asDiagonal() * view(a) * scale_.asDiagonal()) {}

    bool is_positive() const {
        return scale_.allFinite() && factors_.info() == Eigen::Success && factors_.rcond() > 1e-14;
    }
    Matrix solve(const Matrix& b) const {
        return scale_.asDiagonal() * factors_.solve(scale_.asDiagonal() * b);
    }

private:
    Vector scale_;
    Eigen::LLT<Matrix> factors_;
};

}  // namespace

std::optional<std::vector<double>> solve_positive(const SquareMatrix& a,
                                                  std::span<const double> b) {
    const Factors factors(a);
    if (!factors.is_positive()) return std::nullopt;
    const Matrix x =
        factors.solve(Eigen::Map<const Vector>(b.data(), static_cast<Eigen::Index>(b.size())));
    return std::vector<double>(x.data(), x.data() + x.size());
}

std::optional<SquareMatrix> invert_positive(const SquareMatrix& a) {
    const Factors factors(a);
    if (!factors.is_positive()) return std::nullopt;
    const auto n = static_cast<Eigen::Index>(a.size);
    const Matrix inverse = factors.solve(Matrix::Identity(n, n));
    return copy((inverse + inverse.transpose()) / 2);
}

std::vector<double> remaining_shares(const SquareMatrix& products, std::span<const double> totals,
                                     double tolerance) {
    SquareMatrix left = products;
    std::vector<double> shares(left.size);
    for (std::size_t k = 0; k < left.size; ++k) {
        const double pivot = left.at(k, k);
        shares[k] = totals[k] > 0 ? pivot / totals[k] : 0;
        if (!(shares[k] > tolerance)) continue;
        for (std::size_t i = k + 1; i < left.size; ++i)
            for (std::size_t j = k + 1; j < left.size; ++j)
                left.at(i, j) -= left.at(i, k) * left.at(k, j) / pivot;
    }
    return shares;
}

SquareMatrix without_negative_eigenvalues(const SquareMatrix& a) {
    const Eigen::SelfAdjointEigenSolver<Matrix> parts(view(a));
    if (parts.eigenvalues().minCoeff() >= 0) return a;
    const Vector kept = parts.eigenvalues().cwiseMax(0);
    return copy(parts.eigenvectors() * kept.asDiagonal() * parts.eigenvectors().transpose());
}

SquareMatrix sandwich(const SquareMatrix& outer, const SquareMatrix& inner) {
    return copy(view(outer) * view(inner) * view(outer));
}

}  // namespace comity::trade
