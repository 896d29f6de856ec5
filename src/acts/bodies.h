// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/mention.h"
#include "acts/types.h"

namespace comity {

struct State;

enum class BodyLevel : std::uint8_t {
    heads_of_state,
    heads_of_government,
    ministers,
    coordinators,
    experts,
    secretariat,
    contact_group
};

template <>
struct EnumText<BodyLevel> {
    static constexpr std::string_view type = "level of a body";
    static constexpr std::array values = {
        std::pair{BodyLevel::heads_of_state, std::string_view("heads-of-state")},
        std::pair{BodyLevel::heads_of_government, std::string_view("heads-of-government")},
        std::pair{BodyLevel::ministers, std::string_view("ministers")},
        std::pair{BodyLevel::coordinators, std::string_view("coordinators")},
        std::pair{BodyLevel::experts, std::string_view("experts")},
        std::pair{BodyLevel::secretariat, std::string_view("secretariat")},
        std::pair{BodyLevel::contact_group, std::string_view("contact-group")}};
};

/// Who chairs a body: the parties of a list in turn, each for so many months.
struct Rotation {
    static constexpr std::string_view type = "rotation of the chair";
    std::vector<PartyCode> order;
    std::optional<std::string> language;
    Date from;
    std::int64_t months = 12;
    bool operator==(const Rotation&) const = default;
    static constexpr std::tuple fields = {
        Field{"order", &Rotation::order, "the parties in their turn, each once"},
        Field{"language", &Rotation::language,
              "the language in which this is the alphabetical order, if it is one"},
        Field{"from", &Rotation::from, "the first day of the first turn"},
        Field{"months", &Rotation::months, "how long a turn is, from 1 to 120"}};
    /// `rotation.order`, `rotation.months`, `text.language`.
    Result<> valid() const;
    /// Whose turn it is on a day; none before the first.
    std::optional<std::string> chair_on(Date day) const;
};

struct Body {
    Translations name;
    BodyLevel level = BodyLevel::experts;
    Group members;
    std::vector<PartyCode> guests;    ///< invited: parties or others
    std::vector<Rotation> rotations;  ///< in order of `from`: the last one that has begun holds
    std::optional<std::string> reports_to;
    std::optional<Translations> mandate;
    std::optional<Date> review;
    std::optional<Date> until;     ///< the last day of its mandate
    std::optional<Date> ended_on;  ///< by an act
    std::vector<Mention> history;
    bool operator==(const Body&) const = default;
    /// Whether its time is over on a day: it was ended, or its mandate has run out.
    bool ended(Date day) const;
};

/// Who chairs a body on a day; nobody if no turn has begun.
std::optional<std::string> chair_on(const Body& body, Date day);
/// Its members on a day, sorted.
std::vector<std::string> members_on(const State& state, const Body& body, Date day);

}  // namespace comity
