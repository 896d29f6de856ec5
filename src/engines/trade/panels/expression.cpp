// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/panels/expression.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <unordered_map>

namespace comity::trade {

namespace {

constexpr std::size_t length_max = 4096;
constexpr int depth_max = 64;
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_part(char c) { return is_letter(c) || is_digit(c) || c == '.'; }
bool is_word(std::string_view name) {
    return name == "and" || name == "or" || name == "not" || name == "log";
}

}  // namespace

bool is_column_name(std::string_view name) {
    return !name.empty() && is_letter(name.front()) && std::ranges::all_of(name, is_name_part) &&
           !is_word(name);
}

/// Reads an expression from left to right, one rule of the grammar a function.
class ExpressionParser {
public:
    ExpressionParser(std::string_view text, const std::set<std::string>& numbers)
        : text_(text), known_numbers_(numbers) {}

    Result<Expression> parse() {
        if (text_.size() > length_max)
            return refuse("expression.length", "at most 4096 bytes", "1");
        const std::size_t whole = TRY(either());
        skip_space();
        if (at_ < text_.size()) return refuse_here("an operator or the end");
        check(whole + 1 == out_.nodes_.size(), "the whole comes after its parts");
        TRY(want_number(whole));
        return std::move(out_);
    }

private:
    using Kind = Expression::Kind;
    using Place = Result<std::size_t>;

    Place either() {
        std::size_t left = TRY(both());
        while (take_word("or")) left = TRY(join(Kind::disjunction, left, both()));
        return left;
    }

    Place both() {
        std::size_t left = TRY(negation());
        while (take_word("and")) left = TRY(join(Kind::conjunction, left, negation()));
        return left;
    }

    Place negation() {
        if (!take_word("not")) return comparison();
        const Deeper deeper(*this);
        TRY(deeper.check());
        const std::size_t inner = TRY(negation());
        return join(Kind::negation, inner, inner);
    }

    Place comparison() {
        const std::size_t left = TRY(sum());
        if (take("==")) return equality(true, left, sum());
        if (take("!=")) return equality(false, left, sum());
        if (take("<=")) return join(Kind::less_equal, left, sum());
        if (take(">=")) return turned(Kind::less_equal, left, sum());
        if (take("<")) return join(Kind::less, left, sum());
        if (take(">")) return turned(Kind::less, left, sum());
        return left;
    }

    Place sum() {
        std::size_t left = TRY(product());
        while (true) {
            if (take("+"))
                left = TRY(join(Kind::add, left, product()));
            else if (take("-"))
                left = TRY(join(Kind::subtract, left, product()));
            else
                return left;
        }
    }

    Place product() {
        std::size_t left = TRY(sign());
        while (true) {
            if (take("*"))
                left = TRY(join(Kind::multiply, left, sign()));
            else if (take("/"))
                left = TRY(join(Kind::divide, left, sign()));
            else
                return left;
        }
    }

    Place sign() {
        if (!take("-")) return primary();
        const Deeper deeper(*this);
        TRY(deeper.check());
        const std::size_t inner = TRY(sign());
        return join(Kind::negative, inner, inner);
    }

    Place primary() {
        skip_space();
        const char next = at_ < text_.size() ? text_[at_] : '\0';
        if (next == '(') return bracket();
        if (next == '\'' || next == '"') return label(next);
        if (is_digit(next) || next == '.') return number();
        if (!is_letter(next)) return refuse_here("a number, a column, a 'label', log(…) or (…)");
        if (take_word("log")) return logarithm();
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_name_part(text_[at_])) ++at_;
        const std::string name(text_.substr(begin, at_ - begin));
        if (is_word(name)) {
            at_ = begin;
            return refuse_here("a column before '" + name + "'");
        }
        return add({.kind = Kind::column, .text = name}, begin);
    }

    Place logarithm() {
        skip_space();
        if (at_ >= text_.size() || text_[at_] != '(') return refuse_here("'(' after log");
        const std::size_t inner = TRY(bracket());
        return join(Kind::log, inner, inner);
    }

