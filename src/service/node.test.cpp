// SPDX-License-Identifier: Apache-2.0
#include "service/node.h"

#include "record/key_file.h"
#include "service/fixture.h"
#include "service/verifying.h"

#include <doctest/doctest.h>

using namespace comity;
using namespace comity::fixture;

TEST_CASE("a node is made once, and opened again as it was") {
    const TemporaryFolder folder;
    State before;
    {
        const auto node = league(folder / "n");
        before = node->state();
        CHECK(before.entries == 3);
        CHECK(Node::init(folder / "n", "league.example/log").error().code == "node.exists");
    }
    const auto again = Node::open(folder / "n", Node::Access::read);
    REQUIRE(again);
    CHECK((*again)->state() == before);
    CHECK((*again)->log().size() == 3);
}

TEST_CASE("a folder that is no node, or a damaged configuration, is refused with its place") {
    const TemporaryFolder folder;
    CHECK(Node::open(folder / "none", Node::Access::read).error().code == "node.absent");
    CHECK(Node::init(folder / "n", "has space").error().code == "node.origin");
    league(folder / "n");
    write_text(folder / "n/comity.toml", "origin = 7\n");
    const auto node = Node::open(folder / "n", Node::Access::read);
    REQUIRE(!node);
    CHECK(node.error().code == "node.config");
    CHECK(node.error().where.ends_with("comity.toml:1:10"));
}

TEST_CASE("acts enter together or not at all, and the refused one is named") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    const State before = node->state();
    std::size_t refused = 99;
    const std::vector<Draft> drafts = {admission("UZB"), admission("CHN"), admission("TJK")};
    const auto result = node->submit(drafts, noon, &refused);
    REQUIRE(!result);
    CHECK(result.error().code == "party.exists");
    CHECK(refused == 1);
    CHECK(node->state() == before);
    CHECK(node->log().size() == 3);
    CHECK(node->submit(admission("UZB"), noon) == 3);
}

TEST_CASE("nobody acts without a key") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    const auto result =
        node->submit(draft("note.place", R"({"text":{"en":"hello"}})", "CHN"), noon);
    REQUIRE(!result);
    CHECK(result.error().code == "key.absent");
}

TEST_CASE("a party's key is made, registered, used and rotated") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    const auto first = node->make_key("CHN");
    REQUIRE(first);
    REQUIRE(node->submit(draft("key.register", R"({"party":"CHN","key":")" + first->text() + "\"}"),
                         noon));
    const Draft note = draft("note.place", R"({"text":{"en":"hello"}})", "CHN");
    CHECK(node->submit(note, noon));
    const auto second = node->make_key("CHN");
    REQUIRE(second);
    CHECK(*second != *first);
    REQUIRE(node->submit(draft("key.rotate", R"({"key":")" + second->text() + "\"}", "CHN"), noon));
    CHECK(node->submit(note, noon));  // signed by the second key now
    CHECK(node->state().authors.at("CHN").keys.size() == 2);
    const auto disk = open_disk(folder / "n/log");
    const auto verified = verify_record(*disk, node->origin(), node->depositary(), {});
    REQUIRE(verified);
    CHECK(verified->signatures == 7);
    CHECK(verified->state == node->state());
}

TEST_CASE("only one process writes, and readers see what it publishes") {
    const TemporaryFolder folder;
    const auto writer = league(folder / "n");
    CHECK(Node::open(folder / "n", Node::Access::write).error().code == "log.locked");
    const auto reader = *Node::open(folder / "n", Node::Access::read);
    CHECK(reader->refresh() == false);
    for (int i = 0; i < 300; ++i) {  // past a full tile
        REQUIRE(writer->submit(draft("note.place", R"({"text":{"en":"n"}})"), noon));
        if (i % 50 == 0) CHECK(reader->refresh() == true);
    }
    CHECK(reader->refresh() == true);
    CHECK(reader->state() == writer->state());
    CHECK(reader->log().prove_inclusion(5));
}

