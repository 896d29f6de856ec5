// uses: base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as two numbers: a text that is read is written so that it is read as the same; sums and
// differences of numbers agree with the order.
#include "base/decimal.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t middle = text.find(' ');
    const auto a = Decimal::parse(text.substr(0, middle));
    const auto b = Decimal::parse(middle == std::string_view::npos ? "1" : text.substr(middle + 1));
    if (a) check(Decimal::parse(a->text()) == *a, "a number is read as it is written");
    if (!a || !b) return 0;
    check(*a + *b == *b + *a, "sums commute");
    check((*a - *b).is_negative() == (*a < *b), "a difference shows the order");
    if (!b->is_zero())
        check(!((*a / *b).abs() * b->abs()).is_zero() || a->is_zero(), "no underflow");
    return 0;
}
