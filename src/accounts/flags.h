// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accounts/tally.h"

namespace comity {

/// What a reader of the account should know, sorted; at most 20 of one code, then `more-flags:n`.
/// The codes are explained in docs/accounts.md.
std::vector<std::string> flags_of(const Reading& reading, const Tally& tally);

}  // namespace comity
