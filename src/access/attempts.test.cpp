// SPDX-License-Identifier: Apache-2.0
#include "access/attempts.h"

#include "access/store.h"
#include "support.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

struct Kept {
    fixture::TemporaryFolder folder;
    sqlite::Database database = open_access_store(folder.path());
    Attempts attempts{database};
};

constexpr Instant start{1'000'000};
Instant later(std::int64_t seconds) { return {start.seconds + seconds}; }

}  // namespace

TEST_CASE("the wait doubles with each failure beyond the free ones, up to an hour") {
    CHECK(wait_after(0, name_limits) == 0);
    CHECK(wait_after(4, name_limits) == 0);
    CHECK(wait_after(5, name_limits) == 30);
    CHECK(wait_after(6, name_limits) == 60);
    CHECK(wait_after(11, name_limits) == 1'920);
    CHECK(wait_after(12, name_limits) == 3'600);
    CHECK(wait_after(1'000'000, name_limits) == 3'600);
    CHECK(wait_after(29, address_limits) == 0);
    CHECK(wait_after(30, address_limits) == 30);
}

TEST_CASE("attempts are counted by who made them") {
    Kept kept;
    for (int i = 0; i < 5; ++i) kept.attempts.count("a", name_limits, start);
    CHECK(kept.attempts.wait("a", start) == 30);
    CHECK(kept.attempts.wait("a", later(29)) == 1);
    CHECK(kept.attempts.wait("a", later(30)) == 0);
    CHECK(kept.attempts.wait("b", start) == 0);
    kept.attempts.count("a", name_limits, later(30));
    CHECK(kept.attempts.wait("a", later(30)) == 60);
    kept.attempts.forget("a");
    CHECK(kept.attempts.wait("a", later(30)) == 0);
}

TEST_CASE("an attempt that did not fail is taken back with its wait, and no other") {
    Kept kept;
    for (int i = 0; i < 5; ++i) kept.attempts.count("a", name_limits, start);
    kept.attempts.take_back("a", name_limits);
    CHECK(kept.attempts.wait("a", start) == 0);
    for (int i = 0; i < 3; ++i) kept.attempts.count("a", name_limits, start);
    kept.attempts.take_back("a", name_limits);
    CHECK(kept.attempts.wait("a", start) == 60);
    kept.attempts.take_back("nobody", name_limits);
    CHECK(kept.attempts.wait("nobody", start) == 0);
}

TEST_CASE("a day later attempts are forgotten") {
    Kept kept;
    for (int i = 0; i < 8; ++i) kept.attempts.count("a", name_limits, start);
    kept.attempts.count("b", name_limits, later(24 * 60 * 60 + 1));
    kept.attempts.count("a", name_limits, later(24 * 60 * 60 + 1));
    CHECK(kept.attempts.wait("a", later(24 * 60 * 60 + 1)) == 0);
}

TEST_CASE("an IPv6 address counts as its network, an IPv4 address as itself") {
    CHECK(address_key("192.0.2.1") == "address 192.0.2.1");
    CHECK(address_key("::ffff:192.0.2.1") == "address 192.0.2.1");
    CHECK(address_key("2001:db8:1:2:3:4:5:6") == address_key("2001:db8:1:2::1"));
    CHECK(address_key("2001:db8::1") == address_key("2001:db8::2"));
    CHECK(address_key("2001:db8::1") != address_key("2001:db9::1"));
    CHECK(address_key("::1") == "address 0:0:0:0:");
    CHECK(address_key("") == "address ");
}
