// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/estimate.h"

#include "engines/trade/covariance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <set>

namespace comity::trade {

namespace {

using Rows = std::vector<std::uint32_t>;

/// From this on a fitted flow is on its way to zero (the general estimation has the same limit).
constexpr double drift_min = 0.1;

/// For each code of two factors a number of its label, the same in both.
std::array<std::vector<std::uint32_t>, 2> common_numbers(const Factor& first,
                                                         const Factor& second) {
    std::map<std::string_view, std::uint32_t> numbers;
    for (const Factor* factor : {&first, &second})
        for (const std::string& label : factor->labels) numbers.emplace(label, 0);
    std::uint32_t next = 0;
    for (auto& [label, number] : numbers) number = next++;
    std::array<std::vector<std::uint32_t>, 2> result;
    for (std::size_t side = 0; side < 2; ++side)
        for (const std::string& label : (side == 0 ? first : second).labels)
            result[side].push_back(numbers.at(label));
    return result;
}

struct Ends {
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    bool operator==(const Ends&) const = default;
    Ends turned() const { return {second, first}; }
    std::uint64_t key() const { return (std::uint64_t{first} << 32U) | second; }
    std::uint64_t mutual_key() const { return std::min(key(), turned().key()); }
};

/// Whether a column tells pairs from each other and nothing else, and which.
std::optional<PairEffects> pairs_of(const Factor& pair, const Factor& first, const Factor& second) {
    const auto numbers = common_numbers(first, second);
    std::vector<std::optional<Ends>> ends(pair.labels.size());
    bool is_mutual = false;
    for (std::size_t row = 0; row < pair.codes.size(); ++row) {
        const Ends mine{numbers[0][first.codes[row]], numbers[1][second.codes[row]]};
        std::optional<Ends>& known = ends[pair.codes[row]];
        if (!known) known = mine;
        if (*known == mine) continue;
        if (*known != mine.turned()) return std::nullopt;
        is_mutual = true;
    }
    std::vector<std::uint64_t> keys;
    for (const auto& known : ends)
        if (known) keys.push_back(is_mutual ? known->mutual_key() : known->key());
    std::ranges::sort(keys);
    if (std::ranges::adjacent_find(keys) != keys.end()) return std::nullopt;
    return is_mutual ? PairEffects::mutual : PairEffects::directed;
}

bool is_number(std::string_view label) {
    return !label.empty() &&
           std::ranges::all_of(label, [](char c) { return c >= '0' && c <= '9'; });
}

/// The two factors besides `period`, if it is in two of three effects and they make the third.
std::optional<CubeShape> shape_around(const Panel& panel, std::span<const Effect> effects,
                                      const std::string& period) {
    std::vector<std::string> parties;
    const Effect* pair = nullptr;
    for (const Effect& effect : effects) {
        const std::set<std::string> factors(effect.factors.begin(), effect.factors.end());
        if (factors.contains(period) && factors.size() == 2)
            parties.push_back(*factors.begin() == period ? *factors.rbegin() : *factors.begin());
        else
            pair = &effect;
    }
    if (parties.size() != 2 || parties[0] == parties[1] || !pair) return std::nullopt;
    CubeShape shape{.columns = {.exporter = parties[0], .importer = parties[1], .period = period}};
    const Factor* first = panel.find_factor(parties[0]);
    const Factor* second = panel.find_factor(parties[1]);
    if (!first || !second || !panel.find_factor(period)) return std::nullopt;
    const std::set<std::string> factors(pair->factors.begin(), pair->factors.end());
    if (factors == std::set(parties.begin(), parties.end())) return shape;
    const Factor* column = factors.size() == 1 ? panel.find_factor(*factors.begin()) : nullptr;
    const auto pairs = column ? pairs_of(*column, *first, *second) : std::nullopt;
    if (!pairs) return std::nullopt;
    shape.pair_effects = *pairs;
    return shape;
}

bool all_finite(const Variable* variable, double least) {
    return variable && std::ranges::all_of(variable->values, [&](double value) {
               return value >= least && std::isfinite(value);
           });
}

/// Whether the cube can do all that is asked; of what is wrong the general estimation tells.
bool suits_cube(const Panel& panel, const EstimationRequest& request, const CubeShape& shape) {
    const GravityModel& model = request.model;
    if (model.weight || model.offset || model.regressors.empty() || model.clusters.size() > 2)
        return false;
    const std::set<std::string> names(model.regressors.begin(), model.regressors.end());
    if (names.size() != model.regressors.size() || names.contains(model.flow)) return false;
    for (const std::string& name : names)
        if (!all_finite(panel.find_variable(name), -HUGE_VAL)) return false;
    for (const Effect& cluster : model.clusters)
        for (const std::string& name : cluster.factors)
            if (!panel.find_factor(name)) return false;
    return all_finite(panel.find_variable(model.flow), 0) &&
           trade::suits_cube(panel, shape.columns);
}

/// The cells of a cube as rows of its panel.
class CubeRows {
public:
    CubeRows(const Panel& panel, const CubeShape& shape, const Cube& cube) : cube_(cube) {
        const std::array names{shape.columns.exporter, shape.columns.importer,
                               shape.columns.period};
        const std::array labels{&cube.exporter_labels, &cube.importer_labels, &cube.period_labels};
        std::array<std::vector<std::uint32_t>, 3> places;
        std::array<const Factor*, 3> factors{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            factors[axis] = panel.find_factor(names[axis]);
            for (const std::string& label : factors[axis]->labels)
                places[axis].push_back(static_cast<std::uint32_t>(
                    std::ranges::lower_bound(*labels[axis], label) - labels[axis]->begin()));
        }
        cells_.reserve(panel.rows());
        for (std::size_t row = 0; row < panel.rows(); ++row)
            cells_.push_back((std::size_t{places[0][factors[0]->codes[row]]} * cube.importers +
                              places[1][factors[1]->codes[row]]) *
                                 cube.periods +
                             places[2][factors[2]->codes[row]]);
    }

