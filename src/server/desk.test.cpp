// SPDX-License-Identifier: Apache-2.0
#include "server/desk.h"

#include "server/desk_status.h"
#include "server/fixture.h"
#include "server/site.h"

#include <doctest/doctest.h>

#include <set>

using namespace comity;

namespace {

constexpr Instant founding{1'764'000'000};
constexpr std::string_view host = "127.0.0.1:8080";

/// A founded node with a person in it, and a clock that the test turns.
struct Served {
    fixture::TemporaryFolder folder;
    std::unique_ptr<Node> node = fixture::founded_node(folder / "node", founding);
    Instant now = founding;
    Gate::Options cheap{.cost = {.passes = 1, .memory_kib = 8}};
    std::string password =
        *Gate(folder / "node", cheap)
             .add({.name = "li", .party = "secretariat", .role = Role::hold_keys});
    std::unique_ptr<Desk> desk =
        *Desk::open(*node, {.now = [this] { return now; }, .gate = cheap, .lists = lists()});
    Site site{*node,
              WebFolder(),
              {.countries = {}, .now = [this] { return now; }, .version = "", .desk = desk.get()}};
    std::string cookie;
    std::string token;

    static CodeLists lists() {
        CodeLists made;
        made.countries = *parse_countries(
            R"({"3166-1":[{"alpha_2":"CN","alpha_3":"CHN","name":"China","numeric":"156"}]})");
        return made;
    }

    HttpResponse send(std::string method, std::string path, std::string body = {}) {
        HttpRequest request;
        request.method = std::move(method);
        request.target = "/api/v1" + std::move(path);
        request.host = host;
        request.origin = "http://" + std::string(host);
        request.content_type = "application/json";
        request.cookie = cookie;
        request.token = token;
        request.body = std::move(body);
        request.peer = "127.0.0.1";
        return site.respond(request);
    }

    void sign_in() {
        const HttpResponse response =
            send("POST", "/session", R"({"name":"li","password":")" + password + "\"}");
        REQUIRE(response.status == 201);
        const std::string& line = response.headers.front().second;
        cookie = line.substr(0, line.find(';'));
        token = *parse_json(*response.body)->find("token")->as<std::string>();
    }
};

std::string code_of(const HttpResponse& response) {
    const auto json = parse_json(*response.body);
    const Json* refusal = json ? json->find("refusal") : nullptr;
    return refusal ? *refusal->find("code")->as<std::string>() : "";
}

std::string admit(const std::string& party) {
    return R"({"kind":"party.admit","body":{"party":")" + party +
           R"(","status":"member","from":"2020-01-01"}})";
}

}  // namespace

TEST_CASE("a session that was idle for half an hour is over") {
    Served served;
    CHECK(served.send("GET", "/session").status == 401);
    served.sign_in();
    CHECK(served.send("GET", "/session").status == 200);
    served.now.seconds += 1'799;
    CHECK(served.send("GET", "/session").status == 200);
    served.now.seconds += 1'800;
    CHECK(code_of(served.send("GET", "/session")) == "session.absent");
}

TEST_CASE("what is entered at the desk is seen at once by those who ask") {
    Served served;
    served.sign_in();
    CHECK(served.send("GET", "/health").body->contains("\"size\":5"));
    const HttpResponse entered =
        served.send("POST", "/acts", R"({"kind":"pledge.withdraw","body":{"pledge":"seats",
            "reason":{"en":"A test"}}})");
    CHECK(*entered.body == R"({"entry":5})");
    CHECK(entered.status == 201);
    CHECK(served.send("GET", "/health").body->contains("\"size\":6"));
    CHECK(*served.send("GET", "/acts/5").body ==
          R"({"approved":false,"entry":5,"party":"secretariat","role":"hold-keys"})");
    CHECK(code_of(served.send("GET", "/acts/4")) == "submission.unknown");
}

TEST_CASE("codes are looked up in the lists before an act is signed") {
    Served served;
    served.sign_in();
    for (const char* path : {"/acts", "/acts/check"}) {
        const HttpResponse response = served.send("POST", path, admit("ZZZ"));
        CHECK(response.status == 422);
        CHECK(code_of(response) == "party.not-in-list");
        CHECK(response.body->contains("\"where\":\"/body/party\""));
    }
}

TEST_CASE("an act is entered in nobody's name whose key is elsewhere") {
    Served served;
    Gate gate(served.folder / "node", served.cheap);
    served.password = *gate.add({.name = "wu", .party = "CHN", .role = Role::act});
    const HttpResponse response =
        served.send("POST", "/session", R"({"name":"wu","password":")" + served.password + "\"}");
    const std::string& line = response.headers.front().second;
    served.cookie = line.substr(0, line.find(';'));
    served.token = *parse_json(*response.body)->find("token")->as<std::string>();
    const HttpResponse refused =
        served.send("POST", "/acts", R"({"kind":"note.place","body":{"text":{"en":"a"}}})");
    CHECK(refused.status == 409);
    CHECK(code_of(refused) == "key.absent");
}

TEST_CASE("addresses have no parameters, and routes no room for two") {
    Served served;
    CHECK(code_of(served.send("GET", "/routes?x=1")) == "query.unknown");
    std::set<std::pair<std::string_view, std::string_view>> seen;
    std::set<DeskRoute::Id> ids;
    for (const DeskRoute& route : desk_routes()) {
        CHECK(seen.emplace(route.method, route.path).second);
        CHECK(ids.insert(route.id).second);
        CHECK((route.method == "GET" || route.least.has_value() || route.path == "/session"));
    }
}

TEST_CASE("only addresses of this machine are its own") {
    for (const char* own :
         {"localhost", "localhost:80", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:8080", "::1"})
        CHECK(is_loopback(own));
    for (const char* other : {"", "a", "localhost.a", "127.0.0.2", "0.0.0.0", "[::2]:80",
                              "127.0.0.1.a:80", "::", "a:127.0.0.1"})
        CHECK_FALSE(is_loopback(other));
}

TEST_CASE("refusals of the form, the person and the act differ in status") {
    CHECK(desk_status({"session.absent", "", ""}) == 401);
    CHECK(desk_status({"csrf.token", "", ""}) == 403);
    CHECK(desk_status({"field.missing", "", "/kind"}) == 400);
    CHECK(desk_status({"field.missing", "", "/body/kind"}) == 422);
    CHECK(desk_status({"pledge.exists", "", "/body/pledge"}) == 422);
    CHECK(desk_status({"fetch.deadline", "", ""}) == 502);
}
