// SPDX-License-Identifier: Apache-2.0
#include "server/serve.h"

#include "server/site.h"

#include <sys/resource.h>
#include <algorithm>

namespace comity {
namespace {

constexpr rlim_t files_beside_connections = 256;

Instant clock_now() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::seconds>(now).count()};
}

/// Every connection is an open file, and the usual limit (1024) is too small for all of them. If
/// it cannot be raised, connections wait for each other; that is no reason not to serve.
void allow_open_files(rlim_t wanted) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

Result<> serve(Node& node, const ServeOptions& options) {
    if (!node.state().association)
        return refuse("serve.not-founded",
                      "the log has no founding act yet: submit 'association.found' first");
    Site site(node, TRY(WebFolder::read(options.web_folder)),
              {.countries = options.countries,
               .now = options.now ? options.now : &clock_now,
               .version = options.version});
    allow_open_files(options.http.connections_max + files_beside_connections);
    const auto server = TRY(HttpServer::listen(
        options.http, [&](const HttpRequest& request) { return site.respond(request); }));
    if (options.ready) options.ready(server->port());
    server->run();
    return {};
}

}  // namespace comity
