// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"
#include "simulate/events.h"

namespace comity::simulate {

/// When a run begins by a clock that is right.
constexpr Instant beginning = {1'767'225'600};  // 2026-01-01T00:00:00Z

/// A node's clock: wrong from the start, going too fast or too slow, and set anew, also backwards.
class NodeClock {
public:
    Instant read(Milliseconds now) const {
        const Milliseconds drifted = (now - set_at_) * drift_per_million_ / 1'000'000;
        const Milliseconds shown = now + offset_ + drifted;
        const Milliseconds floor = shown >= 0 ? shown / second : -((-shown + second - 1) / second);
        return {beginning.seconds + floor};
    }
    void set(Milliseconds now, Milliseconds offset, std::int64_t drift_per_million) {
        set_at_ = now;
        offset_ = offset;
        drift_per_million_ = drift_per_million;
    }

private:
    Milliseconds set_at_ = 0;
    Milliseconds offset_ = 0;
    std::int64_t drift_per_million_ = 0;
};

}  // namespace comity::simulate
