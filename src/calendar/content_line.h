// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// `;TZID=Europe/Berlin`, its name in capitals.
struct LineParameter {
    std::string name;
    std::vector<std::string> values;
};

/// A line of an iCalendar file without its folds (RFC 5545 section 3.1), taken apart.
struct ContentLine {
    std::size_t number = 0;  ///< of its first line in the file, from 1
    std::string text;        ///< the whole of it
    std::string name;        ///< in capitals
    std::vector<LineParameter> parameters;
    std::string value;

    /// The first value of a parameter; empty without one.
    std::string_view parameter(std::string_view parameter_name) const;
};

/// Takes one unfolded line apart; refusals `calendar.line`, `calendar.character`.
Result<ContentLine> parse_content_line(std::string_view line);

/// Every line but the empty ones; lines end with CR LF or LF. Refusals as above, with `file:line`.
Result<std::vector<ContentLine>> content_lines(std::string_view text, std::string_view file);

/// Ends a line, folded so that no part is longer than 75 octets or splits a character.
void append_folded(std::string& out, std::string_view line);

/// A text value as it is written: backslash, comma, semicolon and line end escaped.
std::string escaped_text(std::string_view text);
/// And as it is meant. What no rule escapes keeps its backslash.
std::string unescaped_text(std::string_view value);
/// The texts of a list, parted at the commas that are not escaped; empty ones are left out.
std::vector<std::string> unescaped_list(std::string_view value);

/// The value of a parameter in quotes, with RFC 6868's signs for a quote, a line end, a caret.
std::string quoted_parameter(std::string_view text);

/// In capitals, of ASCII letters.
std::string in_capitals(std::string_view text);

}  // namespace comity
