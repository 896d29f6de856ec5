// SPDX-License-Identifier: Apache-2.0
#include "server/peer_host.h"

#include "base/check.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

/// What the test's peers do, and what became of them.
struct Story {
    std::atomic<int> opened = 0;
    std::atomic<int> ticks = 0;
    std::atomic<int> replies = 0;
    std::atomic<int> silences = 0;
    std::atomic<bool> disk_fails = false;
};

class ToldPeer final : public Peer {
public:
    explicit ToldPeer(Story& story) : story_(story) { ++story_.opened; }

    Reply answer(const Request& request, Instant) override {
        if (story_.disk_fails) throw Fault("the disk is full");
        return {200, request.method + " " + request.path + " " + request.body};
    }
    void tick(Instant, Courier& courier) override {
        if (story_.disk_fails) throw Fault("the disk is full");
        ++story_.ticks;
        courier.send("elsewhere", {"GET", "/log/checkpoint"}, [this](std::optional<Reply> reply) {
            ++(reply ? story_.replies : story_.silences);
        });
    }
    Result<> hand_in(std::span<const std::string>, Instant) override { return {}; }
    std::vector<HandedIn> outbox() const override { return {}; }
    const State& state() const override { return state_; }
    std::optional<Hash> last_of_author() const override { return {}; }
    std::vector<Contradiction> contradictions() const override { return {}; }
    Result<std::string> agree_to_take_over(const std::string&, const VerifierKey&,
                                           Instant) override {
        return refuse("test.none", "nothing to take over");
    }

private:
    Story& story_;
    State state_;
};

std::unique_ptr<PeerHost> host_of(Story& story) {
    auto host = PeerHost::start(
        [&]() -> Result<std::unique_ptr<Peer>> { return std::make_unique<ToldPeer>(story); },
        {.now = [] { return Instant{1}; },
         .ask = [n = std::make_shared<std::atomic<int>>(0)](
                    const std::string&, const Request&) -> std::optional<Reply> {
             if (++*n % 2 == 0) return {};
             return Reply{};
         },
         .tell = [](const std::string&) {},
         .turn = std::chrono::milliseconds(1)});
    REQUIRE(host);
    return *std::move(host);
}

void wait_for(const std::function<bool()>& happened) {
    for (int i = 0; i < 10'000 && !happened(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CHECK(happened());
}

}  // namespace

TEST_CASE("a peer is driven, asks others, and hears of answers and of silence") {
    Story story;
    const auto host = host_of(story);
    wait_for([&] { return story.ticks > 3 && story.replies > 0 && story.silences > 0; });
    const HttpResponse response =
        host->respond({.method = "POST", .target = "/peer/hand-in", .body = "entry"});
    CHECK(*response.body == "POST /peer/hand-in entry");
}

TEST_CASE("a peer whose disk fails is opened anew, and says meanwhile that it is closed") {
    Story story;
    const auto host = host_of(story);
    story.disk_fails = true;
    CHECK(host->respond({.method = "GET", .target = "/peer/head"}).status == 503);
    CHECK(host->with_peer([](Peer&) { return Result<>(); }).error().code == "peer.closed");
    story.disk_fails = false;
    wait_for([&] { return story.opened == 2; });
    wait_for(
        [&] { return host->respond({.method = "GET", .target = "/peer/head"}).status == 200; });
}
