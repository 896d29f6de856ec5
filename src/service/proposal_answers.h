// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/association_rules.h"
#include "service/archive_answers.h"

namespace comity::answers {

struct Signed {
    static constexpr std::string_view type = "who said it and when";
    Count entry = 0;
    Text author;
    Instant time;
    static constexpr std::tuple fields = {Field{"entry", &Signed::entry, "index in the log"},
                                          Field{"author", &Signed::author, "who signed it"},
                                          Field{"time", &Signed::time, "by the author's clock"}};
};

struct PaperText {
    static constexpr std::string_view type = "paper";
    Texts title;
    std::map<std::string, Hash> files;
    static constexpr std::tuple fields = {
        Field{"title", &PaperText::title, "what it is"},
        Field{"files", &PaperText::files, "salted hash of the file, by language"}};
};

struct ProposalLine {
    static constexpr std::string_view type = "proposal";
    Text proposal;
    Text kind;
    Text way;
    Texts title;
    Maybe<Text> body;
    Maybe<Text> meeting;
    Signed made;
    Instant deadline;
    Text status;
    Maybe<Count> decided_by;
    Maybe<Instant> adopted;
    Maybe<Date> adopted_on;
    Maybe<Date> review;
    Maybe<Date> until;
    bool open_ended = false;
    Count objections = 0;
    static constexpr std::tuple fields = {
        Field{"proposal", &ProposalLine::proposal, "its name in the record"},
        Field{"kind", &ProposalLine::kind,
              "decision, declaration, project, membership, rules, instrument, procedure"},
        Field{"way", &ProposalLine::way, "silence, or room: adopted at a meeting"},
        Field{"title", &ProposalLine::title, "a few words"},
        Field{"body", &ProposalLine::body, "the body that decides; none: the association"},
        Field{"meeting", &ProposalLine::meeting, "at which it was adopted in the room"},
        Field{"made", &ProposalLine::made, "who circulated or recorded it"},
        Field{"deadline", &ProposalLine::deadline, "of silence, or of corrections"},
        Field{"status", &ProposalLine::status,
              "open, awaiting-seal, broken, adopted, withdrawn, superseded"},
        Field{"decided_by", &ProposalLine::decided_by,
              "the entry that decided it: seal, objection, withdrawal, successor"},
        Field{"adopted", &ProposalLine::adopted, "the date of the seal that proves its adoption"},
        Field{"adopted_on", &ProposalLine::adopted_on,
              "the day on which it was adopted in the room"},
        Field{"review", &ProposalLine::review, "when it is looked at again"},
        Field{"until", &ProposalLine::until, "the last day on which it holds"},
        Field{"open_ended", &ProposalLine::open_ended, "whether it has neither review nor end"},
        Field{"objections", &ProposalLine::objections,
              "how many objections or corrections were entered"}};
};

struct ObjectionText {
    static constexpr std::string_view type = "objection";
    Signed said;
    Texts reason;
    Maybe<Texts> amendment;
    Text counts;
    static constexpr std::tuple fields = {
        Field{"said", &ObjectionText::said, "by whom, when"},
        Field{"reason", &ObjectionText::reason, "why"},
        Field{"amendment", &ObjectionText::amendment, "the text with which its author would agree"},
        Field{"counts", &ObjectionText::counts,
              "in-time, too-late, or not-sealed: nothing proves it yet"}};
};

struct OpinionText {
    static constexpr std::string_view type = "opinion";
    Signed said;
    Text kind;
    Maybe<Count> paragraph;
    Texts text;
    static constexpr std::tuple fields = {
        Field{"said", &OpinionText::said, "by whom, when"},
        Field{"kind", &OpinionText::kind, "opinion, interpretative-statement, reservation"},
        Field{"paragraph", &OpinionText::paragraph,
              "on which paragraph, from 1; none: on the whole"},
        Field{"text", &OpinionText::text, "what it says"}};
};

struct ParticipationText {
    static constexpr std::string_view type = "participation in a project";
    Signed said;
    bool takes_part = false;
    Maybe<Texts> reason;
    static constexpr std::tuple fields = {
        Field{"said", &ParticipationText::said, "by whom, when"},
        Field{"takes_part", &ParticipationText::takes_part, "whether it joined or stays out"},
        Field{"reason", &ParticipationText::reason, "why, if it said so"}};
};

struct StretchText {
    static constexpr std::string_view type = "stretch of a text";
    Text change;
    Text text;
    static constexpr std::tuple fields = {
        Field{"change", &StretchText::change, "same, removed or added"},
        Field{"text", &StretchText::text, "what stays, was there before, or is new"}};
};

struct ActionReportText {
    static constexpr std::string_view type = "report on an action";
    Signed said;
    Text status;
    Maybe<Texts> text;
    static constexpr std::tuple fields = {
        Field{"said", &ActionReportText::said, "by whom, when"},
        Field{"status", &ActionReportText::status, "implemented, ongoing, no-action, obstacle"},
        Field{"text", &ActionReportText::text, "in words"}};
};

struct ActionText {
    static constexpr std::string_view type = "action";
    Text action;
    Text decision;
    Maybe<Count> paragraph;
    Texts text;
    Text owner;
    bool by_body = false;
    Maybe<Date> due;
    bool overdue = false;
    Text status;
    List<ReadingName> readings;
    List<ActionReportText> reports;
    static constexpr std::tuple fields = {
        Field{"action", &ActionText::action, "its name in the record"},
        Field{"decision", &ActionText::decision, "out of which decision"},
        Field{"paragraph", &ActionText::paragraph, "out of which paragraph"},
        Field{"text", &ActionText::text, "what is to be done"},
        Field{"owner", &ActionText::owner, "the party or body that does it"},
        Field{"by_body", &ActionText::by_body, "whether that is a body"},
        Field{"due", &ActionText::due, "the last day for it"},
        Field{"overdue", &ActionText::overdue,
              "whether that day is past and it is not implemented"},
        Field{"status", &ActionText::status, "what its owner said last; none: nothing yet"},
        Field{"readings", &ActionText::readings, "which measure it"},
        Field{"reports", &ActionText::reports, "what its owner said, oldest first"}};
};

struct ProposalPage : ProposalLine {
    static constexpr std::string_view type = "proposal with its text";
    Texts text;
    Maybe<Text> concerning;
    Maybe<Text> replaces;
    Maybe<Text> replaced_by;
    std::map<std::string, List<StretchText>> difference;
    Maybe<SourceText> source;
    List<PaperText> papers;
    List<Text> pledges;
    Maybe<AssociationRules> rules;
    List<Text> electorate;
    bool by_majority = false;
    List<ObjectionText> objection_texts;
    List<OpinionText> opinions;
    List<Text> participants;
    List<ParticipationText> participations;
    Maybe<Signed> withdrawn;
    Maybe<Texts> withdrawal_reason;
    List<ActionText> actions;
    static constexpr auto fields = std::tuple_cat(
        ProposalLine::fields,
        std::tuple{
            Field{"text", &ProposalPage::text, "what would be decided"},
            Field{"concerning", &ProposalPage::concerning,
                  "the party whose membership is at stake"},
            Field{"replaces", &ProposalPage::replaces, "the proposal whose place it takes"},
            Field{"replaced_by", &ProposalPage::replaced_by, "the proposal that takes its place"},
            Field{"difference", &ProposalPage::difference,
                  "by language: how the text differs from the one it replaces"},
            Field{"source", &ProposalPage::source, "where it can be read"},
            Field{"papers", &ProposalPage::papers, "documents that belong to it"},
            Field{"pledges", &ProposalPage::pledges,
                  "pledges that belong to it, with their assessments"},
            Field{"rules", &ProposalPage::rules, "the new rules, if it is about them"},
            Field{"electorate", &ProposalPage::electorate,
                  "who may object, or could when it was circulated"},
            Field{"by_majority", &ProposalPage::by_majority,
                  "whether half of their objections are needed to stop it"},
            Field{"objection_texts", &ProposalPage::objection_texts, "in order of entry"},
            Field{"opinions", &ProposalPage::opinions, "placed on record with it"},
            Field{"participants", &ProposalPage::participants,
                  "of a project: who takes part on the day asked for"},
            Field{"participations", &ProposalPage::participations,
                  "of a project: what parties said"},
            Field{"withdrawn", &ProposalPage::withdrawn, "by whom, when"},
            Field{"withdrawal_reason", &ProposalPage::withdrawal_reason, "why"},
            Field{"actions", &ProposalPage::actions, "what is to be done because of it"}});
};

struct Proposals {
    static constexpr std::string_view type = "proposals";
    Instant now;
    List<ProposalLine> proposals;
    static constexpr std::tuple fields = {
        Field{"now", &Proposals::now, "by the clock of whoever answers"},
        Field{"proposals", &Proposals::proposals, "newest first"}};
};

struct Decisions {
    static constexpr std::string_view type = "register of decisions";
    Text query;
    Count rows_total = 0;
    List<ProposalLine> decisions;
    static constexpr std::tuple fields = {
        Field{"query", &Decisions::query, "words that were looked for"},
        Field{"rows_total", &Decisions::rows_total, "how many decisions have them"},
        Field{"decisions", &Decisions::decisions, "those asked for, newest first"}};
};

}  // namespace comity::answers
