// SPDX-License-Identifier: Apache-2.0
#include "service/build_consultation.h"

#include "service/build_answers.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace comity {
namespace {

std::vector<answers::Signed> history_answer(const std::vector<Mention>& history) {
    std::vector<answers::Signed> all;
    for (const Mention& mention : history) all.push_back(signed_answer(mention));
    return all;
}

bool takes_place(const Meeting& meeting, const std::string& body) {
    return meeting.body == body && !meeting.cancelled;
}

bool of_body(const Proposal& proposal, const std::string& body) {
    return proposal.text.body && proposal.text.body->value == body;
}

/// The beginning of the body's last meeting before a moment.
std::optional<Instant> met_before(const State& state, const std::string& body, Instant before) {
    std::optional<Instant> last;
    for (const auto& [name, meeting] : state.consultation.meetings)
        if (takes_place(meeting, body) && meeting.time.starts < before &&
            (!last || *last < meeting.time.starts))
            last = meeting.time.starts;
    return last;
}

std::optional<Instant> meets_next(const State& state, const std::string& body, Instant now) {
    std::optional<Instant> next;
    for (const auto& [name, meeting] : state.consultation.meetings)
        if (takes_place(meeting, body) && now <= meeting.time.starts &&
            (!next || meeting.time.starts < *next))
            next = meeting.time.starts;
    return next;
}

bool is_done(const DecidedAction& action) {
    return !action.reports.empty() && action.reports.back().status == ActionStatus::implemented;
}

/// Whether it is still to be done, or something was said of it since.
bool is_news(const DecidedAction& action, std::optional<Instant> since) {
    return !is_done(action) || !since || *since <= action.reports.back().mention.time;
}

void add_pledges(const View& view, const std::set<std::string>& names, Date day,
                 std::vector<answers::PledgeLine>& lines) {
    for (const std::string& name : names) {
        const answers::Pledge pledge = pledge_answer(view, name, day);
        lines.push_back({name, pledge.title, pledge.verdicts});
    }
}

bool was_taken(const Meeting& meeting, std::int64_t item) {
    if (meeting.minutes.empty()) return false;
    const auto& taken = meeting.minutes.back().taken;
    return std::ranges::find(taken, item) != taken.end();
}

std::vector<answers::AgendaLine> agenda_of(const View& view, const std::string& body,
                                           const Meeting& meeting, Date day) {
    std::vector<answers::AgendaLine> agenda;
    std::set<std::string> put;
    for (const AgendaItem& item : meeting.agenda) {
        answers::AgendaLine line;
        line.number = std::ssize(agenda) + 2;
        line.title = item.title;
        if (item.proposal) line.proposal = item.proposal->value;
        if (item.concern) line.concern = item.concern->value;
        if (line.concern) put.insert(*line.concern);
        line.papers = papers_answer(item.papers);
        line.taken = was_taken(meeting, line.number);
        agenda.push_back(std::move(line));
    }
    for (const auto& [name, concern] : view.state.consultation.concerns) {
        if (put.contains(name) || status_on(concern, day) != ConcernStatus::overdue ||
            body_of(view.state, concern, day) != body)
            continue;
        answers::AgendaLine line;
        line.number = std::ssize(agenda) + 2;
        line.title = concern.title;
        line.concern = name;
        line.risen = true;
        agenda.push_back(std::move(line));
    }
    return agenda;
}

std::optional<answers::MinutesText> minutes_answer(const Meeting& meeting) {
    if (meeting.minutes.empty()) return {};
    const Minutes& minutes = meeting.minutes.back();
    answers::MinutesText answer{signed_answer(minutes.mention), {}, minutes.taken, minutes.text};
    for (const Attendance& came : minutes.attendance)
        answer.attendance.push_back({came.party.value, came.headed_by, came.delegates});
    return answer;
}

}  // namespace

answers::MeetingLine meeting_line(const std::string& name, const Meeting& meeting) {
    return {.meeting = name,
            .body = meeting.body,
            .title = meeting.title,
            .starts = meeting.time.starts,
            .ends = meeting.time.ends,
            .local = meeting.time.local,
            .zone = meeting.time.zone,
            .venue = meeting.venue,
            .state = meeting.cancelled         ? "cancelled"
                     : meeting.minutes.empty() ? "called"
                                               : "minuted"};
}

answers::BodyLine body_line(const View& view, const std::string& name, Date day) {
    const Body& body = view.state.consultation.bodies.find(name)->second;
    answers::BodyLine line;
    line.body = name;
    line.name = body.name;
    line.level = word(body.level);
    line.chair = chair_on(body, day);
    line.members = members_on(view.state, body, day);
    for (const PartyCode& guest : body.guests) line.guests.push_back(guest.value);
    line.reports_to = body.reports_to;
    line.review = body.review;
    line.until = body.until;
    line.ended = body.ended(day);
    line.next_meeting = meets_next(view.state, name, view.now);
    return line;
}

