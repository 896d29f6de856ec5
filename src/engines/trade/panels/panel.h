// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace comity::trade {

/// A column of categories: who sells, who buys, the year, the pair.
struct Factor {
    std::string name;
    std::vector<std::string> labels;   ///< in order of first appearance
    std::vector<std::uint32_t> codes;  ///< for each row, an index into `labels`
    bool operator==(const Factor&) const = default;
};

/// A column of numbers: the flow, a distance, a tariff. A missing value is a quiet NaN.
struct Variable {
    std::string name;
    std::vector<double> values;  ///< for each row
    bool operator==(const Variable&) const = default;
};

/// Observations of trade: one row for each exporter, importer and period (and sector), by column.
struct Panel {
    std::string name;  ///< how refusals call it: the file it was read from
    std::vector<Factor> factors;
    std::vector<Variable> variables;
    std::vector<std::uint64_t> lines;  ///< where each row stands in its file, from 1; empty if made

    std::size_t rows() const {
        return !factors.empty()    ? factors.front().codes.size()
               : variables.empty() ? 0
                                   : variables.front().values.size();
    }
    /// The column of this name, or nullptr.
    const Factor* find_factor(const std::string& column) const;
    const Variable* find_variable(const std::string& column) const;
    /// Where a row stands, for a refusal: `panel.csv:17`.
    std::string place(std::size_t row) const;
    bool operator==(const Panel&) const = default;
};

}  // namespace comity::trade
