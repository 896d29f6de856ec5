// SPDX-License-Identifier: Apache-2.0
#include "record/checkpoint.h"
#include "record/cosignature.h"
#include "simulate/planted.h"
#include "simulate/world.h"

#include <doctest/doctest.h>

#include <sstream>

using namespace comity;
using namespace comity::simulate;

namespace {

/// Whether one of so many runs with a planted fault is found to break this invariant.
bool finds(Plant plant, const std::string& invariant, std::uint64_t seeds) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        Settings settings{.seed = seed};
        settings.make = [plant](Disk& disk, Peer::Options options) {
            return open_planted(plant, disk, std::move(options));
        };
        const Report report = run(settings);
        if (report.violation && report.violation->invariant == invariant) return true;
    }
    return false;
}

std::string story_of(std::uint64_t seed) {
    std::ostringstream story;
    run({.seed = seed, .hours = 2, .story = &story});
    return story.str();
}

}  // namespace

TEST_CASE("One seed tells one story, and another seed another") {
    const std::string story = story_of(7);
    CHECK(story.size() > 1000);
    CHECK(story_of(7) == story);
    CHECK(story_of(8) != story);
}

TEST_CASE("An association that nothing disturbs seals, decides and agrees") {
    const Report report = run({.seed = 1, .calm = true});
    if (report.violation) MESSAGE(report.violation->invariant, ": ", report.violation->what);
    CHECK(!report.violation);
    CHECK(report.faults == 0);
    CHECK(report.seals > 3);
    CHECK(report.decisions > 0);
}

TEST_CASE("A planted bug is found: an outbox that does not survive") {
    CHECK(finds(Plant::forgets_acts, "acknowledged-kept", 10));
}

TEST_CASE("A planted bug is found: an act is acknowledged and not kept") {
    CHECK(finds(Plant::drops_acts, "acknowledged-kept", 3));
}

TEST_CASE("A planted bug is found: a state that is not that of the log") {
    CHECK(finds(Plant::other_state, "equal-state", 3));
}

TEST_CASE("A planted bug is found: published entries that do not hash to the head") {
    CHECK(finds(Plant::serves_damage, "verifies", 3));
}

TEST_CASE("A planted bug is found: receipts that nobody gave") {
    CHECK(finds(Plant::claims_receipts, "objection-heard", 40));
}

TEST_CASE("Two heads of one size by one key break the one history, and by two keys do not") {
    Events events;
    Checker checker(events);
    const auto show = [&](const std::string& name, const std::string& root, std::int64_t time) {
        const std::string head = to_text(Checkpoint{log_origin, 5, sha256(root)});
        const auto line = cosign(head, name, secret_of(name), {time});
        checker.heard({"GET", "/peer/head"}, {200, to_bytes({head, {*line}})}, end_of_time);
    };
    for (const std::string name : {"one", "other"})
        checker.trust(name, cosigner(name, secret_of(name).public_key()));
    show("one", "a log", 1000);
    show("one", "a log", 2000);
    show("other", "another log", 1000);
    CHECK_THROWS_AS(show("one", "another log", 3000), Violation);
    checker.distrust("other");
    show("other", "a log", 1000);
}
