// SPDX-License-Identifier: Apache-2.0
#include "server/peer_host.h"

#include "base/check.h"

namespace comity {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t errands_at_once = 16;
constexpr std::chrono::milliseconds patience_min{1'000};
constexpr std::chrono::milliseconds patience_max{60'000};

}  // namespace

Result<std::unique_ptr<PeerHost>> PeerHost::start(Open open, Options options) {
    std::unique_ptr<Peer> peer = TRY(open());
    std::unique_ptr<PeerHost> host(new PeerHost(std::move(open), std::move(options)));
    host->peer_ = std::move(peer);
    host->driver_ = std::jthread([&self = *host](const std::stop_token& stop) { self.run(stop); });
    return host;
}

PeerHost::PeerHost(Open open, Options options)
    : open_(std::move(open)),
      options_(std::move(options)),
      couriers_(options_.ask, errands_at_once),
      patience_(patience_min) {}

PeerHost::~PeerHost() {
    driver_.request_stop();
    woken_.notify_all();
}

HttpResponse PeerHost::respond(const HttpRequest& request) {
    const std::lock_guard lock(mutex_);
    if (!peer_)
        return comity::respond(503, Refusal{"peer.closed", "the node is being opened; try again"});
    try {
        Reply reply = peer_->answer({request.method, request.target, request.body}, options_.now());
        return comity::respond(reply.status, reply.content_type, share(std::move(reply.body)));
    } catch (const Fault& fault) {
        close(fault.what());
        return comity::respond(503, Refusal{"peer.closed", "the node's disk failed; try again"});
    }
}

Result<> PeerHost::with_peer(const std::function<Result<>(Peer&)>& use) {
    const std::lock_guard lock(mutex_);
    if (!peer_) return refuse("peer.closed", "the node is being opened; try again");
    try {
        return use(*peer_);
    } catch (const Fault& fault) {
        close(fault.what());
        throw;
    }
}

void PeerHost::run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        if (peer_)
            turn();
        else if (steady_clock::now() >= reopen_at_)
            reopen();
        woken_.wait_for(lock, stop, options_.turn, [] { return false; });
    }
}

void PeerHost::turn() {
    try {
        couriers_.deliver();
        peer_->tick(options_.now(), couriers_);
        patience_ = patience_min;
    } catch (const Fault& fault) {
        close(fault.what());
    }
}

/// What the peer has in memory may be ahead of its disk now: only the disk counts.
void PeerHost::close(const std::string& why) {
    options_.tell("the node stops for a moment: " + why);
    couriers_.forget();
    peer_.reset();
    reopen_at_ = steady_clock::now() + patience_;
    patience_ = std::min(2 * patience_, patience_max);
}

void PeerHost::reopen() {
    try {
        auto opened = open_();
        if (opened) {
            peer_ = *std::move(opened);
            return options_.tell("the node goes on");
        }
        close(opened.error().code + ": " + opened.error().message);
    } catch (const Fault& fault) {
        close(fault.what());
    }
}

}  // namespace comity
