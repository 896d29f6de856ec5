// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

#include <algorithm>

namespace comity::rules {
namespace {

std::optional<Status> status_of_author(const State& state, const Circumstances& at) {
    const auto party = state.parties.find(at.author);
    if (party == state.parties.end()) return {};
    return party->second.status_on(day_of_record(state));
}

/// The secretariat's clock moves the day of record on with each of its acts; a party's is only its
/// own claim.
Date day_of_act(const State& state, const Circumstances& at) {
    const Date day = day_of_record(state);
    return at.author == secretariat ? std::max(day, at.time.date()) : day;
}

Result<> check_languages(const State& state, const ProposalText& text) {
    const auto& languages = state.association->languages;
    const auto is_of_association = [&](const auto& item) {
        return std::ranges::find(languages, item.first) != languages.end();
    };
    if (std::ranges::any_of(text.text.by_language, is_of_association)) return {};
    return refuse("proposal.language", "should be in a language of the association too", "/text");
}

Result<> check_kind(const State& state, const ProposalText& text) {
    const bool membership = text.proposal_kind == ProposalKind::membership;
    if (membership != text.concerning.has_value())
        return refuse("proposal.concerning",
                      "goes with the kind 'membership', which needs it, and with no other",
                      "/concerning");
    if ((text.proposal_kind == ProposalKind::rules) != text.rules.has_value())
        return refuse("proposal.rules", "go with the kind 'rules', which needs them", "/rules");
    const auto& pledges = text.pledges.value_or(std::vector<Identifier>{});
    for (std::size_t i = 0; i < pledges.size(); ++i) {
        auto known = known_pledge(state, pledges[i]);
        if (!known)
            return refuse(known.error().code, known.error().message,
                          "/pledges/" + std::to_string(i));
    }
    return {};
}

Result<> check_dates(const ProposalText& text) {
    if (!text.review || !text.until || *text.review <= *text.until) return {};
    return refuse("proposal.until", "should not end before it is reviewed", "/until");
}

/// The proposal whose place is taken failed, or it is its proposer who words it anew.
Result<> check_replaced(const State& state, const Identifier& name, const Circumstances& at) {
    const Proposal& old = *TRY(known_proposal(state, name, "/replaces"));
    const auto before = decided(state, old);
    if (before && before->status == ProposalStatus::adopted)
        return refuse("proposal.adopted", "'" + name.value + "' is adopted", "/replaces");
    if (old.supersession)
        return refuse("proposal.superseded",
                      "'" + name.value + "' is replaced by '" + old.supersession->by + "' already",
                      "/replaces");
    if (before || old.mention.author == at.author) return {};
    return refuse("author.not-the-proposer",
                  "only " + old.mention.author + " words it anew while it is not decided",
                  "/replaces");
}

}  // namespace

Instant time_of_record(const State& state, const Circumstances& at) {
    return std::max({at.time, state.secretariat_time, state.seals.time().value_or(Instant{})});
}

Result<> only_party(const State& state, const Circumstances& at) {
    if (status_of_author(state, at)) return {};
    return refuse("author.not-a-party",
                  std::string(at.author) + " may not: this is for the parties");
}

Result<> only_member(const State& state, const Circumstances& at) {
    if (status_of_author(state, at) == Status::member) return {};
    return refuse("author.not-a-member",
                  std::string(at.author) + " may not: this is for the members");
}

Result<> secretariat_or_chair(const State& state, const Body& body, const Circumstances& at) {
    if (at.author == secretariat) return {};
    const auto chair = chair_on(body, time_of_record(state, at).date());
    if (chair && *chair == at.author) return {};
    return refuse("author.not-the-chair",
                  std::string(at.author) + " may not: this is for the secretariat and the chair" +
                      (chair ? ", " + *chair : ""));
}

Result<> secretariat_or_chair(const State& state, const Identifier& body, const Circumstances& at) {
    return secretariat_or_chair(state, *TRY(known_body(state, body, "/body")), at);
}

Result<const Body*> known_body(const State& state, const Identifier& body, std::string_view where) {
    const auto found = state.consultation.bodies.find(body.value);
    if (found != state.consultation.bodies.end()) return &found->second;
    return refuse("body.unknown", "there is no body '" + body.value + "'", std::string(where));
}

Result<const Body*> sitting_body(const State& state, const Identifier& body,
                                 const Circumstances& at, std::string_view where) {
    const Body* found = TRY(known_body(state, body, where));
    if (!found->ended(time_of_record(state, at).date())) return found;
    return refuse("body.ended", "the time of '" + body.value + "' is over", std::string(where));
}

Result<const Body*> founded_body(const State& state, const Identifier& body,
                                 const Circumstances& at) {
    const Body* found = TRY(sitting_body(state, body, at, "/body"));
    const std::string& founder = found->history.front().author;
    if (at.author == secretariat || at.author == founder) return found;
    return refuse("author.not-the-founder",
                  "only the secretariat may, and who established it, " + founder, "/body");
}

Result<const Proposal*> known_proposal(const State& state, const Identifier& proposal,
                                       std::string_view where) {
    const auto found = state.consultation.proposals.find(proposal.value);
    if (found != state.consultation.proposals.end()) return &found->second;
    return refuse("proposal.unknown", "there is no proposal '" + proposal.value + "'",
                  std::string(where));
}

Result<const Proposal*> adopted_proposal(const State& state, const Identifier& decision,
                                         std::string_view where) {
    const Proposal* found = TRY(known_proposal(state, decision, where));
    const auto outcome = decided(state, *found);
    if (outcome && outcome->status == ProposalStatus::adopted) return found;
    return refuse("decision.not-adopted",
                  "the record does not prove that '" + decision.value + "' was adopted",
                  std::string(where));
}

Result<const Proposal*> living_proposal(const State& state, const Identifier& proposal) {
    const Proposal* found = TRY(known_proposal(state, proposal));
    const auto outcome = decided(state, *found);
    const bool adopted = outcome && outcome->status == ProposalStatus::adopted;
    if (adopted || (!outcome && !is_taken_back(*found))) return found;
    const std::string_view status = outcome ? word(outcome->status) : "taken back";
    return refuse("proposal.closed", "'" + proposal.value + "' is " + std::string(status),
                  "/proposal");
}

Result<> known_paragraph(const Proposal& proposal, std::optional<std::int64_t> paragraph) {
    const std::int64_t last = paragraph_count(proposal.text.text);
    if (!paragraph || (*paragraph >= 1 && *paragraph <= last)) return {};
    return refuse("paragraph.unknown", "should be from 1 to " + std::to_string(last), "/paragraph");
}

Result<> new_proposal(const State& state, const ProposalText& text, const Circumstances& at) {
    if (state.consultation.proposals.contains(text.proposal.value))
        return refuse("proposal.exists",
                      "there is a proposal '" + text.proposal.value + "' already", "/proposal");
    if (text.body) TRY(sitting_body(state, *text.body, at, "/body"));
    if (text.replaces) TRY(check_replaced(state, *text.replaces, at));
    TRY(check_languages(state, text));
    TRY(check_kind(state, text));
    TRY(check_dates(text));
    if (!made_proposal(state, text, at).electorate.empty()) return {};
    return refuse("proposal.nobody", "should be put where some member may object",
                  text.body ? "/body" : "");
}

Proposal made_proposal(const State& state, const ProposalText& text, const Circumstances& at) {
    const AssociationRules in_force = state.consultation.rules_now();
    Proposal made;
    made.text = text;
    made.mention = at.mention();
    made.by_majority =
        in_force.procedure_by_majority && text.proposal_kind == ProposalKind::procedure;
    const bool minus_one = std::ranges::find(in_force.consensus_minus_one, text.proposal_kind) !=
                           in_force.consensus_minus_one.end();
    if (minus_one && text.concerning) made.without = text.concerning->value;
    made.electorate = electorate_on(state, made, day_of_act(state, at));
    return made;
}

void enter_proposal(State& state, Proposal proposal) {
    auto& proposals = state.consultation.proposals;
    const std::string name = proposal.text.proposal.value;
    if (proposal.text.replaces)
        proposals.find(proposal.text.replaces->value)->second.supersession = {name,
                                                                              proposal.mention};
    state.consultation.proposal_order.push_back(name);
    proposals.emplace(name, std::move(proposal));
}

Result<> new_objection(const State& state, const Proposal& proposal, const Circumstances& at) {
    if (is_taken_back(proposal))
        return refuse("proposal.closed", "it was withdrawn or superseded", "/proposal");
    if (state.seals.first_since(proposal.deadline))
        return refuse(
            "objection.late",
            "the record proves that the deadline, " + proposal.deadline.text() + ", has passed",
            "/proposal");
    TRY(only_member(state, at));
    if (proposal.without == at.author)
        return refuse("objection.concerned",
                      "the party concerned cannot object; it may place an opinion", "/proposal");
    // A seat at the beginning is not lost when a body is changed meanwhile.
    if (!std::ranges::binary_search(proposal.electorate, at.author) &&
        !std::ranges::binary_search(electorate(state, proposal), at.author))
        return refuse("objection.not-of-the-body",
                      std::string(at.author) + " has no seat in the body that decides",
                      "/proposal");
    const auto by_author = [&](const Objection& objection) {
        return objection.mention.author == at.author;
    };
    if (std::ranges::any_of(proposal.objections, by_author))
        return refuse("objection.twice", std::string(at.author) + " has objected already",
                      "/proposal");
    return {};
}

Result<const Meeting*> coming_meeting(const State& state, const Identifier& meeting) {
    const auto found = state.consultation.meetings.find(meeting.value);
    if (found == state.consultation.meetings.end())
        return refuse("meeting.unknown", "there is no meeting '" + meeting.value + "'", "/meeting");
    if (!found->second.cancelled) return &found->second;
    return refuse("meeting.cancelled", "'" + meeting.value + "' was cancelled", "/meeting");
}

Result<const Meeting*> own_meeting(const State& state, const Identifier& meeting,
                                   const Circumstances& at) {
    const Meeting* found = TRY(coming_meeting(state, meeting));
    TRY(secretariat_or_chair(state, state.consultation.bodies.find(found->body)->second, at));
    return found;
}

Result<const Concern*> open_concern(const State& state, const Identifier& concern,
                                    std::string_view where) {
    const auto found = state.consultation.concerns.find(concern.value);
    if (found == state.consultation.concerns.end())
        return refuse("concern.unknown", "there is no concern '" + concern.value + "'",
                      std::string(where));
    if (!found->second.closure) return &found->second;
    return refuse("concern.closed", "'" + concern.value + "' was closed", std::string(where));
}

Result<const Concern*> own_concern(const State& state, const Identifier& concern,
                                   const Circumstances& at) {
    const Concern* found = TRY(open_concern(state, concern));
    if (found->mention.author == at.author) return found;
    return refuse("author.not-the-raiser", "only " + found->mention.author + ", who raised it, may",
                  "/concern");
}

Result<> concern_due(const State& state, Date due, const Circumstances& at) {
    const Date today = time_of_record(state, at).date();
    if (due >= today) return {};
    return refuse("concern.due", "should be " + today.text() + " or later", "/due");
}

Result<bool> in_project(const State& state, const Identifier& project, const Circumstances& at) {
    const Proposal& found = *TRY(living_proposal(state, project));
    if (found.text.proposal_kind != ProposalKind::project)
        return refuse("project.kind", "should be a proposal of the kind 'project'", "/proposal");
    return std::ranges::binary_search(participants(state, found, day_of_record(state)),
                                      std::string(at.author));
}

Result<> check_agenda(const State& state, const std::vector<AgendaItem>& agenda) {
    for (std::size_t i = 0; i < agenda.size(); ++i) {
        const std::string where = "/agenda/" + std::to_string(i);
        if (agenda[i].proposal)
            TRY(known_proposal(state, *agenda[i].proposal, where + "/proposal"));
        if (agenda[i].concern) TRY(open_concern(state, *agenda[i].concern, where + "/concern"));
    }
    return {};
}

Result<> check_body(const State& state, const std::string& name, const Body& body) {
    if (body.level == BodyLevel::contact_group && (!body.mandate || (!body.review && !body.until)))
        return refuse("body.mandate",
                      "a contact group should have a mandate, and a date of its end or review",
                      "/mandate");
    for (auto above = body.reports_to; above;) {
        if (*above == name)
            return refuse("body.circle", "should not report to itself, directly or through others",
                          "/reports_to");
        const Body& next = *TRY(known_body(state, Identifier{*above}, "/reports_to"));
        above = next.reports_to;
    }
    return {};
}

}  // namespace comity::rules
