// SPDX-License-Identifier: Apache-2.0
#include "server/desk.h"

#include "base/check.h"
#include "base/hmac.h"
#include "base/text.h"
#include "server/cookie.h"
#include "server/desk_status.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::size_t sign_in_size_max = std::size_t{8} * 1024;
constexpr std::size_t key_size_max = 128;
constexpr std::string_view json_type = "application/json";

std::unexpected<Refusal> refuse_csrf(std::string code, std::string message) {
    return refuse(std::move(code), std::move(message), "header");
}

bool is_reading(const HttpRequest& request) {
    return request.method == "GET" || request.method == "HEAD";
}

bool has_method(const DeskRoute& route, const HttpRequest& request) {
    return route.method == request.method || (route.method == "GET" && request.method == "HEAD");
}

bool is_json(std::string_view content_type) {
    return equal_ignoring_case(trimmed(content_type.substr(0, content_type.find(';'))), json_type);
}

/// The site's own origin, as the browser that sent the request knows it.
bool is_own_origin(const HttpRequest& request, std::string_view public_origin) {
    if (!public_origin.empty()) return request.origin == public_origin;
    return is_loopback(request.host) && request.origin == "http://" + request.host;
}

HttpResponse not_allowed(std::span<const DeskRoute* const> routes) {
    HttpResponse response =
        respond(405, Refusal{"http.method", "this address has other methods", "method"});
    std::string methods = joined(routes, ", ", [](const DeskRoute* r) { return r->method; });
    response.headers.emplace_back("Allow", std::move(methods));
    return response;
}

Result<> check_key(std::string_view key) {
    const bool plain = std::ranges::all_of(key, [](char c) { return c > ' ' && c <= '~'; });
    if (plain && key.size() <= key_size_max) return {};
    return refuse("idempotency.key", "should be up to 128 visible ASCII characters", "header");
}

std::string digest_of(const HttpRequest& request) {
    return to_hex(sha256(request.method + " " + request.target + "\n" + request.body));
}

}  // namespace

bool is_loopback(std::string_view host) {
    const std::size_t colon = host.rfind(':');
    const bool bare_ipv6 = host == "::1";
    if (!bare_ipv6 && colon != std::string_view::npos && !host.ends_with(']'))
        host = host.substr(0, colon);
    return bare_ipv6 || host == "[::1]" || host == "localhost" || host == "127.0.0.1";
}

Result<std::unique_ptr<Desk>> Desk::open(Node& node, Options options) {
    auto provider = TRY(Provider::read(node.folder()));
    return std::unique_ptr<Desk>(new Desk(node, std::move(options), std::move(provider)));
}

Desk::Desk(Node& node, Options options, std::optional<Provider> provider)
    : node_(node),
      options_(std::move(options)),
      provider_(std::move(provider)),
      gate_(node.folder(), options_.gate),
      drafts_(node.folder(), options_.gate.random) {}

std::string Desk::cookie_name() const { return is_secure() ? "__Host-comity" : "comity"; }

std::string Desk::pending_cookie_name() const {
    return is_secure() ? "__Host-comity-sign-in" : "comity-sign-in";
}

/// Behind a proxy on this machine the address is what that says it is: its last word, for what
/// stands before may be the client's own.
std::string Desk::address_of(const HttpRequest& request) const {
    if (!is_secure() || !is_loopback(request.peer) || request.forwarded_for.empty())
        return request.peer;
    const std::string_view all = request.forwarded_for;
    return std::string(trimmed(all.substr(all.rfind(',') + 1)));
}

std::optional<HttpResponse> Desk::respond(const HttpRequest& request, const Target& target) {
    const auto segments = std::span(target.segments).subspan(2);
    std::vector<const DeskRoute*> here;
    for (const DeskRoute& route : desk_routes()) {
        auto arguments = match_path(route.path, segments);
        if (!arguments) continue;
        here.push_back(&route);
        if (!has_method(route, request)) continue;
        const std::string name = cookie_name();
        Call call{route, request, target, *std::move(arguments)};
        call.now = options_.now();
        call.cookie = find_cookie(request.cookie, name).value_or("");
        call.session = gate_.session(call.cookie, call.now);
        if (auto passed = check_form(call); !passed) return refused(passed.error());
        if (auto passed = check_person(call); !passed) return refused(passed.error());
        return carry_out(call);
    }
    if (here.empty()) return {};
    return not_allowed(here);
}

