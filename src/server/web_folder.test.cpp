// SPDX-License-Identifier: Apache-2.0
#include "server/web_folder.h"

#include "server/fixture.h"

#include <doctest/doctest.h>

using namespace comity;
using fixture::TemporaryFolder;
using fixture::write_text;

namespace {

using Segments = std::vector<std::string>;

HttpResponse get(const WebFolder& web, const Segments& segments) {
    HttpRequest request;
    request.method = "GET";
    return web.respond(request, segments);
}

}  // namespace

TEST_CASE("files are sent with their media type, and views get the first page") {
    const TemporaryFolder folder;
    write_text(folder / "index.html", "<p>first");
    write_text(folder / "assets/main-1234.js", "let a");
    write_text(folder / ".git/config", "secret");
    write_text(folder / ".env", "secret");
    const auto web = WebFolder::read(folder.path());
    REQUIRE(web);
    CHECK(web->size() == 2);

    const HttpResponse script = get(*web, {"assets", "main-1234.js"});
    CHECK(script.content_type == "text/javascript; charset=utf-8");
    CHECK(script.cache_control == "public, max-age=31536000, immutable");
    for (const Segments& view :
         {Segments{""}, Segments{"pledges", "trade"}, Segments{"pledges", ""}}) {
        const HttpResponse page = get(*web, view);
        CHECK(page.status == 200);
        CHECK(*page.body == "<p>first");
        CHECK(page.cache_control == "no-cache");
    }
    for (const Segments& absent : {Segments{"x.js"}, Segments{".env"}, Segments{".git", "config.x"},
                                   Segments{"../etc/passwd.d"}}) {
        const HttpResponse page = get(*web, absent);
        CHECK(page.status == 404);
        CHECK(page.content_type == "text/html; charset=utf-8");
    }
}

TEST_CASE("without pages the server says how to build them") {
    for (const char* folder : {"", "/no/such/folder"}) {
        const auto web = WebFolder::read(folder);
        REQUIRE(web);
        CHECK(get(*web, {""}).status == 503);
        CHECK(get(*web, {""}).body->contains("npm run build"));
        CHECK(get(*web, {"main.js"}).status == 404);
    }
}

TEST_CASE("the pages may bring their own page for what is absent") {
    const TemporaryFolder folder;
    write_text(folder / "404.html", "<p>own");
    const auto web = WebFolder::read(folder.path());
    REQUIRE(web);
    CHECK(*get(*web, {"x.js"}).body == "<p>own");
    CHECK(get(*web, {"x.js"}).status == 404);
}

TEST_CASE("media types follow from the ending") {
    CHECK(content_type_of("a/b.svg") == "image/svg+xml");
    CHECK(content_type_of("b.html") == "text/html; charset=utf-8");
    CHECK(content_type_of("noending") == "application/octet-stream");
    CHECK(content_type_of("") == "application/octet-stream");
}
