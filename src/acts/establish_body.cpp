// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

#include <algorithm>

namespace comity {
namespace {

struct EstablishBody {
    static constexpr std::string_view kind = "body.establish";
    static constexpr std::string_view command = "establish-body";
    static constexpr std::string_view subject = "{body}";
    static constexpr std::string_view summary =
        "A body of the association begins: who sits in it, who chairs it in turn, to whom it "
        "reports. A party may convene a contact group that it sits in.";

    Identifier body;
    Translations name;
    BodyLevel level = BodyLevel::experts;
    Group members;
    std::optional<std::vector<PartyCode>> guests;
    std::optional<Rotation> chair;
    std::optional<Identifier> reports_to;
    std::optional<Translations> mandate;
    std::optional<Date> review;
    std::optional<Date> until;
    std::optional<Identifier> decision;

    static constexpr std::tuple fields = {
        Field{"body", &EstablishBody::body, "a name for it, new in the record"},
        Field{"name", &EstablishBody::name, "what it is called"},
        Field{"level", &EstablishBody::level,
              "heads-of-state, heads-of-government, ministers, coordinators, experts, secretariat "
              "or contact-group"},
        Field{"members", &EstablishBody::members, "who sits in it"},
        Field{"guests", &EstablishBody::guests, "whom it invites: parties or others, by code"},
        Field{"chair", &EstablishBody::chair, "who chairs it, in turn"},
        Field{"reports_to", &EstablishBody::reports_to, "the body above it"},
        Field{"mandate", &EstablishBody::mandate, "what it is to do"},
        Field{"review", &EstablishBody::review, "when its mandate is looked at again"},
        Field{"until", &EstablishBody::until, "the last day of its mandate"},
        Field{"decision", &EstablishBody::decision, "the adopted decision that establishes it"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(check_author(at));
        if (state.consultation.bodies.contains(body.value))
            return refuse("body.exists", "there is a body '" + body.value + "' already", "/body");
        if (decision) TRY(rules::adopted_proposal(state, *decision, "/decision"));
        return rules::check_body(state, body.value, made(at));
    }

    Result<> check_author(const Circumstances& at) const {
        const auto seats = members.parties.value_or(std::vector<PartyCode>{});
        if (level == BodyLevel::contact_group &&
            std::ranges::find(seats, at.author, &PartyCode::value) != seats.end())
            return {};
        return rules::only_secretariat(at);
    }

    Body made(const Circumstances& at) const {
        Body made;
        made.name = name;
        made.level = level;
        made.members = members;
        if (guests) made.guests = *guests;
        if (chair) made.rotations.push_back(*chair);
        if (reports_to) made.reports_to = reports_to->value;
        made.mandate = mandate;
        made.review = review;
        made.until = until;
        made.history.push_back(at.mention());
        return made;
    }

    void apply(State& state, const Circumstances& at) const {
        state.consultation.bodies.emplace(body.value, made(at));
    }
};

}  // namespace

extern constinit const ActType establish_body = describe<EstablishBody>();

}  // namespace comity
