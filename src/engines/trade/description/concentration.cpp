// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/description/concentration.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {

Result<Concentration> concentration(std::span<const double> values, std::size_t n) {
    double largest = 0;
    for (std::size_t k = 0; k < values.size(); ++k) {
        if (!(values[k] >= 0) || std::isinf(values[k]))
            return refuse("concentration.value", "should be a finite value of at least zero",
                          "/values/" + std::to_string(k));
        largest = std::max(largest, values[k]);
    }
    if (largest == 0) return refuse("concentration.empty", "should have a part above zero");
    Concentration found{.n = n};
    double scaled = 0;  // the total in units of the largest part: no sum or square overflows
    double squares = 0;
    for (const double value : values) {
        if (value > 0) ++found.parts;
        scaled += value / largest;
        squares += (value / largest) * (value / largest);
    }
    if (n < 2 || n < found.parts)
        return refuse("concentration.possible",
                      "should be at least 2 and at least the " + std::to_string(found.parts) +
                          " parts that are above zero",
                      "/n");
    const double even = 1 / static_cast<double>(n);
    found.total = scaled * largest;
    found.herfindahl = squares / (scaled * scaled);
    found.normalised = (found.herfindahl - even) / (1 - even);
    found.unctad = (std::sqrt(found.herfindahl) - std::sqrt(even)) / (1 - std::sqrt(even));
    found.equivalent = 1 / found.herfindahl;
    return found;
}

}  // namespace comity::trade
