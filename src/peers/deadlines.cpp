// SPDX-License-Identifier: Apache-2.0
#include "peers/deadlines.h"

#include "acts/consultation.h"

namespace comity {

std::vector<Instant> silence_deadlines(const State& state) { return open_deadlines(state); }

std::optional<Instant> deadline_of(const State& state, const Entry& entry) {
    const auto body = parse_canonical_json(entry.statement.body);
    if (!body) return {};
    return objection_deadline(state, entry.statement.kind, *body);
}

}  // namespace comity
