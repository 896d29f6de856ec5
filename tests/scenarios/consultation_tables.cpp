// SPDX-License-Identifier: Apache-2.0
#include "consultation_tables.h"

namespace comity::scenarios {
namespace {

std::string text_of(const Outcome& outcome) {
    if (!outcome.entry) return "-";
    const std::string entry = std::to_string(*outcome.entry);
    return outcome.dated ? "seal " + entry + " of " + outcome.dated->text() : "entry " + entry;
}

/// By a reader's clock: `proposals 2026-01-02T00:00:00Z`.
std::vector<Row> proposals(const State& state, const std::string& now) {
    const auto moment = Instant::parse(now);
    if (!moment) return {{"?"}};
    std::vector<Row> rows;
    for (const std::string& name : state.consultation.proposal_order) {
        const Proposal& proposal = state.consultation.proposals.at(name);
        const Outcome reached = outcome(state, proposal, *moment);
        rows.push_back({name, std::string(word(proposal.text.proposal_kind)),
                        std::string(word(reached.status)), text_of(reached)});
    }
    return rows;
}

std::vector<Row> objections(const State& state, const std::string& name) {
    const auto found = state.consultation.proposals.find(name);
    if (found == state.consultation.proposals.end()) return {{"?"}};
    std::vector<Row> rows;
    for (const Objection& objection : found->second.objections)
        rows.push_back({objection.mention.author,
                        too_late(state, found->second, objection)  ? "too late"
                        : in_time(state, found->second, objection) ? "in time"
                                                                   : "not sealed",
                        objection.reason.in("en")});
    return rows;
}

std::vector<Row> deadlines(const State& state) {
    std::vector<Row> rows;
    for (const Instant deadline : open_deadlines(state)) rows.push_back({deadline.text()});
    return rows;
}

}  // namespace

std::optional<std::vector<Row>> consultation_table(const State& state, const std::string& topic,
                                                   const std::string& arguments) {
    if (topic == "proposals") return proposals(state, arguments);
    if (topic == "objections") return objections(state, arguments);
    if (topic == "deadlines") return deadlines(state);
    return {};
}

}  // namespace comity::scenarios
