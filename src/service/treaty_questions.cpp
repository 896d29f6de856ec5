// SPDX-License-Identifier: Apache-2.0
#include "service/treaty_questions.h"

#include "base/sorted.h"
#include "service/question_parts.h"
#include "service/treaties.h"

namespace comity {
namespace {

using Place = Parameter::Place;

constexpr Parameter on_parameter{"on", Place::query,
                                 "how things stood on this day (YYYY-MM-DD); today if absent"};

struct InstrumentsQuestion {
    using Answer = answers::InstrumentRegister;
    using Row = answers::InstrumentLine;
    static constexpr std::string_view path = "/instruments";
    static constexpr std::string_view summary =
        "The register of treaties: which are in force on a day, and what the others wait for.";
    static constexpr std::string_view rows = "instruments";
    static constexpr std::array parameters = {on_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        Answer answer{TRY(arguments.day(view, "on")), {}};
        for (const auto& [name, recorded] : view.state.instruments)
            answer.instruments.push_back(InstrumentLaw(name, recorded).line(answer.on));
        return answer;
    }
};

struct InstrumentQuestion {
    using Answer = answers::InstrumentPage;
    using Row = answers::InstrumentParty;
    static constexpr std::string_view path = "/instruments/{instrument}";
    static constexpr std::string_view summary =
        "One instrument: who is bound on a day, since when, with which reservations towards whom; "
        "all that was done to it, and what its depositary tells.";
    static constexpr std::string_view rows = "parties";
    static constexpr std::array parameters = {Parameter{"instrument", Place::path, "its name"},
                                              on_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const Date on = TRY(arguments.day(view, "on"));
        const std::string& name = arguments.text("instrument");
        const auto* recorded = TRY(known(view.state.instruments, "instrument", name));
        return InstrumentLaw(name, *recorded).page(view, on);
    }
};

struct InstrumentMatrixQuestion {
    using Answer = answers::InstrumentMatrix;
    using Row = answers::MatrixCell;
    static constexpr std::string_view path = "/instruments-matrix";
    static constexpr std::string_view summary =
        "Instruments by parties on a day: signed, consented, bound since, withdrawn, objected to.";
    static constexpr std::string_view rows = "cells";
    static constexpr std::array parameters = {on_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        Answer answer{TRY(arguments.day(view, "on")), {}, {}, {}};
        std::vector<std::string> codes;
        for (const auto& [code, party] : view.state.parties)
            if (party.status_on(answer.on)) codes.push_back(code);
        for (const auto& [name, recorded] : view.state.instruments) {
            const InstrumentLaw law(name, recorded);
            answer.instruments.push_back(law.line(answer.on));
            for (const std::string& code : law.participants())
                if (law.history().standing(code, answer.on) != TreatyStanding::none) {
                    codes.push_back(code);
                    answer.cells.push_back(cell(view, law, code, answer));
                }
        }
        for (const std::string& code : sorted_once(std::move(codes)))
            answer.parties.push_back({code, participant_name(view, code)});
        return answer;
    }

    static answers::MatrixCell cell(const View& view, const InstrumentLaw& law,
                                    const std::string& code, const Answer& answer) {
        const answers::InstrumentParty party = law.party(view, code, answer.on);
        return {answer.instruments.back().instrument,
                code,
                party.standing,
                party.signed_on,
                party.consent_on,
                party.bound_since,
                party.leaves_on,
                law.objectors(code, answer.on)};
    }
};

struct ObligationsQuestion {
    using Answer = answers::Obligations;
    using Row = answers::InstrumentObligation;
    static constexpr std::string_view path = "/parties/{party}/obligations";
    static constexpr std::string_view summary = "What binds a party on a day.";
    static constexpr std::string_view rows = "instruments";
    static constexpr std::array parameters = {Parameter{"party", Place::path, "its code"},
                                              on_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        Answer answer{arguments.text("party"), TRY(arguments.day(view, "on")), {}};
        bool is_known = view.state.parties.contains(answer.party);
        for (const auto& [name, recorded] : view.state.instruments) {
            const InstrumentLaw law(name, recorded);
            is_known = is_known || std::ranges::binary_search(law.participants(), answer.party);
            if (obliges(law.history().standing(answer.party, answer.on)))
                answer.instruments.push_back(obligation(view, law, name, answer));
        }
        if (!is_known) return refuse_unknown("party", answer.party);
        return answer;
    }

    /// A signatory may not defeat the object and purpose (VCLT art. 18).
    static bool obliges(TreatyStanding standing) {
        switch (standing) {
            case TreatyStanding::signatory:
            case TreatyStanding::provisional:
            case TreatyStanding::contracting:
            case TreatyStanding::bound:
            case TreatyStanding::suspended:
                return true;
            case TreatyStanding::none:
            case TreatyStanding::withdrawn:
            case TreatyStanding::ended:
                return false;
        }
        std::unreachable();
    }

    static answers::InstrumentObligation obligation(const View& view, const InstrumentLaw& law,
                                                    const std::string& name, const Answer& answer) {
        answers::InstrumentObligation line;
        static_cast<answers::InstrumentParty&>(line) = law.party(view, answer.party, answer.on);
        line.instrument = name;
        line.title = law.recorded().title;
        line.amends = law.recorded().terms.amends;
        return line;
    }
};

}  // namespace

constinit const Question instruments_question = describe_question<InstrumentsQuestion>();
constinit const Question instrument_question = describe_question<InstrumentQuestion>();
constinit const Question instrument_matrix_question = describe_question<InstrumentMatrixQuestion>();
constinit const Question obligations_question = describe_question<ObligationsQuestion>();

}  // namespace comity
