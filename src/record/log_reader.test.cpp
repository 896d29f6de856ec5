// SPDX-License-Identifier: Apache-2.0
#include "record/log_reader.h"

#include "base/check.h"
#include "record/log.h"
#include "record/simulated_disk.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

const std::string origin = "reader.example/log";

/// A log that is written and read on one simulated disk.
struct Written {
    SimulatedDisk disk{1};
    SecretKey secret = SecretKey(std::array<std::uint8_t, 32>{7});
    VerifierKey key{origin, KeyType::ed25519, secret.public_key()};
    std::unique_ptr<Log> log = create();

    std::unique_ptr<Log> create() {
        auto made =
            Log::create(disk, {.origin = origin,
                               .sign = [this](const Checkpoint& head) { return note(head); },
                               .key = key});
        REQUIRE(made);
        return *std::move(made);
    }
    std::string note(const Checkpoint& head) const { return sign_checkpoint(head, secret); }
    void add(std::uint64_t count) {
        std::vector<std::string> entries;
        for (std::uint64_t i = 0; i < count; ++i)
            entries.push_back("entry " + std::to_string(log->size() + i));
        log->append(entries);
        log->publish();
    }
    std::unique_ptr<LogReader> open() {
        auto reader = LogReader::open(disk, origin, key);
        REQUIRE(reader);
        return *std::move(reader);
    }
};

}  // namespace

TEST_CASE("a reader sees what is published, and no more until it looks again") {
    Written written;
    const auto reader = written.open();
    CHECK(reader->size() == 0);
    CHECK(reader->root() == empty_tree_hash());
    written.add(3);
    CHECK(reader->size() == 0);
    CHECK(reader->refresh() == true);
    CHECK(reader->refresh() == false);
    CHECK(reader->entry(2) == "entry 2");
    CHECK_THROWS_AS((void)reader->entry(3), Bug);
}

TEST_CASE("what a reader once saw it can read after the writer has gone on") {
    Written written;
    written.add(200);
    const auto reader = written.open();
    written.add(100);  // the partial tiles of 200 are removed
    CHECK(reader->entry(199) == "entry 199");
    CHECK(reader->prove_inclusion(7));
    std::uint64_t seen = 0;
    reader->for_each(150, [&](const LoggedEntry& entry) {
        CHECK(entry.bytes == "entry " + std::to_string(entry.index));
        CHECK(entry.leaf == leaf_hash(entry.bytes));
        ++seen;
    });
    CHECK(seen == 50);
    CHECK(reader->refresh() == true);
    CHECK(reader->entry(255) == "entry 255");
    CHECK(reader->entry(299) == "entry 299");
}

TEST_CASE("proofs of a reader verify at every size") {
    Written written;
    for (int round = 0; round < 40; ++round) {
        written.add(static_cast<std::uint64_t>(round) * 7 % 40 + 1);
        const auto reader = written.open();
        for (std::uint64_t index = 0; index < reader->size(); index += 37) {
            const auto proof = reader->prove_inclusion(index);
            REQUIRE(proof);
            REQUIRE(reader->leaf(index) == leaf_hash(reader->entry(index)));
            REQUIRE(check_inclusion(index, reader->size(), reader->leaf(index), *proof,
                                    reader->root()));
        }
    }
    const auto reader = written.open();
    CHECK(reader->prove_inclusion(reader->size()).error().code == "proof.index");
    CHECK(reader->prove_consistency(1, reader->size() + 1).error().code == "proof.size");
}

TEST_CASE("C2 a reader refuses a log that shrinks or forgets what it had") {
    Written written;
    written.add(10);
    const auto reader = written.open();
    const std::string ten = *written.disk.read("checkpoint");
    written.disk.replace("checkpoint", written.note({origin, 3, Hash{}}));
    CHECK(reader->refresh().error().code == "log.inconsistent");
    written.disk.replace("checkpoint", written.note({origin, 10, Hash{}}));
    CHECK(reader->refresh().error().code == "log.damaged");
    written.disk.replace("checkpoint", ten);
    CHECK(reader->refresh() == false);

    Written other;  // the same names, other entries
    other.log->append(std::vector<std::string>(20, "other"));
    other.log->publish();
    for (const char* path : {"tile/0/000.p/20", "tile/entries/000.p/20", "checkpoint"})
        written.disk.replace(path, *other.disk.read(path));
    CHECK(reader->refresh().error().code == "log.inconsistent");
}

TEST_CASE("a reader does not believe entries whose tile was changed with them") {
    Written written;
    written.add(700);
    std::string bundle;
    std::vector<Hash> leaves;
    for (int i = 0; i < 256; ++i) {
        const std::string entry = i == 7 ? "forged" : "entry " + std::to_string(i);
        append_to_bundle(bundle, entry);
        leaves.push_back(leaf_hash(entry));
    }
    written.disk.replace("tile/entries/000", bundle);
    written.disk.replace("tile/0/000", tile_bytes(leaves));
    const auto reader = written.open();
    CHECK_THROWS_AS((void)reader->entry(7), Fault);
    CHECK_THROWS_AS((void)reader->prove_inclusion(8), Fault);
    CHECK(reader->entry(300) == "entry 300");
}

TEST_CASE("a reader reports a damaged bundle, and a log that is absent") {
    Written written;
    written.add(300);
    std::string bundle = *written.disk.read("tile/entries/000");
    bundle[100] = static_cast<char>(bundle[100] ^ 1);
    written.disk.replace("tile/entries/000", bundle);
    const auto reader = written.open();
    CHECK_THROWS_AS((void)reader->entry(5), Fault);
    CHECK(reader->entry(280) == "entry 280");
    const SimulatedDisk empty{1};
    CHECK(LogReader::open(empty, origin, written.key).error().code == "log.absent");
}
