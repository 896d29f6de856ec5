// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/consultation_answers.h"
#include "service/question.h"

namespace comity {

/// Consultation as answers. What depends on a day is looked up on `day`, what depends on a clock by
/// the view's.
answers::Signed signed_answer(const Mention& mention);
std::vector<answers::PaperText> papers_answer(const std::optional<std::vector<Paper>>& papers);
answers::ProposalLine proposal_line(const View& view, const Proposal& proposal);
answers::ProposalPage proposal_page(const View& view, const Proposal& proposal, Date day);
answers::ActionText action_answer(const std::string& name, const DecidedAction& action, Date day);
answers::BodyLine body_line(const View& view, const std::string& name, Date day);
answers::BodyPage body_page(const View& view, const std::string& name, Date day);
answers::MeetingLine meeting_line(const std::string& name, const Meeting& meeting);
answers::MeetingPage meeting_page(const View& view, const std::string& name);
answers::ConcernText concern_answer(const State& state, const std::string& name, Date day);
/// What became of what a body decided before a moment, since it met before that.
answers::FollowUp follow_up(const View& view, const std::string& body, Instant before);
/// What a party still has to do, the most urgent first.
std::vector<answers::Need> needs_of(const View& view, const std::string& party);

/// Whether the record proves that a proposal was adopted.
bool is_adopted(const State& state, const Proposal& proposal);

}  // namespace comity
