// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/panels/flows.h"
#include "engines/trade/panels/panel_reader.h"

#include <doctest/doctest.h>

namespace comity::trade::test {

inline Period period(const std::string& text) { return Period::parse(text).value(); }

inline Result<Flows> try_flows(const std::string& rows, Absence absence = Absence::unknown) {
    const std::string text = "exporter,importer,year,trade\n" + rows;
    StringSource source(text);
    const Panel panel = TRY(read_panel(source, "f.csv", {}));
    return Flows::from_panel(panel, {}, absence);
}

/// Flows of "exporter,importer,year,trade" rows.
inline Flows flows(const std::string& rows, Absence absence = Absence::unknown) {
    auto made = try_flows(rows, absence);
    REQUIRE(made.has_value());
    return std::move(*made);
}

template <class T>
std::string refusal(const Result<T>& result) {
    return result ? "accepted" : result.error().code + " " + result.error().where;
}

}  // namespace comity::trade::test
