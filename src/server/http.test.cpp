// SPDX-License-Identifier: Apache-2.0
#include "server/http.h"

#include "base/check.h"
#include "base/json.h"

#include <doctest/doctest.h>

using namespace comity;

TEST_CASE("times are written as RFC 9110 shows them") {
    CHECK(http_date(784'111'777) == "Sun, 06 Nov 1994 08:49:37 GMT");
    CHECK(http_date(0) == "Thu, 01 Jan 1970 00:00:00 GMT");
    CHECK(http_date(951'782'399) == "Mon, 28 Feb 2000 23:59:59 GMT");
}

TEST_CASE("a refusal is answered as JSON that is not kept") {
    const HttpResponse response = respond(400, Refusal{"query.date", "a \"day\"", "as_of"});
    CHECK(response.status == 400);
    CHECK(response.cache_control == "no-store");
    const auto json = parse_json(*response.body);
    REQUIRE(json);
    CHECK(*json->find("refusal")->find("message")->as<std::string>() == "a \"day\"");
}

TEST_CASE("every head has a length, a date and the security fields") {
    const std::string head = head_text(respond(200, "text/plain", share("abc")), "now", true);
    CHECK(head.starts_with("HTTP/1.1 200 OK\r\nDate: now\r\n"));
    CHECK(head.ends_with("\r\n\r\n"));
    for (const char* field :
         {"Content-Length: 3\r\n", "Content-Type: text/plain\r\n", "Connection: keep-alive\r\n",
          "X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: no-referrer\r\n",
          "default-src 'self'", "frame-ancestors 'none'", "form-action 'none'"})
        CHECK(head.contains(field));
    CHECK(head_text(HttpResponse{.status = 304}, "now", false).contains("Connection: close"));
    CHECK_FALSE(head_text(HttpResponse{.status = 304}, "now", false).contains("Content-Length"));
}

TEST_CASE("nothing can add a header field by way of a value") {
    HttpResponse response = respond(200, "text/plain", share(""));
    response.headers.emplace_back("X-Name", "a\r\nSet-Cookie: b");
    CHECK_THROWS_AS(head_text(response, "now", true), Bug);
}
