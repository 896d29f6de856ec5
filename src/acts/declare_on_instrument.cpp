// SPDX-License-Identifier: Apache-2.0
#include "acts/instrument_words.h"
#include "acts/instruments.h"

#include <utility>

namespace comity {
namespace {

struct DeclareOnInstrument : DoneByParticipant<DeclareOnInstrument> {
    static constexpr std::string_view kind = "instrument.declare";
    static constexpr std::string_view command = "declare-on-instrument";
    static constexpr std::string_view subject = "{instrument} by {party}[: {kind}]";
    static constexpr std::string_view summary =
        "A participant declares or notifies something, or applies an instrument provisionally.";

    std::optional<StatementKind> statement;

    static constexpr auto fields = std::tuple_cat(
        ByParticipant::fields,
        std::tuple{Field{"kind", &DeclareOnInstrument::statement, "a declaration if absent"}});

    Action done() const { return action(action_kind()); }

    ActionKind action_kind() const {
        switch (statement.value_or(StatementKind::declaration)) {
            case StatementKind::declaration:
                return ActionKind::declaration;
            case StatementKind::notification:
                return ActionKind::notification;
            case StatementKind::provisional_application:
                return ActionKind::provisional_application;
        }
        std::unreachable();
    }
};

}  // namespace

extern constinit const ActType declare_on_instrument = describe<DeclareOnInstrument>();

}  // namespace comity