    std::size_t cell(std::size_t row) const { return cells_[row]; }
    std::size_t count() const { return cells_.size(); }

    /// The levels of exporters in time, importers in time and pairs, of any rows.
    std::array<Levels, 3> levels(const Rows& rows, PairEffects pairs) const {
        std::array<Levels, 3> result;
        const auto all = [&](std::size_t which, std::size_t range, const auto& key) {
            std::vector<std::uint32_t> numbers(range);
            for (const std::uint32_t row : rows) numbers[key(cells_[row])] = 1;
            Levels& levels = result[which];
            for (std::uint32_t& number : numbers)
                if (number != 0) number = levels.count++;
            for (const std::uint32_t row : rows) levels.codes.push_back(numbers[key(cells_[row])]);
        };
        const std::size_t t = cube_.periods;
        const std::size_t m = cube_.importers;
        all(0, cube_.exporters * t, [=](std::size_t c) { return c / (m * t) * t + c % t; });
        all(1, m * t, [=](std::size_t c) { return c % (m * t); });
        all(2, cube_.pairs(), [=](std::size_t c) {
            const std::size_t i = c / t / m;
            const std::size_t j = c / t % m;
            return pairs == PairEffects::mutual && j < i ? j * m + i : i * m + j;
        });
        return result;
    }

private:
    const Cube& cube_;
    std::vector<std::size_t> cells_;
};

/// Tells why each row was left out, in the way of the general estimation: level by level.
class CubePruning {
public:
    CubePruning(const std::array<Levels, 3>& levels, const std::vector<double>& flow)
        : levels_(levels), flow_(flow), kept_(flow.size(), true) {}

    void run(LeftOut& left_out) {
        while (prune(levels_[0], left_out) + prune(levels_[1], left_out) +
                   prune(levels_[2], left_out) !=
               0) {
        }
        std::ranges::sort(left_out.zero_groups);
        std::ranges::sort(left_out.singletons);
    }

private:
    std::size_t prune(const Levels& levels, LeftOut& left_out) {
        std::vector<std::uint32_t> rows(levels.count);
        std::vector<bool> trades(levels.count);
        for (std::size_t row = 0; row < kept_.size(); ++row) {
            if (!kept_[row]) continue;
            ++rows[levels.codes[row]];
            if (flow_[row] > 0) trades[levels.codes[row]] = true;
        }
        std::size_t dropped = 0;
        for (std::uint32_t row = 0; row < kept_.size(); ++row) {
            const std::uint32_t level = levels.codes[row];
            if (!kept_[row] || (rows[level] > 1 && trades[level])) continue;
            kept_[row] = false;
            ++dropped;
            (trades[level] ? left_out.singletons : left_out.zero_groups).push_back(row);
        }
        return dropped;
    }

    const std::array<Levels, 3>& levels_;
    const std::vector<double>& flow_;
    std::vector<bool> kept_;
};

/// What a fit of a cube says, in the words of the general estimation.
class CubeReport {
public:
    CubeReport(const Panel& panel, const GravityModel& model, const CubeShape& shape,
               const Cube& cube, const CubeFit& fit)
        : panel_(panel),
          model_(model),
          shape_(shape),
          fit_(fit),
          at_(panel, shape, cube),
          flow_(panel.find_variable(model.flow)->values) {}

