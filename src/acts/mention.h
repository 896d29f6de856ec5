// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"

namespace comity {

/// Where in the record something was said.
struct Mention {
    std::uint64_t entry = 0;
    std::string author;
    Instant time;
    bool operator==(const Mention&) const = default;
};

}  // namespace comity
