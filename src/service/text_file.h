// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string>

namespace comity {

/// A whole file that a person names; refusal `file.absent` if it cannot be read.
Result<std::string> read_text_file(const std::string& path);

}  // namespace comity
