// SPDX-License-Identifier: Apache-2.0
#include "acts/concerns.h"

#include "acts/state.h"

namespace comity {

ConcernStatus status_on(const Concern& concern, Date day) {
    if (concern.closure) return ConcernStatus::closed;
    if (concern.due_now() < day) return ConcernStatus::overdue;
    return concern.answers.empty() ? ConcernStatus::open : ConcernStatus::answered;
}

std::optional<std::string> body_of(const State& state, const Concern& concern, Date day) {
    const auto put = concern.escalations.empty() ? concern.body : concern.escalations.back().body;
    if (!put || status_on(concern, day) != ConcernStatus::overdue) return put;
    const auto& above = state.consultation.bodies.find(*put)->second.reports_to;
    return above ? above : put;
}

}  // namespace comity