/// That the request is one of ours: no page of another site can send it.
Result<> Desk::check_form(const Call& call) const {
    const HttpRequest& request = call.request;
    if (!call.target.query.empty() && call.route.id != DeskRoute::Id::provider_answer)
        return refuse("query.unknown", "there are no parameters here",
                      call.target.query.begin()->first);
    if (is_reading(request)) return {};
    const std::size_t most =
        call.route.id == DeskRoute::Id::sign_in ? sign_in_size_max : body_size_max;
    if (request.body.size() > most)
        return refuse("http.body-too-large",
                      "should be at most " + std::to_string(most) + " bytes");
    if (!is_own_origin(request, options_.public_origin))
        return refuse_csrf("csrf.origin", "Origin should be that of this site");
    if ((call.route.request || !request.body.empty()) && !is_json(request.content_type))
        return refuse("http.content-type", "should be application/json", "header");
    return check_key(request.idempotency_key);
}

/// That the person may. Whoever is not signed in learns nothing else.
Result<> Desk::check_person(const Call& call) const {
    if (!call.route.least) return {};
    if (!call.session) return refuse("session.absent", "sign in first");
    if (!is_reading(call.request) &&
        !equal_in_constant_time(call.request.token, call.session->token))
        return refuse_csrf("csrf.token", "X-Comity-Token should be the session's token");
    if (call.session->person.role >= *call.route.least) return {};
    return refuse("role.too-small", "this takes the role " + std::string(word(*call.route.least)) +
                                        "; yours is " +
                                        std::string(word(call.session->person.role)));
}

HttpResponse Desk::carry_out(const Call& call) {
    using Id = DeskRoute::Id;
    switch (call.route.id) {
        case Id::sign_in:
            return sign_in(call);
        case Id::sign_out:
            return sign_out(call);
        case Id::provider:
            return begin_provider(call);
        case Id::provider_answer:
            return end_provider(call);
        case Id::enter_act:
        case Id::save_draft:
        case Id::approve_draft:
            return once(call);
        case Id::who_am_i:
        case Id::check_act:
        case Id::entered_by:
        case Id::list_drafts:
        case Id::show_draft:
        case Id::remove_draft:
        case Id::list_people:
        case Id::list_routes:
            break;
    }
    const auto json = answer(call);
    return json ? answered(call.route.status, *json) : refused(json.error());
}

Result<Json> Desk::answer(const Call& call) {
    using Id = DeskRoute::Id;
    switch (call.route.id) {
        case Id::who_am_i:
            return describe(*call.session);
        case Id::check_act:
            return check_act(call);
        case Id::enter_act:
            return enter_act(call);
        case Id::entered_by:
            return entered_by(call);
        case Id::save_draft:
            return save_draft(call);
        case Id::list_drafts:
        case Id::show_draft:
            return list_drafts(call);
        case Id::remove_draft:
            return remove_draft(call);
        case Id::approve_draft:
            return approve_draft(call);
        case Id::list_people:
            return list_people(call);
        case Id::list_routes:
            return all_routes();
        case Id::sign_in:
        case Id::sign_out:
        case Id::provider:
        case Id::provider_answer:
            break;
    }
    check(false, "these are answered with more than JSON");
    return Json{};
}

/// What is done is done once for each Idempotency-Key: sent again, it has the same answer.
HttpResponse Desk::once(const Call& call) {
    const std::scoped_lock lock(writing_);
    const std::string& key = call.request.idempotency_key;
    const std::string& person = call.session->person.name;
    const std::string request = digest_of(call.request);
    if (!key.empty()) {
        const auto kept = drafts_.reply(person, key, call.now);
        if (kept && kept->request != request)
            return refused(
                {"idempotency.other-request", "this key was used for something else", "header"});
        if (kept) return comity::respond(kept->status, json_type, share(kept->body));
    }
    const auto json = answer(call);
    if (!json) return refused(json.error());
    if (!key.empty())
        drafts_.keep_reply(person, key, {request, call.route.status, to_text(*json)}, call.now);
    return answered(call.route.status, *json);
}

}  // namespace comity
