// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/regression.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace comity::trade {

namespace {

double mean(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<std::size_t> all_of(std::size_t count) {
    std::vector<std::size_t> all(count);
    for (std::size_t i = 0; i < count; ++i) all[i] = i;
    return all;
}

/// The regressors' part of products of which the first is the response.
SquareMatrix without_first(const SquareMatrix& products) {
    SquareMatrix rest(products.size - 1);
    for (std::size_t i = 0; i < rest.size; ++i)
        for (std::size_t j = 0; j < rest.size; ++j) rest.at(i, j) = products.at(i + 1, j + 1);
    return rest;
}

std::vector<double> first_row(const SquareMatrix& products) {
    return {products.values.begin() + 1, products.values.begin() + std::ptrdiff_t(products.size)};
}

}  // namespace

Regression::Regression(const Sample& sample, Crew& crew)
    : sample_(sample),
      effects_(sample.effects, crew),
      columns_(sample.flow.size(), sample.regressors.size() + 1) {
    set_regressors(all_of(sample.regressors.size()));
}

/// Effects leave nothing of a mean, so that it is taken out first: what is left is more exact.
void Regression::set_regressors(std::span<const std::size_t> which) {
    columns_ = Columns(effects_.rows(), which.size() + 1);
    std::vector<double> means(which.size());
    effects_.crew().run(which.size(),
                        [&](std::size_t i) { means[i] = mean(sample_.regressors[which[i]]); });
    effects_.crew().run(effects_.parts(), [&](std::size_t part) {
        std::array<double, 512> centred{};
        const auto [first, last] = effects_.rows_of(part);
        for (std::size_t begin = first; begin < last; begin += centred.size()) {
            const std::size_t count = std::min(centred.size(), last - begin);
            for (std::size_t i = 0; i < which.size(); ++i) {
                for (std::size_t r = 0; r < count; ++r)
                    centred[r] = sample_.regressors[which[i]][begin + r] - means[i];
                columns_.set(i + 1, begin, std::span(centred).first(count));
            }
        }
    });
}

void Regression::set_response(std::span<const double> response) {
    columns_.forget(0);
    effects_.crew().run(effects_.parts(), [&](std::size_t part) {
        const auto [begin, end] = effects_.rows_of(part);
        columns_.set(0, begin, response.subspan(begin, end - begin));
    });
}

std::vector<double> Regression::totals(std::span<const double> weights) const {
    std::vector<double> totals(sample_.regressors.size());
    effects_.crew().run(totals.size(), [&](std::size_t k) {
        const std::vector<double>& column = sample_.regressors[k];
        const double middle = mean(column);
        double centred = 0;
        double all = 0;
        for (std::size_t i = 0; i < column.size(); ++i) {
            centred += weights[i] * (column[i] - middle) * (column[i] - middle);
            all += weights[i] * column[i] * column[i];
        }
        totals[k] = std::max(centred, 1e-12 * all);
    });
    return totals;
}

bool Regression::absorb(std::span<const double> weights, const Goals& goals) {
    effects_.weigh(weights);
    std::vector<Goal> all{{goals.response, goals.response_absolute}};
    for (std::size_t k = 0; k < regressors(); ++k)
        all.push_back({goals.regressors, 1e-13 * std::sqrt(totals_[k])});
    return effects_.absorb(columns_, all);
}

SquareMatrix Regression::all_products(std::span<const double> weights) const {
    const std::size_t width = columns_.width();
    std::vector<SquareMatrix> sums(effects_.parts(), SquareMatrix(width));
    effects_.crew().run(sums.size(), [&](std::size_t part) {
        effects_.visit_remainders(
            part, columns_, [&](std::size_t begin, std::size_t count, const double* remainders) {
                add_products(weights.subspan(begin, count), width, remainders,
                             sums[part].values.data());
            });
    });
    SquareMatrix products(columns_.count());
    for (std::size_t i = 0; i < products.size; ++i)
        for (std::size_t j = i; j < products.size; ++j) {
            double sum = 0;
            for (const SquareMatrix& part : sums) sum += part.at(i, j);
            products.at(i, j) = products.at(j, i) = sum;
        }
    return products;
}

std::optional<std::vector<std::size_t>> Regression::drop_collinear(
    std::span<const double> weights) {
    constexpr double suspicious = 1e-4;
    constexpr double collinear = 1e-9;
    totals_ = totals(weights);
    const auto shares = [&](double goal) -> std::optional<std::vector<double>> {
        if (!absorb(weights, {.response = 1, .response_absolute = 0, .regressors = goal}))
            return std::nullopt;
        return remaining_shares(without_first(all_products(weights)), totals_, collinear);
    };
    const auto is_low = [](double limit) { return [=](double share) { return !(share > limit); }; };
    std::optional<std::vector<double>> found = shares(1e-3);
    if (found && std::ranges::any_of(*found, is_low(suspicious))) found = shares(1e-12);
    if (!found) return std::nullopt;
    std::vector<std::size_t> dropped;
    std::vector<std::size_t> kept;
    for (std::size_t k = 0; k < found->size(); ++k)
        (is_low(collinear)((*found)[k]) ? dropped : kept).push_back(k);
    if (dropped.empty()) return dropped;
    set_regressors(kept);
    for (std::size_t i = 0; i < kept.size(); ++i) totals_[i] = totals_[kept[i]];
    totals_.resize(kept.size());
    return dropped;
}

bool Regression::fit(std::span<const double> response, std::span<const double> weights,
                     const Goals& goals) {
    set_response(response);
    if (!absorb(weights, goals)) return false;
    const SquareMatrix products = all_products(weights);
    products_ = without_first(products);
    const std::optional<std::vector<double>> slopes =
        solve_positive(products_, first_row(products));
    if (slopes) slopes_ = *slopes;
    return slopes.has_value();
}

Combination Regression::fitted() const {
    std::vector<double> factors(columns_.width());
    factors[0] = 1;
    for (std::size_t k = 0; k < slopes_.size(); ++k) factors[k + 1] = -slopes_[k];
    Combination sum = effects_.combine(columns_, factors);
    std::ranges::copy(slopes_, sum.slopes.begin() + 1);
    return sum;
}

std::vector<double> Regression::remainders(
    const std::function<double(std::size_t row)>& factor) const {
    const std::size_t width = columns_.width();
    std::vector<double> all(effects_.rows() * regressors());
    effects_.crew().run(effects_.parts(), [&](std::size_t part) {
        effects_.visit_remainders(
            part, columns_, [&](std::size_t begin, std::size_t count, const double* remainders) {
                double* to = all.data() + begin * regressors();
                for (std::size_t i = 0; i < count; ++i) {
                    const double mine = factor(begin + i);
                    for (std::size_t k = 0; k < regressors(); ++k)
                        *to++ = mine * remainders[i * width + 1 + k];
                }
            });
    });
    return all;
}

}  // namespace comity::trade
