// SPDX-License-Identifier: Apache-2.0
#include "cli/field_command.h"

#include "cli/key_commands.h"
#include "cli/treaty_commands.h"

namespace comity::cli {

std::vector<FieldCommand> field_commands() {
    std::vector<FieldCommand> commands;
    for (const auto& part : {key_commands(), treaty_commands()})
        commands.insert(commands.end(), part.begin(), part.end());
    return commands;
}

}  // namespace comity::cli
