// SPDX-License-Identifier: Apache-2.0
#include "acts/instrument_words.h"
#include "acts/instruments.h"
#include "acts/rules.h"

namespace comity {
namespace {

struct OpenInstrument {
    static constexpr std::string_view kind = "instrument.open";
    static constexpr std::string_view command = "open-instrument";
    static constexpr std::string_view subject = "{instrument}, {kind} of {date}";
    static constexpr std::string_view summary =
        "A treaty, convention, protocol or the like enters the register: its text, and the final "
        "clauses that say when it enters into force and for whom.";

    Identifier instrument;
    InstrumentKind instrument_kind = InstrumentKind::treaty;
    Translations title;
    Date date;
    Source source;
    std::optional<Translations> place;
    std::optional<Translations> depositary;
    std::optional<EntryRule> entry;
    std::optional<std::vector<PartyCode>> negotiated_by;
    std::optional<ReservationClause> reservations;
    std::optional<Identifier> amends;

    static constexpr std::tuple fields = {
        Field{"instrument", &OpenInstrument::instrument, "a name for it, new in the record"},
        Field{"kind", &OpenInstrument::instrument_kind, "what it is called"},
        Field{"title", &OpenInstrument::title, "its title"},
        Field{"date", &OpenInstrument::date, "day of adoption, or of opening for signature"},
        Field{"source", &OpenInstrument::source, "where the text can be read"},
        Field{"place", &OpenInstrument::place, "where it was adopted"},
        Field{"depositary", &OpenInstrument::depositary, "who keeps the original, in words"},
        Field{"entry", &OpenInstrument::entry,
              "when it enters into force and for whom, the notice of withdrawal, whether only who "
              "signed may ratify; absent: once all who negotiated it have consented"},
        Field{"negotiated_by", &OpenInstrument::negotiated_by,
              "who took part in drawing it up; where this and `entry` are absent the final clauses "
              "are not known, and it is in force only if that is stated"},
        Field{"reservations", &OpenInstrument::reservations, "admitted if absent"},
        Field{"amends", &OpenInstrument::amends, "the instrument that an amendment amends"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::only_secretariat(at));
        if (state.instruments.contains(instrument.value))
            return refuse("instrument.exists",
                          "there is an instrument '" + instrument.value + "' already",
                          "/instrument");
        TRY(rules::not_in_the_future(date, at, "/date"));
        if (amends) TRY(check_amended(state));
        if (entry) TRY(check_codes());
        const auto history = History::of(terms());
        if (!history) return std::unexpected(history.error());
        return {};
    }

    /// What it amends is in the record before it, so that references form no circle.
    Result<> check_amended(const State& state) const {
        if (*amends == instrument)
            return refuse("instrument.circular", "cannot amend itself", "/amends");
        const auto amended = state.instruments.find(amends->value);
        if (amended == state.instruments.end())
            return refuse("instrument.unknown", "there is no instrument '" + amends->value + "'",
                          "/amends");
        if (date < amended->second.terms.concluded.value_or(date))
            return refuse("instrument.order", "should not be older than what it amends", "/date");
        return {};
    }

    /// The rule names participants as the record does.
    Result<> check_codes() const {
        TRY(check_list(entry->named, "/entry/named"));
        TRY(check_list(entry->uncounted, "/entry/uncounted"));
        if (!entry->share) return {};
        for (const auto& [name, weight] : entry->share->weights)
            TRY(check_code(name, "/entry/share/weights" + pointer_token(name)));
        return {};
    }

    static Result<> check_list(const std::optional<std::vector<std::string>>& names,
                               const std::string& where) {
        if (!names) return {};
        for (std::size_t i = 0; i < names->size(); ++i)
            TRY(check_code((*names)[i], where + "/" + std::to_string(i)));
        return {};
    }

    static Result<> check_code(const std::string& name, const std::string& where) {
        auto code = PartyCode::parse(name);
        if (!code) return refuse_at(where, std::move(code));
        return {};
    }

    Instrument terms() const {
        Instrument terms{.id = instrument.value,
                         .kind = instrument_kind,
                         .titles = title.by_language,
                         .concluded = date,
                         .entry = entry};
        if (amends) terms.amends = amends->value;
        if (reservations == ReservationClause::prohibited) terms.reservations_prohibited = true;
        if (!negotiated_by) return terms;
        terms.negotiated_by.emplace();
        for (const PartyCode& party : *negotiated_by) terms.negotiated_by->push_back(party.value);
        return terms;
    }

    void apply(State& state, const Circumstances& at) const {
        state.instruments[instrument.value] = {.terms = terms(),
                                               .title = title,
                                               .place = place,
                                               .depositary = depositary,
                                               .source = source,
                                               .opened = at.mention(),
                                               .actions = {}};
    }
};

}  // namespace

extern constinit const ActType open_instrument = describe<OpenInstrument>();

}  // namespace comity
