// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/bias.h"

#include "engines/trade/gravity/effect_solver.h"
#include "engines/trade/numerics/lanes.h"
#include "engines/trade/numerics/symmetric.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

namespace {

/// Relative pivots below this are taken for the linear dependence that effects of pairs bring
/// about.
constexpr double dependent_share = 1e-10;

/// a'b of padded rows.
COMITY_CLONES
double dot(const double* a, const double* b, std::size_t stride) {
    Lanes total = all_lanes(0);
    for (std::size_t t = 0; t < stride; t += lane_count) total += load(a + t) * load(b + t);
    return sum(total);
}

/// matrix += scale a a', of rows `stride` long.
COMITY_CLONES
void add_square(double* matrix, double scale, const double* a, std::size_t stride) {
    for (std::size_t s = 0; s < stride; ++s)
        for (std::size_t t = 0; t < stride; t += lane_count)
            add_to(matrix + s * stride + t, load(a + t) * (scale * a[s]));
}

/// out = matrix a, of rows `stride` long.
COMITY_CLONES
void multiply(const double* matrix, const double* a, double* out, std::size_t stride) {
    for (std::size_t s = 0; s < stride; ++s) {
        Lanes total = all_lanes(0);
        for (std::size_t t = 0; t < stride; t += lane_count)
            total += load(matrix + s * stride + t) * load(a + t);
        out[s] = sum(total);
    }
}

/// a -= factor b.
COMITY_CLONES
void subtract(double* a, double factor, const double* b, std::size_t stride) {
    for (std::size_t t = 0; t < stride; t += lane_count)
        save(a + t, load(a + t) - factor * load(b + t));
}

/// The vectors of one pair, padded by zeros to whole lanes.
struct PairVectors {
    std::vector<double> mean;                    ///< lambda
    std::vector<double> score;                   ///< S
    std::vector<std::vector<double>> regressor;  ///< x~_k
    std::vector<std::vector<double>> weighted;   ///< H x~_k = lambda x~_k, since sum_t of it is 0
    double total = 0;                            ///< Lambda

    PairVectors(std::size_t stride, std::size_t count)
        : mean(stride), score(stride), regressor(count, mean), weighted(count, mean) {}

    /// False if the pair has no observations.
    bool take(const Cube& cube, const CubeFit& fit, std::size_t pair) {
        total = 0;
        for (std::size_t t = 0; t < cube.periods; ++t) {
            const std::size_t cell = pair * cube.periods + t;
            mean[t] = fit.fitted[cell];
            total += mean[t];
            score[t] = mean[t] > 0 ? cube.flow[cell] - mean[t] : 0;
            for (std::size_t k = 0; k < regressor.size(); ++k) {
                regressor[k][t] = fit.residualised[k][cell];
                weighted[k][t] = mean[t] * regressor[k][t];
            }
        }
        return total > 0;
    }
};

/// An n x n matrix of padded rows.
class Square {
public:
    Square(std::size_t n, std::size_t stride) : n_(n), stride_(stride), numbers_(stride * stride) {}
    double* data() { return numbers_.data(); }
    const double* data() const { return numbers_.data(); }
    double* row(std::size_t s) { return data() + s * stride_; }
    const double* row(std::size_t s) const { return data() + s * stride_; }
    std::size_t size() const { return n_; }
    std::size_t stride() const { return stride_; }

private:
    std::size_t n_;
    std::size_t stride_;
    std::vector<double> numbers_;
};

/// A generalised inverse of a positive semidefinite matrix: that of its independent rows.
Square generalised_inverse(const Square& matrix) {
    const std::size_t n = matrix.size();
    Symmetric compact(n * n);
    std::vector<double> scale(n);
    for (std::size_t s = 0; s < n; ++s) {
        std::copy_n(matrix.row(s), n, &compact[s * n]);
        scale[s] = compact[s * n + s];
    }
    for (const std::size_t s : dependent_columns(compact, scale, dependent_share)) {
        for (std::size_t t = 0; t < n; ++t) compact[s * n + t] = compact[t * n + s] = 0;
        compact[s * n + s] = 1;
        scale[s] = 0;
    }
    const Symmetric inverse = inverse_of(compact, n);
    Square result(n, matrix.stride());
    for (std::size_t s = 0; s < n && !inverse.empty(); ++s)
        for (std::size_t t = 0; t < n; ++t)
            if (scale[s] > 0 && scale[t] > 0) result.row(s)[t] = inverse[s * n + t];
    return result;
}

/// a b a, all symmetric.
Square between(const Square& a, const Square& b) {
    Square half(a.size(), a.stride());
    Square result(a.size(), a.stride());
    for (std::size_t s = 0; s < a.size(); ++s)
        multiply(b.data(), a.row(s), half.row(s), a.stride());
    for (std::size_t s = 0; s < a.size(); ++s)
        multiply(a.data(), half.row(s), result.row(s), a.stride());
    return result;
}

/// The pairs of one exporter or importer.
struct Group {
    std::size_t first = 0;
    std::size_t step = 1;
    std::size_t count = 0;
};

class Corrector {
public:
    Corrector(const Cube& cube, const CubeFit& fit, unsigned threads)
        : cube_(cube),
          fit_(fit),
          crew_(threads),
          count_(fit.names.size()),
          stride_(padded(cube.periods)),
          groups_(cube.exporters + cube.importers),
          inverses_(groups_, Square(0, 0)) {}

