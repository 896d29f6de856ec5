// SPDX-License-Identifier: Apache-2.0
#include "acts/reading.h"

namespace comity {
namespace {

/// `given` must be there if `wanted`, and must not be if not.
Result<> expect(bool given, bool wanted, std::string_view field, std::string_view evidence) {
    if (given == wanted) return {};
    const std::string with = " with evidence '" + std::string(evidence) + "'";
    const std::string where = pointer_token(field);
    if (wanted) return refuse("reading.incomplete", "is required" + with, where);
    return refuse("reading.not-applicable", "has no meaning" + with, where);
}

Result<> expect_target(const Reading& r, std::string_view evidence) {
    const bool measured = r.evidence != Evidence::none;
    TRY(expect(r.reason.has_value(), !measured, "reason", evidence));
    TRY(expect(r.window.has_value(), measured, "window", evidence));
    TRY(expect(r.aggregate.has_value(), measured, "aggregate", evidence));
    TRY(expect(r.comparator.has_value(), measured, "comparator", evidence));
    TRY(expect(r.target.has_value(), measured, "target", evidence));
    if (!measured) TRY(expect(r.baseline.has_value(), false, "baseline", evidence));
    return expect(r.unit.has_value(), measured, "unit", evidence);
}

Result<> expect_source(const Reading& r, std::string_view evidence) {
    const bool statistics = r.evidence == Evidence::statistics;
    const bool deliveries = r.evidence == Evidence::deliveries;
    TRY(expect(r.dataset.has_value(), statistics, "dataset", evidence));
    TRY(expect(r.indicators.has_value(), statistics, "indicators", evidence));
    TRY(expect(r.reporters.has_value(), statistics, "reporters", evidence));
    if (!statistics) TRY(expect(r.partners.has_value(), false, "partners", evidence));
    TRY(expect(r.flow.has_value(), deliveries, "flow", evidence));
    return expect(r.stage.has_value(), deliveries, "stage", evidence);
}

Result<> expect_indicators(const std::vector<std::string>& indicators) {
    if (indicators.empty())
        return refuse("reading.incomplete", "should name at least one", "/indicators");
    for (std::size_t i = 0; i < indicators.size(); ++i)
        TRY(check_text(indicators[i], "/indicators/" + std::to_string(i)));
    return {};
}

Result<> expect_growth(const Reading& r) {
    const bool growth = r.aggregate == Aggregate::growth;
    const bool rate = r.unit && r.unit->value == percent_per_year;
    if (growth != rate)
        return refuse("reading.unit",
                      "the unit of a growth rate, and of nothing else, is percent-per-year",
                      "/unit");
    if (growth && r.window && r.window->length() < 2)
        return refuse("reading.window", "growth needs at least two periods", "/window");
    if (growth && r.evidence == Evidence::deliveries)
        return refuse("reading.not-applicable", "growth is read from statistics", "/aggregate");
    if (growth && r.baseline)
        return refuse("reading.not-applicable", "a growth rate has no baseline", "/baseline");
    return {};
}

}  // namespace

Result<> Reading::valid() const {
    const std::string_view evidence_word = word(evidence);
    TRY(expect_target(*this, evidence_word));
    TRY(expect_source(*this, evidence_word));
    TRY(expect_growth(*this));
    if (window && window->length() > window_length_max)
        return refuse("reading.window", "should have at most 10000 periods", "/window");
    if (indicators) TRY(expect_indicators(*indicators));
    if (places.has_value() != (comparator == Comparator::rounds_to))
        return refuse("reading.places", "goes with the comparator rounds-to, which needs it",
                      "/places");
    if (places && (*places < 0 || *places > 30))
        return refuse("reading.places", "should be 0 to 30", "/places");
    return {};
}

}  // namespace comity
