// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "peers/peer.h"
#include "server/courier_pool.h"
#include "server/http.h"

#include <atomic>

namespace comity {

/// A peer at work: the clock, the network and the thread that drive it. If its disk fails, it is
/// opened anew, after a while that grows with each failure. May be asked from several threads.
class PeerHost {
public:
    struct Options {
        std::function<Instant()> now;
        CourierPool::Ask ask;                          ///< carries requests to other nodes
        std::function<void(const std::string&)> tell;  ///< what an operator should know, in a line
        std::chrono::milliseconds turn{200};           ///< between two looks at what is due
    };
    using Open = std::function<Result<std::unique_ptr<Peer>>()>;

    /// Opens the peer and starts driving it. Refusals as of `open`.
    static Result<std::unique_ptr<PeerHost>> start(Open open, Options options);
    /// Ends the turn under way, then stops.
    ~PeerHost();
    PeerHost(const PeerHost&) = delete;
    PeerHost& operator=(const PeerHost&) = delete;

    /// Answers what another node asks below /peer. 503 while the peer is being opened anew.
    HttpResponse respond(const HttpRequest& request);
    /// Calls `use` with the peer while nothing else does; refusal `peer.closed` while it is being
    /// opened anew.
    Result<> with_peer(const std::function<Result<>(Peer&)>& use);

private:
    PeerHost(Open open, Options options);
    void run(const std::stop_token& stop);
    void turn();
    void reopen();
    void close(const std::string& why);

    Open open_;
    Options options_;
    CourierPool couriers_;
    std::mutex mutex_;  ///< guards what follows
    std::unique_ptr<Peer> peer_;
    std::chrono::steady_clock::time_point reopen_at_;
    std::chrono::milliseconds patience_;
    std::condition_variable_any woken_;
    std::jthread driver_;
};

}  // namespace comity
