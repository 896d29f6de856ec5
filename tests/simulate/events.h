// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>

namespace comity::simulate {

/// Simulated time since the run began.
using Milliseconds = std::int64_t;
constexpr Milliseconds second = 1000;
constexpr Milliseconds minute = 60 * second;
constexpr Milliseconds hour = 60 * minute;

/// What is still to happen, by time; what falls on the same moment happens as it was planned.
class Events {
public:
    using Happening = std::function<void()>;

    Milliseconds now() const { return now_; }
    std::uint64_t steps() const { return steps_; }
    void after(Milliseconds delay, Happening happening) {
        planned_.emplace(now_ + delay, std::move(happening));
    }
    /// Lets the next thing happen, if it is due by `end`; else time moves to `end`.
    bool step(Milliseconds end) {
        const auto next = planned_.begin();
        if (next == planned_.end() || next->first > end) {
            now_ = end;
            return false;
        }
        now_ = next->first;
        ++steps_;
        const Happening happening = std::move(next->second);
        planned_.erase(next);
        happening();
        return true;
    }

private:
    std::multimap<Milliseconds, Happening> planned_;
    Milliseconds now_ = 0;
    std::uint64_t steps_ = 0;
};

}  // namespace comity::simulate
