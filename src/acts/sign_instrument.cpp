// SPDX-License-Identifier: Apache-2.0
#include "acts/instrument_words.h"
#include "acts/instruments.h"

#include <utility>

namespace comity {
namespace {

struct SignInstrument : DoneByParticipant<SignInstrument> {
    static constexpr std::string_view kind = "instrument.sign";
    static constexpr std::string_view command = "sign-instrument";
    static constexpr std::string_view subject = "{instrument} by {party}";
    static constexpr std::string_view summary =
        "A participant signs an instrument, subject to ratification or so that it is bound.";

    std::optional<SignatureManner> manner;
    std::optional<PartyCode> predecessor;
    std::optional<Date> effect;

    static constexpr auto fields =
        std::tuple_cat(ByParticipant::fields,
                       std::tuple{Field{"manner", &SignInstrument::manner,
                                        "subject to ratification if absent; a confirmation makes a "
                                        "signature ad referendum definitive"},
                                  Field{"predecessor", &SignInstrument::predecessor,
                                        "of a succession to a signature: the state that signed"},
                                  Field{"effect", &SignInstrument::effect,
                                        "of a succession: day of the succession of states"}});

    ActionKind action_kind() const {
        switch (manner.value_or(SignatureManner::subject_to_ratification)) {
            case SignatureManner::subject_to_ratification:
                return ActionKind::signature;
            case SignatureManner::ad_referendum:
                return ActionKind::signature_ad_referendum;
            case SignatureManner::definitive:
                return ActionKind::definitive_signature;
            case SignatureManner::confirmation:
                return ActionKind::confirmation_of_signature;
            case SignatureManner::succession:
                return ActionKind::succession_to_signature;
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

extern constinit const ActType sign_instrument = describe<SignInstrument>();

}  // namespace comity
