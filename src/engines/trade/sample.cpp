// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/sample.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace comity::trade {

namespace {

using Rows = std::vector<std::uint32_t>;

Result<const Variable*> variable(const Panel& panel, const std::string& name) {
    if (const Variable* found = panel.find_variable(name)) return found;
    if (panel.find_factor(name))
        return refuse("gravity.not-numbers", name + " is a column of categories, not of numbers",
                      panel.name);
    return refuse("gravity.unknown-column", "the panel has no column " + name, panel.name);
}

Result<std::vector<const Factor*>> factors(const Panel& panel, const Effect& effect) {
    std::vector<const Factor*> found;
    for (const std::string& name : effect.factors) {
        const Factor* factor = panel.find_factor(name);
        if (!factor && panel.find_variable(name))
            return refuse("gravity.not-categories",
                          name + " is a column of numbers, not of categories", panel.name);
        if (!factor)
            return refuse("gravity.unknown-column", "the panel has no column " + name, panel.name);
        found.push_back(factor);
    }
    return found;
}

/// The columns of the panel that a model names.
struct Columns {
    const Variable* flow = nullptr;
    const Variable* weight = nullptr;
    const Variable* offset = nullptr;
    std::vector<const Variable*> regressors;
    std::vector<std::vector<const Factor*>> effects;
    std::vector<std::vector<const Factor*>> clusters;
};

Result<> check_model(const Panel& panel, const GravityModel& model) {
    if (panel.rows() >= std::numeric_limits<std::uint32_t>::max())
        return refuse("gravity.too-many-rows", "a panel may have 4294967294 rows", panel.name);
    if (model.regressors.empty())
        return refuse("gravity.no-regressors", "a model needs a regressor to estimate");
    if (model.clusters.size() > 2)
        return refuse("gravity.clusters", "rows may be grouped in two ways at most");
    std::vector<std::string> names = model.regressors;
    names.push_back(model.flow);
    if (model.offset) names.push_back(*model.offset);
    std::ranges::sort(names);
    const auto repeated = std::ranges::adjacent_find(names);
    if (repeated != names.end())
        return refuse("gravity.repeated-column", *repeated + " stands in the model twice");
    return {};
}

Result<Columns> find_columns(const Panel& panel, const GravityModel& model) {
    TRY(check_model(panel, model));
    Columns columns;
    columns.flow = TRY(variable(panel, model.flow));
    if (model.weight) columns.weight = TRY(variable(panel, *model.weight));
    if (model.offset) columns.offset = TRY(variable(panel, *model.offset));
    for (const std::string& name : model.regressors)
        columns.regressors.push_back(TRY(variable(panel, name)));
    for (const Effect& effect : model.effects)
        columns.effects.push_back(TRY(factors(panel, effect)));
    for (const Effect& effect : model.clusters)
        columns.clusters.push_back(TRY(factors(panel, effect)));
    return columns;
}

/// Sorts rows into those that can be used and those that cannot, one at a time.
class RowCheck {
public:
    RowCheck(const Panel& panel, const GravityModel& model, const Columns& columns)
        : panel_(panel), model_(model), columns_(columns) {
        numbers_ = columns.regressors;
        numbers_.push_back(columns.flow);
        if (columns.weight) numbers_.push_back(columns.weight);
        if (columns.offset) numbers_.push_back(columns.offset);
    }

    /// The first of the columns that has no finite number in this row, or nullptr.
    const Variable* missing(std::size_t row) const {
        for (const Variable* column : numbers_)
            if (!std::isfinite(column->values[row])) return column;
        return nullptr;
    }

    /// Whether there is nothing to say about any row.
    bool all_usable(Crew& crew) const {
        std::vector<std::uint8_t> usable(numbers_.size());
        crew.run(numbers_.size(), [&](std::size_t i) {
            const Variable* column = numbers_[i];
            const double least = column == columns_.flow     ? 0
                                 : column == columns_.weight ? std::numeric_limits<double>::min()
                                                             : -std::numeric_limits<double>::max();
            bool all = true;
            for (const double value : column->values)
                all &= value >= least && value <= std::numeric_limits<double>::max();
            usable[i] = all ? 1 : 0;
        });
        return std::ranges::find(usable, 0) == usable.end();
    }

