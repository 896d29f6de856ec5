// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands.h"

namespace comity::cli {

/// A command whose options are the fields of a struct. One that has commands below it carries
/// nothing out itself.
struct FieldCommand {
    std::string_view parent = {};  ///< the command above it ("keys"); empty: none
    std::string_view name;
    std::string_view group = {};  ///< under which the help lists it
    std::string_view what;        ///< one line for the help
    std::span<const FieldInfo> fields = {};
    std::string_view place = {};   ///< the field that is given by its place, without its name
    std::string_view footer = {};  ///< what the help says at its end
    /// Carries it out; `given` is what was typed, field by field.
    Result<Report> (*run)(const Context& context, const Json& given) = nullptr;
};

/// Every such command, parents before what is below them.
std::vector<FieldCommand> field_commands();

}  // namespace comity::cli
