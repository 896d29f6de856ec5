// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accounts/membership.h"
#include "accounts/tally.h"

namespace comity {

/// Whether a reading asks for more than is counted: 20 million combinations of indicator, reporter,
/// partner and period.
bool is_too_large(const Reading& reading, const Membership& reporters, const Membership& partners,
                  int periods);

/// `count` with series that are remembered from one reading to the next.
Account count(const Reading& reading, const Sources& sources);

}  // namespace comity
