// SPDX-License-Identifier: Apache-2.0
#include "record/simulated_disk.h"

#include <doctest/doctest.h>

using namespace comity;

TEST_CASE("A failed write is done in part from the front, and the next one works") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        SimulatedDisk disk(seed);
        const auto file = disk.open("a");
        disk.fail_after(1);
        CHECK_THROWS_AS(file->write(0, "abcdef"), Fault);
        CHECK(std::string("abcdef").starts_with(*disk.read("a")));
        file->write(0, "ABCDEF");
        CHECK(*disk.read("a") == "ABCDEF");
    }
}

TEST_CASE("A failed sync makes nothing durable, and neither does a later one") {
    bool lost = false;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        SimulatedDisk disk(seed);
        const auto file = disk.open("a");
        disk.sync_all();
        file->write(0, "abc");
        disk.fail_after(1);
        CHECK_THROWS_AS(file->sync(), Fault);
        CHECK(*disk.read("a") == "abc");
        file->sync();
        disk.restart();
        lost = lost || *disk.read("a") != "abc";
    }
    CHECK(lost);
}

TEST_CASE("A full disk takes what needs no more space, and nothing else") {
    SimulatedDisk disk;
    const auto file = disk.open("a");
    file->write(0, "abcdef");
    disk.set_full(true);
    file->write(0, "ABC");
    CHECK(*disk.read("a") == "ABCdef");
    CHECK_THROWS_AS(file->write(3, "DEFG"), Fault);
    CHECK(disk.read("a")->size() == 6);
    CHECK_THROWS_AS(disk.open("b"), Fault);
    CHECK_THROWS_AS(disk.replace("a", "x"), Fault);
    CHECK_THROWS_AS(disk.replace_durably("a", "x"), Fault);
    CHECK(disk.read("a")->size() == 6);
    disk.remove("a");
    disk.set_full(false);
    disk.replace_durably("b", "x");
    CHECK(*disk.read("b") == "x");
}

TEST_CASE("A backup put back is durable, and locks from before it are void") {
    SimulatedDisk disk;
    disk.replace_durably("a", "old");
    const SimulatedDisk::Files backup = disk.files();
    disk.replace_durably("a", "new");
    const auto lock = disk.try_lock("lock");
    disk.restore(backup);
    CHECK(*disk.read("a") == "old");
    disk.restart();
    CHECK(*disk.read("a") == "old");
    CHECK(disk.try_lock("lock"));
}
