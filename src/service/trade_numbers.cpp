// SPDX-License-Identifier: Apache-2.0
#include "service/trade_numbers.h"

#include "base/digits.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace comity {

std::string number_text(double value) {
    if (std::isnan(value)) return "NA";
    if (value == 0) return "0";
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

Result<double> Codec<double>::read(const Json& json) {
    const std::string_view text = TRY(codec::read_text(json));
    if (text == "NA") return std::numeric_limits<double>::quiet_NaN();
    if (const auto value = parse_number<double>(text)) return *value;
    return refuse("field.number", "should be a number such as 0.25");
}

}  // namespace comity