    Place bracket() {
        const Deeper deeper(*this);
        TRY(deeper.check());
        take("(");
        const std::size_t inner = TRY(either());
        if (!take(")")) return refuse_here("')'");
        return inner;
    }

    Place label(char quote) {
        const std::size_t begin = at_;
        const std::size_t end = text_.find(quote, at_ + 1);
        if (end == std::string_view::npos) return refuse_here("a label with its closing quote");
        at_ = end + 1;
        return add(
            {.kind = Kind::label, .text = std::string(text_.substr(begin + 1, end - begin - 1))},
            begin);
    }

    Place number() {
        double value = 0;
        const std::size_t begin = at_;
        const auto [end, error] =
            std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
        if (error != std::errc{}) return refuse_here("a number");
        at_ = static_cast<std::size_t>(end - text_.data());
        if (at_ < text_.size() && is_name_part(text_[at_]))
            return refuse_here("an operator after the number");
        return add({.kind = Kind::number, .number = value}, begin);
    }

    Place equality(bool equal, std::size_t left, const Place& other) {
        const std::size_t right = TRY(other);
        if (is_text(left) && is_text(right)) {
            for (const std::size_t side : {left, right})
                if (out_.nodes_[side].kind == Kind::column)
                    out_.labels_.insert(out_.nodes_[side].text);
            return add(
                {.kind = equal ? Kind::same_text : Kind::other_text, .left = left, .right = right},
                at_);
        }
        return join(equal ? Kind::equal : Kind::unequal, left, right);
    }

    /// Whether a side of `==` can be read as text.
    bool is_text(std::size_t side) const {
        const auto& node = out_.nodes_[side];
        return node.kind == Kind::label ||
               (node.kind == Kind::column && !known_numbers_.contains(node.text));
    }

    /// What stands in a place of numbers: a column is needed as such, a label is wrong.
    Result<> want_number(std::size_t side) {
        const auto& node = out_.nodes_[side];
        if (node.kind == Kind::column) out_.numbers_.insert(node.text);
        if (node.kind == Kind::label)
            return refuse("expression.label",
                          "a label can only be compared with a column, by == or !=",
                          std::to_string(places_[side] + 1));
        return {};
    }

    /// An operation, once its right side was read.
    Place join(Kind kind, std::size_t left, const Place& other) {
        const std::size_t right = TRY(other);
        TRY(want_number(left));
        TRY(want_number(right));
        return add({.kind = kind, .left = left, .right = right}, at_);
    }
    Place turned(Kind kind, std::size_t left, const Place& other) {
        return join(kind, TRY(other), left);
    }

    std::size_t add(Expression::Node node, std::size_t place) {
        out_.nodes_.push_back(std::move(node));
        places_.push_back(place);
        return out_.nodes_.size() - 1;
    }

    void skip_space() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    }

    bool take(std::string_view sign) {
        skip_space();
        if (!text_.substr(at_).starts_with(sign)) return false;
        at_ += sign.size();
        return true;
    }

    bool take_word(std::string_view word) {
        skip_space();
        if (!text_.substr(at_).starts_with(word)) return false;
        const std::size_t end = at_ + word.size();
        if (end < text_.size() && is_name_part(text_[end])) return false;
        at_ = end;
        return true;
    }

    std::unexpected<Refusal> refuse_here(const std::string& expected) const {
        return refuse("expression.syntax", "expected " + expected, std::to_string(at_ + 1));
    }

    /// Bounds how deep expressions nest.
    class Deeper {
    public:
        explicit Deeper(ExpressionParser& parser) : parser_(parser) { ++parser_.depth_; }
        Deeper(const Deeper&) = delete;
        Deeper& operator=(const Deeper&) = delete;
        ~Deeper() { --parser_.depth_; }
        Result<> check() const {
            if (parser_.depth_ <= depth_max) return {};
            return refuse("expression.depth", "at most 64 brackets within each other",
                          std::to_string(parser_.at_ + 1));
        }

    private:
        ExpressionParser& parser_;
    };

    std::string_view text_;
    const std::set<std::string>& known_numbers_;
    std::size_t at_ = 0;
    int depth_ = 0;
    Expression out_;
    std::vector<std::size_t> places_;
};