    /// Nothing if the general estimation has to tell what is wrong.
    std::optional<Estimates> write() {
        choose_rows();
        out_.iterations = fit_.iterations;
        out_.deviance = fit_.deviance;
        out_.log_likelihood = fit_.log_likelihood;
        add_fit();
        if (!add_coefficients()) return std::nullopt;
        return std::move(out_);
    }

private:
    void choose_rows() {
        Rows all(panel_.rows());
        std::iota(all.begin(), all.end(), 0U);
        for (const std::uint32_t row : all)
            if (fit_.fitted[at_.cell(row)] > 0) out_.rows.push_back(row);
        if (out_.rows.size() < all.size())
            CubePruning(at_.levels(all, shape_.pair_effects), flow_).run(out_.left_out);
    }

    void add_fit() {
        double flows = 0;
        double squares[3] = {0, 0, 0};
        double kernel = 0;
        for (const std::uint32_t row : out_.rows) {
            const double mean = fit_.fitted[at_.cell(row)];
            out_.fitted.push_back(mean);
            flows += flow_[row];
            kernel += (flow_[row] > 0 ? flow_[row] * std::log(mean) : 0) - mean;
        }
        const auto count = static_cast<double>(out_.rows.size());
        const double mean = flows / count;
        const double mean_fitted =
            std::accumulate(out_.fitted.begin(), out_.fitted.end(), 0.0) / count;
        for (std::size_t i = 0; i < out_.rows.size(); ++i) {
            const double a = flow_[out_.rows[i]] - mean;
            const double b = out_.fitted[i] - mean_fitted;
            squares[0] += a * a;
            squares[1] += b * b;
            squares[2] += a * b;
        }
        const double factorials = kernel - fit_.log_likelihood;
        const double constant = flows * std::log(mean) - flows - factorials;
        out_.pseudo_r2 = 1 - fit_.log_likelihood / constant;
        if (squares[0] > 0 && squares[1] > 0)
            out_.correlation_squared = squares[2] * squares[2] / (squares[0] * squares[1]);
    }

    std::vector<Levels> clusters() const {
        std::vector<Levels> result;
        for (const Effect& cluster : model_.clusters) {
            std::vector<const Factor*> factors;
            for (const std::string& name : cluster.factors)
                factors.push_back(panel_.find_factor(name));
            result.push_back(interact(factors, out_.rows));
        }
        return result;
    }

    std::vector<double> remainders() const {
        std::vector<double> result;
        result.reserve(out_.rows.size() * fit_.names.size());
        for (const std::uint32_t row : out_.rows)
            for (const auto& column : fit_.residualised) result.push_back(column[at_.cell(row)]);
        return result;
    }

    std::vector<double> scores(const std::vector<double>& remainders) const {
        const std::size_t width = fit_.names.size();
        std::vector<double> result = remainders;
        for (std::size_t i = 0; i < out_.rows.size(); ++i)
            for (std::size_t k = 0; k < width; ++k)
                result[i * width + k] *= flow_[out_.rows[i]] - out_.fitted[i];
        return result;
    }

    /// The levels of the effects in the order in which the model names them.
    void count_levels(const std::array<Levels, 3>& levels) {
        for (const Effect& effect : model_.effects) {
            const auto has = [&](const std::string& name) {
                return std::ranges::find(effect.factors, name) != effect.factors.end();
            };
            const bool in_time = has(shape_.columns.period);
            out_.effect_levels.push_back(levels[in_time && has(shape_.columns.exporter)   ? 0
                                                : in_time && has(shape_.columns.importer) ? 1
                                                                                          : 2]
                                             .count);
        }
    }

    bool add_coefficients() {
        const std::array<Levels, 3> levels = at_.levels(out_.rows, shape_.pair_effects);
        count_levels(levels);
        const std::vector<Levels> groups = clusters();
        for (const Levels& cluster : groups) {
            if (cluster.count < 2) return false;
            out_.cluster_groups.push_back(cluster.count);
        }
        const std::size_t size = fit_.names.size();
        out_.parameters = count_parameters(size, levels, groups);
        if (model_.small_sample == SmallSample::fixest && out_.parameters >= out_.rows.size())
            return false;
        SquareMatrix bread(size);
        bread.values = fit_.bread;
        std::vector<double> left = remainders();
        const SquareMatrix variances = covariance({.scores = scores(left),
                                                   .bread = bread,
                                                   .clusters = groups,
                                                   .small_sample = model_.small_sample,
                                                   .parameters = out_.parameters});
        for (std::size_t k = 0; k < size; ++k) {
            const double error = std::sqrt(variances.at(k, k));
            const double z = fit_.coefficients[k] / error;
            out_.coefficients.push_back({.name = fit_.names[k],
                                         .value = fit_.coefficients[k],
                                         .standard_error = error,
                                         .z = z,
                                         .p = std::erfc(std::abs(z) / std::numbers::sqrt2)});
        }
        out_.covariance = variances.values;
        if (model_.keeps_remainders) out_.remainders = std::move(left);
        return true;
    }

