// SPDX-License-Identifier: Apache-2.0
#include "service/feeds.h"

#include "calendar/zone.h"
#include "service/build_answers.h"
#include "service/build_consultation.h"
#include "service/question_parts.h"
#include "service/treaties.h"

#include <algorithm>

namespace comity {
namespace {

/// What stands before a deadline, so that its title alone does not mislead.
struct DeadlineWords {
    std::string_view language;
    std::string_view objections;
    std::string_view corrections;
    std::string_view action;
};

constexpr std::array deadline_words = {
    DeadlineWords{"en", "Objections until then: ", "Corrections until then: ", "To be done: "},
    DeadlineWords{"ru", "Срок для возражений: ", "Срок для исправлений: ", "К исполнению: "},
    DeadlineWords{"zh", "提出异议截止：", "提出更正截止：", "待办："}};

const DeadlineWords& words_in(std::string_view language) {
    const auto found = std::ranges::find(deadline_words, language, &DeadlineWords::language);
    return found == deadline_words.end() ? deadline_words.front() : *found;
}

/// What is put into a calendar: of which record, in which language.
class CalendarBuilder {
public:
    CalendarBuilder(const View& view, const std::string& language, const Zones& zones)
        : view_(view), language_(language), zones_(zones) {
        calendar_.product = "-//Comity//Record//EN";
    }

    void set_name(std::string name) { calendar_.name = std::move(name); }
    void add_meeting(const std::string& name, const Meeting& meeting);
    void add_proposal(const std::string& name, const Proposal& proposal);
    void add_action(const std::string& name, const DecidedAction& action);
    Calendar take() { return std::move(calendar_); }

private:
    std::string uid(std::string_view what, const std::string& name) const {
        return std::string(what) + "-" + name + "@" + view_.node.origin();
    }
    CalendarTime on_clock(Instant instant, const std::string& zone) const;
    std::string agenda_text(const Meeting& meeting) const;

