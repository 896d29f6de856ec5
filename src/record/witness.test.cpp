// SPDX-License-Identifier: Apache-2.0
#include "record/witness.h"

#include "base/check.h"
#include "record/merkle.h"
#include "record/simulated_disk.h"
#include "record/text_lines.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>

using namespace comity;

namespace {

const std::string origin = "example.org/log";
constexpr Instant now = {1'700'000'000};

SecretKey log_secret() { return SecretKey({1}); }
VerifierKey log_key() { return {origin, KeyType::ed25519, log_secret().public_key()}; }
VerifierKey witness_key() { return cosigner("witness", SecretKey({2}).public_key()); }

Witness::Options options() { return {"witness", SecretKey({2}), {{origin, {log_key()}}}}; }

std::unique_ptr<Witness> witness_on(Disk& disk) {
    return std::move(*Witness::open(disk, options()));
}

/// The history of a log: its entries are numbers, from `fork` on other ones.
struct History {
    std::uint64_t fork = 1'000'000;

    Hash subtree(int level, std::uint64_t index) const {
        if (level == 0) return leaf_hash((index < fork ? "a" : "b") + std::to_string(index));
        return node_hash(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1));
    }
    SubtreeReader reader() const {
        return [this](int level, std::uint64_t index) { return subtree(level, index); };
    }
    Checkpoint head(std::uint64_t size) const { return {origin, size, tree_hash(size, reader())}; }
    CosignRequest request(std::uint64_t from, std::uint64_t to) const;
};

std::string log_note(const std::string& text) {
    return to_bytes({text, {sign_note(text, origin, log_secret())}});
}
std::string log_note(const Checkpoint& head) { return log_note(to_text(head)); }

CosignRequest History::request(std::uint64_t from, std::uint64_t to) const {
    std::vector<Hash> proof;
    if (from <= to) proof = consistency_proof(from, to, reader());
    return {from, proof, log_note(head(to))};
}

const History history;

WitnessAnswer ask(Witness& witness, const CosignRequest& request, Instant time = now) {
    return witness.add_checkpoint(to_text(request), time);
}

WitnessAnswer grow(Witness& witness, std::uint64_t from, std::uint64_t to, Instant time = now) {
    return ask(witness, history.request(from, to), time);
}

/// When the answer's line cosigns the log's head of this size; -1 if it does not.
std::int64_t time_signed(const WitnessAnswer& answer, const Checkpoint& head) {
    const auto note = parse_note(to_text(head) + "\n" + answer.body);
    const auto time =
        note ? check_cosignature(*note, witness_key(), end_of_time) : std::unexpected(note.error());
    return time ? time->seconds : -1;
}

std::string malformed_line(const std::string& body) {
    const auto request = parse_cosign_request(body);
    return request || request.error().code != "witness.malformed" ? "" : request.error().where;
}

}  // namespace

