// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/field_command.h"

namespace comity::cli {

/// `comity decisions` and `comity needs`.
std::span<const FieldCommand> consultation_commands();

}  // namespace comity::cli
