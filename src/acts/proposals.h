// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/association_rules.h"
#include "acts/mention.h"

#include <optional>

namespace comity {

struct State;

/// A document that belongs to something: a file per language.
struct Paper {
    static constexpr std::string_view type = "paper";
    Translations title;
    std::map<std::string, Hash> files;
    bool operator==(const Paper&) const = default;
    static constexpr std::tuple fields = {
        Field{"title", &Paper::title, "what it is"},
        Field{"files", &Paper::files, "salted hash of the file, by language"}};
    /// `paper.files`: at least one; `text.language`.
    Result<> valid() const;
    static Json sample();
};

/// How a proposal is adopted.
enum class Way : std::uint8_t { silence, room };

template <>
struct EnumText<Way> {
    static constexpr std::string_view type = "way of adopting";
    static constexpr std::array values = {std::pair{Way::silence, std::string_view("silence")},
                                          std::pair{Way::room, std::string_view("room")}};
};

enum class ProposalStatus : std::uint8_t {
    open,
    awaiting_seal,
    broken,
    adopted,
    withdrawn,
    superseded
};

template <>
struct EnumText<ProposalStatus> {
    static constexpr std::string_view type = "status of a proposal";
    static constexpr std::array values = {
        std::pair{ProposalStatus::open, std::string_view("open")},
        std::pair{ProposalStatus::awaiting_seal, std::string_view("awaiting-seal")},
        std::pair{ProposalStatus::broken, std::string_view("broken")},
        std::pair{ProposalStatus::adopted, std::string_view("adopted")},
        std::pair{ProposalStatus::withdrawn, std::string_view("withdrawn")},
        std::pair{ProposalStatus::superseded, std::string_view("superseded")}};
};

/// An objection to a circulated text, or a correction of what was adopted in the room.
struct Objection {
    Mention mention;
    Translations reason;
    std::optional<Translations> amendment;  ///< the text with which the author would agree
    bool operator==(const Objection&) const = default;
};

enum class OpinionKind : std::uint8_t { opinion, interpretative_statement, reservation };

template <>
struct EnumText<OpinionKind> {
    static constexpr std::string_view type = "kind of opinion";
    static constexpr std::array values = {
        std::pair{OpinionKind::opinion, std::string_view("opinion")},
        std::pair{OpinionKind::interpretative_statement,
                  std::string_view("interpretative-statement")},
        std::pair{OpinionKind::reservation, std::string_view("reservation")}};
};

/// Placed on record with a proposal; it stops nothing.
struct Opinion {
    OpinionKind kind = OpinionKind::opinion;
    std::optional<std::int64_t> paragraph;  ///< from 1; none: on the whole
    Translations text;
    Mention mention;
    bool operator==(const Opinion&) const = default;
};

/// A party joins a project or stays out of it.
struct Participation {
    bool takes_part = false;
    std::optional<Translations> reason;
    Mention mention;
    bool operator==(const Participation&) const = default;
};

/// The end of a proposal before it was decided, or of one that failed.
struct Withdrawal {
    Translations reason;
    Mention mention;
    bool operator==(const Withdrawal&) const = default;
};

struct Supersession {
    std::string by;  ///< the proposal that takes its place
    Mention mention;
    bool operator==(const Supersession&) const = default;
};

/// What circulating a proposal and recording a decision say alike.
struct ProposalText {
    Identifier proposal;
    ProposalKind proposal_kind = ProposalKind::decision;
    Translations title;
    Translations text;
    std::optional<Identifier> body;
    std::optional<Identifier> replaces;
    std::optional<PartyCode> concerning;
    std::optional<AssociationRules> rules;
    std::optional<std::vector<Identifier>> pledges;
    std::optional<std::vector<Paper>> papers;
    std::optional<Date> review;
    std::optional<Date> until;
    bool operator==(const ProposalText&) const = default;

