// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/field_command.h"

namespace comity::cli {

/// `comity seal`.
std::span<const FieldCommand> seal_commands();

}  // namespace comity::cli
