// SPDX-License-Identifier: Apache-2.0
#include "acts/instruments.h"

namespace comity {
namespace {

struct WithdrawFromInstrument : DoneByParticipant<WithdrawFromInstrument> {
    static constexpr std::string_view kind = "instrument.withdraw";
    static constexpr std::string_view command = "withdraw-from-instrument";
    static constexpr std::string_view subject = "{instrument} by {party}";
    static constexpr std::string_view summary =
        "A participant gives notice of its withdrawal, which takes effect once the time of notice "
        "has passed.";

    std::optional<Date> effect;

    static constexpr auto fields = std::tuple_cat(
        ByParticipant::fields,
        std::tuple{
            Field{"effect", &WithdrawFromInstrument::effect,
                  "the day from which it counts, if that is later than the notice requires"}});

    Action done() const {
        Action done = action(ActionKind::withdrawal);
        done.effect = effect;
        return done;
    }
};

}  // namespace

extern constinit const ActType withdraw_from_instrument = describe<WithdrawFromInstrument>();

}  // namespace comity
