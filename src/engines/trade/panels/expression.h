// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/panels/panel.h"

#include "base/result.h"

#include <set>
#include <string_view>

namespace comity::trade {

/// What an economist computes from the columns of a panel: `log(dist)`, `log(dist) * (exporter !=
/// importer)`, `year >= 1990 and exporter != 'CHN'`.
///
///     expression = both {"or" both}              both       = not {"and" not}
///     not        = "not" not | comparison        comparison = sum [("=="|"!="|"<"|...) sum]
///     sum        = product {("+"|"-") product}   product    = sign {("*"|"/") sign}
///     sign       = "-" sign | primary
///     primary    = number | column | 'label' | "log" "(" expression ")" | "(" expression ")"
///
/// A condition is 1 or 0. Two columns are compared by `==` and `!=` as text, a column and a label
/// too; everything else is numbers. What depends on a missing number is missing.
class Expression {
public:
    /// Refusals: `expression.syntax`, `expression.label` (text where a number is due),
    /// `expression.depth`, `expression.length`; `where` is the column in the text, from 1.
    /// Names in `numbers` are numbers, never text.
    static Result<Expression> parse(std::string_view text,
                                    const std::set<std::string>& numbers = {});

    /// The columns that are needed as numbers, and as text.
    const std::set<std::string>& numbers() const { return numbers_; }
    const std::set<std::string>& labels() const { return labels_; }

    /// Its value in each row. Refusals: `expression.unknown-column`; `expression.not-finite` with
    /// the row (the logarithm of what is not above zero, a quotient by zero, too large a number).
    Result<std::vector<double>> evaluate(const Panel& panel) const;

private:
    friend class ExpressionParser;
    friend class ExpressionValues;

    enum class Kind : std::uint8_t {
        number,
        column,
        label,
        log,
        negative,
        negation,
        add,
        subtract,
        multiply,
        divide,
        equal,
        unequal,
        less,
        less_equal,
        same_text,
        other_text,
        conjunction,
        disjunction,
    };
    struct Node {
        Kind kind = Kind::number;
        std::size_t left = 0;  ///< in `nodes_`; each comes after those that it is made of
        std::size_t right = 0;
        double number = 0;
        std::string text = {};  ///< the column's name, the label
    };

    std::vector<Node> nodes_;  ///< the last one is the whole
    std::set<std::string> numbers_;
    std::set<std::string> labels_;
};

/// A column that is computed: `ld = log(dist)`.
struct Definition {
    std::string name;
    Expression expression;

    /// Refusals: `expression.name`, and those of `Expression::parse`.
    static Result<Definition> parse(std::string_view text, const std::set<std::string>& numbers);
};

/// Whether a column may be called so: letters, digits, `_` and `.`, first a letter or `_`, and no
/// word of expressions.
bool is_column_name(std::string_view name);

/// The rows in which the condition holds. Refusals: those of `evaluate`, `expression.missing` with
/// the row (it is not known whether it holds).
Result<std::vector<std::uint32_t>> rows_where(const Panel& panel, const Expression& condition);

/// These rows of the panel alone.
Panel with_rows(const Panel& panel, const std::vector<std::uint32_t>& rows);

}  // namespace comity::trade
