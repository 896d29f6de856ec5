// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/schema.h"

namespace comity::cli {

/// "--file-name", as people type the field `file_name`.
std::string option_of(std::string_view field);

/// "FILE_NAME", as the help names the field `file_name` when it is given by its place.
std::string place_of(std::string_view field);

/// How a value of the field is typed on a command line: "one of people, goods, capital, data", or
/// "from..to, such as 2021..2025"; empty where the name of its type says it.
std::string form_of(const FieldInfo& field);

/// A command that gives every required field (and what else it needs to be complete), with quotes
/// for a shell.
std::string example_of(std::string_view command, std::span<const FieldInfo> fields);

}  // namespace comity::cli
