// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/state.h"

namespace comity {

/// What the acts of consultation mean to a node: where silence ends, and what breaks it.

/// The moments, in order, at which a silence ends that no seal has ended yet.
std::vector<Instant> silence_deadlines(const State& state);

/// The deadline that an entry must meet to count: of an objection to a proposal; none for others.
std::optional<Instant> deadline_of(const State& state, const Entry& entry);

}  // namespace comity
