// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/simulated.test.h"

using namespace comity;
using namespace comity::trade;
using namespace comity::trade::test;

TEST_CASE("zero groups and singletons are left out one after the other, and named") {
    // Exporter A never sells. Without it importer P buys from B only: one row.
    PanelMaker maker;
    const auto add = [&](const char* exporter, const char* importer, double flow, double x) {
        maker.factor("exporter", exporter);
        maker.factor("importer", importer);
        maker.variable("trade", flow);
        maker.variable("x", x);
    };
    add("A", "P", 0, 1);
    add("A", "Q", 0, 2);
    add("B", "P", 5, 3);
    add("B", "Q", 3, 1);
    add("B", "R", 2, 5);
    add("C", "Q", 7, 2);
    add("C", "R", 4, 1);
    const auto found =
        estimate_ppml(std::move(maker).take(),
                      {.regressors = {"x"}, .effects = {{{"exporter"}}, {{"importer"}}}});
    REQUIRE(found.has_value());
    CHECK(found->left_out.zero_groups == std::vector<std::uint32_t>{0, 1});
    CHECK(found->left_out.singletons == std::vector<std::uint32_t>{2});
    CHECK(found->rows == std::vector<std::uint32_t>{3, 4, 5, 6});
    CHECK(found->effect_levels == std::vector<std::uint32_t>{2, 2});
}

TEST_CASE("zeros that a regressor tells from the rest are left out, as without them") {
    // x1 is only ever one where nothing is traded.
    const Panel panel = plain({0, 0, 0, 4, 5, 9, 3, 0, 2},
                              {{1, 1, 0, 0, 0, 0, 0, 0, 0}, {3, 1, 2, 2, 4, 5, 1, 1, 2}});
    const auto found = estimate_ppml(panel, {.regressors = {"x1", "x2"}});
    REQUIRE(found.has_value());
    CHECK(found->left_out.separated == std::vector<std::uint32_t>{0, 1});
    CHECK(found->collinear == std::vector<std::string>{"x1"});
    const auto rest =
        estimate_ppml(take_rows(panel, {2, 3, 4, 5, 6, 7, 8}), {.regressors = {"x2"}});
    REQUIRE(rest.has_value());
    check_close(values(*found), values(*rest), 1e-10);
}

TEST_CASE("zeros that only a combination of regressors tells from the rest are left out") {
    // x1 - x2 is zero wherever there is trade, positive in rows 0 and 1, and zero in row 2.
    const Panel panel =
        plain({0, 0, 0, 4, 5, 9, 3, 2},
              {{3, 4, 2, 2, 4, 5, 1, 2}, {1, 2, 2, 2, 4, 5, 1, 2}, {0, 1, 1, 0, 1, 1, 0, 0}});
    const auto found = estimate_ppml(panel, {.regressors = {"x1", "x2", "x3"}});
    REQUIRE(found.has_value());
    CHECK(found->left_out.separated == std::vector<std::uint32_t>{0, 1});
    CHECK(found->collinear == std::vector<std::string>{"x2"});
}

TEST_CASE("zeros that a regressor tells from the rest within effects are left out") {
    Panel panel = simulate(11);
    std::vector<double>& agreement = column(panel, "agreement");
    std::vector<double>& trade = column(panel, "trade");
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < trade.size(); ++i) {
        agreement[i] = i % 17 == 3 ? 1 : 0;
        if (agreement[i] == 0) continue;
        trade[i] = 0;
        expected.push_back(i);
    }
    const auto found = estimate_ppml(panel, three_way());
    REQUIRE(found.has_value());
    CHECK(found->collinear == std::vector<std::string>{"agreement"});
    std::vector<std::uint32_t> left_out = found->left_out.separated;
    std::ranges::copy(found->left_out.zero_groups, std::back_inserter(left_out));
    std::ranges::copy(found->left_out.singletons, std::back_inserter(left_out));
    std::ranges::sort(left_out);
    CHECK(std::ranges::includes(left_out, expected));
    std::vector<std::size_t> rest;
    for (std::uint32_t i = 0; i < trade.size(); ++i)
        if (!std::ranges::binary_search(expected, i)) rest.push_back(i);
    GravityModel model = three_way();
    model.regressors = {"tariff"};
    const auto without = estimate_ppml(take_rows(panel, rest), model);
    REQUIRE(without.has_value());
    check_close(values(*found), values(*without), 1e-8);
}

