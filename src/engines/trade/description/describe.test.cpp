// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/description/describe.h"

#include "engines/trade/panels/flows.test.h"

namespace comity::trade {
namespace {

using doctest::Approx;
using test::flows;
using test::period;
using test::refusal;

/// Every pair of four parties. A exports 10, B 20, C 30, D 40; each party buys what it says below.
const std::string world =
    "A,B,2020,6\nA,C,2020,3\nA,D,2020,1\n"
    "B,A,2020,4\nB,C,2020,6\nB,D,2020,10\n"
    "C,A,2020,10\nC,B,2020,10\nC,D,2020,10\n"
    "D,A,2020,20\nD,B,2020,0\nD,C,2020,20\n";

const Period y2020 = period("2020");

std::vector<GroupMember> from_2020(std::initializer_list<const char*> parties) {
    std::vector<GroupMember> group;
    for (const char* party : parties) group.push_back({party, y2020, {}});
    return group;
}

std::string members_of(const Flows& made, const std::vector<GroupMember>& group,
                       const std::string& at) {
    const auto members = members_in(made, group, period(at));
    REQUIRE(members.has_value());
    std::string names;
    for (std::size_t i = 0; i < members->size(); ++i)
        if (members->at(i)) names += made.parties()[i];
    return names;
}

}  // namespace

TEST_CASE("a balance is what was sold less what was bought, seen from each side with its sign") {
    const Flows made = flows(world);
    CHECK(bilateral_balance(made, {"A", "B", y2020}) == 2);
    CHECK(bilateral_balance(made, {"B", "A", y2020}) == -2);
    CHECK(bilateral_balance(made, {"D", "B", y2020}) == -10);
}

TEST_CASE("a balance of which one side is unknown is refused, unless absence means zero") {
    const std::string rows = "A,B,2020,6\nB,C,2020,\nC,B,2020,1\n";
    CHECK(refusal(bilateral_balance(flows(rows), {"A", "B", y2020})) == "trade.unknown-flow ");
    CHECK(bilateral_balance(flows(rows, Absence::zero), {"A", "B", y2020}) == 6);
    CHECK(refusal(bilateral_balance(flows(rows, Absence::zero), {"B", "C", y2020})) ==
          "trade.unknown-flow ");
}

TEST_CASE("parties and periods that are not there, and a party with itself, are refused") {
    const Flows made = flows(world);
    CHECK(refusal(bilateral_balance(made, {"A", "E", y2020})) == "flows.unknown-party ");
    CHECK(refusal(bilateral_balance(made, {"A", "B", period("2021")})) == "flows.unknown-period ");
    CHECK(refusal(bilateral_balance(made, {"A", "A", y2020})) == "trade.same-party /partner");
}

TEST_CASE("a mirror gap is the importer's less the exporter's report, over the base asked for") {
    const Flows exporters = flows("A,B,2020,80\nB,A,2020,0\n");
    const Flows importers = flows("A,B,2020,120\nB,A,2020,0\n");
    const auto relative = [&](GapBase base) {
        return mirror_gap(exporters, importers, {"A", "B", y2020}, base).value().relative.value();
    };
    CHECK(mirror_gap(exporters, importers, {"A", "B", y2020}, GapBase::mean) ==
          MirrorGap{80, 120, 40, 0.4});
    CHECK(relative(GapBase::exporter_report) == 0.5);
    CHECK(relative(GapBase::importer_report) == Approx(1.0 / 3));
    CHECK(relative(GapBase::larger) == Approx(1.0 / 3));
    CHECK(mirror_gap(importers, exporters, {"A", "B", y2020}, GapBase::larger).value().gap == -40);
    CHECK(mirror_gap(exporters, importers, {"B", "A", y2020}, GapBase::mean) ==
          MirrorGap{0, 0, 0, {}});
    CHECK(refusal(mirror_gap(exporters, flows("B,A,2020,1\n"), {"A", "B", y2020}, GapBase::mean)) ==
          "trade.unknown-flow ");
}

TEST_CASE("the concentration of a party's trade is that of its known partners") {
    const Flows made = flows(world);
    const auto exports = trade_concentration(made, {.party = "A", .period = y2020, .n = 3});
    REQUIRE(exports.has_value());
    CHECK(exports->index.herfindahl == Approx(0.46));
    CHECK(exports->trade == Sum{10, 3, 0});
    const auto imports = trade_concentration(
        made, {.party = "A", .period = y2020, .direction = Direction::imports, .n = 3});
    CHECK(imports.value().index.herfindahl == Approx((16 + 100 + 400) / (34.0 * 34)));
    const auto part = trade_concentration(flows("A,B,2020,1\nA,C,2020,NA\nB,C,2020,1\n"),
                                          {.party = "A", .period = y2020, .n = 2});
    CHECK(part.value().index.herfindahl == 1);
    CHECK(part.value().trade.unknown == 1);
    CHECK(refusal(trade_concentration(made, {.party = "A", .period = y2020, .n = 2})) ==
          "concentration.possible /n");
}

TEST_CASE("trade intensity compares a partner's share with its weight among all importers") {
    const auto found = trade_intensity(flows(world), {"A", "B", y2020});
    REQUIRE(found.has_value());
    CHECK(found->export_share == Approx(0.6));
    CHECK(found->import_share == Approx(16.0 / 100));
    CHECK(found->import_share_net == Approx(16.0 / 66));
    CHECK(found->intensity == Approx(3.75));
    CHECK(found->intensity_net == Approx(0.6 * 66 / 16));
    CHECK(found->world_imports == Sum{100, 12, 0});
}

TEST_CASE("if a party sells to each as much as each weighs, every intensity net of it is one") {
    const Flows made =
        flows("A,B,2020,1\nA,C,2020,3\nB,A,2020,7\nB,C,2020,6\nC,A,2020,9\nC,B,2020,2\n");
    for (const char* partner : {"B", "C"})
        CHECK(trade_intensity(made, {"A", partner, y2020}).value().intensity_net == Approx(1));
}

TEST_CASE("an intensity towards a party that buys nothing is refused") {
    CHECK(refusal(trade_intensity(flows("A,B,2020,0\nA,C,2020,1\nC,B,2020,0\n", Absence::zero),
                                  {"A", "B", y2020})) == "trade.no-trade ");
    CHECK(refusal(trade_intensity(flows("A,B,2020,0\nB,A,2020,1\n"), {"A", "B", y2020})) ==
          "trade.no-trade ");
}

TEST_CASE("who is a member depends on the period; both ends of a span belong to it") {
    const Flows made = flows(world);
    const std::vector<GroupMember> group = {{"A", period("2001"), {}},
                                            {"B", period("2018"), {}},
                                            {"C", period("2005"), period("2010")},
                                            {"C", period("2015"), period("2016")}};
    CHECK(members_of(made, group, "2000") == "");
    CHECK(members_of(made, group, "2001") == "A");
    CHECK(members_of(made, group, "2010") == "AC");
    CHECK(members_of(made, group, "2011") == "A");
    CHECK(members_of(made, group, "2016") == "AC");
    CHECK(members_of(made, group, "2018") == "AB");
}

TEST_CASE("a membership that cannot be is refused at its place") {
    const Flows made = flows(world);
    const auto refused = [&](const GroupMember& member) {
        return refusal(members_in(made, {{"A", y2020, {}}, member}, y2020));
    };
    CHECK(refused({"E", y2020, {}}) == "flows.unknown-party ");
    CHECK(refused({"B", period("2020-Q1"), {}}) == "group.frequency /group/1");
    CHECK(refused({"B", y2020, period("2020-07")}) == "group.frequency /group/1");
    CHECK(refused({"B", y2020, period("2019")}) == "group.ends-before /group/1");
    CHECK(refused({"B", period("2025"), {}}) == "accepted");
}

TEST_CASE("the share a group keeps is of its exports, of its imports, and of both") {
    const auto found = intra_group(flows(world), from_2020({"A", "B"}), y2020);
    REQUIRE(found.has_value());
    CHECK(found->members == 2);
    CHECK(found->within == Sum{10, 2, 0});
    CHECK(found->exports == Sum{30, 6, 0});
    CHECK(found->imports == Sum{50, 6, 0});
    CHECK(found->of_exports == Approx(10.0 / 30));
    CHECK(found->of_imports == Approx(10.0 / 50));
    CHECK(found->of_trade == Approx(20.0 / 80));
    CHECK(found->world == Sum{100, 12, 0});
    CHECK(found->intensity == Approx(0.25 / (80.0 / 200)));
    const double inward = 0.25 / (60.0 / 120);  // 60 across, 120 all that outsiders trade
    const double outward = 0.75 / 0.5;
    CHECK(found->introversion.value() == Approx((inward - outward) / (inward + outward)));
}

TEST_CASE("introversion compares the members' trade within with the outsiders' trade across") {
    const std::string even =
        "A,B,2020,1\nA,C,2020,1\nA,D,2020,1\nB,A,2020,1\nB,C,2020,1\nB,D,2020,1\n"
        "C,A,2020,1\nC,B,2020,1\nC,D,2020,2\nD,A,2020,1\nD,B,2020,1\nD,C,2020,2\n";
    const auto group = from_2020({"A", "B"});
    // of 6 sold and 6 bought, 2 and 2 are within: a third; outsiders sell and buy 8, half across
    CHECK(intra_group(flows(even), group, y2020).value().introversion.value() ==
          Approx((2.0 / 3 - 4.0 / 3) / 2));
    const std::string apart = "A,B,2020,3\nB,A,2020,3\nC,D,2020,2\nD,C,2020,2\n";
    CHECK(!intra_group(flows(apart, Absence::zero), group, y2020).value().introversion.has_value());
    const std::string nearly = apart + "A,C,2020,1e-9\n";
    CHECK(intra_group(flows(nearly, Absence::zero), group, y2020).value().introversion.value() ==
          Approx(1));
}

TEST_CASE("the whole world keeps all its trade, one party keeps none") {
    const Flows made = flows(world);
    const auto all = intra_group(made, from_2020({"A", "B", "C", "D"}), y2020);
    CHECK(all.value().of_exports == 1);
    CHECK(all.value().of_imports == 1);
    CHECK(all.value().of_trade == 1);
    CHECK(all.value().intensity == 1);
    CHECK(!all.value().introversion.has_value());
    CHECK(intra_group(made, from_2020({"D"}), y2020).value().of_trade == 0);
}

TEST_CASE("a group that is named twice counts once, and its order has no influence") {
    const Flows made = flows(world);
    const auto once = intra_group(made, from_2020({"A", "C"}), y2020);
    const auto twice = intra_group(made, from_2020({"C", "A", "C"}), y2020);
    CHECK(once.value().of_trade == twice.value().of_trade);
    CHECK(twice.value().members == 2);
}

TEST_CASE("a group without members or without trade is refused; what it lacks is said") {
    CHECK(refusal(intra_group(flows(world), {}, y2020)) == "group.empty ");
    CHECK(refusal(intra_group(flows("A,B,2020,0\nB,A,2020,0\nC,A,2020,1\n"), from_2020({"A", "B"}),
                              y2020)) == "trade.no-trade ");
    const auto part = intra_group(flows("A,B,2020,1\nB,C,2020,1\n"), from_2020({"A", "B"}), y2020);
    CHECK(part.value().within == Sum{1, 1, 1});
    CHECK(part.value().exports == Sum{2, 2, 2});
}

}  // namespace comity::trade
