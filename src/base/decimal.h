// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace comity {

/// How a result that has more digits than it may keep is rounded.
enum class Rounding {
    half_even,  ///< to the nearest, ties to the even digit (IEEE 754 roundTiesToEven)
    half_up,    ///< to the nearest, ties away from zero
};

/// An exact decimal number: coefficient x 10^exponent with at most 34 significant digits (the
/// precision of IEEE 754 decimal128). No binary fractions, no NaN, no infinities, no negative zero.
/// Numbers that are read lie within 10^+-64. Always kept in lowest terms (no trailing zeros in the
/// coefficient), so equal numbers have equal representations and one canonical text.
class Decimal {
public:
    constexpr Decimal() = default;
    explicit Decimal(std::int64_t whole);

    /// Reads `-?digits[.digits][(e|E)[+-]digits]`; refusals `decimal.malformed`, `decimal.range`
    /// (more than 34 significant digits, or beyond 10^+-64).
    static Result<Decimal> parse(std::string_view text);

    /// The canonical text, in plain notation: "-1234.5".
    std::string text() const;

    /// Plain notation with exactly `places` digits after the point, rounded.
    std::string fixed(int places, Rounding rounding = Rounding::half_even) const;

    bool is_zero() const { return high_ == 0 && low_ == 0; }
    bool is_negative() const { return negative_; }
    Decimal operator-() const;
    Decimal abs() const;

    /// The number rounded to `places` digits after the point (negative: before it).
    Decimal rounded(int places, Rounding rounding = Rounding::half_even) const;
    /// The number times 10^power, exactly.
    Decimal scaled(int power) const;

    /// Sums, differences and products are rounded half-even to 34 digits; `Bug` beyond 10^+-30000.
    friend Decimal operator+(const Decimal& a, const Decimal& b);
    friend Decimal operator-(const Decimal& a, const Decimal& b);
    friend Decimal operator*(const Decimal& a, const Decimal& b);
    /// Rounded half-even to 34 digits; the divisor must not be zero (`Bug`).
    friend Decimal operator/(const Decimal& a, const Decimal& b);
    Decimal& operator+=(const Decimal& other) { return *this = *this + other; }

    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
    friend bool operator==(const Decimal& a, const Decimal& b) = default;

    /// For charts and engines only.
    double to_double() const;  // tidy: allow, for charts and engines

private:
    friend struct DecimalParts;
    std::uint64_t high_ = 0;  ///< the coefficient's upper 64 bits
    std::uint64_t low_ = 0;
    std::int16_t exponent_ = 0;
    bool negative_ = false;
};

/// The positive `degree`-th root of a number that is not negative, correct to 30 digits or better.
Decimal nth_root(const Decimal& number, int degree);

/// number^power by repeated squaring, power >= 0.
Decimal power(const Decimal& number, int power);

}  // namespace comity
