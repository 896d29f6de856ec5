// SPDX-License-Identifier: Apache-2.0
#include "service/trade_estimate.h"

#include "service/fixture.h"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <sstream>

using namespace comity;
using namespace comity::fixture;

namespace {

/// Three parties in three years; flows that are what distance, a border and years make of them.
std::string panel_text() {
    std::string text = "exporter,importer,year,trade,dist,rta\n";
    const std::vector<std::string> parties = {"AAA", "BBB", "CCC", "DDD"};
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 4; ++j)
            for (std::size_t t = 0; t < 3; ++t) {
                const std::size_t distance = i == j ? 1 : 2 + (i * j + i + j) % 5;
                const double trade = 100.0 * double(i + 2) * double(j + 1) / double(distance) +
                                     double((7 * i + 3 * j + 5 * t) % 11);
                text += parties[i] + "," + parties[j] + "," + std::to_string(2000 + t) + "," +
                        number_text(trade) + "," + std::to_string(distance) + "," +
                        ((i + j + t) % 3 == 0 ? "1" : "0") + "\n";
            }
    return text;
}

struct PanelFile {
    TemporaryFolder folder;
    std::string path = folder / "panel.csv";
    explicit PanelFile(const std::string& text = panel_text()) { write_text(path, text); }
    Result<answers::GravityEstimate> ask(const GravityQuestion& question) const {
        return estimate_gravity(path, question);
    }
    std::string refusal(const GravityQuestion& question) const {
        const auto answer = ask(question);
        REQUIRE_FALSE(answer);
        return answer.error().code + " at " + answer.error().where;
    }
};

GravityQuestion question(std::vector<std::string> regressors) {
    GravityQuestion question;
    question.regressors = std::move(regressors);
    question.effects = {{"exporter^year", "importer^year"}};
    return question;
}

const std::string folder = COMITY_SHARED_DIR "/data/trade-model/";

/// The rows of one specification of the published targets: term to its columns.
std::map<std::string, std::vector<double>> targets(const std::string& specification) {
    std::map<std::string, std::vector<double>> result;
    std::istringstream lines(read_text(folder + "targets_agtpa_ch1.csv"));
    std::string line;
    while (std::getline(lines, line)) {
        if (!line.starts_with('"' + specification + "\",\"")) continue;
        std::erase(line, '"');
        const std::string rest = line.substr(specification.size() + 1);
        const std::size_t comma = rest.find(',');
        const std::string term = rest.substr(0, comma);
        std::istringstream numbers(rest.substr(comma + 1));
        std::string number;
        while (std::getline(numbers, number, ','))
            result[term].push_back(Codec<double>::read(Json(number)).value());
    }
    return result;
}

constexpr std::size_t error_groups = 0, coefficient = 1, error_fixest = 2, rows = 3, deviance = 4;

void compare(const GravityQuestion& asked, const std::string& specification) {
    const auto expected = targets(specification);
    REQUIRE_FALSE(expected.empty());
    for (const auto convention : {trade::SmallSample::groups, trade::SmallSample::fixest}) {
        GravityQuestion question = asked;
        question.small_sample = convention;
        const auto answer = estimate_gravity(folder + "agtpa_applications.csv.gz", question);
        REQUIRE(answer);
        CHECK(answer->coefficients.size() == expected.size());
        for (const auto& row : answer->coefficients) {
            CAPTURE(row.name);
            const std::vector<double>& target = expected.at(row.name);
            CHECK(std::abs(row.value - target[coefficient]) < 1e-7);
            const bool by_groups = convention == trade::SmallSample::groups;
            CHECK(std::abs(row.standard_error - target[by_groups ? error_groups : error_fixest]) <
                  1e-7);
            CHECK(double(answer->rows_used) == target[rows]);
            CHECK(std::abs(answer->deviance / target[deviance] - 1) < 1e-9);
        }
    }
}

}  // namespace

TEST_CASE("an estimate says what it is made of") {
    const PanelFile panel;
    GravityQuestion asked = question({"ld", "rta"});
    asked.define = {{"ld = log(dist)"}};
    asked.where = "exporter != importer";
    asked.years = "2000..2002/2";
    asked.cluster = {{"exporter~importer"}};
    asked.wald = {{"ld", "rta"}};
    const auto answer = panel.ask(asked);
    REQUIRE(answer);
    CHECK(answer->rows_read == 48);
    CHECK(answer->rows_chosen == 24);
    CHECK(answer->rows_used == 24);
    CHECK(answer->estimator == "ppml");
    CHECK(answer->path == "general");
    CHECK(answer->covariance == "clustered");
    CHECK(answer->clusters[0].levels == 6);
    CHECK(answer->effects[0].levels == 8);
    CHECK(answer->coefficients[0].value < 0);
    REQUIRE(answer->wald);
    CHECK(answer->wald->degrees_of_freedom == 2);
    const auto again = decode<answers::GravityEstimate>(encode(*answer));
    REQUIRE(again);
    CHECK(again->coefficients[0].value == answer->coefficients[0].value);
}

