// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// What a request asks for, taken apart and decoded.
struct Target {
    /// The path's segments: "/pledges/trade" is {"pledges", "trade"}, "/" is {""}, and "/a/" is
    /// {"a", ""}. None is "." or "..", none but the last is empty.
    std::vector<std::string> segments;
    std::map<std::string, std::string> query;
    bool operator==(const Target&) const = default;
};

/// Reads the target of a request line, in origin form ("/a?b=c") or absolute form
/// ("http://host/a?b=c"). Decoded text is UTF-8 without control characters. Refusals
/// `target.malformed`, `target.escape` (a % without two hexadecimal digits), `target.text`,
/// `target.segment`, `query.malformed`, `query.duplicate`.
Result<Target> parse_target(std::string_view text);

/// Percent-decoding as RFC 3986 has it; nothing if a % is not followed by two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view text);

}  // namespace comity
