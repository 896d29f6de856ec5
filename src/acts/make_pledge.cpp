// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

#include <algorithm>

namespace comity {
namespace {

struct MakePledge {
    static constexpr std::string_view kind = "pledge.make";
    static constexpr std::string_view command = "pledge";
    static constexpr std::string_view subject = "{pledge}[ by {by}]";
    static constexpr std::string_view summary =
        "What was promised, claimed or proposed: by whom, in which words, when, where it is "
        "written.";

    Identifier pledge;
    PledgeKind pledge_kind = PledgeKind::pledge;
    std::optional<std::vector<PartyCode>> by;
    Translations title;
    Translations text;
    Date date;
    Source source;
    std::optional<Decimal> quantity;
    std::optional<Unit> unit;
    std::optional<Date> due;

    static constexpr std::tuple fields = {
        Field{"pledge", &MakePledge::pledge, "a name for it, new in the record"},
        Field{"kind", &MakePledge::pledge_kind, "pledge, claim or proposal"},
        Field{"by", &MakePledge::by, "the parties that made it; none: the association as a whole"},
        Field{"title", &MakePledge::title, "a few words"},
        Field{"text", &MakePledge::text, "what was said"},
        Field{"date", &MakePledge::date, "when it was said"},
        Field{"source", &MakePledge::source, "where it can be read"},
        Field{"quantity", &MakePledge::quantity, "how much, if a number was said"},
        Field{"unit", &MakePledge::unit, "of what; goes with quantity"},
        Field{"due", &MakePledge::due, "the last day for keeping it, if one was said"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::secretariat_or_party(state, at));
        TRY(check_by(state, at));
        if (state.pledges.contains(pledge.value))
            return refuse("pledge.exists", "there is a pledge '" + pledge.value + "' already",
                          "/pledge");
        if (quantity.has_value() != unit.has_value())
            return refuse("pledge.unit", "quantity and unit go together", "/unit");
        TRY(rules::not_in_the_future(date, at, "/date"));
        if (due && *due < date)
            return refuse("pledge.due", "should not be due before it was made", "/due");
        return {};
    }

    Result<> check_by(const State& state, const Circumstances& at) const {
        const std::vector<PartyCode> parties = by.value_or(std::vector<PartyCode>{});
        if (by && by->empty())
            return refuse("pledge.by", "should be left out for the association as a whole", "/by");
        for (auto party = parties.begin(); party != parties.end(); ++party) {
            const std::string where = "/by/" + std::to_string(party - parties.begin());
            TRY(rules::known_party(state, *party, where));
            if (std::find(parties.begin(), party, *party) != party)
                return refuse("pledge.by", "should name each party once", where);
        }
        if (at.author == secretariat ||
            std::ranges::find(parties, at.author, &PartyCode::value) != parties.end())
            return {};
        return refuse("author.not-the-pledger", "a party pledges only for itself", "/by");
    }

    void apply(State& state, const Circumstances& at) const {
        Pledge& made = state.pledges[pledge.value];
        made.kind = pledge_kind;
        made.by = by.value_or(std::vector<PartyCode>{});
        made.title = title;
        made.text = text;
        made.date = date;
        made.source = source;
        made.quantity = quantity;
        made.unit = unit;
        made.due = due;
        made.history.push_back(at.mention());
        state.pledge_order.push_back(pledge.value);
    }
};

}  // namespace

extern constinit const ActType make_pledge = describe<MakePledge>();

}  // namespace comity
