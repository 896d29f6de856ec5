// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/proposals.h"

namespace comity {

struct ConcernAnswer {
    Translations text;
    Mention mention;
    bool operator==(const ConcernAnswer&) const = default;
};

/// A concern is put to another body, with another date.
struct Escalation {
    std::string body;
    Translations reason;
    Date due;
    Mention mention;
    bool operator==(const Escalation&) const = default;
};

/// How a concern ended, in the words of who raised it.
struct Closure {
    Translations text;
    Mention mention;
    bool operator==(const Closure&) const = default;
};

/// A matter that one party raises with others, or with all.
struct Concern {
    std::vector<PartyCode> to;        ///< empty: all
    std::optional<std::string> body;  ///< before which it was raised
    Translations title;
    Translations text;
    Translations wish;
    Date due;  ///< as it was raised
    Mention mention;
    std::vector<ConcernAnswer> answers;
    std::vector<Escalation> escalations;
    std::optional<Closure> closure;
    bool operator==(const Concern&) const = default;
    /// By the last escalation, if there was one.
    Date due_now() const { return escalations.empty() ? due : escalations.back().due; }
};

enum class ConcernStatus : std::uint8_t { open, answered, overdue, closed };

template <>
struct EnumText<ConcernStatus> {
    static constexpr std::string_view type = "status of a concern";
    static constexpr std::array values = {
        std::pair{ConcernStatus::open, std::string_view("open")},
        std::pair{ConcernStatus::answered, std::string_view("answered")},
        std::pair{ConcernStatus::overdue, std::string_view("overdue")},
        std::pair{ConcernStatus::closed, std::string_view("closed")}};
};

/// Answered is not closed: what is past its date without being closed is overdue.
ConcernStatus status_on(const Concern& concern, Date day);
/// The body on whose agenda it stands on a day: an overdue one has risen to the body to which the
/// one it was put to reports. Nobody's if it was put to no body.
std::optional<std::string> body_of(const State& state, const Concern& concern, Date day);

enum class ActionStatus : std::uint8_t { implemented, ongoing, no_action, obstacle };

template <>
struct EnumText<ActionStatus> {
    static constexpr std::string_view type = "status of an action";
    static constexpr std::array values = {
        std::pair{ActionStatus::implemented, std::string_view("implemented")},
        std::pair{ActionStatus::ongoing, std::string_view("ongoing")},
        std::pair{ActionStatus::no_action, std::string_view("no-action")},
        std::pair{ActionStatus::obstacle, std::string_view("obstacle")}};
};

/// A reading of a pledge, by which an action is measured.
struct ReadingName {
    static constexpr std::string_view type = "name of a reading";
    Identifier pledge;
    Identifier reading;
    bool operator==(const ReadingName&) const = default;
    static constexpr std::tuple fields = {
        Field{"pledge", &ReadingName::pledge, "of which pledge"},
        Field{"reading", &ReadingName::reading, "which of its readings"}};
};

struct ActionReport {
    ActionStatus status = ActionStatus::ongoing;
    std::optional<Translations> text;
    Mention mention;
    bool operator==(const ActionReport&) const = default;
};

/// What a party or a body has to do because it was decided.
struct DecidedAction {
    std::string decision;
    std::optional<std::int64_t> paragraph;
    Translations text;
    std::optional<PartyCode> owner;   ///< a party, or
    std::optional<std::string> body;  ///< a body
    std::optional<Date> due;
    std::vector<ReadingName> readings;
    std::vector<ActionReport> reports;  ///< the last one holds
    Mention mention;
    bool operator==(const DecidedAction&) const = default;
};

}  // namespace comity
