// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "base/decimal.h"

#include <doctest/doctest.h>

#include <array>

using namespace comity;

namespace {

Decimal number(std::string_view text) {
    const auto decimal = Decimal::parse(text);
    REQUIRE(decimal);
    return *decimal;
}

struct Operation {
    const char* a;
    char sign;
    const char* b;
    const char* result;
};

Decimal result_of(const Operation& operation) {
    const Decimal a = number(operation.a);
    const Decimal b = number(operation.b);
    switch (operation.sign) {
        case '+':
            return a + b;
        case '-':
            return a - b;
        case '*':
            return a * b;
        default:
            return a / b;
    }
}

/// A fixed sequence of numbers with up to 17 digits and up to 8 places.
struct Numbers {
    std::uint64_t seed = 20210917;
    Decimal next() {
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        const auto whole = static_cast<std::int64_t>(seed >> 8) % 100'000'000'000'000'000;
        return Decimal((seed & 1U) != 0 ? whole : -whole).scaled(-static_cast<int>(seed % 9));
    }
};

}  // namespace

TEST_CASE("decimals are read and written exactly, in one canonical text") {
    for (const char* text : {"0", "1", "-1", "1234.5", "-0.001", "0.0000000001", "1000000",
                             "9999999999999999999999999999999999"})
        CHECK(number(text).text() == text);
    CHECK(number("1.50").text() == "1.5");
    CHECK(number("00012").text() == "12");
    CHECK(number("-0.00").text() == "0");
    CHECK(number("1e3").text() == "1000");
    CHECK(number("12E-3").text() == "0.012");
    CHECK(number("1E+64").text() == "1" + std::string(64, '0'));
    CHECK(number("1000000000000000000000000000000000000000").text().size() == 40);
}

TEST_CASE("what is not a decimal is refused") {
    for (const char* text : {"", "-", ".5", "5.", "1.2.3", "1,5", " 1", "1 ", "NaN", "Infinity",
                             "0x1", "1e", "1e+", "1e+-1", "--1", "+1", "1e1.5"}) {
        CAPTURE(text);
        CHECK(Decimal::parse(text).error().code == "decimal.malformed");
    }
    for (const char* text : {"1e400", "1e65", "1e-65", "12345678901234567890123456789012345",
                             "0.12345678901234567890123456789012345", "1e99999999999"}) {
        CAPTURE(text);
        CHECK(Decimal::parse(text).error().code == "decimal.range");
    }
}

// Results by Python 3.11's decimal module, precision 34, ROUND_HALF_EVEN.
TEST_CASE("sums, products and quotients are rounded half to even at 34 digits") {
    constexpr std::array operations = {
        Operation{"0.1", '+', "0.2", "0.3"},
        Operation{"9999999999999999999999999999999999", '+', "1",
                  "10000000000000000000000000000000000"},
        Operation{"1e33", '+', "0.5", "1000000000000000000000000000000000"},
        Operation{"1000000000000000000000000000000001", '+', "0.5",
                  "1000000000000000000000000000000002"},
        Operation{"1e34", '-', "1", "9999999999999999999999999999999999"},
        Operation{"1e34", '-', "0.6", "9999999999999999999999999999999999"},
        Operation{"1e35", '-', "1e-30", "100000000000000000000000000000000000"},
        Operation{"1e35", '-', "1", "100000000000000000000000000000000000"},
        Operation{"5", '-', "5.000", "0"},
        Operation{"-3", '-', "-5", "2"},
        Operation{"1234567890123456789", '*', "9876543210987654321",
                  "12193263113702179522374638011112640000"},
        Operation{"-1.5", '*', "0.2", "-0.3"},
        Operation{"99999999999999999", '*', "99999999999999999",
                  "9999999999999999800000000000000001"},
        Operation{"1", '/', "3", "0.3333333333333333333333333333333333"},
        Operation{"2", '/', "3", "0.6666666666666666666666666666666667"},
        Operation{"-1", '/', "8", "-0.125"},
        Operation{"1719003", '/', "2300000", "0.7473926086956521739130434782608696"},
        Operation{"0", '/', "7", "0"},
        Operation{"1", '/', "9999999999999999999999999999999999",
                  "0.0000000000000000000000000000000001"},
    };
    for (const Operation& operation : operations) {
        CAPTURE(operation.a);
        CAPTURE(operation.sign);
        CAPTURE(operation.b);
        CHECK(result_of(operation).text() == operation.result);
    }
}

TEST_CASE("numbers of a fixed random sequence obey the laws of arithmetic") {
    Numbers numbers;
    for (int i = 0; i < 20'000; ++i) {
        const Decimal a = numbers.next();
        const Decimal b = numbers.next();
        CHECK(a + b == b + a);
        CHECK(a + b - b == a);  // at most 26 digits: exact
        CHECK(a * b == b * a);
        CHECK((a < b) == (a - b).is_negative());
        CHECK(number(a.text()) == a);
        if (!b.is_zero()) CHECK((a * b) / b == a);
    }
}

TEST_CASE("rounding has two modes and any place") {
    CHECK(number("2.5").rounded(0).text() == "2");
    CHECK(number("3.5").rounded(0).text() == "4");
    CHECK(number("2.5").rounded(0, Rounding::half_up).text() == "3");
    CHECK(number("-2.5").rounded(0, Rounding::half_up).text() == "-3");
    CHECK(number("1250").rounded(-2).text() == "1200");
    CHECK(number("0.004").fixed(2) == "0.00");
    CHECK(number("-0.004").fixed(2) == "0.00");
    CHECK(number("1719.0025").fixed(1) == "1719.0");
    CHECK(number("7").fixed(3) == "7.000");
    CHECK(number("12.34").scaled(-9).text() == "0.00000001234");
}

TEST_CASE("roots and powers are exact to thirty digits") {
    CHECK(nth_root(number("2"), 2).fixed(30) == "1.414213562373095048801688724210");
    CHECK(nth_root(number("0.00001"), 5).text() == "0.1");
    CHECK(nth_root(number("0"), 3).is_zero());
    CHECK(nth_root(number("1234567890123"), 19).fixed(30) == "4.329079138832150274615769159440");
    CHECK(power(number("1.1"), 20).text() == "6.72749994932560009201");
    CHECK(power(number("5"), 0) == Decimal(1));
}

TEST_CASE("dividing by zero is a defect of the caller") {
    CHECK_THROWS_AS(number("1") / Decimal(), Bug);
}
