// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace comity {

__extension__ using Wide = unsigned __int128;

/// A number taken apart: the coefficient may have more than 34 digits until it is rounded.
struct DecimalParts {
    Wide coefficient = 0;
    int exponent = 0;
    bool negative = false;

    static DecimalParts of(const Decimal& d) {
        return {(Wide{d.high_} << 64) | d.low_, d.exponent_, d.negative_};
    }

    /// The number, exactly; the coefficient must have at most 34 digits.
    Decimal whole() const;
    /// The number rounded half-even to 34 digits. `sticky`: the true coefficient is a little more.
    Decimal rounded(bool sticky = false) const;
};

namespace {

constexpr int digits_max = 34;
constexpr int adjusted_exponent_max = 64;
constexpr int wide_digits = 38;  // every number of so many digits fits into 128 bits

constexpr std::array<Wide, wide_digits + 1> make_powers() {
    std::array<Wide, wide_digits + 1> powers{};
    Wide power = 1;
    for (Wide& p : powers) {
        p = power;
        power *= 10;
    }
    return powers;
}

constexpr std::array<Wide, wide_digits + 1> powers_of_ten = make_powers();

Wide ten_to(int power) { return powers_of_ten[static_cast<std::size_t>(power)]; }

int digit_count(Wide number) {
    int digits = 0;
    while (digits <= wide_digits && number >= ten_to(digits)) ++digits;
    return digits;
}

/// What is cut off, held against one half of the last digit that stays.
enum class Remainder : std::uint8_t { none, below_half, half, above_half };

Remainder classify(Wide remainder, Wide unit, bool sticky) {
    const Wide half = unit / 2;
    if (remainder == 0) return sticky ? Remainder::below_half : Remainder::none;
    if (remainder < half) return Remainder::below_half;
    if (remainder > half) return Remainder::above_half;
    return sticky ? Remainder::above_half : Remainder::half;
}

bool rounds_up(Remainder remainder, bool last_digit_odd, Rounding rounding) {
    switch (rounding) {
        case Rounding::half_even:
            return remainder == Remainder::above_half ||
                   (remainder == Remainder::half && last_digit_odd);
        case Rounding::half_up:
            return remainder >= Remainder::half;
    }
    return false;
}

/// Cuts the last `drop` digits off, rounding.
Wide drop_digits(Wide coefficient, int drop, Rounding rounding, bool sticky) {
    const Wide unit = ten_to(drop);
    const Wide kept = coefficient / unit;
    const Remainder remainder = classify(coefficient % unit, unit, sticky);
    return kept + (rounds_up(remainder, kept % 2 != 0, rounding) ? 1 : 0);
}

/// A 256-bit number, for products: four 64-bit limbs, the lowest first.
struct Product {
    std::array<std::uint64_t, 4> limbs{};

    Product(Wide a, Wide b) {
        const std::array<std::uint64_t, 2> x = {static_cast<std::uint64_t>(a),
                                                static_cast<std::uint64_t>(a >> 64)};
        const std::array<std::uint64_t, 2> y = {static_cast<std::uint64_t>(b),
                                                static_cast<std::uint64_t>(b >> 64)};
        for (std::size_t i = 0; i < 2; ++i) {
            Wide carry = 0;
            for (std::size_t j = 0; j < 2; ++j) {
                carry += Wide{x[i]} * y[j] + limbs[i + j];
                limbs[i + j] = static_cast<std::uint64_t>(carry);
                carry >>= 64;
            }
            limbs[i + 2] = static_cast<std::uint64_t>(carry);
        }
    }

    bool fits() const { return limbs[2] == 0 && limbs[3] == 0; }
    Wide low() const { return (Wide{limbs[1]} << 64) | limbs[0]; }

