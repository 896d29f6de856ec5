// SPDX-License-Identifier: Apache-2.0
#include "acts/instrument_words.h"
#include "acts/instruments.h"

#include <utility>

namespace comity {
namespace {

struct DepositConsent : DoneByParticipant<DepositConsent> {
    static constexpr std::string_view kind = "instrument.deposit";
    static constexpr std::string_view command = "deposit-consent";
    static constexpr std::string_view subject = "{instrument} by {party}: {kind}";
    static constexpr std::string_view summary =
        "A participant expresses its consent to be bound: it ratifies, accepts, approves, accedes "
        "or succeeds.";

    ConsentKind consent = ConsentKind::ratification;
    std::optional<PartyCode> predecessor;
    std::optional<Date> effect;

    static constexpr auto fields =
        std::tuple_cat(ByParticipant::fields,
                       std::tuple{Field{"kind", &DepositConsent::consent, "by which means"},
                                  Field{"predecessor", &DepositConsent::predecessor,
                                        "of a succession: the state whose consent it takes over"},
                                  Field{"effect", &DepositConsent::effect,
                                        "of a succession: day of the succession of states"}});

    ActionKind action_kind() const {
        switch (consent) {
            case ConsentKind::ratification:
                return ActionKind::ratification;
            case ConsentKind::acceptance:
                return ActionKind::acceptance;
            case ConsentKind::approval:
                return ActionKind::approval;
            case ConsentKind::accession:
                return ActionKind::accession;
            case ConsentKind::formal_confirmation:
                return ActionKind::formal_confirmation;
            case ConsentKind::succession:
                return ActionKind::succession;
            case ConsentKind::other:
                return ActionKind::consent;
        }
        std::unreachable();
    }

    Action done() const {
        Action done = action(action_kind());
        if (predecessor) done.predecessor = predecessor->value;
        done.effect = effect;
        return done;
    }
};

}  // namespace

extern constinit const ActType deposit_consent = describe<DepositConsent>();

}  // namespace comity
