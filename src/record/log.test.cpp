// SPDX-License-Identifier: Apache-2.0
#include "record/log.h"

#include "base/check.h"
#include "record/simulated_disk.h"
#include "record/tiles.h"
#include "support.h"

#include <doctest/doctest.h>

#include <filesystem>

using namespace comity;

namespace {

const std::string origin = "example.org/log";

const SecretKey& secret() {
    static const SecretKey key({1, 2, 3});
    return key;
}

VerifierKey verifier() { return {origin, KeyType::ed25519, secret().public_key()}; }

std::string sign(const Checkpoint& head) { return sign_checkpoint(head, secret()); }

Log::Options options() { return {origin, sign, verifier()}; }

/// Entries of very different lengths: from nothing to 4 kB.
std::string entry_text(std::uint64_t i) {
    return "entry " + std::to_string(i) + std::string(i % 7 == 0 ? 4000 : i % 13, 'x');
}

std::vector<std::string> entries(std::uint64_t first, std::uint64_t count) {
    std::vector<std::string> made;
    for (std::uint64_t i = first; i < first + count; ++i) made.push_back(entry_text(i));
    return made;
}

std::unique_ptr<Log> need(Result<std::unique_ptr<Log>> log) {
    if (!log) FAIL(log.error().code, " ", log.error().where, " ", log.error().message);
    return std::move(*log);
}

template <class T>
std::string code(const Result<T>& result) {
    return result ? "" : result.error().code;
}

Result<Checkpoint> verify_entries(const Disk& disk) {
    return verify_log(disk, origin, verifier(), [](const LoggedEntry& entry) -> Result<> {
        if (entry.bytes == entry_text(entry.index) && entry.leaf == leaf_hash(entry.bytes))
            return {};
        return refuse("test.other", "the entry appended", std::to_string(entry.index));
    });
}

/// Whether the log holds exactly the first `size()` entries of the script.
bool holds_the_script(const Log& log) {
    std::uint64_t next = 0;
    bool good = true;
    log.for_each(0, [&](const LoggedEntry& entry) {
        good = good && entry.index == next++ && entry.bytes == entry_text(entry.index);
    });
    return good && next == log.size();
}

/// One step of the script that the crash tests interrupt: append so many entries, or (0) publish.
constexpr std::array<std::uint64_t, 13> script = {1, 0, 3, 0, 2, 250, 0, 1, 0, 900, 2, 0, 1};

/// Runs the script from where the log stands; `acknowledged` counts what was promised.
void run_script(SimulatedDisk& disk, std::uint64_t& acknowledged) {
    auto log = disk.exists("checkpoint") ? need(Log::open(disk, options()))
                                         : need(Log::create(disk, options()));
    for (const std::uint64_t count : script) {
        if (count == 0) {
            log->publish();
            continue;
        }
        log->append(entries(log->size(), count));
        acknowledged = log->size();
    }
}

/// After a crash: everything acknowledged is there, and the log can go on.
void check_recovery(SimulatedDisk& disk, std::uint64_t acknowledged) {
    if (!disk.exists("checkpoint")) {
        REQUIRE(acknowledged == 0);
        need(Log::create(disk, options()));
    }
    auto log = need(Log::open(disk, options()));
    REQUIRE(log->size() >= acknowledged);
    REQUIRE(holds_the_script(*log));
    const auto published = verify_entries(disk);
    REQUIRE(published);
    REQUIRE(published->size == log->published_size());
    log->append(entries(log->size(), 1));
    log->publish();
    REQUIRE(holds_the_script(*log));
    const auto head = verify_entries(disk);
    REQUIRE(head);
    REQUIRE(head->size == log->size());
    REQUIRE(head->root == log->root());
    if (published->size > 0) {
        const auto proof = log->prove_consistency(published->size, head->size);
        REQUIRE(
            check_consistency(published->size, head->size, published->root, head->root, *proof));
    }
}

/// A log of `size` published entries.
void fill(Disk& disk, std::uint64_t size) {
    auto log = need(Log::create(disk, options()));
    log->append(entries(0, size));
    log->publish();
}

}  // namespace