    std::vector<double> bias();
    /// Needs `bias` before.
    std::vector<double> meat();

private:
    Group group(std::size_t index) const;
    std::vector<double> group_terms(std::size_t index);
    void add_meat(std::size_t pair, PairVectors& vectors, std::vector<double>& meat) const;
    void undo_leverage(const PairVectors& vectors, const Square& inverse,
                       std::vector<double>& score) const;
    std::vector<double> regressed(const PairVectors& vectors,
                                  const std::vector<double>& score) const;
    std::vector<double> undo_regressors(const PairVectors& vectors,
                                        const std::vector<double>& scores) const;

    const Cube& cube_;
    const CubeFit& fit_;
    Crew crew_;
    std::size_t count_;
    std::size_t stride_;
    std::size_t groups_;
    std::vector<Square> inverses_;  ///< A, by exporter, then by importer
};

Group Corrector::group(std::size_t index) const {
    if (index < cube_.exporters)
        return {.first = index * cube_.importers, .step = 1, .count = cube_.importers};
    return {.first = index - cube_.exporters, .step = cube_.importers, .count = cube_.exporters};
}

/// A group's part of B or D; keeps its A.
std::vector<double> Corrector::group_terms(std::size_t index) {
    const Group of = group(index);
    PairVectors vectors(stride_, count_);
    Square hessian(cube_.periods, stride_);
    Square scores(cube_.periods, stride_);
    for (std::size_t i = 0; i < of.count; ++i) {
        if (!vectors.take(cube_, fit_, of.first + i * of.step)) continue;
        add_square(hessian.data(), -1 / vectors.total, vectors.mean.data(), stride_);
        for (std::size_t t = 0; t < cube_.periods; ++t) hessian.row(t)[t] += vectors.mean[t];
        add_square(scores.data(), 1, vectors.score.data(), stride_);
    }
    inverses_[index] = generalised_inverse(hessian);
    const Square spread = between(inverses_[index], scores);  // A (sum S S') A

    std::vector<double> terms(count_, 0.0);
    std::vector<double> diagonal(stride_);
    for (std::size_t t = 0; t < cube_.periods; ++t) diagonal[t] = spread.row(t)[t];
    std::vector<double> by_score(stride_);
    std::vector<double> by_mean(stride_);
    for (std::size_t i = 0; i < of.count; ++i) {
        if (!vectors.take(cube_, fit_, of.first + i * of.step)) continue;
        multiply(inverses_[index].data(), vectors.score.data(), by_score.data(), stride_);
        multiply(spread.data(), vectors.mean.data(), by_mean.data(), stride_);
        for (std::size_t k = 0; k < count_; ++k) {
            const double* weighted = vectors.weighted[k].data();
            terms[k] += -dot(weighted, by_score.data(), stride_) -
                        0.5 * dot(weighted, diagonal.data(), stride_) +
                        dot(weighted, by_mean.data(), stride_) / vectors.total;
        }
    }
    return terms;
}

std::vector<double> Corrector::bias() {
    std::vector<std::vector<double>> terms(groups_);
    crew_.run(groups_, [&](std::size_t index) { terms[index] = group_terms(index); });
    std::vector<double> total(count_, 0.0);
    for (const std::vector<double>& of_group : terms)
        for (std::size_t k = 0; k < count_; ++k) total[k] += of_group[k];
    return image_of(fit_.bread, total);
}

/// score = (I - H A)^-1 score, by Gaussian elimination with row pivots.
void Corrector::undo_leverage(const PairVectors& vectors, const Square& inverse,
                              std::vector<double>& score) const {
    const std::size_t n = cube_.periods;
    std::vector<double> explained(stride_);
    multiply(inverse.data(), vectors.mean.data(), explained.data(), stride_);
    Square system(n, stride_);
    for (std::size_t s = 0; s < n; ++s) {
        subtract(system.row(s), vectors.mean[s], inverse.row(s), stride_);
        subtract(system.row(s), -vectors.mean[s] / vectors.total, explained.data(), stride_);
        system.row(s)[s] += 1;
    }
    std::vector<std::size_t> order(n);
    for (std::size_t s = 0; s < n; ++s) order[s] = s;
    for (std::size_t pivot = 0; pivot < n; ++pivot) {
        const auto rest = order.begin() + static_cast<std::ptrdiff_t>(pivot);
        std::iter_swap(rest, std::max_element(rest, order.end(), [&](std::size_t a, std::size_t b) {
                           return std::abs(system.row(a)[pivot]) < std::abs(system.row(b)[pivot]);
                       }));
        const std::size_t row = order[pivot];
        for (std::size_t s = pivot + 1; s < n; ++s) {
            const double factor = system.row(order[s])[pivot] / system.row(row)[pivot];
            subtract(system.row(order[s]), factor, system.row(row), stride_);
            score[order[s]] -= factor * score[row];
        }
    }
    std::vector<double> solution(stride_);
    for (std::size_t s = n; s-- > 0;) {
        const double* row = system.row(order[s]);
        double rest = score[order[s]];
        for (std::size_t t = s + 1; t < n; ++t) rest -= row[t] * solution[t];
        solution[s] = rest / row[s];
    }
    score = std::move(solution);
}

/// x~'score.
std::vector<double> Corrector::regressed(const PairVectors& vectors,
                                         const std::vector<double>& score) const {
    std::vector<double> result(count_);
    for (std::size_t k = 0; k < count_; ++k)
        result[k] = dot(vectors.regressor[k].data(), score.data(), stride_);
    return result;
}

/// x~'(I - H x~ W^-1 x~')^-1 score, from x~'score, to the first order.
std::vector<double> Corrector::undo_regressors(const PairVectors& vectors,
                                               const std::vector<double>& scores) const {
    const std::vector<double> slopes = image_of(fit_.bread, scores);
    std::vector<double> result = scores;
    for (std::size_t k = 0; k < count_; ++k)
        for (std::size_t l = 0; l < count_; ++l)
            result[k] +=
                slopes[l] * dot(vectors.regressor[k].data(), vectors.weighted[l].data(), stride_);
    return result;
}

void Corrector::add_meat(std::size_t pair, PairVectors& vectors, std::vector<double>& meat) const {
    if (!vectors.take(cube_, fit_, pair)) return;
    const std::vector<double> plain = regressed(vectors, vectors.score);
    std::vector<double> score = vectors.score;
    undo_leverage(vectors, inverses_[cube_.exporters + pair % cube_.importers], score);
    undo_leverage(vectors, inverses_[pair / cube_.importers], score);
    const std::vector<double> whole = undo_regressors(vectors, regressed(vectors, score));
    for (std::size_t k = 0; k < count_; ++k)
        for (std::size_t l = 0; l < count_; ++l)
            meat[k * count_ + l] += 0.5 * (whole[k] * plain[l] + plain[k] * whole[l]);
}

std::vector<double> Corrector::meat() {
    std::vector<std::vector<double>> parts(cube_.exporters);
    crew_.run(parts.size(), [&](std::size_t exporter) {
        parts[exporter].assign(count_ * count_, 0.0);
        PairVectors vectors(stride_, count_);
        for (std::size_t j = 0; j < cube_.importers; ++j)
            add_meat(exporter * cube_.importers + j, vectors, parts[exporter]);
    });
    std::vector<double> total(count_ * count_, 0.0);
    for (const std::vector<double>& part : parts)
        for (std::size_t i = 0; i < total.size(); ++i) total[i] += part[i];
    return total;
}

Result<> check_fit(const Cube& cube, const CubeFit& fit) {
    const bool fits = cube.flow.size() == cube.cells() && fit.fitted.size() == cube.cells() &&
                      fit.residualised.size() == fit.names.size() &&
                      std::ranges::all_of(fit.residualised, [&](const std::vector<double>& x) {
                          return x.size() == cube.cells();
                      });
    if (!fits) return refuse("gravity.shape", "a fit of this cube");
    if (fit.pair_effects != PairEffects::directed)
        return refuse("gravity.no-correction", "pair effects by exporter and importer");
    return {};
}

}  // namespace

double BiasCorrection::standard_error(std::size_t k) const {
    return std::sqrt(covariance.at(k * coefficients.size() + k));
}

Result<BiasCorrection> correct_bias(const Cube& cube, const CubeFit& fit,
                                    const BiasOptions& options) {
    TRY(check_fit(cube, fit));
    Corrector corrector(cube, fit, options.threads);
    BiasCorrection result;
    result.bias = corrector.bias();
    const std::size_t count = fit.names.size();
    for (std::size_t k = 0; k < count; ++k)
        result.coefficients.push_back(fit.coefficients[k] - result.bias[k]);
    result.covariance =
        product_of(product_of(fit.bread, corrector.meat(), count), fit.bread, count);
    const auto clusters = static_cast<double>(fit.clusters);
    for (double& value : result.covariance)
        value *= options.small_sample ? clusters / (clusters - 1) : 1;
    for (std::size_t k = 0; k < count; ++k)
        if (!(result.covariance[k * count + k] > 0))
            return refuse("gravity.no-correction",
                          "more partners for each economy, or less weight on one of them",
                          fit.names[k]);
    return result;
}

}  // namespace comity::trade
