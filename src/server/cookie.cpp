// SPDX-License-Identifier: Apache-2.0
#include "server/cookie.h"

#include "base/text.h"

namespace comity {

std::optional<std::string_view> find_cookie(std::string_view field, std::string_view name) {
    std::optional<std::string_view> found;
    while (!field.empty()) {
        const std::string_view pair = field.substr(0, field.find(';'));
        field.remove_prefix(std::min(field.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || trimmed(pair.substr(0, equals)) != name) continue;
        if (found) return {};
        found = trimmed(pair.substr(equals + 1));
    }
    return found;
}

std::string set_cookie_text(const Cookie& cookie) {
    std::string text = cookie.name + "=" + cookie.value + "; Path=/; HttpOnly; SameSite=";
    text.append(cookie.same_site == Cookie::SameSite::strict ? "Strict" : "Lax");
    if (cookie.secure) text.append("; Secure");
    if (cookie.seconds >= 0) text.append("; Max-Age=").append(std::to_string(cookie.seconds));
    return text;
}

}  // namespace comity