TEST_CASE("a new log is empty, signed, and made only once") {
    SimulatedDisk disk;
    auto log = need(Log::create(disk, options()));
    CHECK(log->size() == 0);
    CHECK(log->root() == empty_tree_hash());
    CHECK(open_checkpoint(log->checkpoint(), origin, verifier())->size == 0);
    CHECK(code(Log::create(disk, options())) == "log.locked");
    log = nullptr;
    CHECK(code(Log::create(disk, options())) == "log.exists");
    CHECK(verify_entries(disk)->size == 0);
}

TEST_CASE("one process writes at a time") {
    SimulatedDisk disk;
    auto log = need(Log::create(disk, options()));
    CHECK(code(Log::open(disk, options())) == "log.locked");
    log = nullptr;
    CHECK(Log::open(disk, options()));
}

TEST_CASE("a log that is not there, or is another's, is refused") {
    SimulatedDisk disk;
    CHECK(code(Log::open(disk, options())) == "log.absent");
    CHECK(code(verify_entries(disk)) == "log.absent");
    fill(disk, 3);
    Log::Options other = options();
    other.origin = "example.org/other";
    CHECK(code(Log::open(disk, other)) == "checkpoint.origin");
    other = options();
    other.key.key = SecretKey({9}).public_key();
    CHECK(code(Log::open(disk, other)) == "note.unsigned");
}

TEST_CASE("a signer that does not fit the key cannot make a log") {
    SimulatedDisk disk;
    Log::Options wrong = options();
    wrong.sign = [](const Checkpoint&) { return std::string("nonsense"); };
    CHECK(code(Log::create(disk, wrong)) == "note.malformed");
    CHECK_FALSE(disk.exists("checkpoint"));
}

TEST_CASE("appended entries are there before and after publishing and reopening") {
    SimulatedDisk disk;
    auto log = need(Log::create(disk, options()));
    log->append(entries(0, 300));
    log->append({});
    CHECK(log->size() == 300);
    CHECK(log->published_size() == 0);
    CHECK(log->entry(299) == entry_text(299));
    log = nullptr;
    log = need(Log::open(disk, options()));
    CHECK(holds_the_script(*log));
    CHECK(log->published_size() == 0);
    log->publish();
    log->append(entries(300, 5));
    CHECK(log->published_size() == 300);
    CHECK(holds_the_script(*log));
    CHECK(log->entry(0) == entry_text(0));
    CHECK(log->entry(304) == entry_text(304));
    CHECK_THROWS_AS(log->entry(305), Bug);
    log->publish();
    CHECK(log->entry(304) == entry_text(304));
    std::uint64_t next = 257;
    log->for_each(257, [&](const LoggedEntry& entry) { CHECK(entry.index == next++); });
    CHECK(next == 305);
}

