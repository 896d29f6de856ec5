// SPDX-License-Identifier: Apache-2.0
#include "peers/deadlines.h"

#if __has_include("acts/consultation.h")
#include "acts/consultation.h"
#endif

namespace comity {

#if __has_include("acts/consultation.h")

std::vector<Instant> silence_deadlines(const State& state) { return open_deadlines(state); }

std::optional<Instant> deadline_of(const State& state, const Entry& entry) {
    const auto body = parse_canonical_json(entry.statement.body);
    if (!body) return {};
    return objection_deadline(state, entry.statement.kind, *body);
}

#else  // the acts of this branch know no proposals: nothing ends by silence

std::vector<Instant> silence_deadlines(const State&) { return {}; }

std::optional<Instant> deadline_of(const State&, const Entry&) { return {}; }

#endif

}  // namespace comity
