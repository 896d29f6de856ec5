// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"

namespace comity {

/// The description of the HTTP surface (OpenAPI 3.1), from the questions.
Json open_api(std::string_view version);

}  // namespace comity
