// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>

namespace comity {

/// An http or https address, taken apart as far as it takes to ask there.
struct Url {
    bool secure = false;
    std::string host;  ///< a name or an IP address, without the brackets of IPv6
    std::uint16_t port = 0;
    std::string target;  ///< path and query, beginning with a slash
    bool operator==(const Url&) const = default;

    /// As a Host field has it.
    std::string authority() const;
};

/// Refusal `url.malformed`: another scheme, user information, a fragment, a port that is none, or
/// characters that do not belong there.
Result<Url> parse_url(std::string_view text);

/// Whether what goes there stays on this machine or goes over TLS.
bool is_private_way(const Url& url);

/// Text as a value within a query: everything escaped but letters, digits and - . _ ~
std::string percent_encode(std::string_view text);

}  // namespace comity
