// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "peers/message.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace comity {

/// Carries requests by a blocking function, several at once, and keeps the answers until somebody
/// takes them: what waits for them is never called from another thread.
class CourierPool final : public Courier {
public:
    /// Asks the node at an address; nothing if no answer came in time. Called from many threads.
    using Ask = std::function<std::optional<Reply>(const std::string& address, const Request&)>;

    CourierPool(Ask ask, std::size_t threads);
    /// Waits for the requests under way, and answers nobody any more.
    ~CourierPool() override;
    CourierPool(const CourierPool&) = delete;
    CourierPool& operator=(const CourierPool&) = delete;

    /// A request that is one too many is answered with nothing.
    void send(const std::string& address, Request request, Then then) override;
    /// Hands over the answers that have come.
    void deliver();
    /// Lets go of whoever waits for an answer.
    void forget();

private:
    struct Errand {
        std::uint64_t generation;
        std::string address;
        Request request;
        Then then;
        std::optional<Reply> reply = {};
    };
    void run();
    std::optional<Errand> next();
    std::optional<Errand> next_answered();

    Ask ask_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::uint64_t generation_ = 0;  ///< answers to what was asked before `forget` are dropped
    std::deque<Errand> waiting_;
    std::deque<Errand> answered_;
    std::vector<std::jthread> threads_;
};

}  // namespace comity