    const Panel& panel_;
    const GravityModel& model_;
    const CubeShape& shape_;
    const CubeFit& fit_;
    CubeRows at_;
    const std::vector<double>& flow_;
    Estimates out_;
};

/// By the cube; nothing if it does not apply, or has met what only the general estimation can
/// tell: separated rows, which of collinear regressors to take out, what is to be refused.
Result<std::optional<Estimation>> by_cube(const Panel& panel, const EstimationRequest& request) {
    const GravityModel& model = request.model;
    if (!request.may_use_cube || request.estimator != Estimator::poisson) return std::nullopt;
    std::optional<CubeShape> shape = cube_shape(panel, model);
    if (!shape || !suits_cube(panel, request, *shape)) return std::nullopt;
    if (request.corrects_bias && shape->pair_effects == PairEffects::mutual)
        return refuse("gravity.no-correction",
                      "the bias is known for pairs by who sells and who buys (exporter^importer), "
                      "not for pairs whichever sells");
    shape->columns.flow = model.flow;
    shape->columns.regressors = model.regressors;
    const auto cube = to_cube(panel, shape->columns);
    if (!cube) return std::nullopt;
    const auto fit =
        fit_cube(*cube, {.pair_effects = shape->pair_effects, .threads = model.threads});
    if (!fit || !fit->collinear.empty() || fit->last_move > drift_min) return std::nullopt;
    auto estimates = CubeReport(panel, model, *shape, *cube, *fit).write();
    if (!estimates) return std::nullopt;
    Estimation result{.estimates = *std::move(estimates), .path = Path::cube, .correction = {}};
    if (request.corrects_bias)
        result.correction = TRY(correct_bias(
            *cube, *fit,
            {.threads = model.threads, .small_sample = model.small_sample == SmallSample::groups}));
    return result;
}

}  // namespace

std::optional<CubeShape> cube_shape(const Panel& panel, const GravityModel& model) {
    if (model.effects.size() != 3) return std::nullopt;
    std::vector<CubeShape> shapes;
    std::set<std::string> tried;
    for (const Effect& effect : model.effects)
        for (const std::string& name : effect.factors)
            if (tried.insert(name).second)
                if (const auto shape = shape_around(panel, model.effects, name))
                    shapes.push_back(*shape);
    if (shapes.empty()) return std::nullopt;
    // With three pairs of factors any of them could be the period: numbers, and few, are.
    return std::ranges::min(shapes, {}, [&](const CubeShape& shape) {
        const std::vector<std::string>& labels = panel.find_factor(shape.columns.period)->labels;
        return std::pair(!std::ranges::all_of(labels, is_number), labels.size());
    });
}

Result<Estimation> estimate(const Panel& panel, const EstimationRequest& request) {
    if (request.corrects_bias && request.model.small_sample == SmallSample::fixest)
        return refuse("gravity.no-correction",
                      "corrected standard errors are scaled by groups or not at all");
    if (std::optional<Estimation> result = TRY(by_cube(panel, request))) return *std::move(result);
    Estimates estimates =
        TRY(request.estimator == Estimator::poisson ? estimate_ppml(panel, request.model)
                                                    : estimate_ols(panel, request.model));
    if (request.corrects_bias)
        return refuse("gravity.no-correction",
                      "the bias is known for three-way models: effects of exporters in time, "
                      "importers in time and pairs, on a panel with most of its cells, without "
                      "weights, offset, separated rows and collinear regressors");
    return Estimation{.estimates = std::move(estimates), .path = Path::general, .correction = {}};
}

Factor mutual_pairs(const Factor& first, const Factor& second, std::string name) {
    const auto numbers = common_numbers(first, second);
    Factor result{.name = std::move(name), .labels = {}, .codes = {}};
    std::map<std::uint64_t, std::uint32_t> known;
    result.codes.reserve(first.codes.size());
    for (std::size_t row = 0; row < first.codes.size(); ++row) {
        const Ends ends{numbers[0][first.codes[row]], numbers[1][second.codes[row]]};
        const auto next = static_cast<std::uint32_t>(result.labels.size());
        const auto [found, is_new] = known.try_emplace(ends.mutual_key(), next);
        if (is_new) {
            const auto& [low, high] =
                std::minmax(first.labels[first.codes[row]], second.labels[second.codes[row]]);
            result.labels.push_back(low + "~" + high);
        }
        result.codes.push_back(found->second);
    }
    return result;
}

}  // namespace comity::trade
