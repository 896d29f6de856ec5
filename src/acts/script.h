// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/act_type.h"

namespace comity {

/// One step of a script: an act, or something that the program does around acts (`import`).
struct ScriptStep {
    std::string command;  ///< "pledge", "import"
    std::string author;
    Json body;  ///< an act's body, checked but for absent fields; the step's other members for an
                ///< import
    std::string place;  ///< `file:line:column`
};

/// Reads a script: a TOML file with `[[step]]` tables in order, each with `do = "<command>"`,
/// perhaps `author`, and the fields of that act; short forms as on the command line are allowed for
/// text. Refusals of TOML, `script.form`, `script.command`, and those of an act's fields, with the
/// place in the file.
Result<std::vector<ScriptStep>> parse_script(std::string_view text, std::string_view file_name);

}  // namespace comity