TEST_CASE("regressors that the effects or other regressors determine are named and left out") {
    Panel panel = simulate(12);
    Variable by_exporter{"by_exporter", {}};
    Variable twice{"twice", {}};
    const Variable constant{"constant", std::vector<double>(panel.rows(), 2005)};
    for (std::size_t i = 0; i < panel.rows(); ++i) {
        by_exporter.values.push_back(std::log(2.0 + panel.factors[0].codes[i]));
        twice.values.push_back(3 + 2 * column(panel, "agreement")[i] - column(panel, "tariff")[i]);
    }
    panel.variables.insert(panel.variables.end(), {by_exporter, twice, constant});
    for (const auto& estimate : {estimate_ppml, estimate_ols}) {
        GravityModel model = three_way();
        const auto before = estimate(panel, model);
        model.regressors = {"by_exporter", "agreement", "constant", "tariff", "twice"};
        const auto after = estimate(panel, model);
        REQUIRE(before.has_value());
        REQUIRE(after.has_value());
        CHECK(after->collinear == std::vector<std::string>{"by_exporter", "constant", "twice"});
        check_close(values(*before), values(*after), 1e-9);
        model.regressors = {"by_exporter", "constant"};
        CHECK(code_of(estimate(panel, model)) == "gravity.collinear");
    }
}

TEST_CASE("a model that the panel cannot serve is refused") {
    Panel panel = simulate(13);
    const auto refused = [&](const auto& change) {
        GravityModel model = three_way();
        change(model);
        std::string code = code_of(estimate_ppml(panel, model));
        CHECK(code_of(estimate_ols(panel, model)) == code);
        return code;
    };
    CHECK(refused([](auto& model) { model.flow = "exports"; }) == "gravity.unknown-column");
    CHECK(refused([](auto& model) { model.regressors = {"agreement", "x"}; }) ==
          "gravity.unknown-column");
    CHECK(refused([](auto& model) { model.regressors = {"exporter"}; }) == "gravity.not-numbers");
    CHECK(refused([](auto& model) { model.effects = {{{"tariff"}}}; }) == "gravity.not-categories");
    CHECK(refused([](auto& model) { model.effects = {{{"sector"}}}; }) == "gravity.unknown-column");
    CHECK(refused([](auto& model) { model.clusters = {{{"sector"}}}; }) ==
          "gravity.unknown-column");
    CHECK(refused([](auto& model) { model.regressors = {}; }) == "gravity.no-regressors");
    CHECK(refused([](auto& model) { model.regressors = {"tariff", "tariff"}; }) ==
          "gravity.repeated-column");
    CHECK(refused([](auto& model) { model.regressors = {"trade"}; }) == "gravity.repeated-column");
    CHECK(refused([](auto& model) {
              model.clusters = {{{"year"}}, {{"exporter"}}, {{"importer"}}};
          }) == "gravity.clusters");
    CHECK(refused([](auto& model) { model.clusters = {{}}; }) == "gravity.one-group");
    CHECK(refused([](auto& model) { model.effects = {{{"exporter", "importer", "year"}}}; }) ==
          "gravity.no-rows");
    panel = take_rows(panel, {});
    CHECK(refused([](auto&) {}) == "gravity.no-rows");
}

TEST_CASE("one period leaves nothing to an estimation with pair effects") {
    CHECK(code_of(estimate_ppml(simulate(14, 8, 1), three_way())) == "gravity.no-rows");
}

TEST_CASE("a row that cannot be right is refused with its place") {
    const Panel good = simulate(15);
    GravityModel model = three_way();
    model.weight = "weight";
    const auto refusal = [&](const std::string& name, double value) {
        Panel panel = good;
        panel.lines.resize(panel.rows());
        panel.lines[20] = 77;
        column(panel, name)[20] = value;
        const auto found = estimate_ppml(panel, model);
        REQUIRE(!found.has_value());
        CHECK(found.error().where == "made:77");
        return found.error().code;
    };
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(refusal("trade", -1) == "gravity.negative-flow");
    CHECK(refusal("trade", std::nan("")) == "gravity.missing");
    CHECK(refusal("trade", infinity) == "gravity.missing");
    CHECK(refusal("tariff", std::nan("")) == "gravity.missing");
    CHECK(refusal("weight", 0) == "gravity.weight");
    CHECK(refusal("weight", -2) == "gravity.weight");
    CHECK(refusal("weight", std::nan("")) == "gravity.missing");
}

TEST_CASE("rows with missing values are left out if the model says so") {
    Panel panel = simulate(16);
    GravityModel model = three_way();
    model.missing = MissingRows::leave_out;
    column(panel, "tariff")[5] = std::nan("");
    column(panel, "trade")[70] = std::nan("");
    const auto found = estimate_ppml(panel, model);
    REQUIRE(found.has_value());
    CHECK(found->left_out.missing == std::vector<std::uint32_t>{5, 70});
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < panel.rows(); ++i)
        if (i != 5 && i != 70) rest.push_back(i);
    const auto without = estimate_ppml(take_rows(panel, rest), three_way());
    REQUIRE(without.has_value());
    CHECK(values(*found) == values(*without));
}
