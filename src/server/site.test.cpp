// SPDX-License-Identifier: Apache-2.0
#include "server/site.h"

#include "server/fixture.h"

#include <doctest/doctest.h>

#include <thread>

using namespace comity;
using fixture::TemporaryFolder;

namespace {

const Instant now = Instant::of(Date::of(2026, 11, 24));

HttpRequest get(std::string target) {
    HttpRequest request;
    request.method = "GET";
    request.target = std::move(target);
    return request;
}

/// A founded node and its site; the node that is shown reads what the other writes.
struct Shown {
    TemporaryFolder folder;
    std::unique_ptr<Node> writer = fixture::founded_node(folder.path() + "/node", now);
    std::unique_ptr<Node> reader = *Node::open(folder.path() + "/node", Node::Access::read);
    Site site{
        *reader, WebFolder(), {.countries = {}, .now = [] { return now; }, .version = "1.2.3"}};

    HttpResponse at(std::string target) { return site.respond(get(std::move(target))); }
    Json json_at(std::string target) {
        const HttpResponse response = at(std::move(target));
        REQUIRE(response.status == 200);
        const auto json = parse_json(*response.body);
        REQUIRE(json);
        return *json;
    }
};

std::string code_of(const HttpResponse& response) {
    const auto json = parse_json(*response.body);
    if (!json || !json->find("refusal")) return "no refusal";
    return *json->find("refusal")->find("code")->as<std::string>();
}

std::string header(const HttpResponse& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return "";
}

}  // namespace

TEST_CASE("questions are answered as JSON with a tag that lasts as long as the answer") {
    Shown shown;
    const HttpResponse health = shown.at("/api/v1/health");
    CHECK(health.status == 200);
    CHECK(*health.body == R"({"size":5,"status":"ok"})");
    CHECK(health.content_type == "application/json");
    CHECK(health.cache_control == "no-cache");
    HttpRequest again = get("/api/v1/health");
    again.if_none_match = health.etag;
    CHECK(shown.site.respond(again).status == 304);
    CHECK(*shown.json_at("/api/v1/scoreboard").find("as_of")->as<std::string>() == "2026-11-24");
    CHECK(*shown.json_at("/api/v1/scoreboard?as_of=2024-12-31").find("as_of")->as<std::string>() ==
          "2024-12-31");
    CHECK(*shown.json_at("/api/v1/association").find("version")->as<std::string>() == "1.2.3");
    CHECK(shown.json_at("/api/v1/openapi.json").find("paths"));
}

TEST_CASE("every question about what there is has an answer, and lists have tables") {
    Shown shown;
    for (const char* path : {"/parties", "/parties/CHN", "/pledges/seats", "/datasets",
                             "/deliveries", "/entries", "/entries/0", "/proofs/4"}) {
        CAPTURE(path);
        CHECK(shown.at(std::string("/api/v1") + path).status == 200);
    }
    for (const char* path : {"/scoreboard", "/parties", "/datasets", "/deliveries", "/entries"}) {
        CAPTURE(path);
        const HttpResponse table = shown.at(std::string("/api/v1") + path + ".csv");
        CHECK(table.status == 200);
        CHECK(table.content_type.starts_with("text/csv"));
        CHECK(header(table, "Content-Disposition") ==
              "attachment; filename=\"" + std::string(path).substr(1) + ".csv\"");
    }
}

TEST_CASE("the scoreboard's table has one line for each reading") {
    Shown shown;
    const std::string csv = *shown.at("/api/v1/scoreboard.csv").body;
    CHECK(std::ranges::count(csv, '\n') == 3);
    CHECK(csv.contains("nobody-counts"));
    CHECK(csv.contains("nobody-will"));
}

TEST_CASE("questions that cannot be answered are refused in JSON") {
    Shown shown;
    const auto refused = [&](const char* target, int status, const char* code) {
        CAPTURE(target);
        const HttpResponse response = shown.at(target);
        CHECK(response.status == status);
        CHECK(code_of(response) == code);
    };
    refused("/api/v1/pledges/absent", 404, "pledge.unknown");
    refused("/api/v1/nothing", 404, "path.unknown");
    refused("/api/v2/health", 404, "path.unknown");
    refused("/api", 404, "path.unknown");
    refused("/api/v1/scoreboard?as_of=tomorrow", 400, "query.date");
    refused("/api/v1/scoreboard?colour=red", 400, "query.unknown");
    refused("/api/v1/scoreboard?as_of=2024-01-01&as_of=2024-01-02", 400, "query.duplicate");
    refused("/api/v1/entries?count=99999999", 400, "query.number");
    refused("/api/v1/entries/99", 404, "entry.unknown");
    refused("/api/v1/../../etc/passwd", 400, "target.segment");
    refused("/api/v1/pledges/%00", 400, "target.text");
}

TEST_CASE("the log is shown as tiles: the checkpoint briefly, the rest for ever") {
    Shown shown;
    const HttpResponse checkpoint = shown.at("/log/checkpoint");
    CHECK(checkpoint.status == 200);
    CHECK(checkpoint.content_type == "text/plain; charset=utf-8");
    CHECK(checkpoint.cache_control == "max-age=2");
    CHECK(*checkpoint.body == shown.reader->log().checkpoint());
    const HttpResponse tile = shown.at("/log/tile/0/000.p/5");
    CHECK(tile.status == 200);
    CHECK(tile.content_type == "application/octet-stream");
    CHECK(tile.cache_control == "public, max-age=31536000, immutable");
    CHECK(tile.body->size() == 5 * 32);
    CHECK(shown.at("/log/tile/entries/000.p/5").status == 200);
    HttpRequest part = get("/log/tile/0/000.p/5");
    part.range = "bytes=32-63";
    CHECK(shown.site.respond(part).status == 206);
}

