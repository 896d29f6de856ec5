// SPDX-License-Identifier: Apache-2.0
#include "record/tiles.h"

#include "base/check.h"
#include "record/journal.h"
#include "record/simulated_disk.h"
#include "record/tile_builder.h"

#include <doctest/doctest.h>

using namespace comity;

TEST_CASE("L2: a tile's path has its index in groups of three digits") {
    CHECK(tile_path({0, 0, 256}) == "tile/0/000");
    CHECK(tile_path({0, 999, 256}) == "tile/0/999");
    CHECK(tile_path({1, 1000, 256}) == "tile/1/x001/000");
    CHECK(tile_path({63, 1'234'067, 256}) == "tile/63/x001/x234/067");
    CHECK(tile_path({0, 273, 112}) == "tile/0/273.p/112");
    CHECK(tile_path({{}, 1'234'067, 8}) == "tile/entries/x001/x234/067.p/8");
    CHECK(partials_folder({0, 5, 256}) == "tile/0/005.p");
}

TEST_CASE("L2: the path of every tile is read back") {
    for (const std::optional<int> level :
         {std::optional<int>{}, std::optional(0), std::optional(63)})
        for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{999}, std::uint64_t{1000},
                                          std::uint64_t{1'000'000}, UINT64_MAX})
            for (const unsigned width : {1U, 255U, 256U}) {
                const TileName name = {level, index, width};
                CHECK(parse_tile_path(tile_path(name)) == name);
            }
}

TEST_CASE("L2: a path in another form names no tile") {
    for (const std::string_view path : {"",
                                        "tile",
                                        "tile/",
                                        "tile/0",
                                        "tile/0/",
                                        "tile/0/0",
                                        "tile/0/0000",
                                        "tile/00/000",
                                        "tile/64/000",
                                        "tile/-1/000",
                                        "tile/x/000",
                                        "tile/0/x000/000",
                                        "tile/0/x001/00",
                                        "tile/0/x001/x000",
                                        "tile/0/000/",
                                        "tile/0/000.p",
                                        "tile/0/000.p/",
                                        "tile/0/000.p/0",
                                        "tile/0/000.p/256",
                                        "tile/0/000.p/01",
                                        "tile/0/000.p/1/",
                                        "tile/entries/../000",
                                        "/tile/0/000",
                                        "tile/0/001/000",
                                        "tile/0/x018/x446/x744/x073/x709/x551/616"})
        CHECK_FALSE(parse_tile_path(path));
}

TEST_CASE("L4: the width of a partial tile follows from the size of the tree") {
    CHECK(tile_of(0, 69'999, 70'000) == TileName{0, 273, 112});
    CHECK(tile_of(0, 0, 70'000) == TileName{0, 0, 256});
    CHECK(tile_of(1, 272, 70'000) == TileName{1, 1, 17});
    CHECK(tile_of(2, 0, 70'000) == TileName{2, 0, 1});
    CHECK(bundle_of(69'999, 70'000) == TileName{{}, 273, 112});
    CHECK(hashes_at(7, UINT64_MAX) == 255);
    CHECK(hashes_at(8, UINT64_MAX) == 0);
}

TEST_CASE("L3: a tile is as long as its hashes") {
    const std::vector<Hash> hashes = {leaf_hash("a"), leaf_hash("b")};
    CHECK(parse_tile(tile_bytes(hashes), 2) == hashes);
    CHECK(parse_tile(tile_bytes(hashes), 1).error().code == "tile.length");
    CHECK(parse_tile(tile_bytes(hashes), 3).error().code == "tile.length");
    CHECK(parse_tile(tile_bytes(hashes).substr(1), 2).error().code == "tile.length");
}

TEST_CASE("L6: a bundle is entries with their lengths, as many as its name says") {
    std::string bundle;
    const std::string longest(65'535, 'x');
    append_to_bundle(bundle, "one");
    append_to_bundle(bundle, "");
    append_to_bundle(bundle, longest);
    CHECK(bundle.starts_with(std::string("\0\3one\0\0\xFF\xFFx", 10)));
    CHECK(parse_bundle(bundle, 3) == std::vector<std::string_view>{"one", "", longest});
    for (const unsigned width : {0U, 2U, 4U, 4'000'000'000U})
        CHECK(parse_bundle(bundle, width).error().code == "tile.bundle");
    CHECK(parse_bundle(bundle.substr(0, bundle.size() - 1), 3).error().code == "tile.bundle");
    CHECK(parse_bundle(bundle + "x", 3).error().code == "tile.bundle");
    CHECK_THROWS_AS(append_to_bundle(bundle, longest + "x"), Bug);
}

TEST_CASE("the builder has the root of the tree at every size") {
    TileBuilder builder;
    Frontier frontier;
    for (int i = 0; i < 1000; ++i) {
        CHECK(builder.root() == frontier.root());
        const Hash leaf = leaf_hash(std::to_string(i));
        builder.append(leaf);
        frontier.append(leaf);
    }
    CHECK(builder.full().size() == 3);
    CHECK(builder.edge(0).size() == 1000 - 768);
    CHECK(builder.edge(1).size() == 3);
}

TEST_CASE("the builder fills tiles of the second level too") {
    TileBuilder builder;
    Frontier frontier;
    for (int i = 0; i < 65'536 + 300; ++i) {
        const Hash leaf = leaf_hash(std::to_string(i));
        builder.append(leaf);
        frontier.append(leaf);
    }
    CHECK(builder.root() == frontier.root());
    CHECK(builder.full().size() == 257 + 1);
    CHECK(builder.edge(2).size() == 1);
}

TEST_CASE("a tile that is absent or too short is a fault of the disk") {
    SimulatedDisk disk;
    const TileReader reader(disk, 300);
    CHECK_THROWS_AS(reader.subtree(0, 0), Fault);
    disk.replace("tile/0/000", "short");
    CHECK_THROWS_AS(reader.subtree(0, 0), Fault);
}

TEST_CASE("a journal reads nothing but journals") {
    CHECK(Journal::read("").error().where == "journal:0");
    CHECK(Journal::read(std::string(64, '\0')).error().where == "journal:0");
    SimulatedDisk disk;
    Journal::start(disk, 7, leaf_hash("root"));
    const auto content = Journal::read(*disk.read("journal"));
    REQUIRE(content);
    CHECK(content->first == 7);
    CHECK(content->root == leaf_hash("root"));
    CHECK(content->entries.empty());
    CHECK(content->torn == 0);
}

TEST_CASE("a journal that is cut anywhere holds whole groups, and counts the rest") {
    SimulatedDisk disk;
    const auto journal = Journal::start(disk, 0, empty_tree_hash());
    const std::vector<std::string> first = {"a", "bb"};
    const std::vector<std::string> second = {"ccc"};
    journal->append(first);
    journal->append(second);
    const std::string bytes = *disk.read("journal");
    const std::size_t end = bytes.find_last_not_of('\0') + 1;
    const std::size_t middle = 64 + 28 + 3 + 4;
    for (std::size_t cut = 64; cut <= end; ++cut) {
        const auto content = Journal::read(bytes.substr(0, cut));
        REQUIRE(content);
        CHECK(content->entries.size() == (cut < middle ? 0U : cut < end ? 2U : 3U));
        CHECK(content->torn <= cut - content->end);
        CHECK((content->torn > 0) == (cut != 64 && cut != middle && cut != end));
    }
}