answers::BodyPage body_page(const View& view, const std::string& name, Date day) {
    const Consultation& consultation = view.state.consultation;
    const Body& body = consultation.bodies.find(name)->second;
    answers::BodyPage page;
    static_cast<answers::BodyLine&>(page) = body_line(view, name, day);
    page.mandate = body.mandate;
    page.history = history_answer(body.history);
    for (const auto& [meeting_name, meeting] : consultation.meetings)
        if (meeting.body == name) page.meetings.push_back(meeting_line(meeting_name, meeting));
    std::ranges::sort(page.meetings, std::greater{}, &answers::MeetingLine::starts);
    for (auto proposal = consultation.proposal_order.rbegin();
         proposal != consultation.proposal_order.rend(); ++proposal)
        if (of_body(consultation.proposals.find(*proposal)->second, name))
            page.proposals.push_back(
                proposal_line(view, consultation.proposals.find(*proposal)->second));
    for (const auto& [action_name, action] : consultation.actions)
        if (action.body == name ||
            of_body(consultation.proposals.find(action.decision)->second, name))
            page.actions.push_back(action_answer(action_name, action, day));
    for (const auto& [concern_name, concern] : consultation.concerns)
        if (!concern.closure && body_of(view.state, concern, day) == name)
            page.concerns.push_back(concern_answer(view.state, concern_name, day));
    return page;
}

answers::FollowUp follow_up(const View& view, const std::string& body, Instant before) {
    const Consultation& consultation = view.state.consultation;
    const Date day = std::min(before, view.now).date();
    answers::FollowUp answer;
    answer.since = met_before(view.state, body, before);
    std::set<std::string> pledges;
    std::set<std::string> owing;
    for (const auto& [name, action] : consultation.actions) {
        if (!of_body(consultation.proposals.find(action.decision)->second, body)) continue;
        for (const ReadingName& reading : action.readings) pledges.insert(reading.pledge.value);
        if (!is_done(action)) owing.insert(action.decision);
        if (is_news(action, answer.since))
            answer.actions.push_back(action_answer(name, action, day));
    }
    for (const std::string& name : consultation.proposal_order) {
        const Proposal& proposal = consultation.proposals.find(name)->second;
        if (!of_body(proposal, body) || !is_adopted(view.state, proposal)) continue;
        if (before <= proposal.mention.time) continue;
        for (const Identifier& pledge : proposal.text.pledges.value_or(std::vector<Identifier>{}))
            pledges.insert(pledge.value);
        const bool recent = !answer.since || *answer.since <= proposal.deadline;
        if (recent || owing.contains(name))
            answer.decisions.push_back(proposal_line(view, proposal));
    }
    add_pledges(view, pledges, day, answer.pledges);
    return answer;
}

answers::MeetingPage meeting_page(const View& view, const std::string& name) {
    const Consultation& consultation = view.state.consultation;
    const Meeting& meeting = consultation.meetings.find(name)->second;
    const Date day = meeting.time.starts.date();
    answers::MeetingPage page;
    static_cast<answers::MeetingLine&>(page) = meeting_line(name, meeting);
    page.chair = chair_on(consultation.bodies.find(meeting.body)->second, day);
    page.follow_up = follow_up(view, meeting.body, meeting.time.starts);
    page.agenda = agenda_of(view, meeting.body, meeting, day);
    for (const std::string& proposal : consultation.proposal_order) {
        const Proposal& recorded = consultation.proposals.find(proposal)->second;
        if (recorded.meeting && recorded.meeting->value == name)
            page.decisions.push_back(proposal_line(view, recorded));
    }
    page.minutes = minutes_answer(meeting);
    page.cancelled = meeting.cancelled;
    page.history = history_answer(meeting.history);
    return page;
}

answers::ConcernText concern_answer(const State& state, const std::string& name, Date day) {
    const Concern& concern = state.consultation.concerns.find(name)->second;
    answers::ConcernText answer;
    answer.concern = name;
    answer.status = word(status_on(concern, day));
    answer.raised = signed_answer(concern.mention);
    for (const PartyCode& party : concern.to) answer.to.push_back(party.value);
    answer.body = body_of(state, concern, day);
    answer.title = concern.title;
    answer.text = concern.text;
    answer.wish = concern.wish;
    answer.due = concern.due_now();
    for (const ConcernAnswer& each : concern.answers)
        answer.answers.push_back({signed_answer(each.mention), each.text});
    for (const Escalation& each : concern.escalations)
        answer.escalations.push_back(
            {signed_answer(each.mention), each.body, each.due, each.reason});
    if (!concern.closure) return answer;
    answer.closed = signed_answer(concern.closure->mention);
    answer.outcome = concern.closure->text;
    return answer;
}

}  // namespace comity
