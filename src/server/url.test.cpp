// SPDX-License-Identifier: Apache-2.0
#include "server/url.h"

#include "server/target.h"

#include <doctest/doctest.h>

using namespace comity;

TEST_CASE("an address is taken apart into where to connect and what to ask for") {
    CHECK(parse_url("https://a.example/b?c=d") == Url{true, "a.example", 443, "/b?c=d"});
    CHECK(parse_url("http://a.example") == Url{false, "a.example", 80, "/"});
    CHECK(parse_url("http://a.example?c") == Url{false, "a.example", 80, "/?c"});
    CHECK(parse_url("http://127.0.0.1:8080/") == Url{false, "127.0.0.1", 8080, "/"});
    CHECK(parse_url("http://[::1]:8080/x") == Url{false, "::1", 8080, "/x"});
    CHECK(parse_url("http://[::1]:8080/x")->authority() == "[::1]:8080");
    CHECK(parse_url("https://a.example:443/")->authority() == "a.example");
}

TEST_CASE("what is no address of a web server is refused") {
    for (const char* text : {"",
                             "a.example",
                             "ftp://a.example/",
                             "https://",
                             "https:///a",
                             "https://:80/",
                             "https://a:b@c.example/",
                             "https://a.example:0/",
                             "https://a.example:65536/",
                             "https://a.example:/",
                             "https://a.example:x/",
                             "https://a b/",
                             "https://a.example/b c",
                             "https://a.example/#part",
                             "https://a.example/\r\nHost: b",
                             "https://[::1/",
                             "https://[::1]x/",
                             "HTTPS://a.example/",
                             "https://ä.example/",
                             "https://a_b/"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_url(text));
    }
    CHECK_FALSE(parse_url("https://a.example/" + std::string(5000, 'a')));
}

TEST_CASE("a way is private over TLS or on this machine") {
    CHECK(is_private_way(*parse_url("https://a.example/")));
    CHECK(is_private_way(*parse_url("http://localhost:1/")));
    CHECK(is_private_way(*parse_url("http://[::1]/")));
    CHECK_FALSE(is_private_way(*parse_url("http://a.example/")));
    CHECK_FALSE(is_private_way(*parse_url("http://localhost.a.example/")));
}

TEST_CASE("what is escaped is read as it was") {
    CHECK(percent_encode("a/b&c=d e~") == "a%2Fb%26c%3Dd%20e~");
    const std::string text("\0\xff +%/", 6);
    CHECK(percent_decode(percent_encode(text)) == text);
}
