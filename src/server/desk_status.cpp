// SPDX-License-Identifier: Apache-2.0
#include "server/desk_status.h"

#include <array>

namespace comity {
namespace {

struct Known {
    std::string_view code;
    int status;
};

constexpr std::array statuses = {Known{"session.absent", 401},
                                 Known{"session.refused", 401},
                                 Known{"session.code-required", 401},
                                 Known{"session.wait", 429},
                                 Known{"session.busy", 503},
                                 Known{"session.form", 400},
                                 Known{"session.state", 400},
                                 Known{"session.subject-unknown", 403},
                                 Known{"csrf.origin", 403},
                                 Known{"csrf.token", 403},
                                 Known{"role.too-small", 403},
                                 Known{"http.body-too-large", 413},
                                 Known{"http.content-type", 415},
                                 Known{"idempotency.key", 400},
                                 Known{"idempotency.other-request", 409},
                                 Known{"draft.unknown", 404},
                                 Known{"draft.own", 403},
                                 Known{"draft.too-many", 409},
                                 Known{"act.four-eyes", 409},
                                 Known{"submission.unknown", 404},
                                 Known{"key.absent", 409},
                                 Known{"provider.absent", 404},
                                 Known{"provider.answer", 502},
                                 Known{"provider.token", 502}};

/// Of the request itself, not of the act in it.
bool is_about_form(const Refusal& refusal) {
    const std::string& code = refusal.code;
    return !refusal.where.starts_with("/body") &&
           (code.starts_with("json.") || code.starts_with("field.") || code.starts_with("query."));
}

HttpResponse unkept(HttpResponse response) {
    response.cache_control = "no-store";
    return response;
}

}  // namespace

int desk_status(const Refusal& refusal) {
    for (const Known& known : statuses)
        if (known.code == refusal.code) return known.status;
    if (refusal.code.starts_with("fetch.")) return 502;
    return is_about_form(refusal) ? 400 : 422;
}

HttpResponse refused(const Refusal& refusal) { return respond(desk_status(refusal), refusal); }

HttpResponse answered(int status, const Json& json) {
    return unkept(respond(status, "application/json", share(to_text(json))));
}

HttpResponse sent_to(std::string location) {
    HttpResponse response = unkept(respond(302, "text/plain; charset=utf-8", share("")));
    response.headers.emplace_back("Location", std::move(location));
    return response;
}

}  // namespace comity
