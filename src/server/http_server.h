// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http.h"

#include <chrono>
#include <cstdint>
#include <functional>

namespace comity {

/// An HTTP/1.1 server (RFC 9112) that holds up in the open: requests are parsed strictly, every
/// wait and every size has a limit, and waiting connections cost no thread.
class HttpServer {
public:
    struct Options {
        std::string address = "127.0.0.1";
        std::uint16_t port = 0;  ///< 0: any that is free
        unsigned threads = 2;
        std::chrono::milliseconds request_timeout{10'000};  ///< from its first byte to its last
        std::chrono::milliseconds idle_timeout{30'000};     ///< between two requests
        std::chrono::milliseconds write_timeout{30'000};    ///< and 1 s more for every 8 KiB
        std::chrono::milliseconds linger_timeout{1'000};    ///< after the last answer
        std::uint32_t header_limit = 8 * 1024;
        std::uint64_t body_limit = 64 * 1024;
        std::size_t target_limit = 4 * 1024;
        std::size_t connections_max = 1024;
        bool stop_on_signals = true;  ///< SIGINT and SIGTERM end `run`
    };

    /// Called from several threads. What it throws is answered with 500 and told on stderr.
    using Handler = std::function<HttpResponse(const HttpRequest&)>;

    /// Listens from here on. Refusals `serve.port-in-use`, `serve.address`.
    static Result<std::unique_ptr<HttpServer>> listen(const Options& options, Handler handler);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    std::uint16_t port() const;
    /// Serves until `stop` or a signal; answers under way are finished first, for 5 s at most.
    void run();
    /// May be called from any thread.
    void stop();

private:
    struct Impl;
    explicit HttpServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace comity
