// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/decimal.h"

#include <optional>

namespace comity {

/// A decimal number of at most 18 digits, coefficient x 10^exponent: nearly all that files have.
/// Their way from a cell to the store must be short; all others go by `Decimal`.
struct Number {
    std::int64_t coefficient = 0;
    std::int32_t exponent = 0;

    /// Reads `-?digits[.digits]`; nothing if it has another form or more digits.
    static std::optional<Number> parse(std::string_view text);
    Decimal decimal() const { return Decimal(coefficient).scaled(exponent); }
    /// The number as an integer, if it is one of 64 bits.
    std::optional<std::int64_t> integer() const;
    /// `Decimal::text`, written over `out`.
    void text(std::string& out) const;
};

/// How numbers are written in a file.
struct NumberFormat {
    std::string decimal_mark = ".";
    std::string grouping_mark;  ///< between groups of three digits; empty: none
    bool is_plain() const { return decimal_mark == "." && grouping_mark.empty(); }
};

/// A cell as `Decimal::parse` reads it, or nothing if its groups are not of three digits.
std::optional<std::string> plain_number(std::string_view cell, const NumberFormat& format);

}  // namespace comity
