// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/panels/panel.h"

#include <algorithm>
#include <map>

namespace comity::trade::test {

/// Makes a panel for a test, row by row.
class PanelMaker {
public:
    void factor(const std::string& name, const std::string& label) {
        auto& codes = labels_[name];
        Factor& factor = find(panel_.factors, name);
        const auto [at, is_new] = codes.try_emplace(label, codes.size());
        if (is_new) factor.labels.push_back(label);
        factor.codes.push_back(at->second);
    }
    void variable(const std::string& name, double value) {
        find(panel_.variables, name).values.push_back(value);
    }
    Panel take() && { return std::move(panel_); }

private:
    template <class Column>
    static Column& find(std::vector<Column>& columns, const std::string& name) {
        const auto found = std::ranges::find(columns, name, &Column::name);
        if (found != columns.end()) return *found;
        columns.emplace_back().name = name;
        return columns.back();
    }
    Panel panel_{.name = "made", .factors = {}, .variables = {}, .lines = {}};
    std::map<std::string, std::map<std::string, std::uint32_t>> labels_;
};

}  // namespace comity::trade::test
