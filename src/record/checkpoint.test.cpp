// SPDX-License-Identifier: Apache-2.0
#include "record/checkpoint.h"

#include "record/key_file.h"
#include "record/proof.h"
#include "record/simulated_disk.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

const std::string root64 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

std::string refusal(const std::string& text) {
    const auto checkpoint = parse_checkpoint(text);
    return checkpoint ? "" : checkpoint.error().code + " " + checkpoint.error().where;
}

std::string proof_refusal(const std::string& text) {
    const auto proof = parse_proof(text);
    return proof ? "" : proof.error().code + " " + proof.error().where;
}

}  // namespace

TEST_CASE("C1: a checkpoint is origin, size and root, each in its one form") {
    const auto checkpoint = parse_checkpoint("example.org\n18446744073709551615\n" + root64 + "\n");
    REQUIRE(checkpoint);
    CHECK(*checkpoint == Checkpoint{"example.org", UINT64_MAX, empty_tree_hash()});
    CHECK(to_text(*checkpoint) == "example.org\n18446744073709551615\n" + root64 + "\n");
    CHECK(refusal("") == "checkpoint.malformed 1");
    CHECK(refusal("\n0\n" + root64 + "\n") == "checkpoint.malformed 1");
    CHECK(refusal("a b\n0\n" + root64 + "\n") == "checkpoint.malformed 1");
    for (const std::string size : {"", "00", "01", "+1", "-1", "1 ", "0x1", "18446744073709551616"})
        CHECK(refusal("a\n" + size + "\n" + root64 + "\n") == "checkpoint.size 2");
    for (const std::string root : {"", "AAAA", "x"})
        CHECK(refusal("a\n0\n" + root + "\n") == "checkpoint.root 3");
    CHECK(refusal("a\n0\n" + root64) == "checkpoint.root 3");
    CHECK(refusal("a\n0\n" + root64 + "\nextension\n") == "checkpoint.malformed 4");
}

TEST_CASE("a checkpoint is believed if the log's key signed it for this origin") {
    const SecretKey secret({1});
    const VerifierKey key = {"example.org", KeyType::ed25519, secret.public_key()};
    const Checkpoint head = {"example.org", 5, leaf_hash("x")};
    CHECK(open_checkpoint(sign_checkpoint(head, secret), "example.org", key) == head);
    CHECK(open_checkpoint(sign_checkpoint(head, secret), "example.com", key).error().code ==
          "checkpoint.origin");
    CHECK(open_checkpoint(sign_checkpoint(head, SecretKey({2})), "example.org", key).error().code ==
          "note.unsigned");
    CHECK(open_checkpoint("nonsense", "example.org", key).error().code == "note.malformed");
}

TEST_CASE("P1: a proof is read back as it was") {
    Proof proof = {7, {leaf_hash("a"), leaf_hash("b")}, "checkpoint\n\n", {}};
    CHECK(parse_proof(to_text(proof)) == proof);
    CHECK(to_text(proof).starts_with("c2sp.org/tlog-proof@v1\nindex 7\n"));
    proof.extra = std::string("any\0bytes", 9);
    proof.hashes.clear();
    CHECK(parse_proof(to_text(proof)) == proof);
}

TEST_CASE("P1: a proof in another form is refused by its line") {
    const std::string head = "c2sp.org/tlog-proof@v1\n";
    CHECK(proof_refusal("") == "proof.malformed 0");
    CHECK(proof_refusal("c2sp.org/tlog-proof@v2\n") == "proof.malformed 1");
    CHECK(proof_refusal(head + "extra ???\n") == "proof.malformed 2");
    CHECK(proof_refusal(head + "index 01\n\nx") == "proof.malformed 2");
    CHECK(proof_refusal(head + "index 18446744073709551616\n\nx") == "proof.malformed 2");
    CHECK(proof_refusal(head + "index 1\nAAAA\n\nx") == "proof.malformed 3");
    CHECK(proof_refusal(head + "index 1\n" + root64 + "\n") == "proof.malformed 3");
    CHECK(proof_refusal(head + "index 1\n\n") == "proof.malformed 3");
    std::string many = head + "index 1\n";
    for (int i = 0; i < 65; ++i) many += root64 + "\n";
    CHECK(proof_refusal(many + "\nx") == "proof.malformed 67");
}

TEST_CASE("a proof shows that an entry stands in the log, and no other entry") {
    const SecretKey secret({1});
    const VerifierKey key = {"example.org", KeyType::ed25519, secret.public_key()};
    const Hash a = leaf_hash("a");
    const Hash b = leaf_hash("b");
    const Proof proof = {1, {a}, sign_checkpoint({"example.org", 2, node_hash(a, b)}, secret), {}};
    CHECK(check_proof(proof, "b", "example.org", key)->size == 2);
    CHECK(check_proof(proof, "a", "example.org", key).error().code == "proof.mismatch");
    CHECK(check_proof(proof, "b", "example.com", key).error().code == "checkpoint.origin");
    Proof other = proof;
    other.index = 2;
    CHECK(check_proof(other, "b", "example.org", key).error().code == "proof.index");
}

TEST_CASE("a key file is read back, and only if nobody else may read it") {
    SimulatedDisk disk;
    CHECK(read_key_file(disk, "keys/log").error().code == "key.absent");
    CHECK(write_key_file(disk, "keys/log", {"example.org", SecretKey({5})}));
    CHECK(disk.read("keys/log") ==
          "comity/key/v1\nexample.org\nBQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
    const auto key = read_key_file(disk, "keys/log");
    REQUIRE(key);
    CHECK(key->name == "example.org");
    CHECK(key->key.seed() == SecretKey({5}).seed());
    CHECK(write_key_file(disk, "keys/log", {"example.org", SecretKey({6})}).error().code ==
          "key.exists");
    CHECK(write_key_file(disk, "keys/other", {"a b", SecretKey({6})}).error().code == "key.name");
    disk.expose("keys/log");
    CHECK(read_key_file(disk, "keys/log").error().code == "key.exposed");
}

TEST_CASE("a key file in another form is refused by its line") {
    const auto refused = [](const std::string& text) {
        SimulatedDisk disk;
        disk.create_secret("key", text);
        const auto key = read_key_file(disk, "key");
        return key ? "" : key.error().code + " " + key.error().where;
    };
    CHECK(refused("") == "key.malformed 1");
    CHECK(refused("comity/key/v3\n") == "key.version 1");
    CHECK(refused("comity/key/v1\na b\n") == "key.malformed 2");
    CHECK(refused("comity/key/v1\na\nAAAA\n") == "key.malformed 3");
    CHECK(refused("comity/key/v1\na\n" + root64) == "key.malformed 3");
    CHECK(refused("comity/key/v1\na\n" + root64 + "\n\n") == "key.malformed 4");
    CHECK(refused("comity/key/v1\na\n" + root64 + "\n") == "");
}
