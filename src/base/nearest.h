// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace comity {

/// The candidate that `typed` most likely meant: few letters away, or begun with it. Empty if none
/// is near.
std::string nearest(std::string_view typed, std::span<const std::string> candidates);

/// " (did you mean status?)", or nothing.
std::string did_you_mean(std::string_view typed, std::span<const std::string> candidates);

}  // namespace comity
