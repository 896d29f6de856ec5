// SPDX-License-Identifier: Apache-2.0
#include "service/build_answers.h"
#include "service/build_consultation.h"
#include "service/text_difference.h"

namespace comity {
namespace {

template <class T>
std::optional<std::string> text_of(const std::optional<T>& value) {
    if (!value) return {};
    return value->text();
}

std::string_view change_word(Change change) {
    switch (change) {
        case Change::same:
            return "same";
        case Change::removed:
            return "removed";
        case Change::added:
            return "added";
    }
    return {};
}

std::string counts_word(const State& state, const Proposal& proposal, const Objection& objection) {
    if (too_late(state, proposal, objection)) return "too-late";
    return in_time(state, proposal, objection) ? "in-time" : "not-sealed";
}

/// By language: how the text of one proposal became that of another, where both have one.
std::map<std::string, std::vector<answers::StretchText>> text_changes(const Translations& before,
                                                                      const Translations& after) {
    std::map<std::string, std::vector<answers::StretchText>> changes;
    for (const auto& [language, text] : after.by_language) {
        const auto old = before.by_language.find(language);
        if (old == before.by_language.end()) continue;
        for (Stretch& stretch : difference(old->second, text))
            changes[language].push_back(
                {std::string(change_word(stretch.change)), std::move(stretch.text)});
    }
    return changes;
}

void add_words(const View& view, const Proposal& proposal, answers::ProposalPage& page) {
    for (const Objection& objection : proposal.objections)
        page.objection_texts.push_back({signed_answer(objection.mention), objection.reason,
                                        objection.amendment,
                                        counts_word(view.state, proposal, objection)});
    for (const Opinion& opinion : proposal.opinions)
        page.opinions.push_back({signed_answer(opinion.mention), std::string(word(opinion.kind)),
                                 opinion.paragraph, opinion.text});
    for (const auto& [party, said] : proposal.participations)
        page.participations.push_back({signed_answer(said.mention), said.takes_part, said.reason});
}

void add_links(const View& view, const Proposal& proposal, answers::ProposalPage& page) {
    const Consultation& consultation = view.state.consultation;
    if (proposal.supersession) page.replaced_by = proposal.supersession->by;
    if (proposal.withdrawal) {
        page.withdrawn = signed_answer(proposal.withdrawal->mention);
        page.withdrawal_reason = proposal.withdrawal->reason;
    }
    if (!proposal.text.replaces) return;
    page.replaces = proposal.text.replaces->value;
    page.difference = text_changes(consultation.proposals.find(*page.replaces)->second.text.text,
                                   proposal.text.text);
}

}  // namespace

bool is_adopted(const State& state, const Proposal& proposal) {
    const auto reached = decided(state, proposal);
    return reached && reached->status == ProposalStatus::adopted;
}

answers::Signed signed_answer(const Mention& mention) {
    return {static_cast<std::int64_t>(mention.entry), mention.author, mention.time};
}

std::vector<answers::PaperText> papers_answer(const std::optional<std::vector<Paper>>& papers) {
    std::vector<answers::PaperText> all;
    for (const Paper& paper : papers.value_or(std::vector<Paper>{}))
        all.push_back({paper.title, paper.files});
    return all;
}

answers::ProposalLine proposal_line(const View& view, const Proposal& proposal) {
    const Outcome reached = outcome(view.state, proposal, view.now);
    answers::ProposalLine line;
    line.proposal = proposal.text.proposal.value;
    line.kind = word(proposal.text.proposal_kind);
    line.way = word(proposal.way);
    line.title = proposal.text.title;
    line.body = text_of(proposal.text.body);
    line.meeting = text_of(proposal.meeting);
    line.made = signed_answer(proposal.mention);
    line.deadline = proposal.deadline;
    line.status = word(reached.status);
    if (reached.entry) line.decided_by = static_cast<std::int64_t>(*reached.entry);
    line.adopted = reached.dated;
    line.adopted_on = proposal.adopted_on;
    line.review = proposal.text.review;
    line.until = proposal.text.until;
    line.open_ended = !line.review && !line.until;
    line.objections = std::ssize(proposal.objections);
    return line;
}

answers::ProposalPage proposal_page(const View& view, const Proposal& proposal, Date day) {
    answers::ProposalPage page;
    static_cast<answers::ProposalLine&>(page) = proposal_line(view, proposal);
    page.text = proposal.text.text;
    page.concerning = text_of(proposal.text.concerning);
    if (proposal.source) page.source = source_answer(*proposal.source);
    page.papers = papers_answer(proposal.text.papers);
    for (const Identifier& pledge : proposal.text.pledges.value_or(std::vector<Identifier>{}))
        page.pledges.push_back(pledge.value);
    page.rules = proposal.text.rules;
    page.electorate =
        decided(view.state, proposal) ? proposal.electorate : electorate(view.state, proposal);
    page.by_majority = proposal.by_majority;
    if (proposal.text.proposal_kind == ProposalKind::project)
        page.participants = participants(view.state, proposal, day);
    add_words(view, proposal, page);
    add_links(view, proposal, page);
    for (const auto& [name, action] : view.state.consultation.actions)
        if (action.decision == page.proposal)
            page.actions.push_back(action_answer(name, action, day));
    return page;
}

answers::ActionText action_answer(const std::string& name, const DecidedAction& action, Date day) {
    answers::ActionText answer;
    answer.action = name;
    answer.decision = action.decision;
    answer.paragraph = action.paragraph;
    answer.text = action.text;
    answer.by_body = action.body.has_value();
    answer.owner = action.body ? *action.body : action.owner->value;
    answer.due = action.due;
    answer.status = "none";
    for (const ActionReport& report : action.reports) {
        answer.status = word(report.status);
        answer.reports.push_back({signed_answer(report.mention), answer.status, report.text});
    }
    answer.overdue = action.due && *action.due < day && answer.status != "implemented";
    for (const ReadingName& reading : action.readings)
        answer.readings.push_back({reading.pledge.value, reading.reading.value});
    return answer;
}

}  // namespace comity
