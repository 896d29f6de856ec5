// SPDX-License-Identifier: Apache-2.0
#include "acts/consultation_rules.h"

#include <algorithm>

namespace comity {
namespace {

struct ReportAction {
    static constexpr std::string_view kind = "action.report";
    static constexpr std::string_view command = "report-action";
    static constexpr std::string_view subject = "{action}: {status}";
    static constexpr std::string_view summary =
        "The owner of an action says how far it is: for a body, its chair, any of its members or "
        "the secretariat.";

    Identifier action;
    ActionStatus status = ActionStatus::ongoing;
    std::optional<Translations> text;

    static constexpr std::tuple fields = {
        Field{"action", &ReportAction::action, "which action"},
        Field{"status", &ReportAction::status, "implemented, ongoing, no-action or obstacle"},
        Field{"text", &ReportAction::text, "in words; for an obstacle, what it is"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const auto found = state.consultation.actions.find(action.value);
        if (found == state.consultation.actions.end())
            return refuse("action.unknown", "there is no action '" + action.value + "'", "/action");
        TRY(check_author(state, found->second, at));
        if (status != ActionStatus::obstacle || text) return {};
        return refuse("action.reason", "an obstacle should be told in words", "/text");
    }

    static Result<> check_author(const State& state, const DecidedAction& owned,
                                 const Circumstances& at) {
        if (owned.owner && owned.owner->value == at.author) return {};
        if (owned.body) {
            const Body& body = state.consultation.bodies.find(*owned.body)->second;
            const auto seats = members_on(state, body, day_of_record(state));
            if (std::ranges::binary_search(seats, at.author) ||
                rules::secretariat_or_chair(state, body, at))
                return {};
        }
        return refuse("author.not-the-owner",
                      "this is for " + (owned.owner ? owned.owner->value : *owned.body), "/action");
    }

    void apply(State& state, const Circumstances& at) const {
        state.consultation.actions.find(action.value)
            ->second.reports.push_back({status, text, at.mention()});
    }
};

}  // namespace

extern constinit const ActType report_action = describe<ReportAction>();

}  // namespace comity
