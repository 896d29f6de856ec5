// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/field_command.h"

namespace comity::cli {

/// `comity confide`, `open-confidential`, `disclose` and `check-disclosure`.
std::span<const FieldCommand> confidential_commands();

}  // namespace comity::cli
