// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/drafts.h"
#include "access/gate.h"
#include "server/http.h"
#include "server/provider.h"
#include "server/target.h"
#include "service/code_check.h"
#include "service/desk_routes.h"
#include "service/node.h"

namespace comity {

/// Where people sign in, prepare acts and have them entered: the routes of service/desk_routes.h.
/// The node must be open for writing and must not be written to by others. May be used from several
/// threads.
class Desk {
public:
    struct Options {
        /// "https://comity.example.org" if a proxy serves this under TLS; empty: this machine alone
        /// may use it, over a loopback address.
        std::string public_origin = {};
        std::function<Instant()> now = {};
        Gate::Options gate = {};
        CodeLists lists = {};  ///< what codes are checked against before an act is signed
    };

    /// Refusals of `Provider::read`.
    static Result<std::unique_ptr<Desk>> open(Node& node, Options options);

    /// None if the address is not one of the desk's.
    std::optional<HttpResponse> respond(const HttpRequest& request, const Target& target);

    /// As long as a request may be.
    static constexpr std::size_t body_size_max = std::size_t{128} * 1024;

private:
    /// A request that has passed every check.
    struct Call {
        const DeskRoute& route;
        const HttpRequest& request;
        const Target& target;
        std::map<std::string, std::string> arguments = {};
        std::string cookie = {};
        std::optional<Session> session = {};
        Instant now = {};
    };

    Desk(Node& node, Options options, std::optional<Provider> provider);

    Result<> check_form(const Call& call) const;
    Result<> check_person(const Call& call) const;
    HttpResponse carry_out(const Call& call);
    Result<Json> answer(const Call& call);
    HttpResponse once(const Call& call);

    HttpResponse sign_in(const Call& call);
    HttpResponse sign_out(const Call& call);
    HttpResponse begin_provider(const Call& call);
    HttpResponse end_provider(const Call& call);
    Json describe(const Session& session);
    Result<Json> check_act(const Call& call);
    Result<Json> enter_act(const Call& call);
    Result<Json> enter(const Call& call, const Draft& act, std::optional<std::string> drafter);
    Result<Json> entered_by(const Call& call);
    Result<Json> save_draft(const Call& call);
    Result<Json> list_drafts(const Call& call);
    Result<Json> remove_draft(const Call& call);
    Result<Json> approve_draft(const Call& call);
    Json list_people(const Call& call);
    std::string address_of(const HttpRequest& request) const;
    bool is_secure() const { return !options_.public_origin.empty(); }
    std::string cookie_name() const;
    std::string pending_cookie_name() const;

    Node& node_;
    const Options options_;
    const std::optional<Provider> provider_;
    Gate gate_;
    Drafts drafts_;
    std::mutex writing_;  ///< held by whoever has the node sign and enter something
};

/// Whether an address, with or without a port, is one of this machine that no other one reaches.
bool is_loopback(std::string_view host);

}  // namespace comity
