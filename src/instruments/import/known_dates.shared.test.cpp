// SPDX-License-Identifier: Apache-2.0
#include "instruments/bound.h"
#include "instruments/import/treaty_reader.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

using namespace comity;

namespace {

const std::string treaties = COMITY_SHARED_DIR "/data/treaties/untc_2015/treaties/";

/// A treaty, what its final clauses ask for, and the day on which it is known to have entered into
/// force.
struct Known {
    const char* stem;
    std::int64_t deposits;
    Delay delay;
    const char* entered;
};

constexpr std::int64_t days_30 = 30;
constexpr std::int64_t days_90 = 90;

std::vector<Known> known_treaties() {
    return {
        {"3-3", 22, {.days = days_30}, "1964-04-24"},  // Diplomatic Relations, art. 51
        {"3-6", 22, {.days = days_30}, "1967-03-19"},  // Consular Relations, art. 77
        {"4-1", 20, {.days = days_90}, "1951-01-12"},  // Genocide, art. XIII
        {"4-2", 27, {.days = days_30}, "1969-01-04"},  // CERD, art. 19
        {"4-3", 35, {.months = 3}, "1976-01-03"},      // ICESCR, art. 27
        {"4-4", 35, {.months = 3}, "1976-03-23"},      // ICCPR, art. 49
        {"4-9", 20, {.days = days_30}, "1987-06-26"},  // CAT, art. 27
        {"4-13", 20, {.months = 3, .to_first_of_next_month = true}, "2003-07-01"},  // CMW, 87
        {"4-16", 20, {.days = days_30}, "2010-12-23"},                              // CPED, art. 39
        {"5-2", 6, {.days = days_90}, "1954-04-22"},    // Refugees, art. 43
        {"5-3", 6, {.days = days_90}, "1960-06-06"},    // Stateless Persons, art. 39
        {"6-19", 20, {.days = days_90}, "1990-11-11"},  // Illicit Traffic, art. 29
        {"9-4", 40, {.days = days_90}, "2005-02-27"},   // Tobacco Control, art. 36
        {"10-10", 10, {.months = 12, .to_first_of_next_month = true}, "1988-01-01"},  // CISG, 99
        {"18-5", 22, {.days = days_30}, "1983-06-03"},   // Hostages, art. 18
        {"18-7", 22, {.days = days_30}, "1977-02-20"},   // Protected Persons, art. 17
        {"18-9", 22, {.days = days_30}, "2001-05-23"},   // Terrorist Bombings, art. 22
        {"18-11", 22, {.days = days_30}, "2002-04-10"},  // Financing of Terrorism, art. 26
        {"18-12", 40, {.days = days_90}, "2003-09-29"},  // Organized Crime, art. 38
        {"18-14", 30, {.days = days_90}, "2005-12-14"},  // Corruption, art. 68
        {"18-15", 22, {.days = days_30}, "2007-07-07"},  // Nuclear Terrorism, art. 25
        {"21-6", 60, {.months = 12}, "1994-11-16"},      // Law of the Sea, art. 308
        {"23-2", 15, {.days = days_30}, "1996-11-06"},   // Succession of States, art. 49
        {"26-3", 65, {.days = 180}, "1997-04-29"},       // Chemical Weapons, art. XXI
        {"26-5", 40, {.months = 5, .to_first_of_next_month = true}, "1999-03-01"},  // Mines, 17
        {"26-6", 30, {.months = 5, .to_first_of_next_month = true}, "2010-08-01"},  // Cluster, 17
        {"27-2", 20, {.days = days_90}, "1988-09-22"},    // Ozone Layer, art. 17
        {"27-3", 20, {.days = days_90}, "1992-05-05"},    // Basel, art. 25
        {"27-8", 30, {.days = days_90}, "1993-12-29"},    // Biological Diversity, art. 36
        {"27-8-a", 50, {.days = days_90}, "2003-09-11"},  // Cartagena, art. 37
        {"27-10", 50, {.days = days_90}, "1996-12-26"},   // Desertification, art. 36
        {"27-14", 50, {.days = days_90}, "2004-02-24"},   // Rotterdam, art. 26
        {"27-15", 50, {.days = days_90}, "2004-05-17"}};  // Stockholm, art. 26
}

/// A deposit that the file of a treaty lacks, since its list names only states that still exist. No
/// file confirms these rows; the depositary keeps them in notes on former states.
struct MissingRow {
    const char* stem;
    const char* participant;
    const char* date;
};

constexpr const char* yugoslavia = "Yugoslavia";
constexpr const char* czechoslovakia = "Czechoslovakia";
constexpr const char* east_germany = "German Democratic Republic";

const std::vector<MissingRow> missing_rows = {
    {"3-3", yugoslavia, "1963-04-01"},     {"3-3", czechoslovakia, "1963-05-24"},
    {"3-6", yugoslavia, "1965-02-08"},     {"4-2", czechoslovakia, "1966-12-29"},
    {"4-2", yugoslavia, "1967-10-02"},     {"4-3", yugoslavia, "1971-06-02"},
    {"4-3", east_germany, "1973-11-08"},   {"4-3", czechoslovakia, "1975-12-23"},
    {"4-4", yugoslavia, "1971-06-02"},     {"4-4", east_germany, "1973-11-08"},
    {"4-4", czechoslovakia, "1975-12-23"}, {"5-3", yugoslavia, "1959-04-09"},
    {"6-19", east_germany, "1990-02-21"},  {"18-7", czechoslovakia, "1975-06-30"},
    {"18-7", east_germany, "1976-11-30"},  {"18-7", yugoslavia, "1976-12-29"},
    {"21-6", yugoslavia, "1986-05-05"},    {"23-2", yugoslavia, "1980-04-28"},
    {"27-3", czechoslovakia, "1991-07-24"}};

History history_of(const Known& known, bool with_missing) {
    FileSource source(treaties + known.stem + ".csv");
    const auto status = read_treaty(source, known.stem, known.stem);
    REQUIRE(status.has_value());
    Instrument instrument = status->instrument;
    for (const MissingRow& row : missing_rows)
        if (with_missing && std::string_view(row.stem) == known.stem)
            instrument.actions.push_back({.participant = row.participant,
                                          .kind = ActionKind::ratification,
                                          .date = *Date::parse(row.date)});
    instrument.entry = EntryRule{.deposits = known.deposits,
                                 .uncounted = {{"European Union"}},
                                 .delay = known.delay,
                                 .later_delay = known.delay};
    auto history = History::of(instrument);
    REQUIRE(history.has_value());
    return *std::move(history);
}

std::string entry_of(const Known& known, bool with_missing) {
    const auto entry = history_of(known, with_missing).enters_into_force();
    return entry ? entry->text() : "never";
}

bool lacks_rows(const Known& known) {
    return std::ranges::find(missing_rows, std::string_view(known.stem), [](const MissingRow& row) {
               return std::string_view(row.stem);
           }) != missing_rows.end();
}

bool shared_is_here() {
    if (std::filesystem::exists(treaties)) return true;
    MESSAGE("shared files are not here");
    return false;
}

}  // namespace

