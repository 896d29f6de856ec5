// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accounts/account.h"

namespace comity {

/// A figure about to be held against a target: all that a verdict depends on.
struct Measured {
    Decimal value;
    bool is_final = false;  ///< whether later evidence of the window cannot change it
    int periods_observed = 0;
    int periods_total = 1;
};

/// The verdict on a figure. `not_due` if only a final figure can be judged (docs/accounts.md).
Verdict judge(const Reading& reading, const Measured& measured);

}  // namespace comity
