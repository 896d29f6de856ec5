// SPDX-License-Identifier: Apache-2.0
#include "acts/instruments.h"

namespace comity {
namespace {

struct MakeReservation : DoneByParticipant<MakeReservation> {
    static constexpr std::string_view kind = "instrument.reserve";
    static constexpr std::string_view command = "make-reservation";
    static constexpr std::string_view subject = "{instrument} by {party}: {reference}";
    static constexpr std::string_view summary =
        "A participant excludes or changes the effect of provisions towards itself, when it "
        "consents or before.";

    std::string reference;

    static constexpr auto fields = std::tuple_cat(
        ByParticipant::fields, std::tuple{Field{"reference", &MakeReservation::reference,
                                                "a name for the reservation, as in art. 29"}});

    Action done() const {
        Action done = action(ActionKind::reservation);
        done.reference = reference;
        return done;
    }
};

}  // namespace

extern constinit const ActType make_reservation = describe<MakeReservation>();

}  // namespace comity