TEST_CASE("a record that was tampered with does not verify, and the place is named") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    const auto disk = open_disk(folder / "n/log");
    const std::string bundle = folder / "n/log/tile/entries/000.p/3";
    const std::string bytes = read_text(bundle);
    for (const std::size_t at : {std::size_t{0}, bytes.size() / 2, bytes.size() - 1}) {
        std::string altered = bytes;
        altered[at] = static_cast<char>(altered[at] ^ 1);
        write_text(bundle, altered);
        const auto verified = verify_record(*disk, node->origin(), node->depositary(), {});
        REQUIRE(!verified);
        CHECK(verified.error().code == "log.damaged");
    }
    write_text(bundle, bytes);
    CHECK(verify_record(*disk, node->origin(), node->depositary(), {}));
    const VerifierKey other{node->origin(), KeyType::ed25519, SecretKey::generate().public_key()};
    CHECK(verify_record(*disk, node->origin(), other, {}).error().code == "note.unsigned");
    CHECK(verify_record(*disk, "other.example/log", node->depositary(), {}).error().code ==
          "checkpoint.origin");
}

TEST_CASE("what lies in the journal is judged before it is sealed") {
    const TemporaryFolder folder;
    league(folder / "n");
    const auto disk = open_disk(folder / "n/log");
    const VerifierKey depositary = read_node_config(folder / "n")->depositary;
    const auto refuse_to_sign = [](const Checkpoint&) { return std::string(); };
    {
        auto log = *Log::open(*disk, {depositary.name, refuse_to_sign, depositary});
        log->append(std::vector<std::string>{"not an entry"});
    }
    const auto node = Node::open(folder / "n", Node::Access::write);
    REQUIRE(!node);
    CHECK(node.error().code == "log.invalid");
    CHECK(node.error().where == "journal, entry 3");
    CHECK((*Node::open(folder / "n", Node::Access::read))->log().size() == 3);
}

TEST_CASE("what was appended and not published is published by the next writer") {
    const TemporaryFolder folder;
    auto node = league(folder / "n");
    std::filesystem::create_directory(folder / "n/log/checkpoint.new");  // cannot be replaced now
    CHECK_THROWS_WITH_AS((void)node->submit(admission("UZB"), noon),
                         doctest::Contains("do not repeat"), Fault);
    node.reset();
    std::filesystem::remove(folder / "n/log/checkpoint.new");
    node = *Node::open(folder / "n", Node::Access::write);
    CHECK(node->log().size() == 4);
    CHECK(node->submit(admission("UZB"), noon).error().code == "party.exists");
}

TEST_CASE("a record that was sealed anew by a stranger does not verify") {
    const TemporaryFolder folder;
    league(folder / "n");
    const auto disk = open_disk(folder / "n/log");
    const NamedKey stranger{"league.example/log", SecretKey::generate()};
    const auto checkpoint = parse_note(*disk->read("checkpoint"));
    REQUIRE(checkpoint);
    disk->replace(
        "checkpoint",
        to_bytes({checkpoint->text, {sign_note(checkpoint->text, stranger.name, stranger.key)}}));
    CHECK(verify_record(*disk, stranger.name, stranger.verifier(), {}).error().code ==
          "verify.depositary");
}

TEST_CASE("an author is a party's code or the secretariat, never a path") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    CHECK(node->submit(draft("note.place", R"({"text":{"en":"n"}})", "../keys/CHN"), noon)
              .error()
              .code == "party.malformed");
}

TEST_CASE("a change of depositary is not entered by the one who goes") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    const auto chn = node->make_key("CHN");
    REQUIRE(node->submit(draft("key.register", R"({"party":"CHN","key":")" + chn->text() + R"("})"),
                         noon));
    const VerifierKey successor{node->origin(), KeyType::ed25519,
                                SecretKey::generate().public_key()};
    const State before = node->state();
    const auto refused = node->submit(
        draft("depositary.hand-over", R"({"to":"CHN","key":")" + successor.text() + R"("})"), noon);
    REQUIRE(!refused);
    CHECK(refused.error().code == "node.succession");
    CHECK(node->state() == before);
    CHECK(node->submit(admission("UZB"), noon));
}
