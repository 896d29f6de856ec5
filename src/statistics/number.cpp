// SPDX-License-Identifier: Apache-2.0
#include "statistics/number.h"

#include "base/digits.h"

#include <array>
#include <charconv>

namespace comity {
namespace {

constexpr int digits_max = 18;
constexpr int zeros_max = 18;  // `text` leaves longer ones to Decimal

constexpr std::array<std::int64_t, digits_max + 1> powers_of_ten = [] {
    std::array<std::int64_t, digits_max + 1> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) powers.at(i) = 10 * powers.at(i - 1);
    return powers;
}();

/// Removes the grouping marks of a whole number; false if a group is not of three digits.
bool ungroup(std::string_view whole, std::string_view mark, std::string& out) {
    bool first = true;
    for (;;) {
        const std::size_t at = whole.find(mark);
        const std::string_view group = whole.substr(0, at);
        const bool last = at == std::string_view::npos;
        const bool fits = first ? last || (!group.empty() && group.size() <= 3) : group.size() == 3;
        if (!fits) return false;
        out += group;
        if (last) return true;
        whole.remove_prefix(at + mark.size());
        first = false;
    }
}

}  // namespace

std::optional<Number> Number::parse(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::int64_t coefficient = 0;
    std::size_t digits = 0;
    std::size_t at = 0;
    for (; at < text.size() && is_digit(text[at]); ++at, ++digits)
        if (digits < digits_max) coefficient = 10 * coefficient + (text[at] - '0');
    if (digits == 0) return std::nullopt;
    std::int32_t exponent = 0;
    if (at < text.size()) {
        if (text[at] != '.' || at + 1 == text.size()) return std::nullopt;
        for (++at; at < text.size() && is_digit(text[at]); ++at, ++digits, --exponent)
            if (digits < digits_max) coefficient = 10 * coefficient + (text[at] - '0');
    }
    if (at < text.size() || digits > digits_max) return std::nullopt;
    if (coefficient == 0) return Number{};
    for (; exponent < 0 && coefficient % 10 == 0; ++exponent) coefficient /= 10;
    return Number{negative ? -coefficient : coefficient, exponent};
}

std::optional<std::int64_t> Number::integer() const {
    if (exponent == 0) return coefficient;
    if (exponent < 0) {
        const int places = -exponent;
        if (places > digits_max || coefficient % powers_of_ten.at(static_cast<std::size_t>(places)))
            return std::nullopt;
        return coefficient / powers_of_ten.at(static_cast<std::size_t>(places));
    }
    std::int64_t whole = 0;
    if (exponent > digits_max ||
        __builtin_mul_overflow(coefficient, powers_of_ten.at(static_cast<std::size_t>(exponent)),
                               &whole))
        return std::nullopt;
    return whole;
}

void Number::text(std::string& out) const {
    if (exponent >= 0 || exponent < -zeros_max) {
        out = decimal().text();
        return;
    }
    std::int64_t rest = coefficient;
    int places = -exponent;
    for (; places > 0 && rest % 10 == 0; --places) rest /= 10;
    std::array<char, 24> digits{};
    const std::uint64_t size =
        rest < 0 ? -static_cast<std::uint64_t>(rest) : static_cast<std::uint64_t>(rest);
    const char* end = std::to_chars(digits.begin(), digits.end(), size).ptr;
    const auto count = static_cast<int>(end - digits.data());
    out.clear();
    if (rest < 0) out += '-';
    const int whole = count - places;
    if (whole <= 0) {
        out.append("0.").append(static_cast<std::size_t>(-whole), '0');
        out.append(digits.data(), static_cast<std::size_t>(count));
        return;
    }
    out.append(digits.data(), static_cast<std::size_t>(whole));
    if (places > 0)
        out.append(1, '.').append(digits.data() + whole, static_cast<std::size_t>(places));
}

std::optional<std::string> plain_number(std::string_view cell, const NumberFormat& format) {
    std::string text;
    if (cell.starts_with('-')) {
        text += '-';
        cell.remove_prefix(1);
    }
    const std::size_t mark = cell.find(format.decimal_mark);
    const std::string_view whole = cell.substr(0, mark);
    if (format.grouping_mark.empty())
        text += whole;
    else if (!ungroup(whole, format.grouping_mark, text))
        return std::nullopt;
    if (text.find('.') != std::string::npos) return std::nullopt;
    if (mark == std::string_view::npos) return text;
    const std::string_view fraction = cell.substr(mark + format.decimal_mark.size());
    if (fraction.find('.') != std::string_view::npos) return std::nullopt;
    return text.append(1, '.').append(fraction);
}

}  // namespace comity
