// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/codec.h"

namespace comity {

/// The shortest text that is read as this very double: `0.1`, `1e-300`. A double that is missing
/// (NaN) is written `NA`.
std::string number_text(double value);

/// The numbers of an estimation in answers: texts, since JSON as Comity uses it has no fractions.
template <>
struct Codec<double> {
    static constexpr std::string_view type = "number";
    static Result<double> read(const Json& json);
    static Json write(double value) { return {number_text(value)}; }
    static Json from_text(std::string_view text) { return {text}; }
    static Json sample() { return {"0.25"}; }
    static Json schema() { return codec::text_schema("number"); }
};

}  // namespace comity
