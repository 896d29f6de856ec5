// SPDX-License-Identifier: Apache-2.0
//
// Eight numbers at a time, by the compiler's vector types. How a sum is ordered is written down
// here and does not depend on the width that a machine has. For the .cpp files of kernels only.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numbers>

#pragma GCC diagnostic ignored "-Wpsabi"  // everything that passes Lanes by value is inlined

/// A function compiled for several generations of processors; the loader takes the best.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define COMITY_CLONES __attribute__((target_clones("default", "avx2", "arch=x86-64-v4")))
#else
#define COMITY_CLONES
#endif
#define COMITY_INLINE [[gnu::always_inline]] inline
#define COMITY_INLINE_LAMBDA __attribute__((always_inline))

namespace comity::trade {

inline constexpr std::size_t lane_count = 8;

using Lanes = double __attribute__((vector_size(64)));
using Bits = std::int64_t __attribute__((vector_size(64)));
using HalfLanes = double __attribute__((vector_size(32)));
using PairLanes = double __attribute__((vector_size(16)));
using LooseLanes = double __attribute__((vector_size(64), aligned(8), may_alias));

/// The next multiple of `lane_count`.
constexpr std::size_t padded(std::size_t count) {
    return (count + lane_count - 1) / lane_count * lane_count;
}

COMITY_INLINE Lanes all_lanes(double value) {
    return Lanes{value, value, value, value, value, value, value, value};
}

COMITY_INLINE Lanes load(const double* at) { return *reinterpret_cast<const LooseLanes*>(at); }

COMITY_INLINE void save(double* at, const Lanes& lanes) {
    *reinterpret_cast<LooseLanes*>(at) = lanes;
}

COMITY_INLINE void add_to(double* at, const Lanes& lanes) { save(at, load(at) + lanes); }

/// The first `count` (at most eight) numbers, then zeros.
COMITY_INLINE Lanes load_first(const double* at, std::size_t count) {
    if (count >= lane_count) return load(at);
    Lanes lanes = all_lanes(0);
    for (std::size_t i = 0; i < count; ++i) lanes[i] = at[i];
    return lanes;
}

/// ((0+4)+(2+6)) + ((1+5)+(3+7)).
COMITY_INLINE double sum(const Lanes& lanes) {
    const HalfLanes half = __builtin_shufflevector(lanes, lanes, 0, 1, 2, 3) +
                           __builtin_shufflevector(lanes, lanes, 4, 5, 6, 7);
    const PairLanes two =
        __builtin_shufflevector(half, half, 0, 1) + __builtin_shufflevector(half, half, 2, 3);
    return two[0] + two[1];
}

COMITY_INLINE Lanes larger(const Lanes& a, const Lanes& b) { return a > b ? a : b; }

COMITY_INLINE Lanes absolute(const Lanes& a) { return a < 0.0 ? -a : a; }

/// e^x for |x| <= 700, within two units in the last place: x = n ln 2 + r with |r| <= ln 2 / 2, and
/// the series of e^r up to r^13 / 13!.
COMITY_INLINE Lanes exponential(const Lanes& x) {
    constexpr std::array inverse_factorials = {1.0 / 6227020800,
                                               1.0 / 479001600,
                                               1.0 / 39916800,
                                               1.0 / 3628800,
                                               1.0 / 362880,
                                               1.0 / 40320,
                                               1.0 / 5040,
                                               1.0 / 720,
                                               1.0 / 120,
                                               1.0 / 24,
                                               1.0 / 6,
                                               1.0 / 2,
                                               1.0,
                                               1.0};
    // ln 2 in two parts, the upper one so short that n times it is exact.
    constexpr auto ln2_upper = std::bit_cast<double>(std::uint64_t{0x3FE62E42FEE00000});
    constexpr double ln2_lower = 1.90821492927058770002e-10;
    constexpr double shift = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds to an integer
    const Lanes shifted = x * std::numbers::log2e + shift;
    const Lanes n = shifted - shift;
    const Lanes r = (x - n * ln2_upper) - n * ln2_lower;
    Lanes series = all_lanes(inverse_factorials[0]);
    for (std::size_t i = 1; i < inverse_factorials.size(); ++i)
        series = series * r + inverse_factorials[i];
    const Bits exponent = (__builtin_bit_cast(Bits, shifted) << 52);
    return __builtin_bit_cast(Lanes, __builtin_bit_cast(Bits, series) + exponent);
}

}  // namespace comity::trade