    /// Divides by ten; the digit that falls off.
    std::uint64_t drop_digit() {
        Wide remainder = 0;
        for (std::size_t i = limbs.size(); i-- > 0;) {
            const Wide part = (remainder << 64) | limbs[i];
            limbs[i] = static_cast<std::uint64_t>(part / 10);
            remainder = part % 10;
        }
        return static_cast<std::uint64_t>(remainder);
    }
};

/// The sum of two magnitudes of the same or of opposite sign, `high` having the larger exponent.
Decimal add_aligned(DecimalParts high, DecimalParts low) {
    const int gap = high.exponent - low.exponent;
    const int room = wide_digits - 1 - digit_count(high.coefficient);
    const int shift = std::min(gap, room);
    high.coefficient *= ten_to(shift);
    high.exponent -= shift;
    bool sticky = false;
    if (shift < gap) {  // what lies below 37 digits only decides how to round
        const int cut = gap - shift;
        const Wide unit = ten_to(std::min(cut, wide_digits));
        sticky = cut > wide_digits ? low.coefficient != 0 : low.coefficient % unit != 0;
        low.coefficient = cut > wide_digits ? 0 : low.coefficient / unit;
    }
    if (high.negative == low.negative) {
        high.coefficient += low.coefficient;
        return high.rounded(sticky);
    }
    if (high.coefficient >= low.coefficient) {
        high.coefficient -= low.coefficient + (sticky ? 1 : 0);
        return high.rounded(sticky);
    }
    return DecimalParts{low.coefficient - high.coefficient, high.exponent, low.negative}.rounded();
}

std::unexpected<Refusal> malformed() {
    return refuse("decimal.malformed", "should be a decimal number such as -1234.5");
}

std::unexpected<Refusal> out_of_range() {
    return refuse("decimal.range", "should have at most 34 digits and lie within 10^+-64");
}

/// Reads digits with an optional point into `parts`; false if there are none or too many.
class DigitReader {
public:
    /// Takes the number's digits off the front of `text`.
    void read(std::string_view& text) {
        while (!text.empty()) {
            const char c = text.front();
            if (c == '.' && !point_ && seen_)
                point_ = true;
            else if (c >= '0' && c <= '9')
                digit(static_cast<unsigned>(c - '0'));
            else
                break;
            ended_in_point_ = c == '.';
            text.remove_prefix(1);
        }
    }

    bool well_formed() const { return seen_ && !ended_in_point_; }
    bool too_many() const { return too_many_; }
    Wide coefficient() const { return coefficient_; }
    int exponent() const { return exponent_ + pending_zeros_; }

private:
    void digit(unsigned value) {
        seen_ = true;
        if (point_) --exponent_;
        if (value == 0) {
            ++pending_zeros_;
            return;
        }
        if (coefficient_ == 0) pending_zeros_ = 0;  // leading zeros
        if (digits_ + pending_zeros_ + 1 > digits_max) {
            too_many_ = true;
            return;
        }
        coefficient_ = coefficient_ * ten_to(pending_zeros_ + 1) + value;
        digits_ += pending_zeros_ + 1;
        pending_zeros_ = 0;
    }

    Wide coefficient_ = 0;
    int exponent_ = 0;
    int pending_zeros_ = 0;  ///< zeros that count only if a digit follows
    int digits_ = 0;
    bool point_ = false;
    bool seen_ = false;
    bool ended_in_point_ = false;
    bool too_many_ = false;
};

/// `e12`, `E+12`, `e-3`, or nothing.
Result<int> read_exponent(std::string_view text) {
    if (text.empty()) return 0;
    if (text.front() != 'e' && text.front() != 'E') return malformed();
    text.remove_prefix(1);
    const bool plus = text.starts_with('+');
    if (plus) text.remove_prefix(1);
    int exponent = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (error == std::errc::result_out_of_range) return out_of_range();
    if (error != std::errc{} || end != text.data() + text.size() || (plus && text.front() == '-'))
        return malformed();
    if (exponent > 10'000 || exponent < -10'000) return out_of_range();
    return exponent;
}

std::string digits_of(Wide number) {
    std::string digits;
    for (; number != 0; number /= 10)
        digits += static_cast<char>('0' + static_cast<int>(number % 10));
    std::ranges::reverse(digits);
    return digits;
}

}  // namespace

