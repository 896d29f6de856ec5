// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/description/growth.h"

#include <cmath>

namespace comity::trade {
namespace {

Result<> check_series(std::span<const PeriodValue> values) {
    if (values.size() < 2) return refuse("growth.too-short", "should have two values or more");
    if (periods_per_year(values[0].period.frequency) == 0)
        return refuse("growth.frequency", "should have periods that make up a year");
    Period expected = values[0].period;
    for (const PeriodValue& at : values) {
        if (at.period != expected || std::isnan(at.value))
            return refuse("growth.missing-period", "should have a value in " + expected.text(),
                          expected.text());
        if (std::isinf(at.value))
            return refuse("growth.not-finite", "should be finite", expected.text());
        expected = expected.next();
    }
    return {};
}

Result<> check_positive(const PeriodValue& at) {
    if (at.value > 0) return {};
    return refuse("growth.not-positive", "should be above zero for a rate of growth",
                  at.period.text());
}

/// From the first value to the last.
double years(std::span<const PeriodValue> values) {
    return static_cast<double>(values.size() - 1) / periods_per_year(values[0].period.frequency);
}

}  // namespace

Result<double> exponential_growth(std::span<const PeriodValue> values) {
    TRY(check_series(values));
    TRY(check_positive(values.front()));
    TRY(check_positive(values.back()));
    // the difference of logarithms, since the quotient may be out of range
    return (std::log(values.back().value) - std::log(values.front().value)) / years(values);
}

Result<double> compound_growth(std::span<const PeriodValue> values) {
    return std::expm1(TRY(exponential_growth(values)));
}

Result<double> least_squares_growth(std::span<const PeriodValue> values) {
    TRY(check_series(values));
    for (const PeriodValue& at : values) TRY(check_positive(at));
    const double middle = static_cast<double>(values.size() - 1) / 2;
    double products = 0;
    double squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double time = static_cast<double>(i) - middle;
        products += time * std::log(values[i].value);
        squares += time * time;
    }
    const double slope = products / squares;  // a period; the mean of `time` is zero
    return std::expm1(slope * periods_per_year(values[0].period.frequency));
}

}  // namespace comity::trade
