// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace comity {

/// The bytes as a gzip file (RFC 1952) without a name or a time: equal input, equal output.
/// `effort` is zlib's, 1 (fast) to 9 (small).
std::string gzip(std::string_view bytes, int effort);

}  // namespace comity
