// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/act_type.h"

namespace comity::cli {

/// What one act concerns, in one line: "nine-2021-25 of trade". What is absent from the body is
/// left out together with the words before it; empty if the kind is not known.
std::string act_line(std::string_view kind, const Json& body);

}  // namespace comity::cli