TEST_CASE("W1: a request is the old size, at most 63 hashes, an empty line and a checkpoint") {
    const std::string hash = to_base64(sha256("")) + "\n";
    const auto request = parse_cosign_request("old 7\n" + hash + hash + "\nany text");
    REQUIRE(request);
    CHECK(*request == CosignRequest{7, {sha256(""), sha256("")}, "any text"});
    CHECK(to_text(*request) == "old 7\n" + hash + hash + "\nany text");
    CHECK(parse_cosign_request("old 18446744073709551615\n\n")->old_size == ~0ULL);

    for (const std::string bad :
         {"old 07\n\n", "old -1\n\n", "old +1\n\n", "old  1\n\n", "old 1 \n\n", "old\n\n",
          "old \n\n", "Old 1\n\n", "old 1\r\n\n", "old 18446744073709551616\n\n", "\nold 1\n\n"})
        CHECK(malformed_line(bad) == "1");
    CHECK(malformed_line("") == "0");
    CHECK(malformed_line("old 1") == "0");
    CHECK(malformed_line("old 1\n") == "1");
    CHECK(malformed_line("old 1\nAAAA\n\n") == "2");
    CHECK(malformed_line("old 1\n" + hash + hash.substr(0, 43) + "\n\n") == "3");
    std::string many = "old 1\n";
    for (int i = 0; i < 63; ++i) many += hash;
    CHECK(malformed_line(many + "\n") == "");
    CHECK(malformed_line(many + hash + "\n") == "65");
    CHECK(malformed_line("old 1\n\n" + std::string(500'000, 'x')) == "0");
}

TEST_CASE("W2: 200 is the witness's signature line for the new head") {
    SimulatedDisk disk;
    const auto witness = witness_on(disk);
    CHECK(witness->verifier() == witness_key());
    const WitnessAnswer first = grow(*witness, 0, 5);
    CHECK(first.status == 200);
    CHECK(time_signed(first, history.head(5)) == now.seconds);
    CHECK(grow(*witness, 5, 8).status == 200);
    CHECK(grow(*witness, 8, 1000, {now.seconds + 60}).status == 200);
}

TEST_CASE("W2: the same head again is cosigned again, with the time of now") {
    SimulatedDisk disk;
    const auto witness = witness_on(disk);
    grow(*witness, 0, 5);
    const WitnessAnswer again = grow(*witness, 5, 5, {now.seconds + 60});
    CHECK(again.status == 200);
    CHECK(time_signed(again, history.head(5)) == now.seconds + 60);
}

TEST_CASE("W2: an empty log is cosigned if its root is that of no entries") {
    SimulatedDisk disk;
    const auto witness = witness_on(disk);
    Checkpoint wrong = history.head(0);
    wrong.root = Hash{};
    CHECK(ask(*witness, {0, {}, log_note(wrong)}).status == 422);
    CHECK(!witness->conflict(origin));
    CHECK(grow(*witness, 0, 0).status == 200);
    CHECK(grow(*witness, 0, 3).status == 200);
}

TEST_CASE("W2: 404 for a log that the witness does not watch") {
    SimulatedDisk disk;
    const auto witness = witness_on(disk);
    Checkpoint other = history.head(5);
    other.origin = "example.org/other";
    CHECK(ask(*witness, {0, {}, log_note(other)}).status == 404);
    CHECK(disk.list("") == std::vector<std::string>{});
}

TEST_CASE("W2: 403 without a valid signature by the log, or with one that fails") {
    SimulatedDisk disk;
    const auto witness = witness_on(disk);
    const std::string text = to_text(history.head(5));
    const auto status = [&](std::vector<NoteSignature> signatures) {
        return ask(*witness, {0, {}, to_bytes({text, std::move(signatures)})}).status;
    };
    const SecretKey stranger({9});
    const NoteSignature good = sign_note(text, origin, log_secret());
    NoteSignature bad = good;
    bad.signature[9] = static_cast<char>(bad.signature[9] ^ 1);
    CHECK(status({sign_note(text, origin, stranger)}) == 403);
    CHECK(status({sign_note(text, "other", log_secret())}) == 403);
    CHECK(status({bad}) == 403);
    CHECK(status({good, bad}) == 403);
    CHECK(!witness->latest(origin));
    CHECK(status({sign_note(text, origin, stranger), good}) == 200);
}

TEST_CASE("W2: any key of the log will do") {
    SimulatedDisk disk;
    Witness::Options two = options();
    const SecretKey next({3});
    two.logs[0].keys.push_back({origin, KeyType::ed25519, next.public_key()});
    const auto witness = std::move(*Witness::open(disk, std::move(two)));
    const std::string text = to_text(history.head(5));
    const std::string note = to_bytes({text, {sign_note(text, origin, next)}});
    CHECK(ask(*witness, {0, {}, note}).status == 200);
    CHECK(grow(*witness, 5, 6).status == 200);
}

TEST_CASE("W2: 400 for what is malformed, or shrinks") {
    SimulatedDisk disk;
    const auto witness = witness_on(disk);
    const std::string note = log_note(history.head(5));
    for (const std::string& bad :
         {std::string(), std::string("\xFF\0\n", 3), std::string("old 0\n\n"), "old 0\n" + note,
          "old 00\n\n" + note, "old 0\n\n" + note + "\n", "old 0\n\n" + log_note("text\n"),
          "old 0\n\n" + log_note(origin + "\n5\n"), "old 6\n\n" + note})
        CHECK(witness->add_checkpoint(bad, now).status == 400);
    grow(*witness, 0, 6);
    CHECK(grow(*witness, 6, 5).status == 400);
}

TEST_CASE("W2: 409 names the size cosigned last") {
    SimulatedDisk disk;
    const auto witness = witness_on(disk);
    CHECK(grow(*witness, 3, 5) == WitnessAnswer{409, "0\n", "text/x.tlog.size"});
    grow(*witness, 0, 5);
    CHECK(grow(*witness, 0, 8) == WitnessAnswer{409, "5\n", "text/x.tlog.size"});
    CHECK(grow(*witness, 0, 5) == WitnessAnswer{409, "5\n", "text/x.tlog.size"});
    CHECK(grow(*witness, 6, 8) == WitnessAnswer{409, "5\n", "text/x.tlog.size"});
    CHECK(grow(*witness, 3, 4) == WitnessAnswer{409, "5\n", "text/x.tlog.size"});
    CHECK(grow(*witness, 5, 8).status == 200);
}

TEST_CASE("W2: 422 for a proof that does not lead from the old head to the new one") {
    SimulatedDisk disk;
    const auto witness = witness_on(disk);
    CosignRequest request = history.request(0, 5);
    request.proof.push_back(Hash{});
    CHECK(ask(*witness, request).status == 422);  // W2: no proof from the empty tree
    grow(*witness, 0, 5);
    request = history.request(5, 5);
    request.proof.push_back(Hash{});
    CHECK(ask(*witness, request).status == 422);
    const CosignRequest good = history.request(5, 11);
    for (std::size_t i = 0; i < good.proof.size(); ++i) {
        request = good;
        request.proof[i].bytes[31] ^= 1;
        CHECK(ask(*witness, request).status == 422);
        request = good;
        request.proof.erase(request.proof.begin() + static_cast<std::ptrdiff_t>(i));
        CHECK(ask(*witness, request).status == 422);
    }
    request = good;
    request.proof.push_back(request.proof.back());
    CHECK(ask(*witness, request).status == 422);
    CHECK(ask(*witness, History{4}.request(5, 11)).status == 422);
    CHECK(!witness->conflict(origin));
    CHECK(ask(*witness, good).status == 200);
}

TEST_CASE("W3: two heads of one size are kept as a proof and stop the cosigning") {
    std::uint64_t old_size = 5;
    SUBCASE("asked from the head cosigned last") {}
    SUBCASE("asked from another, which alone would be 409") { old_size = 2; }
    SimulatedDisk disk;
    const std::string fork = log_note(History{4}.head(5));
    {
        const auto witness = witness_on(disk);
        grow(*witness, 0, 5);
        CHECK(ask(*witness, {old_size, {}, fork}).status == 422);
    }
    const auto witness = witness_on(disk);  // and it remembers
    const auto conflict = witness->conflict(origin);
    REQUIRE(conflict);
    CHECK(conflict->refused == fork);
    CHECK(conflict->cosigned == *witness->latest(origin));
    for (const std::string& note : {conflict->cosigned, conflict->refused})
        CHECK(open_checkpoint(note, origin, log_key())->size == 5);
    CHECK(grow(*witness, 5, 5).status == 422);
    CHECK(grow(*witness, 5, 8).status == 422);
    CHECK(ask(*witness, {5, {}, log_note(History{3}.head(5))}).status == 422);
    CHECK(witness->conflict(origin) == conflict);  // the first proof is kept
}

TEST_CASE("W3: the proof of a fork is durable before anybody hears of the fork") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        SimulatedDisk disk(seed);
        const std::string fork = log_note(History{4}.head(5));
        grow(*witness_on(disk), 0, 5);
        CHECK(ask(*witness_on(disk), {5, {}, fork}).status == 422);
        disk.restart();
        const auto conflict = witness_on(disk)->conflict(origin);
        REQUIRE(conflict);
        CHECK(conflict->refused == fork);
    }
}

TEST_CASE("W3: a fork that the log did not sign proves nothing and stops nothing") {
    SimulatedDisk disk;
    const auto witness = witness_on(disk);
    grow(*witness, 0, 5);
    const std::string text = to_text(History{4}.head(5));
    const std::string forged = to_bytes({text, {sign_note(text, origin, SecretKey({9}))}});
    CHECK(ask(*witness, {5, {}, forged}).status == 403);
    CHECK(!witness->conflict(origin));
    CHECK(grow(*witness, 5, 8).status == 200);
}

TEST_CASE("S3: the times of a witness never go backwards") {
    SimulatedDisk disk;
    const auto signed_after = [&](std::uint64_t from, std::uint64_t to, std::int64_t clock) {
        return time_signed(grow(*witness_on(disk), from, to, {clock}), history.head(to));
    };
    CHECK(signed_after(0, 5, 1000) == 1000);
    CHECK(signed_after(5, 6, 400) == 1000);
    CHECK(signed_after(6, 6, -5) == 1000);
    CHECK(signed_after(6, 7, 1001) == 1001);
    CHECK_THROWS_AS(signed_after(7, 8, end_of_time.seconds + 1), Fault);
    CHECK(signed_after(7, 8, 1002) == 1002);
}

TEST_CASE("W4: the head cosigned last stands with the signatures of log and witness alone") {
    SimulatedDisk disk;
    const auto witness = witness_on(disk);
    CHECK(!witness->latest(origin));
    const std::string text = to_text(history.head(5));
    Note offered = {text, {}};
    const NoteSignature claimed = {"witness", witness_key().id(), std::string(72, 'x')};
    for (int i = 0; i < 49; ++i) offered.signatures.push_back(claimed);
    for (int i = 0; i < 51; ++i)
        offered.signatures.push_back(sign_note(text, origin, log_secret()));
    CHECK(ask(*witness, {0, {}, to_bytes(offered)}).status == 200);
    const auto latest = parse_note(*witness->latest(origin));
    REQUIRE(latest);
    CHECK(latest->signatures.size() == 2);
    CHECK(check_note(*latest, log_key()));
    CHECK(check_cosignature(*latest, witness_key(), now) == now);
    CHECK(grow(*witness, 5, 8).status == 200);
}

TEST_CASE("W3: several logs are watched apart") {
    SimulatedDisk disk;
    Witness::Options two = options();
    two.logs.push_back({"go there", {log_key()}});
    const auto witness = std::move(*Witness::open(disk, std::move(two)));
    const std::string text = "go there\n5\n" + to_base64(History{0}.head(5).root) + "\nextension\n";
    CHECK(grow(*witness, 0, 5).status == 200);
    CHECK(ask(*witness, {0, {}, log_note(text)}).status == 200);  // C1: signed with its extension
    CHECK(parse_note(*witness->latest("go there"))->text == text);
    CHECK(grow(*witness, 5, 8).status == 200);
}

TEST_CASE("W3: of many requests at once, one history is signed") {
    for (int round = 0; round < 5; ++round) {
        SimulatedDisk disk;
        Witness::Options slow = options();  // between comparing and persisting
        slow.demand = [](const Checkpoint&) -> Result<> {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            return {};
        };
        const auto witness = std::move(*Witness::open(disk, std::move(slow)));
        const std::array<History, 4> sides = {{{}, {1}, {2}, {3}}};
        std::array<int, 4> statuses{};
        {
            std::vector<std::jthread> askers;
            for (std::size_t i = 0; i < sides.size(); ++i)
                askers.emplace_back(
                    [&, i] { statuses[i] = ask(*witness, sides[i].request(0, 5)).status; });
        }
        CHECK(std::ranges::count(statuses, 200) == 1);
        CHECK(std::ranges::count(statuses, 422) == 3);
        CHECK(witness->conflict(origin));
    }
}

TEST_CASE("W3: only one process uses a witness's folder") {
    SimulatedDisk disk;
    const auto witness = witness_on(disk);
    CHECK(Witness::open(disk, options()).error().code == "witness.locked");
    CHECK(Witness::open(disk, {"two words", SecretKey({2}), {}}).error().code == "witness.name");
}

TEST_CASE("W3: a head altered on the disk, or by another key, is never signed past") {
    SimulatedDisk disk;
    grow(*witness_on(disk), 0, 5);
    const std::string path = to_hex(sha256(origin)) + "/checkpoint";
    const std::size_t size = disk.read(path)->size();
    const std::size_t text_size = to_text(history.head(5)).size();
    std::size_t noticed = 0;
    for (std::size_t i = 0; i < size; ++i) {
        SimulatedDisk damaged = disk;
        damaged.damage(path, i, i % 8);
        bool good = true;
        try {  // a flip in the log's own signature line changes nothing that the witness relies on
            good = grow(*witness_on(damaged), 5, 8).status == 200 && i > text_size;
        } catch (const Fault&) {
            ++noticed;
        }
        CHECK(good);
    }
    CHECK(noticed > size / 2);
    Witness::Options other = options();
    other.key = SecretKey({4});
    const auto witness = std::move(*Witness::open(disk, std::move(other)));
    CHECK_THROWS_AS(grow(*witness, 5, 8), Fault);
}

TEST_CASE("What a witness demands beyond the protocol is asked last, and 422 says what it is") {
    SimulatedDisk disk;
    Witness::Options strict = options();
    int asked = 0;
    strict.demand = [&](const Checkpoint& head) -> Result<> {
        ++asked;
        if (head.size != 5) return {};
        return refuse("test.withheld", "the act that was handed in");
    };
    const auto witness = std::move(*Witness::open(disk, std::move(strict)));
    CHECK(grow(*witness, 0, 5) ==
          WitnessAnswer{422, "test.withheld: the act that was handed in\n"});
    CHECK(!witness->latest(origin));
    CHECK(grow(*witness, 3, 6).status == 409);
    CHECK(asked == 1);
    CHECK(grow(*witness, 0, 6).status == 200);
}

namespace {

/// What became known to others: the root signed for each size, the largest size and its time.
struct Signed {
    std::map<std::uint64_t, Hash> roots;
    std::uint64_t size = 0;
    std::int64_t time = 0;
};

std::uint64_t size_named(const WitnessAnswer& answer) {
    return *parse_whole_number<std::uint64_t>(TextLines(answer.body).next().value_or(""));
}

/// Depositaries with one key and histories that part at some entry ask by turns; what the witness
/// gives away must be the history of one tree.
void run_script(SimulatedDisk& disk, Signed& given, const std::vector<History>& sides) {
    const auto witness = witness_on(disk);
    std::int64_t clock = 1000;
    for (const History& side : sides)
        for (const std::uint64_t size : {3U, 5U, 5U, 7U, 12U}) {
            const WitnessAnswer probe = ask(*witness, side.request(0, size), {clock++});
            const auto known = probe.status == 409 ? size_named(probe) : 0;
            if (known > size) continue;
            const WitnessAnswer answer = ask(*witness, side.request(known, size), {clock++});
            for (const auto& each : {probe, answer}) {
                if (each.status != 200) continue;
                const Checkpoint head = side.head(size);
                const auto signed_for = given.roots.try_emplace(size, head.root).first;
                REQUIRE(signed_for->second == head.root);
                REQUIRE(size >= given.size);
                REQUIRE(time_signed(each, head) >= given.time);
                given.size = size;
                given.time = time_signed(each, head);
            }
        }
}

bool loses_power(SimulatedDisk& disk, Signed& given, const std::vector<History>& sides) {
    try {
        run_script(disk, given, sides);
        return false;
    } catch (const PowerLoss&) {
        disk.restart();
        return true;
    }
}

/// Whether every head given away is one of the same tree.
bool is_one_history(const Signed& given) {
    for (const History& side : {History{}, History{4}, History{6}}) {
        bool all = true;
        for (const auto& [size, root] : given.roots) all = all && root == side.head(size).root;
        if (all) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("W3: a crash at any operation of the disk leads to no two inconsistent signed heads") {
    const std::vector<History> sides = {{}, {4}, {6}};
    const std::vector<History> other_way = {{6}, {4}, {}};
    std::uint64_t runs = 0;
    for (std::uint64_t seed = 1; seed <= 8; ++seed)
        for (std::uint64_t operation = 1;; ++operation, ++runs) {
            SimulatedDisk disk(seed);
            Signed given;
            disk.lose_power_after(operation);
            if (!loses_power(disk, given, sides)) break;
            disk.lose_power_after(1 + operation % 4);  // and again, before it has recovered
            loses_power(disk, given, other_way);
            disk.restart();
            if (const auto latest = witness_on(disk)->latest(origin))
                REQUIRE(open_checkpoint(*latest, origin, log_key())->size >= given.size);
            else
                REQUIRE(given.size == 0);
            run_script(disk, given, seed % 2 == 0 ? sides : other_way);
            REQUIRE(is_one_history(given));
            REQUIRE(given.size >= 3);
        }
    CHECK(runs >= 40);
}
