// uses: engines/trade base
// SPDX-License-Identifier: Apache-2.0
//
// Any text as a definition, an expression and a choice of rows on a small panel: refusals name a
// place, values are finite or missing, a condition chooses rows that are there.
#include "engines/trade/expression.h"

#include "base/check.h"

#include <cmath>
#include <limits>

namespace {

using namespace comity;
using namespace comity::trade;

const Panel& panel() {
    static const Panel made{
        .name = "f",
        .factors = {{"i", {"A", "B"}, {0, 0, 1, 1}}, {"j", {"B", "A"}, {0, 1, 0, 1}}},
        .variables = {{"x", {0, 1, -2.5, std::numeric_limits<double>::quiet_NaN()}},
                      {"y", {1e-300, 1e300, 3, 4}}},
        .lines = {}};
    return made;
}

void check_values(const Expression& expression) {
    const auto values = expression.evaluate(panel());
    if (!values) {
        check(!values.error().where.empty(), "a refusal names a row or a panel");
        return;
    }
    check(values->size() == panel().rows(), "a value for each row");
    for (const double value : *values) check(!std::isinf(value), "values are finite or missing");
    if (const auto rows = rows_where(panel(), expression)) {
        const Panel chosen = with_rows(panel(), *rows);
        check(chosen.rows() == rows->size(), "the rows that were chosen");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto expression = Expression::parse(text, {"y"});
    if (expression)
        check_values(*expression);
    else
        check(!expression.error().where.empty(), "a refusal names a place");
    if (const auto definition = Definition::parse(text, {})) {
        check(is_column_name(definition->name), "a definition has a name");
        check_values(definition->expression);
    }
    return 0;
}
