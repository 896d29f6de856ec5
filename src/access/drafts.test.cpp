// SPDX-License-Identifier: Apache-2.0
#include "access/drafts.h"

#include "record/primitives.h"
#include "support.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

constexpr Instant start{1'800'000'000};

struct Desk {
    fixture::TemporaryFolder folder;
    Drafts drafts{folder.path(), &primitives::random_bytes};

    SavedDraft save(std::string party, Json body = Json::Object{{"a", "<script>"}}) {
        auto saved =
            drafts.save({"", std::move(party), "li", "pledge.make", std::move(body), start});
        REQUIRE(saved);
        return *std::move(saved);
    }
};

}  // namespace

TEST_CASE("a draft is found by its party as it was saved, and by no other") {
    Desk desk;
    const SavedDraft saved = desk.save("CHN");
    CHECK(saved.id.size() == 32);
    CHECK(desk.drafts.find(saved.id, "CHN") == saved);
    const auto others = desk.drafts.find(saved.id, "IND");
    const auto absent = desk.drafts.find(std::string(32, '0'), "IND");
    REQUIRE_FALSE(others);
    CHECK(others.error() == absent.error());
    CHECK(others.error().code == "draft.unknown");
    CHECK(desk.drafts.remove(saved.id, "IND").error() == others.error());
    CHECK(desk.drafts.list("IND").empty());
    CHECK(desk.drafts.list("CHN").size() == 1);
    REQUIRE(desk.drafts.remove(saved.id, "CHN"));
    CHECK(desk.drafts.list("CHN").empty());
}

TEST_CASE("a party has so many drafts and no more") {
    Desk desk;
    for (std::int64_t i = 0; i < drafts_per_party_max; ++i) desk.save("CHN", {});
    CHECK(desk.drafts.save({"", "CHN", "li", "k", {}, start}).error().code == "draft.too-many");
    desk.save("IND");
}

TEST_CASE("who had an act entered is remembered") {
    Desk desk;
    const Submission alone{7, "CHN", "li", Role::act, {}, start};
    const Submission approved{8, "CHN", "wu", Role::hold_keys, "li", start};
    desk.drafts.remember(alone);
    desk.drafts.remember(approved);
    CHECK(desk.drafts.submission(7) == alone);
    CHECK(desk.drafts.submission(8) == approved);
    CHECK_FALSE(desk.drafts.submission(9));
}

TEST_CASE("a reply is kept for a day, for one person and key") {
    Desk desk;
    desk.drafts.keep_reply("li", "key", {"digest", 201, "{}"}, start);
    const auto kept = desk.drafts.reply("li", "key", {start.seconds + 86'399});
    REQUIRE(kept);
    CHECK(kept->request == "digest");
    CHECK(kept->status == 201);
    CHECK(kept->body == "{}");
    CHECK_FALSE(desk.drafts.reply("wu", "key", start));
    CHECK_FALSE(desk.drafts.reply("li", "other", start));
    CHECK_FALSE(desk.drafts.reply("li", "key", {start.seconds + 86'400}));
}
