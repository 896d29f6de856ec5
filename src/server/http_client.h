// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <chrono>
#include <vector>

namespace comity {

/// A request to another server.
struct HttpCall {
    std::string url;  ///< http:// or https://
    std::string method = "GET";
    std::string body = {};
    std::string content_type = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::chrono::milliseconds deadline{10'000};  ///< for all of it
    std::size_t body_size_max = std::size_t{1} << 20U;
    /// A file of certificates (PEM) that are trusted besides the system's; empty: none.
    std::string authorities = {};
};

struct HttpReply {
    int status = 0;
    std::string content_type;
    std::string location;  ///< where it is instead; redirections are not followed
    std::string body;
};

/// Asks and waits for the reply, whatever its status. Servers are believed over TLS only with a
/// valid certificate for their name. Refusals `url.malformed`, `fetch.unreachable`,
/// `fetch.certificate`, `fetch.deadline`, `fetch.too-large`, `fetch.malformed`.
Result<HttpReply> fetch(const HttpCall& call);

}  // namespace comity