Decimal DecimalParts::whole() const {
    Decimal decimal;
    if (coefficient == 0) return decimal;
    Wide stripped = coefficient;
    int power = exponent;
    if (stripped >> 64 == 0) {  // 64-bit division is many times faster
        auto small = static_cast<std::uint64_t>(stripped);
        for (; small % 10 == 0; small /= 10) ++power;
        stripped = small;
    } else {
        for (; stripped % 10 == 0; stripped /= 10) ++power;
    }
    check(power > -30'000 && power < 30'000, "no chain of operations of ours goes that far");
    decimal.high_ = static_cast<std::uint64_t>(stripped >> 64);
    decimal.low_ = static_cast<std::uint64_t>(stripped);
    decimal.exponent_ = static_cast<std::int16_t>(power);
    decimal.negative_ = negative;
    return decimal;
}

Decimal DecimalParts::rounded(bool sticky) const {
    if (coefficient < ten_to(digits_max) && !sticky) return whole();
    const int drop = std::max(digit_count(coefficient) - digits_max, 0);
    return DecimalParts{drop_digits(coefficient, drop, Rounding::half_even, sticky),
                        exponent + drop, negative}
        .whole();
}

Decimal::Decimal(std::int64_t whole) {
    const bool minus = whole < 0;
    const auto magnitude =
        minus ? ~static_cast<std::uint64_t>(whole) + 1 : static_cast<std::uint64_t>(whole);
    *this = DecimalParts{magnitude, 0, minus}.whole();
}

Result<Decimal> Decimal::parse(std::string_view text) {
    const bool minus = text.starts_with('-');
    if (minus) text.remove_prefix(1);
    DigitReader digits;
    digits.read(text);
    if (!digits.well_formed()) return malformed();
    const int exponent = digits.exponent() + TRY(read_exponent(text));
    if (digits.too_many()) return out_of_range();
    const int adjusted = exponent + digit_count(digits.coefficient()) - 1;
    if (digits.coefficient() != 0 &&
        (adjusted > adjusted_exponent_max || adjusted < -adjusted_exponent_max))
        return out_of_range();
    return DecimalParts{digits.coefficient(), exponent, minus}.whole();
}

std::string Decimal::text() const {
    const DecimalParts parts = DecimalParts::of(*this);
    if (parts.coefficient == 0) return "0";
    std::string digits = digits_of(parts.coefficient);
    if (parts.exponent >= 0) {
        digits.append(static_cast<std::size_t>(parts.exponent), '0');
    } else {
        const auto places = static_cast<std::size_t>(-parts.exponent);
        if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
        digits.insert(digits.size() - places, ".");
    }
    return negative_ ? "-" + digits : digits;
}

std::string Decimal::fixed(int places, Rounding rounding) const {
    std::string text = rounded(places, rounding).text();
    if (places <= 0) return text;
    std::size_t point = text.find('.');
    if (point == std::string::npos) {
        point = text.size();
        text += '.';
    }
    text.append(point + 1 + static_cast<std::size_t>(places) - text.size(), '0');
    return text;
}

Decimal Decimal::operator-() const {
    Decimal negated = *this;
    negated.negative_ = !negative_ && !is_zero();
    return negated;
}

Decimal Decimal::abs() const { return negative_ ? -*this : *this; }

Decimal Decimal::rounded(int places, Rounding rounding) const {
    const int drop = -exponent_ - places;
    if (drop <= 0) return *this;
    DecimalParts parts = DecimalParts::of(*this);
    parts.coefficient =
        drop > wide_digits ? 0 : drop_digits(parts.coefficient, drop, rounding, false);
    parts.exponent += drop;
    return parts.whole();
}

