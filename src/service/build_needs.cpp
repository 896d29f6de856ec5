// SPDX-License-Identifier: Apache-2.0
#include "service/build_consultation.h"

#include <algorithm>
#include <tuple>

namespace comity {
namespace {

using answers::Need;

bool has_objected(const Proposal& proposal, const std::string& party) {
    return std::ranges::any_of(proposal.objections, [&](const Objection& objection) {
        return objection.mention.author == party;
    });
}

/// Silence that the party may still break.
void add_deadlines(const View& view, const std::string& party, std::vector<Need>& needs) {
    for (const auto& [name, proposal] : view.state.consultation.proposals) {
        if (outcome(view.state, proposal, view.now).status != ProposalStatus::open ||
            has_objected(proposal, party) ||
            !std::ranges::binary_search(electorate(view.state, proposal), party))
            continue;
        needs.push_back({"object", name, proposal.text.title, proposal.deadline, {}, false});
    }
}

void add_receipts(const State& state, const std::string& party, std::vector<Need>& needs) {
    for (const auto& [name, delivery] : state.deliveries)
        if (delivery.receiver.value == party && delivery.stands() &&
            delivery.receipt == Receipt::none)
            needs.push_back({"confirm", name, {}, {}, {}, false});
}

bool is_to(const Concern& concern, const std::string& party) {
    if (concern.mention.author == party) return false;
    return concern.to.empty() ||
           std::ranges::find(concern.to, party, &PartyCode::value) != concern.to.end();
}

bool has_answered(const Concern& concern, const std::string& party) {
    return std::ranges::any_of(concern.answers, [&](const ConcernAnswer& answer) {
        return answer.mention.author == party;
    });
}

/// Those to answer; and own ones that were answered, or are overdue, to close or put elsewhere.
void add_concerns(const View& view, const std::string& party, std::vector<Need>& needs) {
    for (const auto& [name, concern] : view.state.consultation.concerns) {
        const ConcernStatus status = status_on(concern, view.today);
        const bool overdue = status == ConcernStatus::overdue;
        if (status == ConcernStatus::closed) continue;
        if (is_to(concern, party) && !has_answered(concern, party))
            needs.push_back({"answer", name, concern.title, {}, concern.due_now(), overdue});
        if (concern.mention.author == party && (overdue || !concern.answers.empty()))
            needs.push_back({"close", name, concern.title, {}, concern.due_now(), overdue});
    }
}

void add_actions(const View& view, const std::string& party, std::vector<Need>& needs) {
    for (const auto& [name, action] : view.state.consultation.actions) {
        if (!action.owner || action.owner->value != party) continue;
        const answers::ActionText text = action_answer(name, action, view.today);
        if (text.status != "implemented")
            needs.push_back({"report", name, text.text, {}, action.due, text.overdue});
    }
}

/// What has no date comes last.
std::tuple<bool, Instant> urgency(const Need& need) {
    if (need.deadline) return {false, *need.deadline};
    if (need.due) return {false, Instant::of(*need.due + 1)};
    return {true, {}};
}

}  // namespace

std::vector<Need> needs_of(const View& view, const std::string& party) {
    std::vector<Need> needs;
    add_deadlines(view, party, needs);
    add_receipts(view.state, party, needs);
    add_concerns(view, party, needs);
    add_actions(view, party, needs);
    std::ranges::stable_sort(needs, {}, &urgency);
    return needs;
}

}  // namespace comity
