// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

namespace comity {
namespace {

struct AssignAction {
    static constexpr std::string_view kind = "action.assign";
    static constexpr std::string_view command = "assign-action";
    static constexpr std::string_view subject = "{action} from {decision}";
    static constexpr std::string_view summary =
        "A paragraph of a decision becomes something that a party or a body has to do, by a day, "
        "measured by readings.";

    Identifier action;
    Identifier decision;
    std::optional<std::int64_t> paragraph;
    Translations text;
    std::optional<PartyCode> owner;
    std::optional<Identifier> body;
    std::optional<Date> due;
    std::optional<std::vector<ReadingName>> readings;

    static constexpr std::tuple fields = {
        Field{"action", &AssignAction::action, "a name for it, new in the record"},
        Field{"decision", &AssignAction::decision, "the adopted decision"},
        Field{"paragraph", &AssignAction::paragraph, "which paragraph of it, from 1"},
        Field{"text", &AssignAction::text, "what is to be done"},
        Field{"owner", &AssignAction::owner, "the party that does it; or else:"},
        Field{"body", &AssignAction::body, "the body that does it"},
        Field{"due", &AssignAction::due, "the last day for it"},
        Field{"readings", &AssignAction::readings, "the readings of pledges that measure it"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const Proposal& adopted = *TRY(rules::adopted_proposal(state, decision, "/decision"));
        TRY(check_author(state, adopted, at));
        if (state.consultation.actions.contains(action.value))
            return refuse("action.exists", "there is an action '" + action.value + "' already",
                          "/action");
        TRY(rules::known_paragraph(adopted, paragraph));
        if (owner.has_value() == body.has_value())
            return refuse("action.owner", "should have either 'owner' or 'body'", "/owner");
        if (owner) TRY(rules::known_party(state, *owner, "/owner"));
        if (body) TRY(rules::sitting_body(state, *body, at, "/body"));
        return check_readings(state);
    }

    static Result<> check_author(const State& state, const Proposal& adopted,
                                 const Circumstances& at) {
        if (!adopted.text.body) return rules::only_secretariat(at);
        return rules::secretariat_or_chair(
            state, state.consultation.bodies.find(adopted.text.body->value)->second, at);
    }

    Result<> check_readings(const State& state) const {
        const auto& named = readings.value_or(std::vector<ReadingName>{});
        for (std::size_t i = 0; i < named.size(); ++i) {
            const std::string where = "/readings/" + std::to_string(i);
            const auto pledge = state.pledges.find(named[i].pledge.value);
            if (pledge == state.pledges.end())
                return refuse("pledge.unknown",
                              "there is no pledge '" + named[i].pledge.value + "'",
                              where + "/pledge");
            if (!pledge->second.readings.contains(named[i].reading.value))
                return refuse("reading.unknown",
                              "there is no reading '" + named[i].reading.value + "'",
                              where + "/reading");
        }
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        DecidedAction& assigned = state.consultation.actions[action.value];
        assigned.decision = decision.value;
        assigned.paragraph = paragraph;
        assigned.text = text;
        assigned.owner = owner;
        if (body) assigned.body = body->value;
        assigned.due = due;
        if (readings) assigned.readings = *readings;
        assigned.mention = at.mention();
    }
};

}  // namespace

extern constinit const ActType assign_action = describe<AssignAction>();

}  // namespace comity
