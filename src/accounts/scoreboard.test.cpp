// SPDX-License-Identifier: Apache-2.0
#include "accounts/scoreboard.h"

#include "accounts/fixture.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

using fixture::outcome;
using fixture::read;
using fixture::statistics_reading;
using fixture::World;

void add(World& world, const std::string& pledge, const std::string& name, Reading reading) {
    if (!world.state.pledges.contains(pledge)) world.state.pledge_order.push_back(pledge);
    reading.pledge = {pledge};
    reading.reading = {name};
    Pledge& made = world.state.pledges[pledge];
    made.reading_order.push_back(name);
    made.readings[name].reading = reading;
}

Reading with_partners(std::string_view window, std::string_view partners) {
    Reading reading = statistics_reading(window, "100");
    reading.partners = read<Group>(partners);
    return reading;
}

SeriesKey key(std::string_view indicator, std::string_view partner) {
    return {std::string(indicator), "CHN", std::string(partner), "", "USD", Frequency::annual};
}

/// Two pledges; members grow in mid-window.
World example() {
    World world;
    world.party("RUS", "2001-06-15")
        .party("IRN", "2023-07-04")
        .party("AFG", "2012-06-07", "observer");
    add(world, "trade", "fixed", with_partners("2021..2025", "RUS,KAZ"));
    add(world, "trade", "members", with_partners("2021..2025", "member@period-end"));
    add(world, "other", "wider", with_partners("2022..2026", "member,observer@period-end"));
    Reading nothing;
    nothing.reason = read<Translations>("no series");
    nothing.label = read<Translations>("unmeasured");
    add(world, "other", "unmeasured", nothing);
    world.values("2021", {"1", "2", "3", "4"});
    return world;
}

bool same_as_from_scratch(const Scoreboard& board, const World& world) {
    for (const auto& [name, pledge] : world.state.pledges) {
        const std::vector<Account>& accounts = board.of(name);
        if (accounts.size() != pledge.reading_order.size()) return false;
        for (std::size_t i = 0; i < accounts.size(); ++i)
            if (accounts[i] != world.count(pledge.readings.at(pledge.reading_order[i]).reading))
                return false;
    }
    return true;
}

}  // namespace

TEST_CASE("the scoreboard has an account of every reading, in their order") {
    const World world = example();
    const Scoreboard board(world.state, world, world.today);
    CHECK(board.size() == 4);
    REQUIRE(board.of("trade").size() == 2);
    CHECK(board.of("trade")[0].reading == "fixed");
    CHECK(board.of("trade")[1].reading == "members");
    CHECK(outcome(board.of("other")[1]) == "not-measurable no-evidence");
    CHECK(board.of("never-made").empty());
    CHECK(same_as_from_scratch(board, world));
}

TEST_CASE("an empty record has an empty scoreboard") {
    const World world;
    Scoreboard board(world.state, world, world.today);
    board.recount_all();
    CHECK(board.size() == 0);
    CHECK(board.recount("trade-data", std::array{key("X", "RUS")}) == 0);
}

TEST_CASE("a changed series recounts the readings that ask for it, and no others") {
    World world = example();
    Scoreboard board(world.state, world, world.today);
    CHECK(board.recount("trade-data", std::array{key("X", "RUS")}) == 3);
    CHECK(board.recount("trade-data", std::array{key("X", "KAZ")}) == 1);
    CHECK(board.recount("trade-data", std::array{key("X", "AFG")}) == 1);
    CHECK(board.recount("trade-data", std::array{key("X", "IRN")}) == 2);
    CHECK(board.recount("trade-data", std::array{key("X", "KAZ"), key("X", "AFG")}) == 2);
    CHECK(board.recount("trade-data", std::array{key("M", "RUS")}) == 0);
    CHECK(board.recount("trade-data", std::array{key("X", "USA")}) == 0);
    CHECK(board.recount("other-data", std::array{key("X", "RUS")}) == 0);
    CHECK(board.recount("trade-data", {}) == 0);
}

TEST_CASE("a series that did not exist before is noticed") {
    World world = example();
    Scoreboard board(world.state, world, world.today);
    world.put("X", "CHN", "KAZ", "2024", "500");
    CHECK(outcome(board.of("trade")[0]) == "behind");
    board.recount("trade-data", std::array{key("X", "KAZ")});
    CHECK(outcome(board.of("trade")[0]) == "met");
    CHECK(same_as_from_scratch(board, world));
}

TEST_CASE("counting everything again takes in new readings and new members") {
    World world = example();
    Scoreboard board(world.state, world, world.today);
    add(world, "third", "new", with_partners("2021..2025", "RUS"));
    world.party("KAZ", "2001-06-15");
    world.put("X", "CHN", "KAZ", "2024", "500");
    CHECK(board.of("third").empty());
    board.recount_all();
    CHECK(board.size() == 5);
    CHECK(same_as_from_scratch(board, world));
    CHECK(board.recount("trade-data", std::array{key("X", "KAZ")}) == 3);
}

TEST_CASE("recounting what changed comes to the same as counting everything") {
    World world = example();
    Scoreboard board(world.state, world, world.today);
    std::uint64_t seed = 1;
    const auto below = [&](std::uint64_t bound) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        return (seed >> 33) % bound;
    };
    constexpr std::array<std::string_view, 5> partners = {"RUS", "KAZ", "IRN", "AFG", "USA"};
    for (int round = 0; round < 300; ++round) {
        const SeriesKey changed = key("X", partners[below(partners.size())]);
        const std::string year = std::to_string(2020 + below(7));
        if (below(3) == 0)
            world.vintage.remove(changed, year);
        else
            world.vintage.put(changed, year, std::to_string(below(60)));
        board.recount("trade-data", std::span(&changed, 1));
        CHECK(same_as_from_scratch(board, world));
    }
}

TEST_CASE("a fault while counting is passed on") {
    struct Broken : fixture::World {
        const Vintage* current(std::string_view) const override { throw Fault("no disk"); }
    };
    Broken world;
    for (const char* name : {"a", "b", "c"})
        add(world, name, "plain", statistics_reading("2021..2025", "1"));
    CHECK_THROWS_AS(Scoreboard(world.state, world, world.today), Fault);
}

}  // namespace comity