    static constexpr std::tuple fields = {
        Field{"proposal", &ProposalText::proposal, "a name for it, new in the record"},
        Field{"kind", &ProposalText::proposal_kind,
              "decision, declaration, project, membership, rules, instrument or procedure"},
        Field{"title", &ProposalText::title, "a few words"},
        Field{"text", &ProposalText::text,
              "what would be decided, in languages of the association"},
        Field{"body", &ProposalText::body, "the body that decides; none: the association"},
        Field{"replaces", &ProposalText::replaces, "the proposal whose place it takes"},
        Field{"concerning", &ProposalText::concerning, "the party whose membership is at stake"},
        Field{"rules", &ProposalText::rules, "the new rules (kind rules)"},
        Field{"pledges", &ProposalText::pledges,
              "pledges and proposals of pledges that belong to it, with their assessments"},
        Field{"papers", &ProposalText::papers, "documents that belong to it"},
        Field{"review", &ProposalText::review, "when what is decided is looked at again"},
        Field{"until", &ProposalText::until, "the last day on which it holds"}};
};

struct Proposal {
    ProposalText text;
    Way way = Way::silence;
    Instant deadline;                     ///< of silence, or of corrections
    std::optional<Identifier> meeting;    ///< at which it was adopted in the room
    std::optional<Date> adopted_on;       ///< in the room
    std::optional<Source> source;         ///< where it can be read
    Mention mention;                      ///< who circulated or recorded it
    std::vector<std::string> electorate;  ///< who could object when it was circulated
    bool by_majority = false;             ///< by the rules of that moment
    std::optional<std::string> without;   ///< whose objection does not count, by these rules
    std::vector<Objection> objections;
    std::vector<Opinion> opinions;
    std::map<std::string, Participation> participations;  ///< by party; its latest word
    std::optional<Withdrawal> withdrawal;
    std::optional<Supersession> supersession;
    bool operator==(const Proposal&) const = default;
};

/// Where a proposal stands, and which entry made it so.
struct Outcome {
    ProposalStatus status = ProposalStatus::open;
    std::optional<std::uint64_t> entry;  ///< of the seal, objection, withdrawal, successor
    std::optional<Instant> dated;        ///< of the seal, if it is adopted
    bool operator==(const Outcome&) const = default;
};

/// Whether its proposer has withdrawn it, or worded it anew: whether that was in time is for the
/// seals to say.
inline bool is_taken_back(const Proposal& proposal) {
    return proposal.withdrawal || proposal.supersession;
}

/// What the record says for good: adopted, broken, withdrawn or superseded; none while it may yet
/// become any of these. Nothing that is entered later changes it, but that a broken or withdrawn
/// proposal may be superseded. It depends on the log alone.
std::optional<Outcome> decided(const State& state, const Proposal& proposal);

/// The same for a reader, who also sees whether it is `open` (its deadline lies ahead by the
/// reader's clock, and no objection waits for a seal) or `awaiting_seal`.
Outcome outcome(const State& state, const Proposal& proposal, Instant now);

/// Whether the record proves that an objection came in time; false also while no seal covers it.
bool in_time(const State& state, const Proposal& proposal, const Objection& objection);
/// Whether an objection came after the tree that ends the silence, so that it does not count.
bool too_late(const State& state, const Proposal& proposal, const Objection& objection);

/// The members that may object on a day, sorted: of the association, and of the body, if one
/// decides; without the party concerned, if the rules leave it out.
std::vector<std::string> electorate_on(const State& state, const Proposal& proposal, Date day);
/// The same on the day of record: now.
std::vector<std::string> electorate(const State& state, const Proposal& proposal);

/// How many paragraphs a text has, in the language in which it has most: its lines, but the blank
/// ones. Paragraphs are numbered from 1.
std::int64_t paragraph_count(const Translations& text);

/// Who takes part in a project on a day: the members that did not stay out, and who joined.
std::vector<std::string> participants(const State& state, const Proposal& project, Date day);

/// The deadlines of all proposals that are not decided, in order, each once.
std::vector<Instant> open_deadlines(const State& state);

/// The proposal that an act of this kind objects to or corrects; none for any other act or a body
/// that says nothing.
std::optional<std::string> objection_to(std::string_view kind, const Json& body);
/// The deadline that such an act must meet, if its proposal is in the record.
std::optional<Instant> objection_deadline(const State& state, std::string_view kind,
                                          const Json& body);

}  // namespace comity
