// SPDX-License-Identifier: Apache-2.0
#include "cli/trade_text.h"

#include "base/utf8.h"
#include "cli/trade_commands.h"

#include <array>
#include <charconv>
#include <cmath>

namespace comity::cli {

namespace {

std::string formatted(double value, std::chars_format format, int digits) {
    std::array<char, 400> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, format, digits).ptr;
    return {text.data(), end};
}

std::string grouped(std::string digits) {
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    for (std::size_t i = point; i > first + 3;) digits.insert(i -= 3, ",");
    return digits;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text.append(text.empty() ? "" : ", ").append(part);
    return text;
}

std::string rows_text(std::int64_t rows) {
    return count_figure(rows) + (rows == 1 ? " row" : " rows");
}

std::string levels_text(const std::vector<answers::GravityLevels>& levels) {
    std::string text;
    for (const answers::GravityLevels& each : levels)
        text += (text.empty() ? "" : ", ") + each.name + " (" + count_figure(each.levels) + ")";
    return text.empty() ? "a constant" : text;
}

std::string errors_text(const answers::GravityEstimate& estimate) {
    std::string text = "robust to unequal variances";
    if (!estimate.clusters.empty()) text = "clustered by " + levels_text(estimate.clusters);
    if (estimate.small_sample == "groups")
        return text + ", times G/(G-1), as Stata's ppml commands do" +
               (estimate.clusters.empty() ? "; G is the number of rows" : "");
    if (estimate.small_sample == "fixest")
        return text + ", times G/(G-1) (n-1)/(n-K), as fixest does";
    return text + ", not scaled for a small sample";
}

std::string reason_of(const std::string& reason) {
    if (reason == "missing") return "a number is not known";
    if (reason == "zeros") return "a flow of zero has no logarithm";
    if (reason == "zero-groups") return "all flows of a level of an effect are zero";
    if (reason == "singletons") return "the only row of a level of an effect";
    return "separated: zeros that the regressors and effects predict perfectly";
}

std::string left_out_text(const answers::GravityLeftOut& left_out) {
    constexpr std::size_t shown_max = 3;
    std::vector<std::string> places = left_out.places;
    if (places.size() > shown_max) places.resize(shown_max);
    const bool is_all = places.size() == static_cast<std::size_t>(left_out.rows);
    return rows_text(left_out.rows) + ", " + reason_of(left_out.reason) + ": " + joined(places) +
           (is_all ? "" : ", ...");
}

std::string coefficients_text(const answers::GravityEstimate& estimate, std::size_t width) {
    using enum Table::Align;
    const bool corrected = !estimate.coefficients.empty() && estimate.coefficients[0].corrected;
    std::vector<Table::Column> columns = {
        {"regressor"}, {"estimate", right}, {"std. error", right}, {"z", right}, {"p", right}};
    if (corrected) columns.push_back({"less bias", right});
    if (corrected) columns.push_back({"its std. error", right});
    Table table(columns);
    for (const answers::GravityCoefficient& each : estimate.coefficients) {
        std::vector<Table::Cell> row = {{each.name},
                                        {estimate_figure(each.value)},
                                        {estimate_figure(each.standard_error)},
                                        {fixed_text(each.z, 2)},
                                        {probability_text(each.p)}};
        if (corrected) row.push_back({estimate_figure(*each.corrected)});
        if (corrected) row.push_back({estimate_figure(*each.corrected_error)});
        table.add(std::move(row));
    }
    return table.text(width);
}

std::string heading(const answers::GravityEstimate& estimate) {
    const bool is_ols = estimate.estimator == "ols";
    return (is_ols ? "Least squares on the logarithm of " + estimate.flow
                   : "Poisson pseudo maximum likelihood of " + estimate.flow) +
           ", " + estimate.file;
}

std::string sample_text(const answers::GravityEstimate& estimate) {
    return count_figure(estimate.rows_used) + " used of " + count_figure(estimate.rows_chosen) +
           " chosen of " + count_figure(estimate.rows_read) + " read";
}

std::string path_text(const answers::GravityEstimate& estimate) {
    if (estimate.estimator == "ols") return "general";
    return (estimate.path == "cube" ? "on a cube of exporters, importers and periods, "
                                    : "general, ") +
           count_figure(estimate.iterations) + " steps";
}

}  // namespace

std::string fixed_text(double value, int digits) {
    if (!std::isfinite(value)) return "–";
    return grouped(formatted(value, std::chars_format::fixed, digits));
}

std::string estimate_figure(double value) {
    if (!std::isfinite(value)) return "–";
    const double size = std::abs(value);
    if (size != 0 && (size < 0.001 || size >= 1e6))
        return formatted(value, std::chars_format::scientific, 3);
    return fixed_text(value, 4);
}

std::string probability_text(double p) { return p < 0.001 ? "<0.001" : fixed_text(p, 3); }

std::string count_figure(std::int64_t count) { return grouped(std::to_string(count)); }

std::string named_lines(const std::vector<std::pair<std::string, std::string>>& lines,
                        std::size_t width) {
    Table table({{""}, {"", Table::Align::left, true}});
    for (const auto& [name, value] : lines) table.add({{name, Colour::grey}, {value}});
    std::string text = table.text(width);
    return text.substr(text.find('\n') + 1);  // without a head
}

std::string estimate_text(const answers::GravityEstimate& estimate, std::size_t width) {
    std::vector<std::pair<std::string, std::string>> lines = {
        {"rows", sample_text(estimate)},
        {"effects", levels_text(estimate.effects)},
        {"standard errors", errors_text(estimate)},
        {"log likelihood", fixed_text(estimate.log_likelihood, 2)},
        {estimate.estimator == "ols" ? "squared residuals" : "deviance",
         fixed_text(estimate.deviance, 2)},
        {estimate.estimator == "ols" ? "R2" : "pseudo R2",
         estimate.estimator == "ols"
             ? fixed_text(estimate.correlation_squared, 4)
             : fixed_text(estimate.pseudo_r2, 4) + "; squared correlation of flows and fit " +
                   fixed_text(estimate.correlation_squared, 4)},
        {"computed", path_text(estimate)}};
    for (const answers::GravityLeftOut& left_out : estimate.left_out)
        lines.emplace_back("left out", left_out_text(left_out));
    if (!estimate.collinear.empty())
        lines.emplace_back("left out", joined(estimate.collinear) +
                                           ": the other regressors and the effects determine it");
    if (estimate.wald)
        lines.emplace_back("Wald test", joined(estimate.wald->names) + " are zero: chi2(" +
                                            count_figure(estimate.wald->degrees_of_freedom) +
                                            ") = " + fixed_text(estimate.wald->statistic, 2) +
                                            ", p " + probability_text(estimate.wald->p));
    if (!estimate.coefficients.empty() && estimate.coefficients[0].corrected)
        lines.emplace_back("less bias", "Weidner and Zylkin (2021), clustered by pair");
    return printable(heading(estimate)) + "\n\n" + coefficients_text(estimate, width) + "\n" +
           named_lines(lines, width);
}

}  // namespace comity::cli
