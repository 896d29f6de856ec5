// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/import.h"

namespace comity {

/// Sets what a new vintage adds to, changes of, leaves as in, and drops from the one before.
void compare(const Vintage& previous, const Vintage& current, ImportReport& report);

}  // namespace comity
