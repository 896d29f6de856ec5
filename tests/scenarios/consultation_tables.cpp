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

/// `BODY DAY` of an argument.
struct OnDay {
    std::string name;
    Date day;
};

std::optional<OnDay> on_day(const std::string& arguments) {
    const std::size_t space = arguments.find(' ');
    const auto day = Date::parse(arguments.substr(space + 1));
    if (space == std::string::npos || !day) return {};
    return OnDay{arguments.substr(0, space), *day};
}

/// `body council 2026-01-01`: who chairs it, who sits in it, whether its time is over.
std::vector<Row> body(const State& state, const std::string& arguments) {
    const auto asked = on_day(arguments);
    const auto& bodies = state.consultation.bodies;
    const auto found = asked ? bodies.find(asked->name) : bodies.end();
    if (found == bodies.end()) return {{"?"}};
    std::string members;
    for (const std::string& member : members_on(state, found->second, asked->day))
        members += (members.empty() ? "" : ", ") + member;
    return {{chair_on(found->second, asked->day).value_or("-"), members,
             found->second.ended(asked->day) ? "ended" : "sits"}};
}

std::vector<Row> takes_part(const State& state, const std::string& arguments) {
    const auto asked = on_day(arguments);
    const auto& proposals = state.consultation.proposals;
    const auto found = asked ? proposals.find(asked->name) : proposals.end();
    if (found == proposals.end()) return {{"?"}};
    return {participants(state, found->second, asked->day)};
}

std::vector<Row> opinions(const State& state, const std::string& name) {
    const auto found = state.consultation.proposals.find(name);
    if (found == state.consultation.proposals.end()) return {{"?"}};
    std::vector<Row> rows;
    for (const Opinion& opinion : found->second.opinions)
        rows.push_back({opinion.mention.author, std::string(word(opinion.kind)),
                        opinion.paragraph ? std::to_string(*opinion.paragraph) : "-",
                        opinion.text.in("en")});
    return rows;
}

std::vector<Row> meetings(const State& state) {
    std::vector<Row> rows;
    for (const auto& [name, meeting] : state.consultation.meetings) {
        const std::string taken =
            meeting.minutes.empty()
                ? "-"
                : std::to_string(meeting.minutes.back().attendance.size()) + " came, " +
                      std::to_string(meeting.minutes.back().taken.size()) + " items";
        rows.push_back({name, meeting.body, meeting.time.local + " " + meeting.time.zone,
                        meeting.cancelled ? "cancelled" : taken});
    }
    return rows;
}

std::vector<Row> concerns(const State& state, const std::string& day) {
    const auto date = Date::parse(day);
    if (!date) return {{"?"}};
    std::vector<Row> rows;
    for (const auto& [name, concern] : state.consultation.concerns)
        rows.push_back({name, concern.mention.author, std::string(word(status_on(concern, *date))),
                        concern.due_now().text(), body_of(state, concern, *date).value_or("-")});
    return rows;
}

std::vector<Row> actions(const State& state) {
    std::vector<Row> rows;
    for (const auto& [name, action] : state.consultation.actions)
        rows.push_back(
            {name, action.decision, action.owner ? action.owner->value : *action.body,
             action.due ? action.due->text() : "-",
             action.reports.empty() ? "-" : std::string(word(action.reports.back().status)),
             action.reports.empty() ? "-" : action.reports.back().mention.author});
    return rows;
}

std::vector<Row> rules(const State& state) {
    const AssociationRules rules = state.consultation.rules_now();
    return {{std::to_string(rules.silence_seconds), std::to_string(rules.correction_seconds),
             std::string(word(rules.circulation)), rules.procedure_by_majority ? "majority" : "-",
             rules.four_eyes ? "four eyes" : "-"}};
}

}  // namespace

std::optional<std::vector<Row>> consultation_table(const State& state, const std::string& topic,
                                                   const std::string& arguments) {
    if (topic == "proposals") return proposals(state, arguments);
    if (topic == "objections") return objections(state, arguments);
    if (topic == "deadlines") return deadlines(state);
    if (topic == "body") return body(state, arguments);
    if (topic == "participants") return takes_part(state, arguments);
    if (topic == "opinions") return opinions(state, arguments);
    if (topic == "meetings") return meetings(state);
    if (topic == "concerns") return concerns(state, arguments);
    if (topic == "actions") return actions(state);
    if (topic == "rules") return rules(state);
    return {};
}

}  // namespace comity::scenarios
