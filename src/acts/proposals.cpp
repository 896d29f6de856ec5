// SPDX-License-Identifier: Apache-2.0
#include "acts/proposals.h"

#include "acts/state.h"
#include "base/sorted.h"

#include <algorithm>
#include <ranges>

namespace comity {
namespace {

bool stands_before(const Seals& seals, const EnteredSeal* end, std::uint64_t entry) {
    return end ? entry < end->size : seals.covers(entry);
}

/// The objection with which silence is broken, if that is proved; `end` is the first seal dated at
/// the deadline or later.
const Objection* breaking(const State& state, const Proposal& proposal, const EnteredSeal* end) {
    const std::size_t needed = proposal.by_majority ? (proposal.electorate.size() + 1) / 2 : 1;
    std::size_t standing = 0;
    for (const Objection& objection : proposal.objections)
        if (stands_before(state.seals, end, objection.mention.entry) && ++standing >= needed)
            return &objection;
    return nullptr;
}

bool waits_for_a_seal(const State& state, const Proposal& proposal) {
    const auto unproven = [&](const auto& said) { return !state.seals.covers(said.mention.entry); };
    return (proposal.withdrawal && unproven(*proposal.withdrawal)) ||
           (proposal.supersession && unproven(*proposal.supersession)) ||
           std::ranges::any_of(proposal.objections, unproven);
}

/// The members of the association on a day, sorted.
std::vector<std::string> members_of_association(const State& state, Date day) {
    std::vector<std::string> members;
    for (const auto& [code, party] : state.parties)
        if (party.status_on(day) == Status::member) members.push_back(code);
    return members;
}

}  // namespace

Result<> Paper::valid() const {
    if (files.empty()) return refuse("paper.files", "should name at least one file", "/files");
    for (const auto& [language, file] : files) {
        auto tag = check_language(language);
        if (!tag) return refuse_at("/files" + pointer_token(language), std::move(tag));
    }
    return {};
}

Json Paper::sample() {
    return Json::Object{{"title", Codec<Translations>::sample()},
                        {"files", Json::Object{{"en", Codec<Hash>::sample()}}}};
}

std::optional<Outcome> decided(const State& state, const Proposal& proposal) {
    const EnteredSeal* end = state.seals.first_since(proposal.deadline);
    const auto closed_by = [&](const auto& closing) {
        return closing && stands_before(state.seals, end, closing->mention.entry);
    };
    if (closed_by(proposal.supersession))
        return Outcome{ProposalStatus::superseded, proposal.supersession->mention.entry, {}};
    const Objection* objection = breaking(state, proposal, end);
    if (closed_by(proposal.withdrawal) &&
        (!objection || proposal.withdrawal->mention.entry < objection->mention.entry))
        return Outcome{ProposalStatus::withdrawn, proposal.withdrawal->mention.entry, {}};
    if (objection) return Outcome{ProposalStatus::broken, objection->mention.entry, {}};
    if (end) return Outcome{ProposalStatus::adopted, end->entry, end->dated};
    return {};
}

Outcome outcome(const State& state, const Proposal& proposal, Instant now) {
    if (const auto outcome = decided(state, proposal)) return *outcome;
    const bool open = now < proposal.deadline && !waits_for_a_seal(state, proposal);
    return {open ? ProposalStatus::open : ProposalStatus::awaiting_seal, {}, {}};
}

bool in_time(const State& state, const Proposal& proposal, const Objection& objection) {
    return stands_before(state.seals, state.seals.first_since(proposal.deadline),
                         objection.mention.entry);
}

bool too_late(const State& state, const Proposal& proposal, const Objection& objection) {
    const EnteredSeal* end = state.seals.first_since(proposal.deadline);
    return end && objection.mention.entry >= end->size;
}

std::vector<std::string> electorate(const State& state, const Proposal& proposal) {
    return electorate_on(state, proposal, day_of_record(state));
}

std::vector<std::string> electorate_on(const State& state, const Proposal& proposal, Date day) {
    std::vector<std::string> members = members_of_association(state, day);
    if (proposal.text.body) {
        const Body& body = state.consultation.bodies.find(proposal.text.body->value)->second;
        const std::vector<std::string> seats = members_on(state, body, day);
        std::erase_if(members, [&](const std::string& member) {
            return !std::ranges::binary_search(seats, member);
        });
    }
    if (proposal.without) std::erase(members, *proposal.without);
    return members;
}

std::int64_t paragraph_count(const Translations& text) {
    std::int64_t most = 0;
    for (const auto& [language, words] : text.by_language) {
        std::int64_t count = 0;
        for (const auto line : std::views::split(words, '\n'))
            if (std::ranges::any_of(line, [](char c) { return c != ' '; })) ++count;
        most = std::max(most, count);
    }
    return most;
}

std::vector<std::string> participants(const State& state, const Proposal& project, Date day) {
    std::vector<std::string> parties;
    for (const std::string& member : members_of_association(state, day))
        if (!project.participations.contains(member)) parties.push_back(member);
    for (const auto& [party, participation] : project.participations)
        if (participation.takes_part && state.parties.find(party)->second.status_on(day))
            parties.push_back(party);
    return sorted_once(std::move(parties));
}

std::vector<Instant> open_deadlines(const State& state) {
    std::vector<Instant> deadlines;
    for (const auto& [name, proposal] : state.consultation.proposals)
        if (!decided(state, proposal)) deadlines.push_back(proposal.deadline);
    return sorted_once(std::move(deadlines));
}

std::optional<std::string> objection_to(std::string_view kind, const Json& body) {
    if (kind != "proposal.object" && kind != "decision.correct") return {};
    const Json* proposal = body.find("proposal");
    const auto* name = proposal ? proposal->as<std::string>() : nullptr;
    return name ? std::optional(*name) : std::nullopt;
}

std::optional<Instant> objection_deadline(const State& state, std::string_view kind,
                                          const Json& body) {
    const auto name = objection_to(kind, body);
    const auto& proposals = state.consultation.proposals;
    const auto proposal = name ? proposals.find(*name) : proposals.end();
    if (proposal == proposals.end()) return {};
    return proposal->second.deadline;
}

}  // namespace comity