Decimal Decimal::scaled(int power) const {
    DecimalParts parts = DecimalParts::of(*this);
    parts.exponent += power;
    return parts.whole();
}

Decimal operator+(const Decimal& a, const Decimal& b) {
    const DecimalParts x = DecimalParts::of(a);
    const DecimalParts y = DecimalParts::of(b);
    if (x.coefficient == 0) return b;
    if (y.coefficient == 0) return a;
    return x.exponent >= y.exponent ? add_aligned(x, y) : add_aligned(y, x);
}

Decimal operator-(const Decimal& a, const Decimal& b) { return a + -b; }

Decimal operator*(const Decimal& a, const Decimal& b) {
    const DecimalParts x = DecimalParts::of(a);
    const DecimalParts y = DecimalParts::of(b);
    Product product(x.coefficient, y.coefficient);
    DecimalParts result{0, x.exponent + y.exponent, x.negative != y.negative};
    bool sticky = false;
    for (; !product.fits() || product.low() >= ten_to(wide_digits); ++result.exponent)
        sticky = (product.drop_digit() != 0) || sticky;
    result.coefficient = product.low();
    return result.rounded(sticky);
}

Decimal operator/(const Decimal& a, const Decimal& b) {
    check(!b.is_zero(), "the caller does not divide by zero");
    const DecimalParts x = DecimalParts::of(a);
    const DecimalParts y = DecimalParts::of(b);
    DecimalParts quotient{x.coefficient / y.coefficient, x.exponent - y.exponent,
                          x.negative != y.negative};
    Wide remainder = x.coefficient % y.coefficient;
    while (remainder != 0 && quotient.coefficient < ten_to(digits_max + 2)) {
        remainder *= 10;
        quotient.coefficient = quotient.coefficient * 10 + remainder / y.coefficient;
        remainder %= y.coefficient;
        --quotient.exponent;
    }
    return quotient.rounded(remainder != 0);
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    const DecimalParts x = DecimalParts::of(a);
    const DecimalParts y = DecimalParts::of(b);
    if (x.negative != y.negative) return y.negative <=> x.negative;
    if (x.coefficient == 0 || y.coefficient == 0)
        return x.negative ? y.coefficient <=> x.coefficient : x.coefficient <=> y.coefficient;
    const int width_x = digit_count(x.coefficient) + x.exponent;
    const int width_y = digit_count(y.coefficient) + y.exponent;
    std::strong_ordering order = width_x <=> width_y;
    if (width_x == width_y) {
        const int lowest = std::min(x.exponent, y.exponent);
        order = x.coefficient * ten_to(x.exponent - lowest) <=>
                y.coefficient * ten_to(y.exponent - lowest);
    }
    return x.negative ? 0 <=> order : order;
}

double Decimal::to_double() const {  // tidy: allow, for charts and engines
    double value = 0;                // tidy: allow, for charts and engines
    const std::string digits = text();
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

Decimal power(const Decimal& number, int power) {
    check(power >= 0, "negative powers are quotients");
    Decimal result(1);
    Decimal square = number;
    while (true) {
        if (power % 2 != 0) result = result * square;
        power /= 2;
        if (power == 0) return result;
        square = square * square;
    }
}

Decimal nth_root(const Decimal& number, int degree) {
    check(!number.is_negative() && degree > 0, "a real root that the caller knows to exist");
    if (number.is_zero() || degree == 1) return number;
    // Newton's iteration x <- x - (x - number / x^(n-1)) / n, from above, falls until it is exact.
    const Decimal n(degree);
    const int magnitude = static_cast<int>(number.rounded(0).text().size());
    Decimal root = Decimal(1).scaled(magnitude / degree + 1);
    while (true) {
        const Decimal step = (root - number / power(root, degree - 1)) / n;
        const Decimal next = root - step;
        if (next >= root) return root;
        root = next;
    }
}

}  // namespace comity
