// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace comity {

/// The `count` low bytes of a number, the highest first.
inline std::string number_bytes(std::uint64_t number, int count) {
    std::string bytes;
    for (int i = count; i-- > 0;) bytes += static_cast<char>((number >> (8 * i)) & 0xFFU);
    return bytes;
}

/// The number that at most 8 bytes write, the highest first.
inline std::uint64_t number_from(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char byte : bytes) number = (number << 8) | static_cast<unsigned char>(byte);
    return number;
}

}  // namespace comity
