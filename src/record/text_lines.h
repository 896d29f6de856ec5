// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/digits.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace comity {

/// Takes the lines of a text one by one; every line must end in a newline.
class TextLines {
public:
    explicit TextLines(std::string_view text) : rest_(text) {}

    /// The next line without its newline; none if the text is used up or the last line is open.
    std::optional<std::string_view> next() {
        const std::size_t end = rest_.find('\n');
        if (end == std::string_view::npos) return {};
        const std::string_view line = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        ++number_;
        return line;
    }
    std::string_view rest() const { return rest_; }
    std::size_t number() const { return number_; }  ///< of the line taken last, from 1

private:
    std::string_view rest_;
    std::size_t number_ = 0;
};

/// A whole number in its only decimal text: no sign, no leading zeros, within the type.
template <class Number>
std::optional<Number> parse_whole_number(std::string_view text) {
    if (text.empty() || text[0] == '-' || (text[0] == '0' && text.size() > 1)) return {};
    return parse_number<Number>(text);
}

}  // namespace comity
