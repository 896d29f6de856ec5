// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"

#include <map>

namespace comity {

/// A TOML file as JSON, with the place of every value, so that a refusal that names a JSON pointer
/// can be shown with file, line and column.
struct TomlDocument {
    Json json;
    std::string file_name;
    std::map<std::string, std::pair<unsigned, unsigned>> places;  ///< pointer to line and column

    /// `file:line:column` of the value at a pointer, or of the nearest one around it.
    std::string place(std::string_view pointer) const;
};

/// Reads TOML 1.0. Dates and UTC date-times become their text. Refusals `toml.malformed`,
/// `toml.fraction` (decimals are written as strings), `toml.time` (a moment that is not in UTC),
/// `toml.size`, `json.range`, `json.depth`; `where` is `file:line:column`.
Result<TomlDocument> parse_toml(std::string_view text, std::string_view file_name);

/// A refusal whose place is a pointer into the document, with the place in the file instead.
Refusal located(Refusal refusal, const TomlDocument& document, std::string_view pointer);

}  // namespace comity
