// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/rules.h"

namespace comity::rules {

/// Rules that acts of consultation share. Each refuses with the code in its comment.

/// The time by which deadlines are judged: the author's, but not before what the record shows.
Instant time_of_record(const State& state, const Circumstances& at);

/// `author.not-a-party`: a party that has a status on the day of record.
Result<> only_party(const State& state, const Circumstances& at);
/// `author.not-a-member`: a member on the day of record.
Result<> only_member(const State& state, const Circumstances& at);
/// `author.not-the-chair`: the secretariat, or who chairs the body on the day of the act.
Result<> secretariat_or_chair(const State& state, const Body& body, const Circumstances& at);
/// The same for the body of this name; `body.unknown`, at `/body`.
Result<> secretariat_or_chair(const State& state, const Identifier& body, const Circumstances& at);

/// `body.unknown`, at `where`.
Result<const Body*> known_body(const State& state, const Identifier& body, std::string_view where);
/// `body.unknown`; `body.ended` if its time is over on the day of the act.
Result<const Body*> sitting_body(const State& state, const Identifier& body,
                                 const Circumstances& at, std::string_view where);
/// `body.unknown`, `body.ended`; `author.not-the-founder` for anybody but the secretariat and who
/// established it.
Result<const Body*> founded_body(const State& state, const Identifier& body,
                                 const Circumstances& at);
/// `proposal.unknown`.
Result<const Proposal*> known_proposal(const State& state, const Identifier& proposal,
                                       std::string_view where = "/proposal");
/// `proposal.unknown`; `decision.not-adopted` unless the record proves its adoption.
Result<const Proposal*> adopted_proposal(const State& state, const Identifier& decision,
                                         std::string_view where);
/// `proposal.unknown`; `proposal.closed` if it was withdrawn or superseded, or its silence broken.
Result<const Proposal*> living_proposal(const State& state, const Identifier& proposal);

/// `paragraph.unknown`.
Result<> known_paragraph(const Proposal& proposal, std::optional<std::int64_t> paragraph);
/// `meeting.unknown`; `meeting.cancelled`.
Result<const Meeting*> coming_meeting(const State& state, const Identifier& meeting);
/// The same; `author.not-the-chair` for anybody but the secretariat and the chair of its body.
Result<const Meeting*> own_meeting(const State& state, const Identifier& meeting,
                                   const Circumstances& at);
/// `concern.unknown`; `concern.closed`.
Result<const Concern*> open_concern(const State& state, const Identifier& concern,
                                    std::string_view where = "/concern");
/// The same; `author.not-the-raiser` for anybody but who raised it.
Result<const Concern*> own_concern(const State& state, const Identifier& concern,
                                   const Circumstances& at);
/// `concern.due`: not before the day of the act.
Result<> concern_due(const State& state, Date due, const Circumstances& at);
/// `proposal.unknown`, `proposal.closed`, `project.kind`: whether the author takes part in a
/// project.
Result<bool> in_project(const State& state, const Identifier& project, const Circumstances& at);
/// `proposal.unknown`, `concern.unknown`, `concern.closed`.
Result<> check_agenda(const State& state, const std::vector<AgendaItem>& agenda);
/// `body.mandate`, `body.circle`, `body.unknown`: whether a body may be so.
Result<> check_body(const State& state, const std::string& name, const Body& body);

/// What circulating and recording have in common: `proposal.exists`, `proposal.language`,
/// `proposal.concerning`, `proposal.rules`, `proposal.nobody`, `proposal.until`, those of
/// `replaces` (`proposal.unknown`, `proposal.adopted`, `proposal.superseded`,
/// `author.not-the-proposer`), `body.*`, `pledge.unknown`.
Result<> new_proposal(const State& state, const ProposalText& text, const Circumstances& at);
/// A proposal of this text, as the rules in force have it.
Proposal made_proposal(const State& state, const ProposalText& text, const Circumstances& at);
/// Puts it into the state, in the place of the one that it replaces.
void enter_proposal(State& state, Proposal proposal);

/// What objecting and correcting have in common: `proposal.closed`, `objection.late`,
/// `author.not-a-member`, `objection.concerned`, `objection.not-of-the-body`, `objection.twice`.
Result<> new_objection(const State& state, const Proposal& proposal, const Circumstances& at);

}  // namespace comity::rules
