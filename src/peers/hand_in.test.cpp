// SPDX-License-Identifier: Apache-2.0
#include "peers/hand_in.h"

#include "peers/collection.h"
#include "peers/contradictions.h"
#include "peers/receipt.h"
#include "record/cosignature.h"
#include "record/simulated_disk.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

const NamedKey key = {"log/CHN", SecretKey({1})};

std::string place(const Result<ActReceipt>& receipt) {
    return receipt ? "" : receipt.error().code + " " + receipt.error().where;
}

}  // namespace

TEST_CASE("entries are handed in whole, at least one and at most a thousand") {
    const std::vector<std::string> entries = {"one", "", std::string(65'535, 'x')};
    CHECK(parse_hand_in(hand_in_text(entries)) == entries);
    CHECK(!parse_hand_in(""));
    CHECK(!parse_hand_in("\x01"));
    CHECK(!parse_hand_in(std::string_view("\0\5four", 6)));
    const std::vector<std::string> many(1'000, "x");
    CHECK(parse_hand_in(hand_in_text(many)));
    CHECK(!parse_hand_in(hand_in_text(many) + hand_in_text(entries)));
}

TEST_CASE("an answer has a line for each entry and perhaps a receipt") {
    const HandInReply reply = {{{Taken::entered}, {Taken::held}, {Taken::refused, "entry.chain"}},
                               "a note\n"};
    CHECK(to_text(reply) == "entered\nheld\nrefused entry.chain\n\na note\n");
    CHECK(parse_hand_in_reply(to_text(reply)) == reply);
    for (const char* wrong : {"", "entered\n", "refused \n\n", "perhaps\n\n", "entered \n\n"})
        CHECK(!parse_hand_in_reply(wrong));
}

TEST_CASE("a receipt is signed, dated and of one log") {
    const ActReceipt receipt = {"log", {1'700'000'000}, {sha256("a"), sha256("b")}};
    const std::string note = sign_receipt(receipt, key);
    CHECK(check_receipt(note, "log", key.verifier()) == receipt);
    CHECK(place(check_receipt(note, "other", key.verifier())) == "receipt.origin ");
    const NamedKey other = {"log/CHN", SecretKey({2})};
    CHECK(place(check_receipt(note, "log", other.verifier())) == "note.unsigned ");
    std::string altered = note;
    altered.replace(altered.find("2023"), 4, "2022");
    CHECK(place(check_receipt(altered, "log", key.verifier())) == "note.bad-signature ");
    CHECK(place(parse_receipt("comity/receipt/v2\n")) == "receipt.malformed 1");
    CHECK(place(parse_receipt("comity/receipt/v1\nlog\nnow\n")) == "receipt.malformed 3");
    CHECK(place(parse_receipt("comity/receipt/v1\nlog\n2026-01-01T00:00:00Z\n")) ==
          "receipt.malformed 3");
    CHECK(place(parse_receipt("comity/receipt/v1\nlog\n2026-01-01T00:00:00Z\nx\n")) ==
          "receipt.malformed 4");
}

TEST_CASE("a contradiction is kept once, survives, and incriminates who signed both") {
    SimulatedDisk disk;
    const std::string a = sign_checkpoint({"log/CHN", 1, sha256("a")}, key.key);
    const std::string b = sign_checkpoint({"log/CHN", 1, sha256("b")}, key.key);
    CHECK(parse_contradiction(to_text(Contradiction{a, b})) == Contradiction{a, b});
    for (const char* wrong : {"", "5\nfour", "-1\n", "x\ny"}) CHECK(!parse_contradiction(wrong));
    Contradictions kept(disk);
    kept.add({a, b});
    kept.add({a, b});
    disk.restart();
    const Contradictions read(disk);
    CHECK(read.all() == std::vector<Contradiction>{{a, b}});
    CHECK(read.incriminate(key.verifier()));
    CHECK(!read.incriminate({"log/CHN", KeyType::ed25519, SecretKey({2}).public_key()}));
}

TEST_CASE("a collection takes each sealer's own cosignature once and nothing that spoils it") {
    const Checkpoint head = {"log", 1, sha256("a")};
    std::vector<Member> sealers;
    for (std::uint8_t i = 1; i <= 4; ++i)
        sealers.push_back(
            {std::to_string(i), cosigner("log/" + std::to_string(i), SecretKey({i}).public_key())});
    const auto line = [&](std::uint8_t i, std::int64_t time) {
        return to_line(*cosign(to_text(head), "log/" + std::to_string(i), SecretKey({i}), {time}));
    };
    Collection collection(head, sign_checkpoint(head, SecretKey({9})), sealers);
    CHECK(collection.add("1", line(1, 100)));
    CHECK(!collection.add("1", line(1, 200)));
    CHECK(!collection.add("2", line(1, 100)));
    CHECK(!collection.add("2", "no line"));
    CHECK(!collection.add("2", line(2, 100) + line(2, 200)));
    CHECK(!collection.add("7", line(7, 100)));
    CHECK(collection.add("2", line(2, 100)));
    CHECK(!collection.is_complete());
    CHECK(collection.add("4", line(4, 50)));
    CHECK(collection.is_complete());
    const auto note = parse_note(collection.sealed_note());
    REQUIRE(note);
    const auto seal = check_seal(*note, sealers, end_of_time);
    REQUIRE(seal);
    CHECK(seal->dated == Instant{50});
}