/// The values of an expression, all rows of one operation at a time.
class ExpressionValues {
public:
    ExpressionValues(const Expression& expression, const Panel& panel)
        : expression_(expression),
          nodes_(expression.nodes_),
          panel_(panel),
          values_(nodes_.size()) {}

    Result<std::vector<double>> compute() {
        for (std::size_t i = 0; i < nodes_.size(); ++i) TRY(compute(i));
        return std::move(values_.back());
    }

private:
    using Kind = Expression::Kind;
    using Values = std::vector<double>;

    Result<> compute(std::size_t i) {
        const Expression::Node& node = nodes_[i];
        switch (node.kind) {
            case Kind::number:
                values_[i].assign(panel_.rows(), node.number);
                return {};
            case Kind::column:
                return read_column(i);
            case Kind::label:
                return {};
            case Kind::same_text:
            case Kind::other_text:
                return compare_text(i);
            case Kind::log:
            case Kind::negative:
            case Kind::negation:
            case Kind::add:
            case Kind::subtract:
            case Kind::multiply:
            case Kind::divide:
            case Kind::equal:
            case Kind::unequal:
            case Kind::less:
            case Kind::less_equal:
            case Kind::conjunction:
            case Kind::disjunction:
                return combine(i);
        }
        return {};
    }

    /// A column that is compared as text has no numbers here.
    Result<> read_column(std::size_t i) {
        const std::string& name = nodes_[i].text;
        if (!expression_.numbers().contains(name)) return {};
        const Variable* variable = panel_.find_variable(name);
        if (!variable)
            return refuse("expression.unknown-column", "the panel has no column of numbers " + name,
                          panel_.name);
        values_[i] = variable->values;
        return {};
    }

    Result<> combine(std::size_t i) {
        const Expression::Node& node = nodes_[i];
        Values left = std::move(values_[node.left]);
        const Values right = node.left == node.right ? left : std::move(values_[node.right]);
        check(left.size() == panel_.rows() && right.size() == panel_.rows(),
              "operands are columns of numbers");
        for (std::size_t row = 0; row < left.size(); ++row) {
            const double value = result(node.kind, left[row], right[row]);
            if (!std::isfinite(value) && std::isfinite(left[row]) && std::isfinite(right[row]))
                return refuse("expression.not-finite", complaint(node.kind), panel_.place(row));
            left[row] = value;
        }
        values_[i] = std::move(left);
        return {};
    }

    static std::string complaint(Kind kind) {
        if (kind == Kind::log) return "only what is above zero has a logarithm";
        if (kind == Kind::divide) return "no quotient: the divisor is zero or too small";
        return "the number is too large";
    }

    static double result(Kind kind, double a, double b) {
        if (kind == Kind::conjunction && (a == 0 || b == 0)) return 0;
        if (kind == Kind::disjunction && ((a != 0 && !std::isnan(a)) || (b != 0 && !std::isnan(b))))
            return 1;
        if (std::isnan(a) || std::isnan(b)) return missing;
        switch (kind) {
            case Kind::log:
                return a > 0 ? std::log(a) : missing;
            case Kind::negative:
                return -a;
            case Kind::negation:
                return truth(a == 0);
            case Kind::add:
                return a + b;
            case Kind::subtract:
                return a - b;
            case Kind::multiply:
                return a * b;
            case Kind::divide:
                return a / b;
            case Kind::equal:
                return truth(a == b);
            case Kind::unequal:
                return truth(a != b);
            case Kind::less:
                return truth(a < b);
            case Kind::less_equal:
                return truth(a <= b);
            case Kind::conjunction:
                return 1;
            case Kind::disjunction:
                return 0;
            case Kind::number:
            case Kind::column:
            case Kind::label:
            case Kind::same_text:
            case Kind::other_text:
                break;
        }
        return missing;
    }

    static double truth(bool holds) { return holds ? 1 : 0; }

