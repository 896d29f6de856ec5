// SPDX-License-Identifier: Apache-2.0
#include "statistics/number.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

std::string plain(std::string_view cell, const char* decimal_mark, const char* grouping_mark) {
    return plain_number(cell, {decimal_mark, grouping_mark}).value_or("no number");
}

}  // namespace

TEST_CASE("a short number is read as the decimal it is") {
    for (const char* text :
         {"0", "1", "-1", "0.5", "-0.05", "123456789012345678", "-12345678.9012345678",
          "0.00000000000000001", "1000000", "1.10", "007", "100", "0.0", "-0"}) {
        const auto number = Number::parse(text);
        REQUIRE_MESSAGE(number.has_value(), text);
        const Decimal expected = Decimal::parse(text).value();
        CHECK(number->decimal() == expected);
        std::string written;
        number->text(written);
        CHECK(written == expected.text());
    }
}

TEST_CASE("a number of more than 18 digits or of another form is left to Decimal") {
    for (const char* text :
         {"", "-", ".", "1.", ".5", "+1", "1e3", "1,5", " 1", "1 ", "NaN", "inf", "0x10",
          "1234567890123456789", "0.0000000000000000001", "1.2.3", "--1", "1-"})
        CHECK_MESSAGE(!Number::parse(text), text);
}

TEST_CASE("a number is an integer of 64 bits or none") {
    CHECK(Number{15, 0}.integer() == 15);
    CHECK(Number{15, 2}.integer() == 1500);
    CHECK(Number{1500, -2}.integer() == 15);
    CHECK(!Number{15, -1}.integer());
    CHECK(!Number{15, -30}.integer());
    CHECK(!Number{1, 19}.integer());
    CHECK(!Number{15, 18}.integer());
    CHECK(Number{-9, 18}.integer() == -9'000'000'000'000'000'000);
}

TEST_CASE("decimal and grouping marks are as declared") {
    CHECK(plain("1234.5", ".", "") == "1234.5");
    CHECK(plain("1234,5", ",", "") == "1234.5");
    CHECK(plain("1,234,567.25", ".", ",") == "1234567.25");
    CHECK(plain("-1.234,5", ",", ".") == "-1234.5");
    CHECK(plain("12 345", ".", " ") == "12345");
    CHECK(plain("12\xC2\xA0"
                "345,6",
                ",", "\xC2\xA0") == "12345.6");
    CHECK(plain("1234,5", ",", ".") == "1234.5");
}

TEST_CASE("groups that are not of three digits are no number") {
    CHECK(plain("1,23", ".", ",") == "no number");
    CHECK(plain("1234,567", ".", ",") == "no number");
    CHECK(plain(",123", ".", ",") == "no number");
    CHECK(plain("1,,234", ".", ",") == "no number");
    CHECK(plain("1,234,", ".", ",") == "no number");
}

TEST_CASE("a point where the decimal mark is a comma is no number") {
    CHECK(plain("1234.5,5", ",", "") == "no number");
    CHECK(plain("1234.5", ",", "") == "no number");
    CHECK(plain("1,5.5", ",", "") == "no number");
    CHECK(!Decimal::parse(plain("1,5,5", ",", "")));
}

}  // namespace comity
