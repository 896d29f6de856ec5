// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/description/inequality.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {
namespace {

struct Totals {
    double weight = 0;
    double value = 0;
};

Result<Totals> totals(std::span<const WeightedValue> values) {
    Totals sum;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto [value, weight] = values[i];
        const std::string place = "/values/" + std::to_string(i);
        if (!(value >= 0) || std::isinf(value))
            return refuse("inequality.value", "should be a finite value of at least zero", place);
        if (!(weight > 0) || std::isinf(weight))
            return refuse("inequality.weight", "should be a finite weight above zero", place);
        sum.weight += weight;
        sum.value += weight * value;
    }
    if (!(sum.value > 0)) return refuse("inequality.empty", "should have a value above zero");
    if (std::isinf(sum.value) || std::isinf(sum.weight))
        return refuse("inequality.value", "should have a total that a double can hold");
    return sum;
}

}  // namespace

Result<std::vector<LorenzPoint>> lorenz_curve(std::span<const WeightedValue> values) {
    const Totals all = TRY(totals(values));
    std::vector<WeightedValue> sorted(values.begin(), values.end());
    std::ranges::sort(sorted, {},
                      [](const WeightedValue& at) { return std::pair(at.value, at.weight); });
    std::vector<LorenzPoint> curve{{0, 0}};
    Totals so_far;
    for (const auto& [value, weight] : sorted) {
        so_far.weight += weight;
        so_far.value += weight * value;
        curve.push_back({so_far.weight / all.weight, so_far.value / all.value});
    }
    curve.back() = {1, 1};  // sums in another order may differ in the last digit
    return curve;
}

Result<double> gini(std::span<const WeightedValue> values) {
    const std::vector<LorenzPoint> curve = TRY(lorenz_curve(values));
    double area = 0;  // twice that below the curve
    for (std::size_t i = 1; i < curve.size(); ++i)
        area += (curve[i].share_of_weight - curve[i - 1].share_of_weight) *
                (curve[i].share_of_value + curve[i - 1].share_of_value);
    return std::max(0.0, 1 - area);
}

Result<double> hoover(std::span<const WeightedValue> values) {
    const Totals all = TRY(totals(values));
    double moved = 0;
    for (const auto& [value, weight] : values)
        moved += std::abs(weight * value / all.value - weight / all.weight);
    return moved / 2;
}

Result<double> theil(std::span<const WeightedValue> values) {
    const Totals all = TRY(totals(values));
    double sum = 0;
    for (const auto& [value, weight] : values) {
        const double share = weight * value / all.value;
        if (share > 0) sum += share * std::log(share / (weight / all.weight));
    }
    return std::max(0.0, sum);
}

Result<std::size_t> worst_off(std::span<const double> values) {
    if (values.empty()) return refuse("inequality.empty", "should have a value");
    for (std::size_t i = 0; i < values.size(); ++i)
        if (std::isnan(values[i]))
            return refuse("inequality.value", "should have a value for every party",
                          "/values/" + std::to_string(i));
    return static_cast<std::size_t>(std::ranges::min_element(values) - values.begin());
}

}  // namespace comity::trade