    /// One side of a comparison of text: for each row, which of the texts in `numbers`.
    struct Side {
        const Factor* factor = nullptr;
        std::vector<std::size_t> text_of_code;
        std::size_t only = 0;  ///< of a label
        std::size_t text(std::size_t row) const {
            return factor ? text_of_code[factor->codes[row]] : only;
        }
    };

    Result<> compare_text(std::size_t i) {
        std::unordered_map<std::string, std::size_t> texts;
        const Side left = TRY(side(nodes_[nodes_[i].left], texts));
        const Side right = TRY(side(nodes_[nodes_[i].right], texts));
        const bool wanted = nodes_[i].kind == Kind::same_text;
        values_[i].resize(panel_.rows());
        for (std::size_t row = 0; row < panel_.rows(); ++row)
            values_[i][row] = truth((left.text(row) == right.text(row)) == wanted);
        return {};
    }

    Result<Side> side(const Expression::Node& node,
                      std::unordered_map<std::string, std::size_t>& texts) const {
        Side side;
        if (node.kind == Kind::label) {
            side.only = texts.try_emplace(node.text, texts.size()).first->second;
            return side;
        }
        side.factor = panel_.find_factor(node.text);
        if (!side.factor)
            return refuse("expression.unknown-column", "the panel has no column " + node.text,
                          panel_.name);
        for (const std::string& label : side.factor->labels)
            side.text_of_code.push_back(texts.try_emplace(label, texts.size()).first->second);
        return side;
    }

    const Expression& expression_;
    const std::vector<Expression::Node>& nodes_;
    const Panel& panel_;
    std::vector<Values> values_;
};

Result<Expression> Expression::parse(std::string_view text, const std::set<std::string>& numbers) {
    return ExpressionParser(text, numbers).parse();
}

Result<std::vector<double>> Expression::evaluate(const Panel& panel) const {
    return ExpressionValues(*this, panel).compute();
}

Result<Definition> Definition::parse(std::string_view text, const std::set<std::string>& numbers) {
    const std::size_t sign = text.find('=');
    std::string_view name = text.substr(0, sign);
    while (name.ends_with(' ')) name.remove_suffix(1);
    while (name.starts_with(' ')) name.remove_prefix(1);
    if (sign == std::string_view::npos || !is_column_name(name) ||
        text.substr(sign).starts_with("=="))
        return refuse("expression.name",
                      "a definition begins with a new name, as in 'ld = log(dist)'", "1");
    auto expression = Expression::parse(text.substr(sign + 1), numbers);
    if (!expression) {
        Refusal refusal = std::move(expression).error();
        std::size_t place = 0;
        std::from_chars(refusal.where.data(), refusal.where.data() + refusal.where.size(), place);
        refusal.where = std::to_string(place + sign + 1);
        return std::unexpected(std::move(refusal));
    }
    return Definition{std::string(name), *std::move(expression)};
}

Result<std::vector<std::uint32_t>> rows_where(const Panel& panel, const Expression& condition) {
    const std::vector<double> values = TRY(condition.evaluate(panel));
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < values.size(); ++row) {
        if (std::isnan(values[row]))
            return refuse("expression.missing", "it is not known whether the condition holds here",
                          panel.place(row));
        if (values[row] != 0) rows.push_back(row);
    }
    return rows;
}

Panel with_rows(const Panel& panel, const std::vector<std::uint32_t>& rows) {
    const auto chosen = [&](const auto& column) {
        std::remove_cvref_t<decltype(column)> result;
        if (column.empty()) return result;
        result.reserve(rows.size());
        for (const std::uint32_t row : rows) result.push_back(column[row]);
        return result;
    };
    Panel result{.name = panel.name, .factors = {}, .variables = {}, .lines = chosen(panel.lines)};
    for (const Factor& factor : panel.factors)
        result.factors.push_back({factor.name, factor.labels, chosen(factor.codes)});
    for (const Variable& variable : panel.variables)
        result.variables.push_back({variable.name, chosen(variable.values)});
    return result;
}

}  // namespace comity::trade