    const View& view_;
    const std::string& language_;
    const Zones& zones_;
    Calendar calendar_;
};

CalendarTime CalendarBuilder::on_clock(Instant instant, const std::string& zone) const {
    const auto found = zones_.find(zone);
    if (!found) return instant;
    return in_zone(instant, *found);
}

/// The reason if it is cancelled, then the agenda from its second item on.
std::string CalendarBuilder::agenda_text(const Meeting& meeting) const {
    std::string text;
    const auto add = [&](const std::string& line) { text += (text.empty() ? "" : "\n") + line; };
    if (meeting.cancelled) add(meeting.cancelled->in(language_));
    for (std::size_t item = 0; item < meeting.agenda.size(); ++item)
        add(std::to_string(item + 2) + ". " + meeting.agenda[item].title.in(language_));
    return text;
}

void CalendarBuilder::add_meeting(const std::string& name, const Meeting& meeting) {
    const Body& body = view_.state.consultation.bodies.find(meeting.body)->second;
    Event event;
    event.uid = uid("meeting", name);
    event.sequence = static_cast<std::int32_t>(std::ssize(meeting.history) - 1);
    event.status = meeting.cancelled ? EventStatus::cancelled : EventStatus::confirmed;
    event.summary = meeting.title.in(language_);
    event.description = agenda_text(meeting);
    event.location = meeting.venue.in(language_);
    event.start = on_clock(meeting.time.starts, meeting.time.zone);
    event.end = on_clock(meeting.time.ends, meeting.time.zone);
    event.categories = {body.name.in(language_)};
    event.stamp = meeting.history.back().time;
    event.last_modified = event.stamp;
    calendar_.events.push_back(std::move(event));
}

/// A deadline is over once the record has decided, and void if the proposal was taken back.
ToDoStatus status_of(const std::optional<Outcome>& outcome) {
    if (!outcome) return ToDoStatus::needs_action;
    switch (outcome->status) {
        case ProposalStatus::open:
        case ProposalStatus::awaiting_seal:
            return ToDoStatus::needs_action;
        case ProposalStatus::adopted:
        case ProposalStatus::broken:
            return ToDoStatus::completed;
        case ProposalStatus::withdrawn:
        case ProposalStatus::superseded:
            return ToDoStatus::cancelled;
    }
    std::unreachable();
}

/// Undecided, decided, and what may still follow: each a change of the same deadline.
std::int32_t sequence_of(const std::optional<Outcome>& outcome) {
    if (!outcome) return 0;
    return outcome->status == ProposalStatus::superseded ? 2 : 1;
}

void CalendarBuilder::add_proposal(const std::string& name, const Proposal& proposal) {
    const std::optional<Outcome> outcome = decided(view_.state, proposal);
    const DeadlineWords& say = words_in(language_);
    ToDo to_do;
    to_do.uid = uid("proposal", name);
    to_do.sequence = sequence_of(outcome);
    to_do.status = status_of(outcome);
    to_do.summary = std::string(proposal.way == Way::silence ? say.objections : say.corrections) +
                    proposal.text.title.in(language_);
    to_do.description = proposal.text.text.in(language_);
    to_do.due = proposal.deadline;
    to_do.stamp = proposal.mention.time;
    if (outcome && outcome->entry)
        to_do.stamp = entry_at(view_, *outcome->entry).entry.statement.time;
    to_do.last_modified = to_do.stamp;
    calendar_.to_dos.push_back(std::move(to_do));
}

ToDoStatus status_of(const DecidedAction& action) {
    if (action.reports.empty()) return ToDoStatus::needs_action;
    switch (action.reports.back().status) {
        case ActionStatus::implemented:
            return ToDoStatus::completed;
        case ActionStatus::ongoing:
        case ActionStatus::obstacle:
            return ToDoStatus::in_process;
        case ActionStatus::no_action:
            return ToDoStatus::needs_action;
    }
    std::unreachable();
}

/// One without a last day has no place in a calendar.
void CalendarBuilder::add_action(const std::string& name, const DecidedAction& action) {
    if (!action.due) return;
    const Proposal& decision = view_.state.consultation.proposals.find(action.decision)->second;
    ToDo to_do;
    to_do.uid = uid("action", name);
    to_do.sequence = static_cast<std::int32_t>(std::ssize(action.reports));
    to_do.status = status_of(action);
    to_do.summary = std::string(words_in(language_).action) + action.text.in(language_);
    to_do.description = decision.text.title.in(language_);
    to_do.due = *action.due;
    to_do.stamp = action.reports.empty() ? action.mention.time : action.reports.back().mention.time;
    to_do.last_modified = to_do.stamp;
    calendar_.to_dos.push_back(std::move(to_do));
}

bool is_of(const Proposal& proposal, const std::string& body) {
    return proposal.text.body && proposal.text.body->value == body;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

/// On the day of the meeting, since membership changes.
bool is_invited(const State& state, const Meeting& meeting, const std::string& party) {
    const Body& body = state.consultation.bodies.find(meeting.body)->second;
    return contains(members_on(state, body, meeting.time.starts.date()), party) ||
           std::ranges::find(body.guests, party, &PartyCode::value) != body.guests.end();
}

/// Who may object now; once that is decided, who could when it was circulated.
bool may_object(const State& state, const Proposal& proposal, const std::string& party) {
    if (decided(state, proposal)) return contains(proposal.electorate, party);
    return contains(electorate(state, proposal), party);
}

}  // namespace

Result<Calendar> body_calendar(const View& view, const std::string& body,
                               const std::string& language, const Zones& zones) {
    const Consultation& consultation = view.state.consultation;
    const Body& found = *TRY(known(consultation.bodies, "body", body));
    CalendarBuilder builder(view, language, zones);
    builder.set_name(found.name.in(language));
    for (const auto& [name, meeting] : consultation.meetings)
        if (meeting.body == body) builder.add_meeting(name, meeting);
    for (const auto& [name, proposal] : consultation.proposals)
        if (is_of(proposal, body)) builder.add_proposal(name, proposal);
    for (const auto& [name, action] : consultation.actions)
        if (action.body == body ||
            is_of(consultation.proposals.find(action.decision)->second, body))
            builder.add_action(name, action);
    return builder.take();
}

Result<Calendar> party_calendar(const View& view, const std::string& party,
                                const std::string& language, const Zones& zones) {
    TRY(known(view.state.parties, "party", party));
    const Consultation& consultation = view.state.consultation;
    CalendarBuilder builder(view, language, zones);
    builder.set_name(participant_name(view, party).in(language));
    for (const auto& [name, meeting] : consultation.meetings)
        if (is_invited(view.state, meeting, party)) builder.add_meeting(name, meeting);
    for (const auto& [name, proposal] : consultation.proposals)
        if (may_object(view.state, proposal, party)) builder.add_proposal(name, proposal);
    for (const auto& [name, action] : consultation.actions)
        if (action.owner && action.owner->value == party) builder.add_action(name, action);
    return builder.take();
}

}  // namespace comity
