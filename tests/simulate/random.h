// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace comity::simulate {

/// Choices that follow from a seed alone, the same on every machine (splitmix64).
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31);
    }
    /// 0 to `end` - 1; `end` > 0.
    std::uint64_t below(std::uint64_t end) { return next() % end; }
    /// `from` to `to`, both included.
    std::int64_t between(std::int64_t from, std::int64_t to) {
        return from + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(to - from + 1)));
    }
    /// True `permille` times in a thousand.
    bool chance(std::uint64_t permille) { return below(1000) < permille; }
    template <class T>
    T& one_of(std::span<T> items) {
        return items[below(items.size())];
    }

private:
    std::uint64_t state_;
};

}  // namespace comity::simulate
