// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accounts/tally.h"

namespace comity {

/// `count` with series that are remembered from one reading to the next.
Account count(const Reading& reading, const Sources& sources);

}  // namespace comity
