// SPDX-License-Identifier: Apache-2.0
#include "service/key_ring.h"

#include "service/fixture.h"
#include "service/verifying.h"

#include <doctest/doctest.h>

#include <filesystem>

using namespace comity;
using namespace comity::fixture;

namespace {

const Passphrase phrase{"seven rivers", {1, memory_kib_min}};

/// Counts how often somebody is asked.
struct Person {
    std::string knows;
    int asked = 0;
    PassphraseSource source() {
        return [this](const std::string&) -> Result<std::string> {
            ++asked;
            return knows;
        };
    }
};

std::string note_body() { return R"({"text":{"en":"hello"}})"; }

}  // namespace

TEST_CASE("a passphrase is asked for once, however many keys it opens and signatures they make") {
    const TemporaryFolder folder;
    {
        const auto node = league(folder / "n");
        REQUIRE(node->encrypt_key("keys/secretariat.key", phrase));
        REQUIRE(node->encrypt_key("keys/depositary.key", phrase));
        CHECK(node->disk().is_secret("keys/secretariat.key"));
        CHECK(is_encrypted_key(node->disk(), "keys/depositary.key"));
    }
    Person person{"seven rivers"};
    const auto node = Node::open(folder / "n", Node::Access::write, person.source());
    REQUIRE(node);
    CHECK(person.asked == 0);
    CHECK((*node)->submit(admission("UZB"), noon));
    CHECK((*node)->submit(admission("TJK"), noon));
    CHECK(person.asked == 1);
    const auto disk = open_disk(folder / "n/log");
    CHECK(verify_record(*disk, (*node)->origin(), (*node)->depositary(), {}));
}

TEST_CASE("without the passphrase nothing is signed, and nothing enters") {
    const TemporaryFolder folder;
    REQUIRE(league(folder / "n")->encrypt_key("keys/depositary.key", phrase));
    const auto locked = Node::open(folder / "n", Node::Access::write);
    REQUIRE(locked);
    CHECK((*locked)->submit(admission("UZB"), noon).error().code == "key.locked");
    CHECK((*locked)->state().entries == 3);
    CHECK((*locked)->log().size() == 3);
}

TEST_CASE("a wrong passphrase is refused, and asked for again the next time") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    REQUIRE(node->encrypt_key("keys/secretariat.key", phrase));
    Person person{"seven seas"};
    KeyRing ring(node->disk(), person.source());
    CHECK(ring.key("keys/secretariat.key").error().code == "key.passphrase");
    person.knows = "seven rivers";
    CHECK(ring.key("keys/secretariat.key"));
    CHECK(ring.key("keys/secretariat.key"));
    CHECK(person.asked == 2);
}

TEST_CASE("an encrypted next key takes over without being opened") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    const auto first = node->make_key("CHN");
    REQUIRE(first);
    REQUIRE(node->submit(draft("key.register", R"({"party":"CHN","key":")" + first->text() + "\"}"),
                         noon));
    const auto second = node->make_key("CHN", phrase);
    REQUIRE(second);
    REQUIRE(node->submit(draft("key.rotate", R"({"key":")" + second->text() + "\"}", "CHN"), noon));
    CHECK(!node->disk().exists(next_key_path("CHN")));
    CHECK(is_encrypted_key(node->disk(), key_path("CHN")));
    CHECK(node->submit(draft("note.place", note_body(), "CHN"), noon).error().code == "key.locked");
}

TEST_CASE("erased content is removed here, and the record verifies without it") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    const auto own = node->make_key("CHN");
    const auto box = node->make_confidential_key("CHN", {});
    REQUIRE((own && box));
    REQUIRE(node->submit(draft("key.register", R"({"party":"CHN","key":")" + own->text() + "\"}"),
                         noon));
    REQUIRE(node->submit(draft("key.confide", R"({"key":")" + box->text() + "\"}", "CHN"), noon));
    const auto sealed = seal_content(Json::Object{{"rate", "2.5"}}, {{"CHN", *box}});
    REQUIRE(sealed);
    const Hash blob = node->blobs().store_text(sealed->bytes).name;
    REQUIRE(node->submit(
        draft("confidential.place",
              R"({"audience":["CHN"],"commitments":[")" + to_hex(commitment(sealed->fields[0])) +
                  R"("],"confidential":"terms","content":")" + to_hex(blob) +
                  R"(","title":{"en":"Terms"}})",
              "CHN"),
        noon));
    CHECK(check_attachments(node->state(), folder / "n/blobs")->intact == 1);
    write_text(node->blobs().path(blob), "altered");
    CHECK(check_attachments(node->state(), folder / "n/blobs").error().code == "verify.attachment");
    REQUIRE(node->submit(draft("confidential.erase", R"({"confidential":"terms"})", "CHN"), noon));
    CHECK(!node->blobs().contains(blob));
    const auto attachments = check_attachments(node->state(), folder / "n/blobs");
    REQUIRE(attachments);
    CHECK(attachments->intact + attachments->absent == 0);
    const auto disk = open_disk(folder / "n/log");
    CHECK(verify_record(*disk, node->origin(), node->depositary(), {}));
}