TEST_CASE("one coefficient for each year is named by it") {
    const PanelFile panel;
    GravityQuestion asked = question({"ld^year"});
    asked.define = {{"ld = log(dist)"}};
    const auto answer = panel.ask(asked);
    REQUIRE(answer);
    REQUIRE(answer->coefficients.size() == 3);
    CHECK(answer->coefficients[2].name == "ld^2002");
}

TEST_CASE("definitions build on each other, and serve as effects") {
    const PanelFile panel;
    GravityQuestion asked = question({"ldh", "rta"});
    asked.define = {
        {"home = exporter == importer", "abroad = 1 - home", "ldh = log(dist) * abroad"}};
    asked.effects = {{"exporter^year", "importer^year", "exporter^home"}};
    const auto answer = panel.ask(asked);
    REQUIRE(answer);
    CHECK(answer->effects[2].levels == 8);
}

TEST_CASE("least squares leaves out zeros and says so") {
    std::string text = panel_text();
    text += "AAA,BBB,2003,0,2,0\nBBB,AAA,2003,5,2,0\n";
    const PanelFile panel(text);
    GravityQuestion asked = question({"dist"});
    asked.effects.reset();
    asked.ols = true;
    const auto answer = panel.ask(asked);
    REQUIRE(answer);
    REQUIRE(answer->left_out.size() == 1);
    CHECK(answer->left_out[0].reason == "zeros");
    CHECK(answer->left_out[0].places == std::vector<std::string>{"panel.csv:50"});
}

TEST_CASE("a question that cannot be answered is refused with its place") {
    const PanelFile panel;
    GravityQuestion asked = question({"ld"});
    CHECK(panel.refusal(asked) == "panel.unknown-column at " + panel.path + ":1");
    asked.define = {{"ld = log(dist"}};
    CHECK(panel.refusal(asked) == "expression.syntax at --define 'ld = log(dist', character 14");
    asked.define = {{"ld = log(dist - 1)"}};
    CHECK(panel.refusal(asked) == "expression.not-finite at panel.csv:2");
    asked.define = {{"ld = log(dist)", "ld = dist"}};
    CHECK(panel.refusal(asked) == "estimate.name at --define");
    asked.define = {{"dist = rta", "ld = log(dist)"}};
    CHECK_FALSE(panel.ask(asked));
    asked.define = {{"ld = log(dist)"}};
    for (const char* years : {"", "x", "2000..", "2002..2000", "2000/2", "2000..2002/0", "1e3"}) {
        asked.years = years;
        CHECK(panel.refusal(asked) == "estimate.years at --years");
    }
    asked.years = "1990..1999";
    CHECK(panel.refusal(asked) == "estimate.years at panel.csv");
    asked.years.reset();
    asked.where = "dist > 1000";
    CHECK(panel.refusal(asked) == "estimate.no-rows at panel.csv");
    asked.where = "dist >";
    CHECK(panel.refusal(asked) == "expression.syntax at --where, character 7");
    asked.where.reset();
    asked.effects = {{"exporter~"}};
    CHECK(panel.refusal(asked) == "estimate.name at --effects");
    asked.effects = {{"exporter"}};
    CHECK(panel.ask(asked).error().message.contains("--key"));
    asked.key = {{"exporter", "importer", "year"}};
    asked.wald = {{"nothing"}};
    CHECK(panel.refusal(asked) == "gravity.unknown-coefficient at ");
}

TEST_CASE("numbers are written so that they are read as the same") {
    for (const double value : {0.1, -1e-300, 1e300, 0.5571853356, 0.0}) {
        const auto read = Codec<double>::read(Json(number_text(value)));
        REQUIRE(read);
        CHECK(*read == value);
    }
    CHECK(number_text(std::nan("")) == "NA");
    CHECK(Codec<double>::read(Json("1,5")).error().code == "field.number");
    CHECK_FALSE(Codec<double>::read(Json("")));
}

TEST_SUITE("shared") {
    TEST_CASE("published tables are reproduced from the file as it is") {
        if (!std::filesystem::exists(COMITY_SHARED_DIR)) {
            MESSAGE("shared files are not here");
            return;
        }
        GravityQuestion pairs = question({"rta", "rta_lag4", "rta_lag8", "rta_lag12"});
        pairs.define = {{"pair = pair_id * (exporter != importer)"}};
        pairs.effects = {{"exporter^year", "importer^year", "pair"}};
        pairs.cluster = {{"exporter~importer"}};
        pairs.years = "1986..2006/4";
        compare(pairs, "T3c6 lags");
        GravityQuestion distance = question({"ld", "cntg", "lang", "clny"});
        distance.define = {{"ld = log(dist)"}};
        distance.where = "exporter != importer";
        distance.cluster = {{"pair_id"}};
        distance.years = "1986..2006/4";
        compare(distance, "T1c4 PPML intl only");
    }
}
