// SPDX-License-Identifier: Apache-2.0
#include "server/fixture.h"
#include "server/serve.h"

#include <charconv>
#include <iostream>
#include <span>

// A small association served from a new node in FOLDER/node, with the pages in FOLDER/web and short
// waits, for tests on the wire. Prints its port, and "stopped" at the end.
// Usage: http_test_server FOLDER [connections_max]

namespace {

using namespace comity;

constexpr Instant founding = Instant{1'764'000'000};

HttpServer::Options short_waits(std::span<char*> arguments) {
    HttpServer::Options limits;
    limits.request_timeout = std::chrono::milliseconds(1'000);
    limits.idle_timeout = std::chrono::milliseconds(2'000);
    limits.write_timeout = std::chrono::milliseconds(1'000);
    limits.linger_timeout = std::chrono::milliseconds(300);
    if (arguments.size() > 2) {
        const std::string_view text = arguments[2];
        std::from_chars(text.data(), text.data() + text.size(), limits.connections_max);
    }
    return limits;
}

}  // namespace

int main(int argc, char** argv) {
    const std::span arguments(argv, static_cast<std::size_t>(argc));
    const std::string folder = arguments[1];
    const auto node = comity::fixture::founded_node(folder + "/node", founding);
    const auto served = serve(
        *node, {.http = short_waits(arguments),
                .web_folder = folder + "/web",
                .version = "1.2.3",
                .now = [] { return founding; },
                .ready = [](std::uint16_t port) { std::cout << port << "\n"
                                                            << std::flush; }});
    std::cout << (served ? "stopped" : served.error().message) << "\n" << std::flush;
    return served ? 0 : 1;
}
