// SPDX-License-Identifier: Apache-2.0
#include "cli/field_command.h"

#include "cli/confidential_commands.h"
#include "cli/consultation_commands.h"
#include "cli/key_commands.h"
#include "cli/people_commands.h"
#include "cli/seal_commands.h"
#include "cli/treaty_commands.h"

namespace comity::cli {

std::vector<FieldCommand> field_commands() {
    std::vector<FieldCommand> commands;
    const auto add = [&](std::span<const FieldCommand> part) {
        commands.insert(commands.end(), part.begin(), part.end());
    };
    add(confidential_commands());
    add(key_commands());
    add(people_commands());
    add(seal_commands());
    add(treaty_commands());
    add(consultation_commands());
    return commands;
}

}  // namespace comity::cli
