// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/proposals.h"

namespace comity {

/// When a meeting takes place: the moment itself, and what the clocks there show.
struct MeetingTime {
    static constexpr std::string_view type = "time of a meeting";
    Instant starts;
    Instant ends;
    std::string local;
    std::string zone;
    bool operator==(const MeetingTime&) const = default;
    static constexpr std::tuple fields = {
        Field{"starts", &MeetingTime::starts, "its beginning, in UTC"},
        Field{"ends", &MeetingTime::ends, "its end, in UTC"},
        Field{"local", &MeetingTime::local, "its beginning by the clocks there: 2026-07-01T10:00"},
        Field{"zone", &MeetingTime::zone, "the name of their time zone: Asia/Samarkand"}};
    /// `meeting.time`: ends after it starts; `meeting.local`: a local time that some zone can have
    /// at that moment; `meeting.zone`.
    Result<> valid() const;
    static Json sample();
};

/// What a meeting talks about, after its first item: what became of what the body had decided.
struct AgendaItem {
    static constexpr std::string_view type = "agenda item";
    Translations title;
    std::optional<Identifier> proposal;
    std::optional<Identifier> concern;
    std::optional<std::vector<Paper>> papers;
    bool operator==(const AgendaItem&) const = default;
    static constexpr std::tuple fields = {
        Field{"title", &AgendaItem::title, "what it is about"},
        Field{"proposal", &AgendaItem::proposal, "the proposal that it takes up"},
        Field{"concern", &AgendaItem::concern, "the concern that it takes up"},
        Field{"papers", &AgendaItem::papers, "documents for it"}};
};

/// A delegation at a meeting: how large and headed by which office, never by name.
struct Attendance {
    static constexpr std::string_view type = "attendance";
    PartyCode party;
    std::optional<Translations> headed_by;
    std::optional<std::int64_t> delegates;
    bool operator==(const Attendance&) const = default;
    static constexpr std::tuple fields = {
        Field{"party", &Attendance::party, "the party, or a guest of the body"},
        Field{"headed_by", &Attendance::headed_by, "the office of who headed its delegation"},
        Field{"delegates", &Attendance::delegates, "how many it was"}};
    /// `attendance.delegates`: from 1.
    Result<> valid() const;
};

struct Minutes {
    std::vector<Attendance> attendance;
    std::vector<std::int64_t> taken;  ///< agenda items, from 1
    Translations text;
    Mention mention;
    bool operator==(const Minutes&) const = default;
};

struct Meeting {
    std::string body;
    Translations title;
    MeetingTime time;
    Translations venue;
    std::vector<AgendaItem> agenda;  ///< numbered from 2
    std::optional<Translations> cancelled;
    std::vector<Minutes> minutes;  ///< the last ones hold
    std::vector<Mention> history;
    bool operator==(const Meeting&) const = default;
};

}  // namespace comity
