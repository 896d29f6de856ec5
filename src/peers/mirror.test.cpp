// SPDX-License-Identifier: Apache-2.0
#include "peers/mirror.h"

#include "peers/fixture.h"

#include <doctest/doctest.h>

using namespace comity;
using fixture::Network;

namespace {

/// One office with some six hundred notes.
Network long_log() {
    Network net;
    net.found();
    for (int i = 0; i < 600; ++i) CHECK(net.note("secretariat", std::to_string(i)) == "");
    net.pass(2);
    return net;
}

std::uint64_t entries_of(Network& net, const std::string& author) {
    return net.peer(author).state().entries;
}

}  // namespace

TEST_CASE("whatever of the log another node falsifies, nothing of it is taken") {
    Network net = long_log();
    const std::uint64_t entries = entries_of(net, "secretariat");
    for (const std::string part : {"/log/checkpoint", "/log/tile/1/", "/log/tile/entries/000",
                                   "/log/tile/entries/001", "/log/tile/entries/002.p/"}) {
        net.alters = [&part](const Request& request, Reply& reply) {
            if (request.path.starts_with(part)) reply.body[reply.body.size() / 2] ^= 1;
        };
        net.disk("KAZ") = SimulatedDisk();
        net.start("KAZ");
        net.pass(3);
        CHECK(entries_of(net, "KAZ") == 0);
        CHECK(net.ask("KAZ", {"GET", "/log/checkpoint"}).status == 404);
        net.alters = [&part](const Request& request, Reply& reply) {
            if (request.path.starts_with(part)) reply.body.clear();
        };
        net.pass(3);
        CHECK(entries_of(net, "KAZ") == 0);
        CHECK(net.peer("KAZ").contradictions().empty());
        net.stop("KAZ");
    }
    net.alters = {};
    net.start("KAZ");
    net.pass(2);
    CHECK(entries_of(net, "KAZ") == entries);
}

TEST_CASE("a round that is cut off goes on where it stopped, also after a restart") {
    Network net = long_log();
    net.drops = [](const std::string&, const Request& request) {
        return request.path == "/log/tile/entries/001";
    };
    net.start("KAZ");
    net.pass(3);
    CHECK(entries_of(net, "KAZ") == 0);
    net.stop("KAZ");
    net.disk("KAZ").sync_all();
    net.disk("KAZ").restart();
    net.start("KAZ");
    std::size_t first_fetched = 0;
    net.drops = [&](const std::string&, const Request& request) {
        if (request.path == "/log/tile/entries/000") ++first_fetched;
        return false;
    };
    net.pass(2);
    CHECK(first_fetched == 0);
    CHECK(net.peer("KAZ").state() == net.peer("secretariat").state());
}

TEST_CASE("a node serves what its checkpoint covers and nothing else") {
    Network net = long_log();
    const std::uint64_t size = entries_of(net, "secretariat");
    const auto status = [&](const std::string& path) {
        return net.ask("secretariat", {"GET", path}).status;
    };
    CHECK(status("/log/tile/0/000") == 200);
    CHECK(status("/log/tile/entries/001") == 200);
    CHECK(status("/log/tile/entries/002.p/" + std::to_string(size % 256)) == 200);
    for (const char* path :
         {"/log/tile/0/003", "/log/tile/entries/002", "/log/journal", "/log/lock", "/log/../lock",
          "/log/", "/log/tile/64/000", "/peer/secrets", ""})
        CHECK(status(path) == 404);
    CHECK(net.ask("secretariat", {"PUT", "/log/checkpoint"}).status == 405);
    CHECK(net.ask("secretariat", {"POST", "/peer/hand-in", "x"}).status == 400);
    CHECK(net.ask("secretariat", {"POST", "/peer/add-checkpoint", "x"}).status == 400);
    CHECK(net.ask("secretariat", {"POST", "/peer/take-over", "x"}).status == 400);
}
