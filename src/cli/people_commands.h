// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/field_command.h"

namespace comity::cli {

/// `comity people`: who may sign in at this node, for whom, and in which role.
std::span<const FieldCommand> people_commands();

}  // namespace comity::cli