TEST_SUITE("shared") {
    TEST_CASE("22 more treaties entered into force on the day that their rows give") {
        if (!shared_is_here()) return;
        std::size_t count = 0;
        for (const Known& known : known_treaties()) {
            if (lacks_rows(known)) continue;
            ++count;
            CHECK_MESSAGE(entry_of(known, false) == std::string(known.entered), known.stem);
        }
        CHECK(count == 22);
    }

    TEST_CASE("the other 11 did with the rows of states that are gone, and only with them") {
        if (!shared_is_here()) return;
        std::size_t count = 0;
        for (const Known& known : known_treaties()) {
            if (!lacks_rows(known)) continue;
            ++count;
            const std::string rows = entry_of(known, false);
            CHECK_MESSAGE(rows > std::string(known.entered), known.stem);
            CHECK_MESSAGE(entry_of(known, true) == std::string(known.entered), known.stem);
            MESSAGE(std::string(known.stem), ": ", rows, " instead of ", known.entered);
        }
        CHECK(count == 11);
    }

    TEST_CASE("the collection ends before the Arms Trade Treaty has its fifty deposits") {
        if (!shared_is_here()) return;
        const History history = history_of({"26-8", 50, {.days = days_90}, ""}, false);
        CHECK_FALSE(history.enters_into_force());
        const Outstanding outstanding = history.outstanding(Date::of(2015, 3, 14));
        CHECK(outstanding.deposits == 41);
        CHECK(outstanding.deposits_wanted == 50);
    }
}