    Result<> check(std::uint32_t row, LeftOut& left_out) const {
        if (const Variable* column = missing(row)) {
            if (model_.missing == MissingRows::refuse)
                return refuse("gravity.missing", column->name + " is not known here",
                              panel_.place(row));
            left_out.missing.push_back(row);
        } else if (columns_.flow->values[row] < 0) {
            return refuse("gravity.negative-flow", "a flow of trade is not negative",
                          panel_.place(row));
        } else if (columns_.weight && columns_.weight->values[row] <= 0) {
            return refuse("gravity.weight", "a weight must be above zero", panel_.place(row));
        }
        return {};
    }

private:
    const Panel& panel_;
    const GravityModel& model_;
    const Columns& columns_;
    std::vector<const Variable*> numbers_;
};

/// What an estimation is about.
struct Request {
    const Panel& panel;
    const GravityModel& model;
    const Columns& columns;
    Crew& crew;
};

Result<Rows> usable_rows(const Request& request, LeftOut& left_out) {
    const auto& [panel, model, columns, crew] = request;
    const RowCheck rows(panel, model, columns);
    if (!rows.all_usable(crew))
        for (std::uint32_t row = 0; row < panel.rows(); ++row) TRY(rows.check(row, left_out));
    Rows usable(panel.rows());
    for (std::uint32_t row = 0; row < usable.size(); ++row) usable[row] = row;
    if (left_out.missing.empty()) return usable;
    Rows rest;
    std::ranges::set_difference(usable, left_out.missing, std::back_inserter(rest));
    return rest;
}

void leave_out(Rows& rows, const Rows& unwanted) {
    if (unwanted.empty()) return;
    Rows rest;
    std::ranges::set_difference(rows, unwanted, std::back_inserter(rest));
    rows = std::move(rest);
}

/// Takes out rows until no level of an effect has one row only and, if zeros carry no information
/// of their own, none has only zeros.
class Pruning {
public:
    Pruning(Sample& sample, const std::vector<double>& flow, Response response)
        : sample_(sample), flow_(flow), response_(response), kept_(sample.rows.size(), 1) {}

    void run(Crew& crew) {
        while (prune(crew)) {
        }
        if (std::ranges::find(kept_, 0) == kept_.end()) return;
        crew.run(sample_.effects.size(),
                 [&](std::size_t e) { sample_.effects[e] = keep(sample_.effects[e], kept_); });
        std::size_t to = 0;
        for (std::size_t i = 0; i < kept_.size(); ++i)
            if (kept_[i] != 0) sample_.rows[to++] = sample_.rows[i];
        sample_.rows.resize(to);
        std::ranges::sort(sample_.left_out.singletons);
        std::ranges::sort(sample_.left_out.zero_groups);
    }

private:
    enum Verdict : std::uint8_t { good, zeros, single };

    bool prune(Crew& crew) {
        std::vector<std::vector<std::uint8_t>> verdicts(sample_.effects.size());
        crew.run(verdicts.size(), [&](std::size_t e) { verdicts[e] = judge(sample_.effects[e]); });
        bool any = false;
        for (std::size_t e = 0; e < verdicts.size(); ++e)
            any = take_out(sample_.effects[e], verdicts[e]) || any;
        return any;
    }

    /// A verdict for each level; empty if all are good.
    std::vector<std::uint8_t> judge(const Levels& levels) const {
        std::vector<std::uint32_t> rows(levels.count);
        std::vector<std::uint8_t> trades(levels.count, response_ == Response::logarithm ? 1 : 0);
        for (std::size_t i = 0; i < kept_.size(); ++i) {
            if (kept_[i] == 0) continue;
            ++rows[levels.codes[i]];
            if (flow_[sample_.rows[i]] > 0) trades[levels.codes[i]] = 1;
        }
        std::vector<std::uint8_t> verdicts(levels.count, good);
        bool all_good = true;
        for (std::size_t level = 0; level < levels.count; ++level) {
            if (rows[level] == 0 || (rows[level] > 1 && trades[level] != 0)) continue;
            verdicts[level] = trades[level] == 0 ? zeros : single;
            all_good = false;
        }
        if (all_good) verdicts.clear();
        return verdicts;
    }

