// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/desk.h"
#include "server/http_server.h"
#include "service/question.h"

namespace comity {

struct ServeOptions {
    HttpServer::Options http = {};
    std::string web_folder = {};  ///< of the built pages; may be absent
    CountryList countries = {};
    std::string version = {};
    /// Lets people sign in and write: the node is open for writing then.
    bool with_desk = false;
    std::string public_origin = {};  ///< see Desk::Options
    Gate::Options gate = {};
    CodeLists lists = {};
    std::function<Instant()> now = {};                   ///< empty: the clock
    std::function<void(std::uint16_t port)> ready = {};  ///< called once connections are accepted
};

/// Shows a node to the world until SIGINT or SIGTERM. Refusals `serve.not-founded` (nothing to
/// show yet), `serve.port-in-use`, `serve.address`, `serve.web-folder`, `serve.public` (no https
/// origin), `serve.plain-text` (passwords would go over a network without TLS).
Result<> serve(Node& node, const ServeOptions& options);

}  // namespace comity
