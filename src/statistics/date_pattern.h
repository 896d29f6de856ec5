// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/period.h"

#include <string>
#include <vector>

namespace comity {

/// How days or periods are written in a file: `YYYY`, `MM`, `DD`, `WW`, `Q` and `S` stand for
/// digits of the year, month, day, ISO week, quarter and half-year; all else stands for itself. A
/// letter behind a backslash stands for itself too: `YYYY\QQ` reads "2021Q3".
class DatePattern {
public:
    /// Refusal `mapping.pattern` if it has no year, a part twice, or parts that make no period.
    static Result<DatePattern> parse(std::string_view text);

    /// What `cell` says, in the notation of `Period::parse` and `Date::parse`; refusal
    /// `import.date` if it does not have this form.
    Result<std::string> canonical(std::string_view cell) const;
    /// Whether it says a day.
    bool has_day() const;

private:
    struct Part {
        char kind;  ///< one of Y M D W Q S, or 0 for a character
        std::size_t digits;
        char character;
    };
    Result<> check_parts() const;
    bool has(char kind) const;

    std::string text_;
    std::vector<Part> parts_;
};

}  // namespace comity
