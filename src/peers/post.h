// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "peers/message.h"

#include <memory>

namespace comity {

/// A node's requests. Answers that come after it has gone are dropped.
class Post {
public:
    /// The courier of the requests from now on.
    void use(Courier& courier) { courier_ = &courier; }

    void send(const std::string& address, Request request, Courier::Then then) {
        if (!courier_) return;
        courier_->send(address, std::move(request),
                       [alive = std::weak_ptr<const int>(alive_),
                        then = std::move(then)](std::optional<Reply> reply) {
                           if (!alive.expired()) then(std::move(reply));
                       });
    }
    void get(const std::string& address, std::string path, Courier::Then then) {
        send(address, {"GET", std::move(path)}, std::move(then));
    }

private:
    Courier* courier_ = nullptr;
    std::shared_ptr<const int> alive_ = std::make_shared<const int>(0);
};

}  // namespace comity
