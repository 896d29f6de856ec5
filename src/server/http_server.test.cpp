// SPDX-License-Identifier: Apache-2.0
#include "server/http_server.h"

#include <doctest/doctest.h>

#include <thread>

using namespace comity;

namespace {

HttpResponse nothing(const HttpRequest&) { return HttpResponse{.status = 204}; }

HttpServer::Options quiet() { return {.stop_on_signals = false}; }

}  // namespace

// How the server treats connections is tested on the wire: tests/http.

TEST_CASE("port 0 means any that is free, and a port in use is refused with advice") {
    const auto first = HttpServer::listen(quiet(), nothing);
    REQUIRE(first);
    CHECK((*first)->port() != 0);
    HttpServer::Options same = quiet();
    same.port = (*first)->port();
    const auto second = HttpServer::listen(same, nothing);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == "serve.port-in-use");
    CHECK(second.error().message.contains("choose another port"));
}

TEST_CASE("an address is an IP address of this machine") {
    HttpServer::Options options = quiet();
    for (const char* address : {"", "localhost", "1.2.3", "203.0.113.7"}) {
        CAPTURE(address);
        options.address = address;
        const auto server = HttpServer::listen(options, nothing);
        REQUIRE_FALSE(server);
        CHECK(server.error().code == "serve.address");
    }
}

TEST_CASE("a server stops when told to, before and while it runs") {
    for (const int pause_ms : {0, 50}) {
        const auto server = HttpServer::listen(quiet(), nothing);
        REQUIRE(server);
        const std::jthread running([&] { (*server)->run(); });
        std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms));
        (*server)->stop();
        (*server)->stop();
    }
}
