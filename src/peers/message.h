// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace comity {

/// What one node asks of another: the parts of an HTTP request. Paths are below the node's address:
/// `/log/checkpoint`, `/peer/hand-in`.
struct Request {
    std::string method;  ///< GET or POST
    std::string path;
    std::string body = {};
    bool operator==(const Request&) const = default;
};

/// What the other one answers.
struct Reply {
    int status = 200;
    std::string body = {};
    std::string content_type = "text/plain; charset=utf-8";
    bool operator==(const Reply&) const = default;
};

/// Carries requests between nodes: over HTTP, or, in tests, through a network that loses, doubles,
/// delays and reorders them.
class Courier {
public:
    /// Called once with the answer, or with nothing if none came in time.
    using Then = std::function<void(std::optional<Reply>)>;

    virtual ~Courier() = default;
    /// Carries a request to the node at `address`. `then` is called later, never from within
    /// `send`, and by whoever calls the asking node otherwise.
    virtual void send(const std::string& address, Request request, Then then) = 0;
};

}  // namespace comity
