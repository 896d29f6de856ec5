// SPDX-License-Identifier: Apache-2.0
#include "acts/instrument_words.h"
#include "acts/instruments.h"

namespace comity {
namespace {

struct AnswerReservation : DoneByParticipant<AnswerReservation> {
    static constexpr std::string_view kind = "instrument.answer-reservation";
    static constexpr std::string_view command = "answer-reservation";
    static constexpr std::string_view subject = "{instrument}: {party} to {reference} of {towards}";
    static constexpr std::string_view summary =
        "A participant accepts another's reservation or objects to it.";

    PartyCode towards;
    std::string reference;
    ReservationAnswer answer = ReservationAnswer::acceptance;

    static constexpr auto fields = std::tuple_cat(
        ByParticipant::fields,
        std::tuple{Field{"towards", &AnswerReservation::towards, "whose reservation"},
                   Field{"reference", &AnswerReservation::reference, "its name"},
                   Field{"answer", &AnswerReservation::answer,
                         "whether it is accepted, and if not, whether the instrument is then in "
                         "force between the two"}});

    Action done() const {
        const bool accepts = answer == ReservationAnswer::acceptance;
        Action done = action(accepts ? ActionKind::reservation_acceptance
                                     : ActionKind::reservation_objection);
        done.towards = towards.value;
        done.reference = reference;
        if (answer == ReservationAnswer::precluding_objection) done.precludes = true;
        return done;
    }
};

}  // namespace

extern constinit const ActType answer_reservation = describe<AnswerReservation>();

}  // namespace comity
