// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct ChangeBody {
    static constexpr std::string_view kind = "body.change";
    static constexpr std::string_view command = "change-body";
    static constexpr std::string_view subject = "{body}";
    static constexpr std::string_view summary =
        "A body is changed by who established it or by the secretariat, with the reason: its name, "
        "seats, guests, chair, mandate, or the body above it.";

    Identifier body;
    std::optional<Translations> name;
    std::optional<Group> members;
    std::optional<std::vector<PartyCode>> guests;
    std::optional<Rotation> chair;
    std::optional<Identifier> reports_to;
    std::optional<Translations> mandate;
    std::optional<Date> review;
    std::optional<Date> until;
    std::optional<Identifier> decision;
    Translations reason;

    static constexpr std::tuple fields = {
        Field{"body", &ChangeBody::body, "which body"},
        Field{"name", &ChangeBody::name, "what it is called from now on"},
        Field{"members", &ChangeBody::members, "who sits in it from now on"},
        Field{"guests", &ChangeBody::guests, "whom it invites from now on"},
        Field{"chair", &ChangeBody::chair, "who chairs it from a later day on, in turn"},
        Field{"reports_to", &ChangeBody::reports_to, "the body above it"},
        Field{"mandate", &ChangeBody::mandate, "what it is to do"},
        Field{"review", &ChangeBody::review, "when its mandate is looked at again"},
        Field{"until", &ChangeBody::until, "the last day of its mandate"},
        Field{"decision", &ChangeBody::decision, "the adopted decision that changes it"},
        Field{"reason", &ChangeBody::reason, "why"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const Body& sitting = *TRY(rules::founded_body(state, body, at));
        if (!name && !members && !guests && !chair && !reports_to && !mandate && !review && !until)
            return refuse("body.unchanged", "should change something");
        if (chair && !sitting.rotations.empty() && chair->from <= sitting.rotations.back().from)
            return refuse("body.rotation",
                          "should begin after " + sitting.rotations.back().from.text() +
                              ", when the last one began",
                          "/chair/from");
        if (decision) TRY(rules::adopted_proposal(state, *decision, "/decision"));
        return rules::check_body(state, body.value, changed(sitting, at));
    }

    Body changed(Body changed, const Circumstances& at) const {
        if (name) changed.name = *name;
        if (members) changed.members = *members;
        if (guests) changed.guests = *guests;
        if (chair) changed.rotations.push_back(*chair);
        if (reports_to) changed.reports_to = reports_to->value;
        if (mandate) changed.mandate = mandate;
        if (review) changed.review = review;
        if (until) changed.until = until;
        changed.history.push_back(at.mention());
        return changed;
    }

    void apply(State& state, const Circumstances& at) const {
        Body& body_now = state.consultation.bodies.find(body.value)->second;
        body_now = changed(body_now, at);
    }
};

}  // namespace

extern constinit const ActType change_body = describe<ChangeBody>();

}  // namespace comity
