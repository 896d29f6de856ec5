// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

#include <algorithm>

namespace comity {
namespace {

struct RaiseConcern {
    static constexpr std::string_view kind = "concern.raise";
    static constexpr std::string_view command = "raise-concern";
    static constexpr std::string_view subject = "{concern}[ with {to}]";
    static constexpr std::string_view summary =
        "A party raises a matter with another or with all: what it is about, what it wishes, by "
        "when.";

    Identifier concern;
    std::optional<std::vector<PartyCode>> to;
    std::optional<Identifier> body;
    Translations title;
    Translations text;
    Translations wish;
    Date due;

    static constexpr std::tuple fields = {
        Field{"concern", &RaiseConcern::concern, "a name for it, new in the record"},
        Field{"to", &RaiseConcern::to, "the parties that it is raised with; none: all"},
        Field{"body", &RaiseConcern::body, "the body on whose agenda it stands"},
        Field{"title", &RaiseConcern::title, "a few words"},
        Field{"text", &RaiseConcern::text, "what it is about"},
        Field{"wish", &RaiseConcern::wish, "what the party asks for"},
        Field{"due", &RaiseConcern::due, "the last day for an answer that settles it"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::only_party(state, at));
        if (state.consultation.concerns.contains(concern.value))
            return refuse("concern.exists", "there is a concern '" + concern.value + "' already",
                          "/concern");
        if (to) TRY(check_addressees(state, at));
        if (body) TRY(rules::sitting_body(state, *body, at, "/body"));
        return rules::concern_due(state, due, at);
    }

    Result<> check_addressees(const State& state, const Circumstances& at) const {
        if (to->empty())
            return refuse("concern.addressee", "should be left out for all parties", "/to");
        for (auto party = to->begin(); party != to->end(); ++party) {
            const std::string where = "/to/" + std::to_string(party - to->begin());
            TRY(rules::known_party(state, *party, where));
            if (party->value == at.author || std::find(to->begin(), party, *party) != party)
                return refuse("concern.addressee", "should name other parties, each once", where);
        }
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        Concern& raised = state.consultation.concerns[concern.value];
        if (to) raised.to = *to;
        if (body) raised.body = body->value;
        raised.title = title;
        raised.text = text;
        raised.wish = wish;
        raised.due = due;
        raised.mention = at.mention();
    }
};

}  // namespace

extern constinit const ActType raise_concern = describe<RaiseConcern>();

}  // namespace comity
