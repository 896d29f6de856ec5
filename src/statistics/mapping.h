// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/schema.h"
#include "base/sha256.h"

namespace comity {

/// Which column of a file is what: the contents of a small TOML file beside the data.
struct Mapping;

}  // namespace comity
