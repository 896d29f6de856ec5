// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/panels/panel.h"

#include <algorithm>

namespace comity::trade {

namespace {

template <class Column>
const Column* find(const std::vector<Column>& columns, const std::string& name) {
    const auto found = std::ranges::find(columns, name, &Column::name);
    return found == columns.end() ? nullptr : &*found;
}

}  // namespace

const Factor* Panel::find_factor(const std::string& column) const { return find(factors, column); }

const Variable* Panel::find_variable(const std::string& column) const {
    return find(variables, column);
}

std::string Panel::place(std::size_t row) const {
    return name + ":" + std::to_string(lines.empty() ? row + 1 : lines[row]);
}

}  // namespace comity::trade
