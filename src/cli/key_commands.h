// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/field_command.h"

namespace comity::cli {

/// `comity keys`: the keys on record and those that this node holds.
std::span<const FieldCommand> key_commands();

/// Submits one act that a command has put together, and says so.
Result<Report> enter(const Context& context, Node& node, const Draft& draft);
/// The command that puts an author's key on record.
std::string register_command(const std::string& author);

}  // namespace comity::cli
