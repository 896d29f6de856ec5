// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace comity {

/// Whether a signature of RFC 7518 holds. Numbers are big-endian bytes, as JSON Web Keys have them.
/// Keys that are weak (RSA below 2,048 bits) or no keys at all verify nothing.
struct RsaNumbers {
    std::string_view modulus;
    std::string_view exponent;
};
bool verify_rs256(const RsaNumbers& key, std::string_view message, std::string_view signature);

struct P256Point {
    std::string_view x;
    std::string_view y;
};
bool verify_es256(const P256Point& key, std::string_view message, std::string_view signature);

}  // namespace comity
