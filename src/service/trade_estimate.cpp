// SPDX-License-Identifier: Apache-2.0
#include "service/trade_estimate.h"

#include "base/digits.h"
#include "engines/trade/panels/expression.h"
#include "engines/trade/panels/panel_reader.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace comity {

namespace {

using namespace trade;
using Names = std::vector<std::string>;

std::string trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return std::string(text);
}

Names split(std::string_view text, char sign) {
    Names parts;
    while (true) {
        const std::size_t end = std::min(text.find(sign), text.size());
        parts.push_back(trimmed(text.substr(0, end)));
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

Names list(const std::optional<Names>& names) {
    Names result;
    if (names)
        for (const std::string& name : *names) result.push_back(trimmed(name));
    return result;
}

/// The years that a text such as `1986,1990` or `1986..2006/4` names.
class Years {
public:
    static Result<Years> parse(const std::string& text) {
        Years years;
        for (const std::string& part : split(text, ',')) {
            const Names ends = split(part, '/');
            const std::size_t dots = ends[0].find("..");
            const bool is_range = dots != std::string::npos;
            const auto from = number(ends[0].substr(0, dots));
            const auto to = is_range ? number(ends[0].substr(dots + 2)) : from;
            const auto step = ends.size() == 2 ? number(ends[1]) : 1;
            if (!from || !to || !step || *step == 0 || *from > *to || ends.size() > 2 ||
                (ends.size() == 2 && !is_range))
                return refuse("estimate.years",
                              "years are 1986,1990 or 1986..2006 or, each fourth, 1986..2006/4",
                              "--years");
            for (std::uint32_t year = *from; year <= *to; year += *step)
                years.chosen_.insert(std::to_string(year));
        }
        return years;
    }

    Result<std::vector<std::uint32_t>> rows(const Panel& panel, const Factor& column) const {
        std::vector<std::uint8_t> wanted;
        std::set<std::string> absent = chosen_;
        for (const std::string& label : column.labels) {
            wanted.push_back(chosen_.contains(label) ? 1 : 0);
            absent.erase(label);
        }
        if (absent.size() == chosen_.size())
            return refuse("estimate.years", "the panel has none of these years", panel.name);
        std::vector<std::uint32_t> rows;
        for (std::uint32_t row = 0; row < column.codes.size(); ++row)
            if (wanted[column.codes[row]] != 0) rows.push_back(row);
        return rows;
    }

private:
    static std::optional<std::uint32_t> number(std::string_view text) {
        const auto value = parse_number<std::uint32_t>(text);
        return value && *value <= 9999 ? value : std::nullopt;
    }

    std::set<std::string> chosen_;
};

constexpr const char* year_column = "year";
constexpr const char* flow_column = "trade";

/// Where an expression stands among the options, before its place in it.
template <class T>
Result<T> in_option(const std::string& option, Result<T> result) {
    if (!result) return refuse_at(option + ", character ", std::move(result));
    return result;
}

/// From a question to a panel with the columns that its model names, and the model.
class Preparation {
public:
    Preparation(std::string file, const GravityQuestion& question)
        : file_(std::move(file)), question_(question) {}

    Result<> run() {
        TRY(read_texts());
        TRY(collect_columns());
        panel_ = TRY(read());
        panel_.name = std::filesystem::path(file_).filename().string();
        rows_read_ = panel_.rows();
        TRY(choose_rows());
        TRY(compute_definitions());
        TRY(add_regressors());
        for (const std::string& name : split_effects_) TRY(add_category(name));
        fill_model();
        return {};
    }

    const Panel& panel() const { return panel_; }
    const GravityModel& model() const { return model_; }
    std::size_t rows_read() const { return rows_read_; }

private:
    Result<> read_texts() {
        if (question_.where)
            where_ = TRY(in_option("--where", Expression::parse(*question_.where)));
        if (question_.years) years_ = TRY(Years::parse(*question_.years));
        for (const std::string& text : list(question_.define)) {
            definitions_.push_back(
                TRY(in_option("--define '" + text + "'", Definition::parse(text, defined_))));
            if (!defined_.insert(definitions_.back().name).second)
                return refuse("estimate.name", definitions_.back().name + " is defined twice",
                              "--define");
        }
        return {};
    }

    void need_number(const std::string& name) {
        if (!defined_.contains(name)) numbers_.insert(name);
    }
    void need_category(const std::string& name) {
        if (!defined_.contains(name)) categories_.insert(name);
    }

    Result<> collect_columns() {
        need_number(question_.flow.value_or(flow_column));
        if (question_.weights) need_number(*question_.weights);
        if (question_.offset) need_number(*question_.offset);
        if (years_) categories_.insert(year_column);
        for (const std::string& name : list(question_.key)) categories_.insert(name);
        if (where_) collect(*where_);
        std::set<std::string> known;
        for (const Definition& definition : definitions_) {
            collect(definition.expression);
            known.insert(definition.name);
        }
        for (const std::string& text : list(question_.regressors)) {
            const Names parts = split(text, '^');
            need_number(parts[0]);
            for (std::size_t i = 1; i < parts.size(); ++i) need_category(parts[i]);
        }
        for (const std::string& text : list(question_.effects)) TRY(collect_effect(text));
        for (const std::string& text : list(question_.cluster)) TRY(collect_effect(text));
        return {};
    }

    void collect(const Expression& expression) {
        for (const std::string& name : expression.numbers()) need_number(name);
        for (const std::string& name : expression.labels()) need_category(name);
    }

    Result<> collect_effect(const std::string& text) {
        for (const std::string& part : split(text, '^')) {
            const Names ends = split(part, '~');
            if (ends.size() > 2 || ends[0].empty() || ends.back().empty())
                return refuse("estimate.name",
                              "an effect is exporter^year or exporter~importer, not '" + text + "'",
                              "--effects");
            for (const std::string& name : ends) need_category(name);
            if (std::ranges::find(split_effects_, part) == split_effects_.end())
                split_effects_.push_back(part);
        }
        return {};
    }

    PanelColumns columns() const {
        return {.factors = {categories_.begin(), categories_.end()},
                .variables = {numbers_.begin(), numbers_.end()},
                .key = list(question_.key)};
    }

    Result<Panel> read() const {
        auto panel = read_panel_file(file_, columns());
        if (panel || panel.error().code != "panel.duplicate-row") return panel;
        Refusal refusal = std::move(panel).error();
        refusal.message += "; --key names the columns that tell every row from every other";
        return std::unexpected(std::move(refusal));
    }

    Result<> choose_rows() {
        if (years_) {
            const Factor* column = panel_.find_factor(year_column);
            panel_ = with_rows(panel_, TRY(years_->rows(panel_, *column)));
        }
        if (where_) panel_ = with_rows(panel_, TRY(rows_where(panel_, *where_)));
        if (panel_.rows() == 0)
            return refuse("estimate.no-rows", "no row of the panel is chosen", panel_.name);
        return {};
    }

    Result<> compute_definitions() {
        for (const Definition& definition : definitions_) {
            if (panel_.find_variable(definition.name) || panel_.find_factor(definition.name))
                return refuse("estimate.name", definition.name + " is a column of the panel",
                              "--define");
            panel_.variables.push_back(
                {definition.name, TRY(definition.expression.evaluate(panel_))});
        }
        return {};
    }

    /// A definition in a place of categories becomes one, its numbers as texts; `a~b` is made.
    Result<> add_category(const std::string& name) {
        if (panel_.find_factor(name)) return {};
        const Names ends = split(name, '~');
        for (const std::string& end : ends)
            if (!panel_.find_factor(end)) add_numbers(end);
        if (ends.size() == 2)
            panel_.factors.push_back(
                mutual_pairs(*panel_.find_factor(ends[0]), *panel_.find_factor(ends[1]), name));
        return {};
    }

    void add_numbers(const std::string& name) {
        const Variable* numbers = panel_.find_variable(name);
        Factor factor{.name = name, .labels = {}, .codes = {}};
        std::map<std::string, std::uint32_t> known;
        for (const double value : numbers->values) {
            const auto next = static_cast<std::uint32_t>(factor.labels.size());
            const auto [found, is_new] = known.try_emplace(number_text(value), next);
            if (is_new) factor.labels.push_back(found->first);
            factor.codes.push_back(found->second);
        }
        panel_.factors.push_back(std::move(factor));
    }

    Result<> add_regressors() {
        for (const std::string& text : list(question_.regressors)) {
            const Names parts = split(text, '^');
            if (parts.size() == 1) {
                model_.regressors.push_back(text);
                continue;
            }
            if (parts.size() > 2)
                return refuse("estimate.name", "a regressor is ld or ld^year, not '" + text + "'",
                              "--regressors");
            TRY(add_category(parts[1]));
            TRY(add_by_level(parts[0], *panel_.find_factor(parts[1])));
        }
        return {};
    }

    /// `ld^year`: for each year a regressor that is ld in it and zero in the others.
    Result<> add_by_level(const std::string& name, const Factor& by) {
        constexpr std::size_t levels_max = 1000;
        const Variable* numbers = panel_.find_variable(name);
        std::map<std::string, std::uint32_t> levels;
        for (const std::uint32_t code : by.codes) levels.emplace(by.labels[code], code);
        if (levels.size() > levels_max)
            return refuse("estimate.name", by.name + " has more than 1000 levels", "--regressors");
        const std::vector<double> values = numbers->values;
        const std::vector<std::uint32_t> codes = by.codes;
        for (const auto& [label, level] : levels) {
            Variable regressor{.name = name + "^" + label, .values = values};
            for (std::size_t row = 0; row < codes.size(); ++row)
                if (codes[row] != level) regressor.values[row] = 0;
            model_.regressors.push_back(regressor.name);
            panel_.variables.push_back(std::move(regressor));
        }
        return {};
    }

    void fill_model() {
        model_.flow = question_.flow.value_or(flow_column);
        for (const std::string& text : list(question_.effects))
            model_.effects.push_back({split(text, '^')});
        for (const std::string& text : list(question_.cluster))
            model_.clusters.push_back({split(text, '^')});
        model_.weight = question_.weights;
        model_.offset = question_.offset;
        model_.small_sample = question_.small_sample.value_or(SmallSample::groups);
        model_.missing = question_.missing.value_or(MissingRows::refuse);
        model_.threads = static_cast<unsigned>(question_.threads.value_or(2));
    }

    std::string file_;
    const GravityQuestion& question_;
    std::optional<Expression> where_;
    std::optional<Years> years_;
    std::vector<Definition> definitions_;
    std::set<std::string> defined_;
    std::set<std::string> numbers_;
    std::set<std::string> categories_;
    Names split_effects_;
    Panel panel_;
    GravityModel model_;
    std::size_t rows_read_ = 0;
};

void add_left_out(const Panel& panel, std::string_view reason,
                  const std::vector<std::uint32_t>& rows, answers::GravityEstimate& answer) {
    constexpr std::size_t places_max = 10;
    if (rows.empty()) return;
    answers::GravityLeftOut left_out{std::string(reason), std::ssize(rows), {}};
    const std::size_t count =
        reason == "separated" ? rows.size() : std::min(rows.size(), places_max);
    for (std::size_t i = 0; i < count; ++i) left_out.places.push_back(panel.place(rows[i]));
    answer.left_out.push_back(std::move(left_out));
}

std::vector<answers::GravityLevels> levels_of(const std::optional<Names>& names,
                                              const std::vector<std::uint32_t>& counts) {
    std::vector<answers::GravityLevels> result;
    const Names all = list(names);
    for (std::size_t i = 0; i < all.size(); ++i) result.push_back({all[i], counts.at(i)});
    return result;
}

void add_coefficients(const Estimation& estimation, answers::GravityEstimate& answer) {
    const auto& correction = estimation.correction;
    for (const Coefficient& coefficient : estimation.estimates.coefficients) {
        const std::size_t k = answer.coefficients.size();
        answers::GravityCoefficient row;
        row.name = coefficient.name;
        row.value = coefficient.value;
        row.standard_error = coefficient.standard_error;
        row.z = coefficient.z;
        row.p = coefficient.p;
        if (correction) row.corrected = correction->coefficients[k];
        if (correction) row.corrected_error = correction->standard_error(k);
        answer.coefficients.push_back(std::move(row));
    }
}

Result<answers::GravityTest> test_zero(const Estimates& estimates, const Names& names) {
    const WaldTest test = TRY(wald_test(estimates, names));
    return answers::GravityTest{names, test.statistic,
                                static_cast<std::int64_t>(test.degrees_of_freedom), test.p};
}

}  // namespace

Result<answers::GravityEstimate> estimate_gravity(const std::string& file,
                                                  const GravityQuestion& question) {
    if (question.threads && (*question.threads < 1 || *question.threads > 256))
        return refuse("estimate.threads", "from 1 to 256", "--threads");
    Preparation prepared(file, question);
    TRY(prepared.run());
    const Panel& panel = prepared.panel();
    const bool is_ols = question.ols.value_or(false);
    const Estimation found =
        TRY(estimate(panel, {.model = prepared.model(),
                             .estimator = is_ols ? Estimator::least_squares : Estimator::poisson,
                             .corrects_bias = question.bias_correction.value_or(false)}));
    const Estimates& estimates = found.estimates;
    answers::GravityEstimate answer;
    answer.file = file;
    answer.flow = question.flow.value_or(flow_column);
    answer.estimator = is_ols ? "ols" : "ppml";
    answer.path = found.path == Path::cube ? "cube" : "general";
    answer.rows_read = static_cast<std::int64_t>(prepared.rows_read());
    answer.rows_chosen = static_cast<std::int64_t>(panel.rows());
    answer.rows_used = std::ssize(estimates.rows);
    add_coefficients(found, answer);
    const std::size_t clusters = prepared.model().clusters.size();
    answer.covariance = clusters == 0 ? "robust" : clusters == 1 ? "clustered" : "two-way";
    answer.small_sample = std::string(word(prepared.model().small_sample));
    answer.effects = levels_of(question.effects, estimates.effect_levels);
    answer.clusters = levels_of(question.cluster, estimates.cluster_groups);
    answer.collinear = estimates.collinear;
    add_left_out(panel, "missing", estimates.left_out.missing, answer);
    add_left_out(panel, "zeros", estimates.left_out.zeros, answer);
    add_left_out(panel, "zero-groups", estimates.left_out.zero_groups, answer);
    add_left_out(panel, "singletons", estimates.left_out.singletons, answer);
    add_left_out(panel, "separated", estimates.left_out.separated, answer);
    answer.deviance = estimates.deviance;
    answer.log_likelihood = estimates.log_likelihood;
    answer.pseudo_r2 = estimates.pseudo_r2;
    answer.correlation_squared = estimates.correlation_squared;
    answer.iterations = estimates.iterations;
    if (question.wald) answer.wald = TRY(test_zero(estimates, list(question.wald)));
    return answer;
}

}  // namespace comity
