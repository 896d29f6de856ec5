// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/proposal_answers.h"

namespace comity::answers {

struct BodyLine {
    static constexpr std::string_view type = "body";
    Text body;
    Texts name;
    Text level;
    Maybe<Text> chair;
    List<Text> members;
    List<Text> guests;
    Maybe<Text> reports_to;
    Maybe<Date> review;
    Maybe<Date> until;
    bool ended = false;
    Maybe<Instant> next_meeting;
    static constexpr std::tuple fields = {
        Field{"body", &BodyLine::body, "its name in the record"},
        Field{"name", &BodyLine::name, "what it is called"},
        Field{"level", &BodyLine::level,
              "heads-of-state, heads-of-government, ministers, coordinators, experts, secretariat, "
              "contact-group"},
        Field{"chair", &BodyLine::chair, "who chairs it on the day asked for"},
        Field{"members", &BodyLine::members, "who sits in it on that day"},
        Field{"guests", &BodyLine::guests, "whom it invites"},
        Field{"reports_to", &BodyLine::reports_to, "the body above it"},
        Field{"review", &BodyLine::review, "when its mandate is looked at again"},
        Field{"until", &BodyLine::until, "the last day of its mandate"},
        Field{"ended", &BodyLine::ended, "whether its time is over on that day"},
        Field{"next_meeting", &BodyLine::next_meeting, "when it meets next"}};
};

struct MeetingLine {
    static constexpr std::string_view type = "meeting";
    Text meeting;
    Text body;
    Texts title;
    Instant starts;
    Instant ends;
    Text local;
    Text zone;
    Texts venue;
    Text state;
    static constexpr std::tuple fields = {
        Field{"meeting", &MeetingLine::meeting, "its name in the record"},
        Field{"body", &MeetingLine::body, "which body meets"},
        Field{"title", &MeetingLine::title, "a few words"},
        Field{"starts", &MeetingLine::starts, "its beginning"},
        Field{"ends", &MeetingLine::ends, "its end"},
        Field{"local", &MeetingLine::local, "its beginning by the clocks there"},
        Field{"zone", &MeetingLine::zone, "the name of their time zone"},
        Field{"venue", &MeetingLine::venue, "where"},
        Field{"state", &MeetingLine::state, "called, cancelled or minuted"}};
};

struct ConcernAnswerText {
    static constexpr std::string_view type = "answer to a concern";
    Signed said;
    Texts text;
    static constexpr std::tuple fields = {Field{"said", &ConcernAnswerText::said, "by whom, when"},
                                          Field{"text", &ConcernAnswerText::text, "the answer"}};
};

struct EscalationText {
    static constexpr std::string_view type = "escalation of a concern";
    Signed said;
    Text body;
    Date due;
    Texts reason;
    static constexpr std::tuple fields = {Field{"said", &EscalationText::said, "by whom, when"},
                                          Field{"body", &EscalationText::body, "before which body"},
                                          Field{"due", &EscalationText::due, "the new last day"},
                                          Field{"reason", &EscalationText::reason, "why"}};
};

struct ConcernText {
    static constexpr std::string_view type = "concern";
    Text concern;
    Text status;
    Signed raised;
    List<Text> to;
    Maybe<Text> body;
    Texts title;
    Texts text;
    Texts wish;
    Date due;
    List<ConcernAnswerText> answers;
    List<EscalationText> escalations;
    Maybe<Signed> closed;
    Maybe<Texts> outcome;
    static constexpr std::tuple fields = {
        Field{"concern", &ConcernText::concern, "its name in the record"},
        Field{"status", &ConcernText::status, "open, answered, overdue, closed"},
        Field{"raised", &ConcernText::raised, "by whom, when"},
        Field{"to", &ConcernText::to, "with whom; empty: with all"},
        Field{"body", &ConcernText::body, "on whose agenda it stands; an overdue one has risen"},
        Field{"title", &ConcernText::title, "a few words"},
        Field{"text", &ConcernText::text, "what it is about"},
        Field{"wish", &ConcernText::wish, "what is asked for"},
        Field{"due", &ConcernText::due, "the last day, as it stands"},
        Field{"answers", &ConcernText::answers, "in order of entry"},
        Field{"escalations", &ConcernText::escalations, "in order of entry"},
        Field{"closed", &ConcernText::closed, "by whom, when"},
        Field{"outcome", &ConcernText::outcome, "how it ended, in the words of who raised it"}};
};

struct PledgeLine {
    static constexpr std::string_view type = "pledge in short";
    Text pledge;
    Texts title;
    std::map<std::string, Count> verdicts;
    static constexpr std::tuple fields = {
        Field{"pledge", &PledgeLine::pledge, "its name in the record"},
        Field{"title", &PledgeLine::title, "a few words"},
        Field{"verdicts", &PledgeLine::verdicts, "how many readings come to which verdict"}};
};

struct FollowUp {
    static constexpr std::string_view type = "what became of what was decided";
    Maybe<Instant> since;
    List<ProposalLine> decisions;
    List<ActionText> actions;
    List<PledgeLine> pledges;
    static constexpr std::tuple fields = {
        Field{"since", &FollowUp::since,
              "the beginning of the meeting before; none: from the beginning"},
        Field{"decisions", &FollowUp::decisions,
              "adopted since then, and earlier ones that bring actions still to be done"},
        Field{"actions", &FollowUp::actions,
              "of all decisions of the body that are not implemented, or were reported on since"},
        Field{"pledges", &FollowUp::pledges,
              "that its decisions contain or that measure their actions"}};
};

struct AgendaLine {
    static constexpr std::string_view type = "agenda item";
    Count number = 0;
    Texts title;
    Maybe<Text> proposal;
    Maybe<Text> concern;
    List<PaperText> papers;
    bool risen = false;
    bool taken = false;
    static constexpr std::tuple fields = {
        Field{"number", &AgendaLine::number, "from 1"},
        Field{"title", &AgendaLine::title, "what it is about"},
        Field{"proposal", &AgendaLine::proposal, "the proposal that it takes up"},
        Field{"concern", &AgendaLine::concern, "the concern that it takes up"},
        Field{"papers", &AgendaLine::papers, "documents for it"},
        Field{"risen", &AgendaLine::risen,
              "whether it is a concern that has risen to this body, of which nobody put an item"},
        Field{"taken", &AgendaLine::taken, "whether the minutes say that it was taken"}};
};

struct AttendanceText {
    static constexpr std::string_view type = "attendance";
    Text party;
    Maybe<Texts> headed_by;
    Maybe<Count> delegates;
    static constexpr std::tuple fields = {
        Field{"party", &AttendanceText::party, "a party, or a guest of the body"},
        Field{"headed_by", &AttendanceText::headed_by, "the office of who headed its delegation"},
        Field{"delegates", &AttendanceText::delegates, "how many it was"}};
};

struct MinutesText {
    static constexpr std::string_view type = "minutes";
    Signed said;
    List<AttendanceText> attendance;
    List<Count> taken;
    Texts text;
    static constexpr std::tuple fields = {
        Field{"said", &MinutesText::said, "by whom, when"},
        Field{"attendance", &MinutesText::attendance, "the delegations"},
        Field{"taken", &MinutesText::taken, "agenda items, in the order in which they were taken"},
        Field{"text", &MinutesText::text, "what was said and agreed"}};
};

struct MeetingPage : MeetingLine {
    static constexpr std::string_view type = "meeting with its agenda";
    Maybe<Text> chair;
    FollowUp follow_up;
    List<AgendaLine> agenda;
    List<ProposalLine> decisions;
    Maybe<MinutesText> minutes;
    Maybe<Texts> cancelled;
    List<Signed> history;
    static constexpr auto fields = std::tuple_cat(
        MeetingLine::fields,
        std::tuple{
            Field{"chair", &MeetingPage::chair, "who chairs the body on its day"},
            Field{"follow_up", &MeetingPage::follow_up,
                  "the first item: what became of what the body decided"},
            Field{"agenda", &MeetingPage::agenda, "from the second item on"},
            Field{"decisions", &MeetingPage::decisions, "recorded as adopted at this meeting"},
            Field{"minutes", &MeetingPage::minutes, "the last ones"},
            Field{"cancelled", &MeetingPage::cancelled, "why it was cancelled"},
            Field{"history", &MeetingPage::history, "every entry that made it so, oldest first"}});
};

struct BodyPage : BodyLine {
    static constexpr std::string_view type = "body with its work";
    Maybe<Texts> mandate;
    List<MeetingLine> meetings;
    List<ProposalLine> proposals;
    List<ActionText> actions;
    List<ConcernText> concerns;
    List<Signed> history;
    static constexpr auto fields = std::tuple_cat(
        BodyLine::fields,
        std::tuple{
            Field{"mandate", &BodyPage::mandate, "what it is to do"},
            Field{"meetings", &BodyPage::meetings, "newest first"},
            Field{"proposals", &BodyPage::proposals, "put to it, newest first"},
            Field{"actions", &BodyPage::actions, "that it owns or that follow from its decisions"},
            Field{"concerns", &BodyPage::concerns, "on its agenda, not closed"},
            Field{"history", &BodyPage::history, "every entry that made it so, oldest first"}});
};

struct Bodies {
    static constexpr std::string_view type = "bodies";
    Date as_of;
    List<BodyLine> bodies;
    static constexpr std::tuple fields = {Field{"as_of", &Bodies::as_of, "on this day"},
                                          Field{"bodies", &Bodies::bodies, "by name"}};
};

struct Concerns {
    static constexpr std::string_view type = "concerns";
    Date as_of;
    List<ConcernText> concerns;
    static constexpr std::tuple fields = {Field{"as_of", &Concerns::as_of, "on this day"},
                                          Field{"concerns", &Concerns::concerns, "by name"}};
};

struct Need {
    static constexpr std::string_view type = "what needs somebody";
    Text what;
    Text name;
    Maybe<Texts> title;
    Maybe<Instant> deadline;
    Maybe<Date> due;
    bool overdue = false;
    static constexpr std::tuple fields = {
        Field{"what", &Need::what, "object, confirm, answer, close, report"},
        Field{"name", &Need::name, "of the proposal, delivery, concern or action"},
        Field{"title", &Need::title, "in words"},
        Field{"deadline", &Need::deadline, "until when, if it is a moment"},
        Field{"due", &Need::due, "until when, if it is a day"},
        Field{"overdue", &Need::overdue, "whether that is past"}};
};

struct Needs {
    static constexpr std::string_view type = "what needs a party";
    Text party;
    Instant now;
    List<Need> needs;
    static constexpr std::tuple fields = {
        Field{"party", &Needs::party, "who is asked"},
        Field{"now", &Needs::now, "by the clock of whoever answers"},
        Field{"needs", &Needs::needs, "the most urgent first"}};
};

}  // namespace comity::answers
