// SPDX-License-Identifier: Apache-2.0
#include "cli/trade_text.h"

#include "cli/trade_commands.h"
#include "service/fixture.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace comity;
using namespace comity::cli;

namespace {

answers::GravityEstimate small_estimate() {
    answers::GravityEstimate estimate;
    estimate.file = "panel.csv";
    estimate.flow = "trade";
    estimate.estimator = "ppml";
    estimate.path = "cube";
    estimate.rows_read = 30'000;
    estimate.rows_chosen = 2'000;
    estimate.rows_used = 1'990;
    estimate.covariance = "clustered";
    estimate.small_sample = "fixest";
    estimate.effects = {{"exporter^year", 414}};
    estimate.clusters = {{"pair", 2'346}};
    answers::GravityCoefficient rta;
    rta.name = "rta";
    rta.value = 0.5571853356;
    rta.standard_error = 0.102235;
    rta.z = 5.45;
    rta.p = 5e-8;
    estimate.coefficients = {rta};
    estimate.left_out = {{"separated", 10, {"panel.csv:2", "panel.csv:3", "panel.csv:4", "…"}}};
    estimate.collinear = {"dist"};
    estimate.log_likelihood = -1'234'567.891;
    return estimate;
}

bool has_line(const std::string& text, const std::string& line) {
    return ("\n" + text).contains("\n" + line + "\n");
}

}  // namespace

TEST_CASE("figures have thousands apart and as many digits as they are worth") {
    CHECK(fixed_text(-1234567.891, 2) == "-1,234,567.89");
    CHECK(fixed_text(999.96, 1) == "1,000.0");
    CHECK(fixed_text(-123, 0) == "-123");
    CHECK(fixed_text(std::nan(""), 2) == "–");
    CHECK(fixed_text(1e300, 0).size() > 300);
    CHECK(estimate_figure(0.55718) == "0.5572");
    CHECK(estimate_figure(0) == "0.0000");
    CHECK(estimate_figure(-1.5e-7) == "-1.500e-07");
    CHECK(probability_text(0.0004) == "<0.001");
    CHECK(probability_text(0.0591) == "0.059");
    CHECK(count_figure(28'482) == "28,482");
    CHECK(count_figure(7) == "7");
}

TEST_CASE("an estimate is told with its convention and what was left out") {
    const std::string text = estimate_text(small_estimate(), 100);
    CHECK(has_line(text, "Poisson pseudo maximum likelihood of trade, panel.csv"));
    CHECK(has_line(text, "rta          0.5572      0.1022  5.45  <0.001"));
    CHECK(has_line(text, "rows             1,990 used of 2,000 chosen of 30,000 read"));
    CHECK(text.contains("clustered by pair (2,346), times G/(G-1) (n-1)/(n-K), as fixest does"));
    CHECK(text.contains("-1,234,567.89"));
    CHECK(text.contains("10 rows, separated: zeros that the regressors and effects predict"));
    CHECK(text.contains("panel.csv:4, ..."));
    CHECK(text.contains("dist: the other regressors and the effects determine it"));
    CHECK_FALSE(text.contains("less bias"));
}

TEST_CASE("corrected estimates stand beside the others") {
    answers::GravityEstimate estimate = small_estimate();
    estimate.coefficients[0].corrected = 0.6;
    estimate.coefficients[0].corrected_error = 0.12;
    const std::string text = estimate_text(estimate, 100);
    CHECK(text.contains("less bias  its std. error"));
    CHECK(text.contains("0.6000          0.1200"));
}

TEST_CASE("the trade commands answer as text, JSON and CSV, and refuse what is not there") {
    const fixture::TemporaryFolder folder;
    fixture::write_text(folder / "flows.csv",
                        "exporter,importer,year,trade\nAAA,BBB,2019,10\nBBB,AAA,2019,4\n"
                        "AAA,CCC,2019,1\nCCC,AAA,2019,2\nBBB,CCC,2019,3\nCCC,BBB,2019,5\n");
    const auto described =
        describe_trade_of({}, folder / "flows.csv", false, {{"group", "AAA,BBB"}});
    REQUIRE(described);
    CHECK(described->text.contains("2019, members with each other"));
    CHECK(described->json.find("pairs") != nullptr);
    const auto csv = describe_trade_of({}, folder / "flows.csv", true, {{"group", "AAA,BBB"}});
    REQUIRE(csv);
    CHECK(csv->text.starts_with("party,partner,exports,imports,balance"));
    CHECK(csv->text.contains("\nAAA,BBB,10,4,6,"));
    Context here;
    here.folder = folder / "nothing";
    CHECK(describe_trade_of(here, folder / "flows.csv", false, {{"group", "member@period-end"}})
              .error()
              .code == "describe.no-record");
    CHECK(estimate_trade({}, folder / "flows.csv", false, {{"regressors", "dist"}}).error().code ==
          "panel.unknown-column");
    CHECK(estimate_trade({}, folder / "flows.csv", false,
                         {{"regressors", "x"}, {"small_sample", "some"}})
              .error()
              .code == "field.word");
}