TEST_CASE("entries may be empty, 65535 bytes long, or any bytes; longer ones are a bug") {
    SimulatedDisk disk;
    auto log = need(Log::create(disk, options()));
    const std::vector<std::string> odd = {"", std::string(65'535, '\0'), "\xFFgrp\xFFgrp", "\n\n"};
    log->append(odd);
    const std::string long_entry(65'536, 'x');
    CHECK_THROWS_AS(log->append(std::span(&long_entry, 1)), Bug);
    log = nullptr;
    log = need(Log::open(disk, options()));
    CHECK(log->size() == 4);
    log->publish();
    log = nullptr;
    log = need(Log::open(disk, options()));
    for (std::size_t i = 0; i < odd.size(); ++i) CHECK(log->entry(i) == odd[i]);
}

TEST_CASE("publishing nothing new leaves every file alone") {
    SimulatedDisk disk;
    fill(disk, 3);
    auto log = need(Log::open(disk, options()));
    const std::uint64_t before = disk.operations();
    log->publish();
    CHECK(disk.operations() == before);
}

TEST_CASE("L3 and L4: 70000 leaves make the tiles that the standard names") {
    SimulatedDisk disk;
    auto log = need(Log::create(disk, options()));
    std::vector<std::string> many(70'000);
    for (std::size_t i = 0; i < many.size(); ++i) many[i] = std::to_string(i);
    log->append(many);
    log->publish();
    CHECK(disk.exists("tile/0/272"));
    CHECK(disk.list("tile/0").size() == 274);  // 273 full tiles and one folder of partial ones
    CHECK(disk.list("tile/0/273.p") == std::vector<std::string>{"112"});
    CHECK(disk.list("tile/1") == std::vector<std::string>{"000", "001.p/"});
    CHECK(disk.list("tile/1/001.p") == std::vector<std::string>{"17"});
    CHECK(disk.list("tile/2/000.p") == std::vector<std::string>{"1"});
    CHECK(disk.list("tile/entries/273.p") == std::vector<std::string>{"112"});
    CHECK(disk.read("tile/0/000")->size() == 8192);
    log = nullptr;
    log = need(Log::open(disk, options()));
    for (const std::uint64_t index : {0U, 255U, 256U, 65'535U, 65'536U, 69'999U}) {
        const auto proof = log->prove_inclusion(index);
        CHECK(
            check_inclusion(index, 70'000, leaf_hash(std::to_string(index)), *proof, log->root()));
    }
}

TEST_CASE("L4: 256 leaves make one full tile below a partial one") {
    SimulatedDisk disk;
    fill(disk, 256);
    CHECK(disk.list("tile/0") == std::vector<std::string>{"000"});
    CHECK(disk.list("tile/1/000.p") == std::vector<std::string>{"1"});
    CHECK(disk.list("tile/entries") == std::vector<std::string>{"000"});
    CHECK(need(Log::open(disk, options()))->size() == 256);
}

TEST_CASE("L5: the partial tiles of every published size stay until the full tile is there") {
    SimulatedDisk disk;
    auto log = need(Log::create(disk, options()));
    for (const std::uint64_t count : {1U, 2U, 252U}) {
        log->append(entries(log->size(), count));
        log->publish();
    }
    const std::vector<std::string> sizes = {"1", "255", "3"};
    CHECK(disk.list("tile/0/000.p") == sizes);
    CHECK(disk.list("tile/entries/000.p") == sizes);
    log->append(entries(255, 2));
    log->publish();
    CHECK(disk.list("tile/0/000.p").empty());
    CHECK(disk.list("tile/entries") == std::vector<std::string>{"000", "001.p/"});
    CHECK(verify_entries(disk)->size == 257);
}

TEST_CASE("proofs are of the published tree, for every index and pair of sizes") {
    SimulatedDisk disk;
    auto log = need(Log::create(disk, options()));
    std::vector<Hash> roots = {log->root()};
    for (std::uint64_t size = 1; size <= 600; ++size) {
        log->append(entries(size - 1, 1));
        roots.push_back(log->root());
    }
    CHECK(code(log->prove_inclusion(0)) == "proof.index");
    log->publish();
    for (std::uint64_t i = 0; i < 600; ++i)
        CHECK(check_inclusion(i, 600, leaf_hash(entry_text(i)), *log->prove_inclusion(i),
                              roots[600]));
    for (const std::uint64_t second : {1U, 255U, 256U, 257U, 512U, 600U})
        for (std::uint64_t first = 0; first <= second; ++first)
            CHECK(check_consistency(first, second, roots[first], roots[second],
                                    *log->prove_consistency(first, second)));
    CHECK(code(log->prove_inclusion(600)) == "proof.index");
    CHECK(code(log->prove_consistency(1, 601)) == "proof.size");
    CHECK(code(log->prove_consistency(2, 1)) == "proof.size");
}

TEST_CASE("after a loss of power at any operation nothing acknowledged is missing") {
    SimulatedDisk whole;
    std::uint64_t acknowledged = 0;
    run_script(whole, acknowledged);
    const std::uint64_t operations = whole.operations();
    CHECK(operations > 40);
    for (std::uint64_t count = 1; count <= operations; ++count)
        for (std::uint64_t seed = 0; seed < 4; ++seed) {
            SimulatedDisk disk(seed * 1000 + count);
            acknowledged = 0;
            disk.lose_power_after(count);
            CAPTURE(count);
            CAPTURE(seed);
            CHECK_THROWS_AS(run_script(disk, acknowledged), PowerLoss);
            disk.restart();
            check_recovery(disk, acknowledged);
        }
}

TEST_CASE("a loss of power during recovery, and again during the next, loses nothing") {
    SimulatedDisk whole;
    std::uint64_t acknowledged = 0;
    run_script(whole, acknowledged);
    const std::uint64_t operations = whole.operations();
    std::uint64_t lost_again = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        SimulatedDisk disk(seed);
        acknowledged = 0;
        disk.lose_power_after(seed % operations + 1);
        CHECK_THROWS_AS(run_script(disk, acknowledged), PowerLoss);
        for (std::uint64_t again = 0; again < 3; ++again) {
            disk.restart();
            disk.lose_power_after(1 + (seed + again) % 9);
            CAPTURE(seed);
            try {
                run_script(disk, acknowledged);
            } catch (const PowerLoss&) {
                ++lost_again;
            }
        }
        disk.restart();
        check_recovery(disk, acknowledged);
    }
    CHECK(lost_again > 0);
}

TEST_CASE("a record torn off at the end of the journal is cut off and counted") {
    SimulatedDisk disk;
    auto log = need(Log::create(disk, options()));
    log->append(entries(0, 3));
    log = nullptr;
    std::string journal = *disk.read("journal");
    const std::size_t end = journal.find_last_not_of('\0') + 1;
    const std::string torn = "\xFFgrp" + std::string(5996, 'x');  // longer than the next group
    disk.replace_durably("journal", journal.replace(end, 6000, torn));
    log = need(Log::open(disk, options()));
    CHECK(log->torn_bytes() == 6000);
    CHECK(log->size() == 3);
    log->append(entries(3, 1));
    log = nullptr;
    log = need(Log::open(disk, options()));
    CHECK(log->torn_bytes() == 0);
    CHECK(holds_the_script(*log));
    CHECK(log->size() == 4);
}

TEST_CASE("damage inside the journal is refused with its place, not cut off") {
    SimulatedDisk disk;
    auto log = need(Log::create(disk, options()));
    log->append(entries(0, 1));
    log->append(entries(1, 1));
    log = nullptr;
    for (std::uint64_t offset = 0; offset < 64 + 28; ++offset) {
        disk.damage("journal", offset, offset % 8);
        const auto opened = Log::open(disk, options());
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == "log.damaged");
        CHECK(opened.error().where == (offset < 64 ? "journal:0" : "journal:64"));
        disk.damage("journal", offset, offset % 8);
    }
    disk.remove("journal");
    CHECK(code(Log::open(disk, options())) == "log.damaged");
}

TEST_CASE("a journal that does not go on from the checkpoint is refused") {
    SimulatedDisk disk;
    fill(disk, 3);
    const std::string old_checkpoint = *disk.read("checkpoint");
    const std::string old_journal = *disk.read("journal");
    auto log = need(Log::open(disk, options()));
    log->append(entries(3, 2));
    log->publish();
    log = nullptr;
    const std::string new_checkpoint = *disk.read("checkpoint");
    disk.replace_durably("checkpoint", old_checkpoint);
    CHECK(code(Log::open(disk, options())) == "log.damaged");  // entries 3 and 4 are not here
    disk.replace_durably("checkpoint", new_checkpoint);
    disk.replace_durably("journal", old_journal);  // as if a crash had come before the new one
    need(Log::open(disk, options()))->append(entries(5, 1));
    log = need(Log::open(disk, options()));
    CHECK(log->size() == 6);
    CHECK(holds_the_script(*log));
}

TEST_CASE("open refuses a damaged right edge, and verify_log any damage at all") {
    SimulatedDisk disk;
    fill(disk, 600);
    const std::vector<std::string> edge = {"checkpoint", "tile/0/002.p/88", "tile/1/000.p/2",
                                           "tile/entries/002.p/88"};
    for (const std::string& path : edge) {
        for (const std::uint64_t offset : {0U, 20U, 39U}) {
            CAPTURE(path);
            disk.damage(path, offset);
            CHECK_FALSE(Log::open(disk, options()));
            CHECK_FALSE(verify_entries(disk));
            disk.damage(path, offset);
        }
        const std::string bytes = *disk.read(path);
        disk.remove(path);
        CHECK_FALSE(Log::open(disk, options()));
        disk.replace_durably(path, bytes.substr(0, bytes.size() - 1));
        CHECK_FALSE(Log::open(disk, options()));
        disk.replace_durably(path, bytes);
    }
    for (const std::string path : {"tile/0/000", "tile/0/001", "tile/entries/000"}) {
        CAPTURE(path);
        disk.damage(path, 1000);
        const auto verified = verify_entries(disk);
        REQUIRE_FALSE(verified);
        CHECK(verified.error().code == "log.damaged");
        CHECK(verified.error().where.starts_with("tile/"));
        auto log = need(Log::open(disk, options()));
        CHECK_THROWS_AS(log->for_each(0, [](const LoggedEntry&) {}), Fault);
        disk.damage(path, 1000);
    }
    CHECK(verify_entries(disk)->size == 600);
}

TEST_CASE("open refuses a damaged last full tile, since the tile above names its hash") {
    SimulatedDisk disk;
    fill(disk, 512);
    disk.damage("tile/0/001", 77);
    const auto opened = Log::open(disk, options());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().where == "tile/0/001");
}

TEST_CASE("verify_log stops at the entry that its user refuses") {
    SimulatedDisk disk;
    fill(disk, 5);
    std::uint64_t seen = 0;
    const auto result =
        verify_log(disk, origin, verifier(), [&](const LoggedEntry& entry) -> Result<> {
            ++seen;
            if (entry.index == 2) return refuse("test.no", "nothing");
            return {};
        });
    CHECK(code(result) == "test.no");
    CHECK(seen == 3);
}

TEST_CASE("after a failed write the log takes nothing until it is opened again") {
    SimulatedDisk disk;
    auto log = need(Log::create(disk, options()));
    log->append(entries(0, 2));
    disk.lose_power_after(1);
    CHECK_THROWS_AS(log->append(entries(2, 1)), Fault);
    CHECK_THROWS_AS(log->append(entries(2, 1)), Fault);
    CHECK(log->size() == 2);
}

TEST_CASE("a signature by another key may stand beside the log's own on a checkpoint") {
    SimulatedDisk disk;
    Log::Options both = options();
    both.sign = [](const Checkpoint& head) {
        const std::string text = to_text(head);
        return to_bytes({text,
                         {sign_note(text, "witness.example", SecretKey({7})),
                          sign_note(text, origin, secret())}});
    };
    need(Log::create(disk, both))->append(entries(0, 1));
    CHECK(need(Log::open(disk, both))->size() == 1);
}

TEST_CASE("a log works on the real file system") {
    const fixture::TemporaryFolder folder;
    const auto disk = open_disk(folder.path());
    auto log = need(Log::create(*disk, options()));
    log->append(entries(0, 300));
    log->publish();
    log->append(entries(300, 300));
    log->publish();
    CHECK(code(Log::open(*disk, options())) == "log.locked");
    log = nullptr;
    CHECK(holds_the_script(*need(Log::open(*disk, options()))));
    CHECK(verify_entries(*disk)->size == 600);
    CHECK(disk->list("tile/0") == std::vector<std::string>{"000", "001", "002.p/"});
}
