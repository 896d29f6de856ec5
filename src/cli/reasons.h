// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace comity::cli {

/// Why an account is not measurable or not due, in words: "no delivery has been reported". A code
/// without words is its own text.
std::string reason_text(const std::string& code);

}  // namespace comity::cli
