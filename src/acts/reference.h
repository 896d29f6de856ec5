// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"

namespace comity {

/// The page of the book about every kind of act (Markdown).
std::string acts_reference();

/// JSON Schema of the body of every kind of act, by kind.
Json acts_schema();

}  // namespace comity
