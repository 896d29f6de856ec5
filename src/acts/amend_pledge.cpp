// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct AmendPledge {
    static constexpr std::string_view kind = "pledge.amend";
    static constexpr std::string_view command = "amend";
    static constexpr std::string_view subject = "{pledge}";
    static constexpr std::string_view summary =
        "A pledge is worded anew, with the reason; what it was before stays in the record.";

    Identifier pledge;
    std::optional<Translations> title;
    std::optional<Translations> text;
    std::optional<Source> source;
    std::optional<Decimal> quantity;
    std::optional<Date> due;
    Translations reason;

    static constexpr std::tuple fields = {
        Field{"pledge", &AmendPledge::pledge, "which pledge"},
        Field{"title", &AmendPledge::title, "the new title"},
        Field{"text", &AmendPledge::text, "the new wording"},
        Field{"source", &AmendPledge::source, "where the new wording can be read"},
        Field{"quantity", &AmendPledge::quantity, "the new quantity, in the unit it was made in"},
        Field{"due", &AmendPledge::due, "the new last day"},
        Field{"reason", &AmendPledge::reason, "why"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const Pledge& standing = *TRY(rules::standing_pledge(state, pledge));
        TRY(rules::secretariat_or_pledger(standing, at));
        if (!title && !text && !source && !quantity && !due)
            return refuse("pledge.unchanged", "should change something");
        if (quantity && !standing.unit)
            return refuse("pledge.unit", "it was made without a unit", "/quantity");
        if (due && *due < standing.date)
            return refuse("pledge.due", "should not be due before it was made", "/due");
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        Pledge& amended = state.pledges.at(pledge.value);
        if (title) amended.title = *title;
        if (text) amended.text = *text;
        if (source) amended.source = *source;
        if (quantity) amended.quantity = quantity;
        if (due) amended.due = due;
        amended.amended = true;
        amended.history.push_back(at.mention());
    }
};

}  // namespace

extern constinit const ActType amend_pledge = describe<AmendPledge>();

}  // namespace comity
