// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/covariance.h"

#include <algorithm>

namespace comity::trade {

namespace {

void add_outer(SquareMatrix& sum, const double* score) {
    for (std::size_t i = 0; i < sum.size; ++i)
        for (std::size_t j = 0; j < sum.size; ++j) sum.at(i, j) += score[i] * score[j];
}

SquareMatrix meat_of_rows(std::span<const double> scores, std::size_t size) {
    SquareMatrix meat(size);
    for (std::size_t i = 0; i < scores.size(); i += size) add_outer(meat, &scores[i]);
    return meat;
}

SquareMatrix meat_of_groups(std::span<const double> scores, std::size_t size,
                            const Levels& groups) {
    std::vector<double> sums(groups.count * size);
    for (std::size_t i = 0; i < groups.codes.size(); ++i)
        for (std::size_t k = 0; k < size; ++k)
            sums[groups.codes[i] * size + k] += scores[i * size + k];
    return meat_of_rows(sums, size);
}

SquareMatrix meat(const CovarianceInput& input) {
    const std::size_t size = input.bread.size;
    if (input.clusters.empty()) return meat_of_rows(input.scores, size);
    SquareMatrix sum = meat_of_groups(input.scores, size, input.clusters[0]);
    if (input.clusters.size() == 1) return sum;
    const SquareMatrix second = meat_of_groups(input.scores, size, input.clusters[1]);
    const SquareMatrix both =
        meat_of_groups(input.scores, size, interact(input.clusters[0], input.clusters[1]));
    for (std::size_t i = 0; i < sum.values.size(); ++i)
        sum.values[i] += second.values[i] - both.values[i];
    return sum;
}

double small_sample_factor(const CovarianceInput& input) {
    if (input.small_sample == SmallSample::none) return 1;
    const std::size_t count = input.scores.size() / input.bread.size;
    const auto rows = static_cast<double>(count);
    double groups = rows;
    for (const Levels& cluster : input.clusters)
        groups = std::min(groups, static_cast<double>(cluster.count));
    const double by_groups = groups / (groups - 1);
    if (input.small_sample == SmallSample::groups) return by_groups;
    return by_groups * (rows - 1) / (rows - static_cast<double>(input.parameters));
}

}  // namespace

SquareMatrix covariance(const CovarianceInput& input) {
    SquareMatrix result = sandwich(input.bread, meat(input));
    if (input.clusters.size() == 2) result = without_negative_eigenvalues(result);
    const double factor = small_sample_factor(input);
    for (double& value : result.values) value *= factor;
    return result;
}

std::size_t count_parameters(std::size_t regressors, std::span<const Levels> effects,
                             std::span<const Levels> clusters) {
    std::size_t parameters = regressors + 1;
    for (const Levels& effect : effects) {
        const auto is_outer = [&](const Levels& cluster) { return is_nested(effect, cluster); };
        if (!std::ranges::any_of(clusters, is_outer)) parameters += effect.count - 1;
    }
    return parameters;
}

}  // namespace comity::trade
