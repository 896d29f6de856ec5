// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/scenarios/assessment.h"

#include <string>

namespace comity::cli {

/// An assessment for a person to read on a terminal of this width.
std::string assessment_text(const trade::Assessment& assessment, std::size_t width);

}  // namespace comity::cli
