// SPDX-License-Identifier: Apache-2.0
#include "server/serve.h"

#include "server/site.h"
#include "server/url.h"

#include <sys/resource.h>
#include <algorithm>

namespace comity {
namespace {

constexpr unsigned threads_with_desk = 4;  ///< comparing a password holds one for a while
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

Result<> check_public_origin(const ServeOptions& options) {
    const std::string& origin = options.public_origin;
    if (origin.empty() && !is_loopback(options.http.address))
        return refuse("serve.plain-text",
                      "people sign in over TLS alone: serve at 127.0.0.1, and say with --public "
                      "https://... where a proxy serves it",
                      "address");
    const auto url = parse_url(origin);
    if (origin.empty() || (url && url->secure && origin == "https://" + url->authority()))
        return {};
    return refuse("serve.public", "should be an origin such as https://comity.example.org",
                  "public");
}

Result<std::unique_ptr<Desk>> open_desk(Node& node, const ServeOptions& options) {
    if (!options.with_desk) return nullptr;
    TRY(check_public_origin(options));
    return Desk::open(node, {.public_origin = options.public_origin,
                             .now = options.now ? options.now : &clock_now,
                             .gate = options.gate,
                             .lists = options.lists});
}

HttpServer::Options http_options(const ServeOptions& options) {
    HttpServer::Options http = options.http;
    if (!options.with_desk) return http;
    http.body_limit = Desk::body_size_max;
    http.threads = std::max(http.threads, threads_with_desk);
    return http;
}

}  // namespace

Result<> serve(Node& node, const ServeOptions& options) {
    if (!node.state().association)
        return refuse("serve.not-founded",
                      "the log has no founding act yet: submit 'association.found' first");
    const std::unique_ptr<Desk> desk = TRY(open_desk(node, options));
    Site site(node, TRY(WebFolder::read(options.web_folder)),
              {.countries = options.countries,
               .now = options.now ? options.now : &clock_now,
               .version = options.version,
               .desk = desk.get()});
    allow_open_files(options.http.connections_max + files_beside_connections);
    const auto server = TRY(HttpServer::listen(
        http_options(options), [&](const HttpRequest& request) { return site.respond(request); }));
    if (options.ready) options.ready(server->port());
    server->run();
    return {};
}

}  // namespace comity
