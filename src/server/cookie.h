// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity {

/// The value of a cookie in a Cookie field. None if it is there twice: then one of the two was set
/// by someone else.
std::optional<std::string_view> find_cookie(std::string_view field, std::string_view name);

struct Cookie {
    enum class SameSite : std::uint8_t { strict, lax };
    std::string name;
    std::string value;
    bool secure = true;  ///< sent over TLS alone; its name then begins with __Host-
    SameSite same_site = SameSite::strict;
    std::int64_t seconds = -1;  ///< how long it lasts; 0 takes it back; -1: until the browser ends
};

/// The value of a Set-Cookie field. No script can read the cookie.
std::string set_cookie_text(const Cookie& cookie);

}  // namespace comity
