// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "calendar/zone.h"

#include <set>
#include <string>

namespace comity {

/// Appends the VTIMEZONE of a zone that holds in these years: every change of its clock by itself,
/// without a rule that would have to be guessed.
void append_zone(std::string& out, const Zone& zone, const std::set<int>& years);

}  // namespace comity
