// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/panels/flows.test.h"

#include <limits>

namespace comity::trade {

using test::flows;
using test::refusal;
using test::try_flows;

namespace {

/// A sells B 5 and C 3, B sells A 2, C is silent but for one missing value.
const std::string small =
    "A,B,2020,5\nA,C,2020,3\nB,A,2020,2\nC,A,2020,NA\nA,A,2020,100\nB,A,2019,1\n";

Panel products() {
    return {.name = "p",
            .factors = {{"exporter", {"A", "B"}, {0, 0, 1, 0}},
                        {"importer", {"B", "A", "C"}, {0, 0, 1, 2}},
                        {"year", {"2020"}, {0, 0, 0, 0}},
                        {"product", {"wheat", "steel"}, {0, 1, 0, 1}}},
            .variables = {{"trade", {1, 2, 4, 8}}},
            .lines = {}};
}

}  // namespace

TEST_CASE("parties are those that sell or buy, periods and parties are sorted") {
    const Flows made = flows("B,A,2020,1\nC,B,2019,1\n");
    CHECK(made.parties() == std::vector<std::string>{"A", "B", "C"});
    REQUIRE(made.periods().size() == 2);
    CHECK(made.periods()[0].text() == "2019");
    CHECK(made.products() == std::vector<std::string>{""});
    CHECK(made.party("C") == 2);
    CHECK(made.period(test::period("2020")) == 1);
    CHECK(refusal(made.party("D")) == "flows.unknown-party ");
    CHECK(refusal(made.period(test::period("2021"))) == "flows.unknown-period ");
}

TEST_CASE("a sum says how many flows it knows and how many it does not") {
    const Flows made = flows(small);
    const Sum all = made.sum(1, made.everyone(), made.everyone());
    CHECK(all == Sum{10, 3, 3});  // of six pairs: B-C and C-B have no row, C-A no value
    CHECK(made.sum(1, made.only(0), made.everyone()) == Sum{8, 2, 0});
    CHECK(made.flow(1, 1, 2) == Sum{0, 0, 1});
    CHECK(made.flow(1, 2, 0) == Sum{0, 0, 1});
}

TEST_CASE("where absent flows are zeros, only missing values are unknown") {
    const Flows made = flows(small, Absence::zero);
    CHECK(made.sum(1, made.everyone(), made.everyone()) == Sum{10, 5, 1});
    CHECK(made.flow(1, 1, 2) == Sum{0, 1, 0});
    CHECK(made.flow(1, 2, 0) == Sum{0, 0, 1});
}

TEST_CASE("sales of a party to itself are no trade") {
    const Flows made = flows(small);
    CHECK(made.flow(1, 0, 0) == Sum{0, 0, 0});
    CHECK(made.sum(1, made.only(0), made.only(0)).value == 0);
}

TEST_CASE("the trade of a party is told by partner and by product") {
    const Flows made = flows(small);
    CHECK(made.by_partner(1, 0, Direction::exports) ==
          std::vector<Sum>{{0, 0, 0}, {5, 1, 0}, {3, 1, 0}});
    CHECK(made.by_partner(1, 0, Direction::imports) ==
          std::vector<Sum>{{0, 0, 0}, {2, 1, 0}, {0, 0, 1}});
    const auto goods = Flows::from_panel(products(), {.product = "product"}, Absence::zero);
    REQUIRE(goods.has_value());
    CHECK(goods->products() == std::vector<std::string>{"steel", "wheat"});
    CHECK(goods->by_product(0, 0, Direction::exports) == std::vector<Sum>{{10, 2, 0}, {1, 2, 0}});
    CHECK(goods->by_product(0, 1, Direction::imports) == std::vector<Sum>{{2, 2, 0}, {1, 2, 0}});
    CHECK(goods->flow(0, 0, 1) == Sum{3, 2, 0});
}

TEST_CASE("products that are added in a panel of totals are duplicates") {
    CHECK(refusal(Flows::from_panel(products(), {}, Absence::zero)) == "flows.duplicate p:2");
}

TEST_CASE("a flow that comes twice is found wherever it stands, and called by its first row") {
    Panel panel = products();
    panel.factors[1].codes = {0, 2, 1, 0};  // A-B, A-C, B-A, A-B
    const auto made = Flows::from_panel(panel, {}, Absence::zero);
    REQUIRE(!made.has_value());
    CHECK(made.error() == Refusal{"flows.duplicate", "repeats the flow of p:1", "p:4"});
}

TEST_CASE("the order of the rows has no influence on any digit") {
    const Flows one = flows("A,B,2020,0.1\nA,C,2020,0.2\nB,C,2020,0.3\nC,A,2020,1e16\n");
    const Flows two = flows("C,A,2020,1e16\nB,C,2020,0.3\nA,C,2020,0.2\nA,B,2020,0.1\n");
    CHECK(one.parties() == two.parties());
    CHECK(one.sum(0, one.everyone(), one.everyone()) == two.sum(0, two.everyone(), two.everyone()));
    CHECK(one.by_partner(0, 2, Direction::imports) == two.by_partner(0, 2, Direction::imports));
}

TEST_CASE("what are no flows is refused at its row") {
    CHECK(refusal(try_flows("A,B,2020,1\nA,C,2020,-1\n")) == "flows.negative f.csv:3");
    CHECK(refusal(try_flows("A,B,2006.0,1\n")) == "flows.period f.csv");
    CHECK(refusal(try_flows("A,B,2020,1\nA,B,2020-Q1,1\n")) == "flows.period f.csv");
    Panel panel = products();
    CHECK(refusal(Flows::from_panel(panel, {.exporter = "x"}, Absence::zero)) ==
          "flows.unknown-column p");
    CHECK(refusal(Flows::from_panel(panel, {.product = "product", .value = "year"},
                                    Absence::zero)) == "flows.unknown-column p");
    panel.variables[0].values[2] = std::numeric_limits<double>::infinity();
    CHECK(refusal(Flows::from_panel(panel, {.product = "product"}, Absence::zero)) ==
          "flows.not-finite p:3");
}

TEST_CASE("a table without rows has no parties") {
    const Flows made = flows("");
    CHECK(made.parties().empty());
    CHECK(refusal(made.party("A")) == "flows.unknown-party ");
}

}  // namespace comity::trade
