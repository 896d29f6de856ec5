// SPDX-License-Identifier: Apache-2.0
#include "cli/field_command.h"

#include "cli/confidential_commands.h"
#include "cli/key_commands.h"

namespace comity::cli {

std::vector<FieldCommand> field_commands() {
    std::vector<FieldCommand> commands;
    for (const auto& part : {key_commands(), confidential_commands()})
        commands.insert(commands.end(), part.begin(), part.end());
    return commands;
}

}  // namespace comity::cli
