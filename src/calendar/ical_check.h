// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace comity {

/// Whether libical takes an unfolded line for a property of the type that RFC 5545 gives it.
bool ical_accepts(const std::string& line);

}  // namespace comity