TEST_CASE("nothing but the log's published files can be had below /log") {
    Shown shown;
    for (const char* path :
         {"/log", "/log/", "/log/journal", "/log/tile/0/000", "/log/tile/0/000.p/0",
          "/log/tile/0/000.p/4x", "/log/tile/0/0", "/log/tile/00/000.p/5", "/log/tile/64/000",
          "/log/tile/0/..%2f..%2f..%2fkeys%2fdepositary.key", "/log/..%2fcomity.toml",
          "/log/tile/0/000.p/5/", "/log/tile/0/000.p", "/log/tile/0", "/log/checkpoint/x"}) {
        CAPTURE(path);
        const HttpResponse response = shown.at(path);
        CHECK(response.status == 404);
        CHECK(response.cache_control == "no-store");
    }
    CHECK(shown.at("/log/../keys/depositary.key").status == 400);
    CHECK(shown.at("/log/checkpoint?x=1").status == 400);
    CHECK(shown.at("/comity.toml").status == 404);
}

TEST_CASE("feeds are served as calendars and as Atom, in the language asked for") {
    Shown shown;
    const HttpResponse calendar = shown.at("/feeds/parties/CHN.ics");
    CHECK(calendar.status == 200);
    CHECK(calendar.content_type == "text/calendar; charset=utf-8");
    CHECK(calendar.cache_control == "no-cache");
    CHECK(calendar.body->starts_with("BEGIN:VCALENDAR\r\n"));
    CHECK(calendar.body->contains("X-WR-CALNAME:CHN\r\n"));
    HttpRequest again = get("/feeds/parties/CHN.ics");
    again.if_none_match = calendar.etag;
    CHECK(shown.site.respond(again).status == 304);
    const HttpResponse feed = shown.at("/feeds/record.atom?lang=zh-Hans");
    CHECK(feed.status == 200);
    CHECK(feed.content_type == "application/atom+xml; charset=utf-8");
    CHECK(feed.body->contains("xml:lang=\"zh-Hans\""));
    CHECK(feed.body->contains("<title>A test</title>"));
}

TEST_CASE("a feed of what there is not is not found, and what is asked wrongly is refused") {
    Shown shown;
    CHECK(code_of(shown.at("/feeds/parties/ZZZ.ics")) == "party.unknown");
    CHECK(code_of(shown.at("/feeds/bodies/council.ics")) == "body.unknown");
    for (const char* path : {"/feeds", "/feeds/", "/feeds/parties/CHN", "/feeds/parties/.ics",
                             "/feeds/parties/CHN.ics/", "/feeds/others/CHN.ics",
                             "/feeds/record.rss", "/feeds/bodies/council.ics"}) {
        CAPTURE(path);
        CHECK(shown.at(path).status == 404);
    }
    CHECK(code_of(shown.at("/feeds/record.atom?count=5")) == "query.unknown");
    CHECK(code_of(shown.at("/feeds/record.atom?lang=%3Cb%3E")) == "query.language");
    CHECK(shown.at("/feeds/record.atom?lang=").status == 400);
}

TEST_CASE("only reading is offered") {
    Shown shown;
    HttpRequest request = get("/api/v1/health");
    request.method = "OPTIONS";
    CHECK(shown.site.respond(request).status == 204);
    CHECK(header(shown.site.respond(request), "Allow") == "GET, HEAD, OPTIONS");
    for (const char* method : {"POST", "PUT", "DELETE", "TRACE", "CONNECT", "PATCH", "get", ""}) {
        CAPTURE(method);
        request.method = method;
        CHECK(shown.site.respond(request).status == 405);
        CHECK(header(shown.site.respond(request), "Allow") == "GET, HEAD, OPTIONS");
    }
}

TEST_CASE("what another process appends is shown within a second or so") {
    Shown shown;
    CHECK(*shown.json_at("/api/v1/health").find("size") == Json(5));
    REQUIRE(shown.writer->submit(fixture::note_draft(1), now));
    std::this_thread::sleep_for(std::chrono::milliseconds(1'100));
    CHECK(*shown.json_at("/api/v1/health").find("size") == Json(6));
    CHECK(shown.at("/api/v1/pledges/numbered-1").status == 200);
}

TEST_CASE("many may ask while another process appends") {
    Shown shown;
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 3; ++thread)
            threads.emplace_back([&](const std::stop_token& stop) {
                while (!stop.stop_requested())
                    for (const char* path : {"/health", "/entries/4", "/proofs/4", "/scoreboard"})
                        if (shown.at(std::string("/api/v1") + path).status != 200) ++wrong;
            });
        for (int i = 0; i < 8; ++i) {
            REQUIRE(shown.writer->submit(fixture::note_draft(i), now));
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
        }
    }
    CHECK(wrong == 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(1'100));
    CHECK(*shown.json_at("/api/v1/health").find("size") == Json(13));
}
