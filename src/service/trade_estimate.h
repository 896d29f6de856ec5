// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/schema.h"
#include "engines/trade/gravity/estimate.h"
#include "service/trade_numbers.h"

namespace comity {

/// A gravity equation to be estimated on the rows of a file.
struct GravityQuestion {
    static constexpr std::string_view type = "gravity equation";
    std::vector<std::string> regressors;
    std::optional<std::string> flow;
    std::optional<std::vector<std::string>> effects;
    std::optional<std::vector<std::string>> define;
    std::optional<std::string> where;
    std::optional<std::string> years;
    std::optional<std::string> weights;
    std::optional<std::string> offset;
    std::optional<std::vector<std::string>> cluster;
    std::optional<trade::SmallSample> small_sample;
    std::optional<bool> ols;
    std::optional<bool> bias_correction;
    std::optional<std::vector<std::string>> wald;
    std::optional<trade::MissingRows> missing;
    std::optional<std::vector<std::string>> key;
    std::optional<std::int64_t> threads;

    static constexpr std::tuple fields = {
        Field{"regressors", &GravityQuestion::regressors,
              "columns or definitions; ld^year: one coefficient of ld for each year"},
        Field{"effects", &GravityQuestion::effects,
              "absorbed: exporter^year is one for each exporter in each year, exporter~importer "
              "one for two parties whichever sells; none: a constant"},
        Field{"flow", &GravityQuestion::flow, "the column to be explained; else trade"},
        Field{"define", &GravityQuestion::define,
              "new columns: 'ld = log(dist)', 'home = exporter == importer'"},
        Field{"where", &GravityQuestion::where,
              "the rows to use: 'exporter != importer and dist < 5000'"},
        Field{"years", &GravityQuestion::years,
              "of the column year, to use: 1986,1990 or 1986..2006 or 1986..2006/4"},
        Field{"weights", &GravityQuestion::weights, "a column: a row of weight 2 counts twice"},
        Field{"offset", &GravityQuestion::offset, "a column with a coefficient of one"},
        Field{"cluster", &GravityQuestion::cluster,
              "rows of one group may depend on each other; at most two groupings; none: robust"},
        Field{"small_sample", &GravityQuestion::small_sample,
              "how standard errors are scaled: by G/(G-1), as fixest does, or not"},
        Field{"ols", &GravityQuestion::ols, "least squares on log(flow), without its zeros"},
        Field{"bias_correction", &GravityQuestion::bias_correction,
              "of a three-way model: Weidner and Zylkin (2021)"},
        Field{"wald", &GravityQuestion::wald, "test that these coefficients are all zero"},
        Field{"missing", &GravityQuestion::missing, "rows with a number that is not known"},
        Field{"key", &GravityQuestion::key,
              "the columns that tell every row from every other; else all that name parties, "
              "years and groups"},
        Field{"threads", &GravityQuestion::threads, "changes nothing but the time it takes"}};
};

template <>
struct EnumText<trade::SmallSample> {
    static constexpr std::string_view type = "word";
    static constexpr std::array values = {
        std::pair{trade::SmallSample::groups, std::string_view("groups")},
        std::pair{trade::SmallSample::fixest, std::string_view("fixest")},
        std::pair{trade::SmallSample::none, std::string_view("none")}};
};

template <>
struct EnumText<trade::MissingRows> {
    static constexpr std::string_view type = "word";
    static constexpr std::array values = {
        std::pair{trade::MissingRows::refuse, std::string_view("refuse")},
        std::pair{trade::MissingRows::leave_out, std::string_view("leave-out")}};
};

namespace answers {

struct GravityCoefficient {
    static constexpr std::string_view type = "coefficient";
    std::string name;
    double value = 0;
    double standard_error = 0;
    double z = 0;
    double p = 0;
    std::optional<double> corrected;
    std::optional<double> corrected_error;
    static constexpr std::tuple fields = {
        Field{"name", &GravityCoefficient::name, "of the regressor"},
        Field{"value", &GravityCoefficient::value, "the estimate"},
        Field{"standard_error", &GravityCoefficient::standard_error, "see covariance"},
        Field{"z", &GravityCoefficient::z, "value / standard_error"},
        Field{"p", &GravityCoefficient::p, "two-sided, by the normal distribution"},
        Field{"corrected", &GravityCoefficient::corrected, "the estimate less its bias"},
        Field{"corrected_error", &GravityCoefficient::corrected_error,
              "clustered by pair, less its bias"}};
};

struct GravityLevels {
    static constexpr std::string_view type = "levels";
    std::string name;
    std::int64_t levels = 0;
    static constexpr std::tuple fields = {
        Field{"name", &GravityLevels::name, "of the effect or cluster"},
        Field{"levels", &GravityLevels::levels, "how many occur in the rows used"}};
};

struct GravityLeftOut {
    static constexpr std::string_view type = "rows left out";
    std::string reason;
    std::int64_t rows = 0;
    std::vector<std::string> places;
    static constexpr std::tuple fields = {
        Field{"reason", &GravityLeftOut::reason,
              "missing, zeros, zero-groups, singletons or separated"},
        Field{"rows", &GravityLeftOut::rows, "how many"},
        Field{"places", &GravityLeftOut::places, "the first of them, file:line; of separated all"}};
};

struct GravityTest {
    static constexpr std::string_view type = "Wald test";
    std::vector<std::string> names;
    double statistic = 0;
    std::int64_t degrees_of_freedom = 0;
    double p = 0;
    static constexpr std::tuple fields = {
        Field{"names", &GravityTest::names, "the coefficients, all zero by the hypothesis"},
        Field{"statistic", &GravityTest::statistic, "b' V^-1 b"},
        Field{"degrees_of_freedom", &GravityTest::degrees_of_freedom, "how many there are"},
        Field{"p", &GravityTest::p, "by the chi-squared distribution"}};
};

struct GravityEstimate {
    static constexpr std::string_view type = "gravity estimate";
    std::string file;
    std::string flow;
    std::string estimator;
    std::string path;
    std::int64_t rows_read = 0;
    std::int64_t rows_chosen = 0;
    std::int64_t rows_used = 0;
    std::vector<GravityCoefficient> coefficients;
    std::string covariance;
    std::string small_sample;
    std::vector<GravityLevels> effects;
    std::vector<GravityLevels> clusters;
    std::vector<std::string> collinear;
    std::vector<GravityLeftOut> left_out;
    double deviance = 0;
    double log_likelihood = 0;
    double pseudo_r2 = 0;
    double correlation_squared = 0;
    std::int64_t iterations = 0;
    std::optional<GravityTest> wald;
    static constexpr std::tuple fields = {
        Field{"file", &GravityEstimate::file, "the panel"},
        Field{"flow", &GravityEstimate::flow, "what is explained"},
        Field{"estimator", &GravityEstimate::estimator, "ppml or ols"},
        Field{"path", &GravityEstimate::path, "how it was computed: cube or general"},
        Field{"rows_read", &GravityEstimate::rows_read, "in the file"},
        Field{"rows_chosen", &GravityEstimate::rows_chosen, "by years and where"},
        Field{"rows_used", &GravityEstimate::rows_used, "those that tell anything"},
        Field{"coefficients", &GravityEstimate::coefficients, "in the order of the regressors"},
        Field{"covariance", &GravityEstimate::covariance, "robust, clustered or two-way"},
        Field{"small_sample", &GravityEstimate::small_sample, "groups, fixest or none"},
        Field{"effects", &GravityEstimate::effects, "absorbed"},
        Field{"clusters", &GravityEstimate::clusters, "of the standard errors"},
        Field{"collinear", &GravityEstimate::collinear,
              "regressors that the others and the effects determine"},
        Field{"left_out", &GravityEstimate::left_out, "rows that tell nothing, by reason"},
        Field{"deviance", &GravityEstimate::deviance,
              "of least squares: the sum of squared residuals"},
        Field{"log_likelihood", &GravityEstimate::log_likelihood, "at the estimate"},
        Field{"pseudo_r2", &GravityEstimate::pseudo_r2, "McFadden (1974)"},
        Field{"correlation_squared", &GravityEstimate::correlation_squared,
              "of the flow (least squares: its logarithm) and its fitted value"},
        Field{"iterations", &GravityEstimate::iterations, "until it converged"},
        Field{"wald", &GravityEstimate::wald, "the test, if one was asked for"}};
};

}  // namespace answers

/// Reads the file and estimates. Refusals: those of `read_panel_file`, of `Definition` and
/// `Expression`, of `trade::estimate` and `trade::wald_test`; `estimate.years`,
/// `estimate.no-rows` (none is chosen), `estimate.name` (a definition or effect that cannot be).
Result<answers::GravityEstimate> estimate_gravity(const std::string& file,
                                                  const GravityQuestion& question);

}  // namespace comity
