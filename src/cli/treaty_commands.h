// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/field_command.h"

namespace comity::cli {

/// `comity instruments`, `comity treaty-status`, `comity import-treaty`.
std::span<const FieldCommand> treaty_commands();

}  // namespace comity::cli
