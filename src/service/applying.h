// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/importing.h"

namespace comity {

/// What a script of acts did.
struct Applied {
    std::uint64_t acts = 0;
    std::vector<std::pair<std::string, ImportOutcome>> imports;  ///< by dataset
};

/// Carries out the acts and imports of script files in order; data files are looked for beside the
/// script that names them. Acts between two imports are one group: all or none. Refusals as of the
/// acts and imports, with `file:line:column`.
Result<Applied> apply_scripts(Node& node, const std::vector<std::string>& paths,
                              const CodeLists& lists, Instant now, const Progress& progress);

}  // namespace comity
