// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/state.h"

namespace comity {

/// The parties of a group, period by period. Without a group there is one empty code: series that
/// have no such dimension.
class Membership {
public:
    /// For the first `periods` periods of the window.
    Membership(const std::optional<Group>& group, const State& state, const Window& window,
               int periods);
    /// For the whole window.
    Membership(const std::optional<Group>& group, const State& state, const Window& window)
        : Membership(group, state, window, window.length()) {}

    /// All that belong in any of the periods, sorted.
    const std::vector<std::string>& codes() const { return codes_; }
    bool has(std::size_t code, int period) const {
        return always_ || belongs_[static_cast<std::size_t>(period) * codes_.size() + code];
    }
    /// Whether the same parties belong in two periods, and how many do in one.
    bool same(int one, int other) const;
    std::size_t size(int period) const;

private:
    void resolve_each(const Group& group, const State& state, const Window& window, int periods);

    std::vector<std::string> codes_;
    bool always_ = true;         ///< the same parties in every period
    std::vector<bool> belongs_;  ///< by period, then code; unless `always_`
};

}  // namespace comity
