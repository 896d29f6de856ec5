// SPDX-License-Identifier: Apache-2.0
#include "acts/instrument_words.h"
#include "acts/instruments.h"

#include <utility>

namespace comity {
namespace {

struct TakeBackAction : DoneByParticipant<TakeBackAction> {
    static constexpr std::string_view kind = "instrument.take-back";
    static constexpr std::string_view command = "take-back";
    static constexpr std::string_view subject = "{instrument} by {party}: {what}";
    static constexpr std::string_view summary =
        "A participant takes back its reservation, objection, notice of withdrawal or provisional "
        "application.";

    TakenBack what = TakenBack::reservation;
    std::optional<PartyCode> towards;
    std::optional<std::string> reference;

    static constexpr auto fields = std::tuple_cat(
        ByParticipant::fields,
        std::tuple{
            Field{"what", &TakeBackAction::what, "which of these"},
            Field{"towards", &TakeBackAction::towards, "of an objection: to whose reservation"},
            Field{"reference", &TakeBackAction::reference,
                  "of a reservation or an objection: the name of the reservation"}});

    ActionKind action_kind() const {
        switch (what) {
            case TakenBack::reservation:
                return ActionKind::reservation_withdrawal;
            case TakenBack::objection:
                return ActionKind::objection_withdrawal;
            case TakenBack::notice:
                return ActionKind::withdrawal_revocation;
            case TakenBack::provisional_application:
                return ActionKind::end_of_provisional;
        }
        std::unreachable();
    }

    Action done() const {
        Action done = action(action_kind());
        if (towards) done.towards = towards->value;
        done.reference = reference;
        return done;
    }
};

}  // namespace

extern constinit const ActType take_back_action = describe<TakeBackAction>();

}  // namespace comity