    bool take_out(const Levels& levels, const std::vector<std::uint8_t>& verdicts) {
        if (verdicts.empty()) return false;
        for (std::size_t i = 0; i < kept_.size(); ++i) {
            const std::uint8_t verdict = verdicts[levels.codes[i]];
            if (kept_[i] == 0 || verdict == good) continue;
            kept_[i] = 0;
            LeftOut& left_out = sample_.left_out;
            (verdict == zeros ? left_out.zero_groups : left_out.singletons)
                .push_back(sample_.rows[i]);
        }
        return true;
    }

    Sample& sample_;
    const std::vector<double>& flow_;
    Response response_;
    std::vector<std::uint8_t> kept_;
};

/// Puts the effect with most levels first and the rows in its order.
void order_by_largest_effect(Sample& sample) {
    std::ranges::stable_sort(sample.effects, std::greater{}, &Levels::count);
    const Levels& largest = sample.effects.front();
    if (std::ranges::is_sorted(largest.codes)) return;
    Rows starts(largest.count + 1);
    for (const std::uint32_t code : largest.codes) ++starts[code + 1];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    Rows order(largest.codes.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[starts[largest.codes[i]]++] = i;
    const auto reorder = [&](Rows& column) {
        Rows result(column.size());
        for (std::size_t i = 0; i < result.size(); ++i) result[i] = column[order[i]];
        column = std::move(result);
    };
    for (Levels& levels : sample.effects) reorder(levels.codes);
    reorder(sample.rows);
}

std::vector<Levels> interact_all(std::span<const std::vector<const Factor*>> effects,
                                 const Rows& rows, Crew& crew) {
    std::vector<Levels> levels(effects.size());
    crew.run(effects.size(), [&](std::size_t e) { levels[e] = interact(effects[e], rows); });
    return levels;
}

void fill(Sample& sample, const Columns& columns, Response response, Crew& crew) {
    std::vector<std::pair<const Variable*, std::vector<double>*>> copies;
    copies.emplace_back(columns.flow, &sample.flow);
    if (columns.weight) copies.emplace_back(columns.weight, &sample.weight);
    if (columns.offset) copies.emplace_back(columns.offset, &sample.offset);
    sample.regressors.resize(columns.regressors.size());
    for (std::size_t k = 0; k < columns.regressors.size(); ++k)
        copies.emplace_back(columns.regressors[k], &sample.regressors[k]);
    crew.run(copies.size(), [&](std::size_t i) {
        const auto& [from, to] = copies[i];
        to->reserve(sample.rows.size());
        for (const std::uint32_t row : sample.rows) to->push_back(from->values[row]);
    });
    if (response == Response::logarithm)
        for (double& flow : sample.flow) flow = std::log(flow);
    sample.clusters = interact_all(columns.clusters, sample.rows, crew);
}

void find_zeros(const Columns& columns, const Rows& rows, LeftOut& left_out) {
    for (const std::uint32_t row : rows)
        if (columns.flow->values[row] == 0) left_out.zeros.push_back(row);
}

}  // namespace

Result<Sample> draw_sample(const Panel& panel, const GravityModel& model, Response response,
                           Crew& crew, std::span<const std::uint32_t> separated) {
    const Columns columns = TRY(find_columns(panel, model));
    Sample sample;
    sample.rows = TRY(usable_rows({panel, model, columns, crew}, sample.left_out));
    sample.left_out.separated.assign(separated.begin(), separated.end());
    leave_out(sample.rows, sample.left_out.separated);
    if (response == Response::logarithm) {
        find_zeros(columns, sample.rows, sample.left_out);
        leave_out(sample.rows, sample.left_out.zeros);
    }
    sample.effects = interact_all(columns.effects, sample.rows, crew);
    if (columns.effects.empty()) sample.effects.push_back(interact({}, sample.rows));
    Pruning(sample, columns.flow->values, response).run(crew);
    if (sample.rows.empty())
        return refuse("gravity.no-rows", "no row is left that could tell anything", panel.name);
    for (const Levels& levels : sample.effects) sample.effect_levels.push_back(levels.count);
    order_by_largest_effect(sample);
    fill(sample, columns, response, crew);
    return sample;
}

}  // namespace comity::trade
