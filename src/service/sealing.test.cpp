// SPDX-License-Identifier: Apache-2.0
#include "service/sealing.h"

#include "record/cosignature.h"
#include "service/fixture.h"

#include <doctest/doctest.h>

using namespace comity;
using namespace comity::fixture;

TEST_CASE("the depositary alone seals what was entered, and says when") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    CHECK(!node->state().seals.time());
    REQUIRE(seal_alone(*node, noon) == 4);  // after the declared key
    const EnteredSeal seal = node->state().seals.entered.back();
    CHECK(seal == EnteredSeal{4, 4, noon, 1, 1});
    CHECK(node->state().seals.is_sealed(3));
    CHECK(!node->state().seals.is_sealed(4));
    CHECK(!node->state().seals.time());  // nothing is settled before another seal covers this one
    REQUIRE(seal_alone(*node, {noon.seconds + 60}) == 5);
    CHECK(node->state().seals.covers(3));
    CHECK(node->state().seals.time() == noon);
    CHECK(node->state().seals.first_since(noon) != nullptr);
    CHECK(node->state().seals.first_since({noon.seconds + 1}) == nullptr);
}

TEST_CASE("a clock set back seals more entries, but nothing twice") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    REQUIRE(seal_alone(*node, noon));
    const auto sealed = seal_alone(*node, {noon.seconds - 60});
    REQUIRE(!sealed);
    CHECK(sealed.error().code == "seal.order");
    CHECK(seal_alone(*node, noon));
}

TEST_CASE("where members have declared keys, nobody seals alone") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    const auto key = node->make_key("CHN");
    REQUIRE(node->submit(draft("key.register", R"({"party":"CHN","key":")" + key->text() + R"("})"),
                         noon));
    const auto cosigning = cosigning_key(*node, "CHN");
    const std::string text = cosigner(cosigning->name, cosigning->key.public_key()).text();
    REQUIRE(node->submit(draft("cosigner.declare", R"({"key":")" + text + R"("})", "CHN"), noon));
    CHECK(seal_alone(*node, noon).error().code == "seal.others");
}

TEST_CASE("a record that has not begun has nothing to seal") {
    const TemporaryFolder folder;
    const auto node = Node::init(folder / "n", "league.example/log");
    CHECK(seal_alone(**node, noon).error().code == "seal.empty");
}
