// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "instruments/bound.h"
#include "instruments/import/treaty_reader.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

using namespace comity;

namespace {

const std::string collection = COMITY_SHARED_DIR "/data/treaties/untc_2015";

bool shared_is_here() {
    if (std::filesystem::exists(collection)) return true;
    MESSAGE("shared files are not here");
    return false;
}

Result<TreatyStatus> read(const std::string& stem) {
    FileSource source(collection + "/treaties/" + stem + ".csv");
    return read_treaty(source, stem + ".csv", stem);
}

std::vector<std::string> stems() {
    std::vector<std::string> found;
    for (const auto& file : std::filesystem::directory_iterator(collection + "/treaties"))
        found.push_back(file.path().stem());
    std::ranges::sort(found);
    return found;
}

/// The instrument of a file under the rule of its final clauses, with rows that the file lacks.
Instrument instrument_of(const std::string& stem, const EntryRule& rule,
                         std::vector<Action> missing = {}) {
    const auto status = read(stem);
    REQUIRE_MESSAGE(status.has_value(), status.error().message, " ", status.error().where);
    Instrument instrument = status->instrument;
    instrument.entry = rule;
    for (Action& action : missing) instrument.actions.push_back(std::move(action));
    return instrument;
}

History history_of(const Instrument& instrument) {
    auto history = History::of(instrument);
    REQUIRE_MESSAGE(history.has_value(), history.error().message, " ", history.error().where);
    return *std::move(history);
}

std::string entry_of(const Instrument& instrument) {
    const auto entry = history_of(instrument).enters_into_force();
    return entry ? entry->text() : "not in force";
}

EntryRule after_days(std::int64_t deposits, std::int64_t days) {
    return {.deposits = deposits, .delay = Delay{.days = days}, .later_delay = Delay{.days = days}};
}

Action ratified(const char* participant, const char* date) {
    return {
        .participant = participant, .kind = ActionKind::ratification, .date = *Date::parse(date)};
}

/// Carbon dioxide in 1990, in gigagrams: the table that the Protocol's article 25 refers to
/// (FCCC/CP/1997/7/Add.1, annex).
Share annex_one() {
    const std::vector<std::pair<const char*, std::int64_t>> emissions = {
        {"Australia", 288'965},
        {"Austria", 59'200},
        {"Belgium", 113'405},
        {"Bulgaria", 82'990},
        {"Canada", 457'441},
        {"Czech Republic", 169'514},
        {"Denmark", 52'100},
        {"Estonia", 37'797},
        {"Finland", 53'900},
        {"France", 366'536},
        {"Germany", 1'012'443},
        {"Greece", 82'100},
        {"Hungary", 71'673},
        {"Iceland", 2'172},
        {"Ireland", 30'719},
        {"Italy", 428'941},
        {"Japan", 1'173'360},
        {"Latvia", 22'976},
        {"Liechtenstein", 208},
        {"Luxembourg", 11'343},
        {"Monaco", 71},
        {"Netherlands", 167'600},
        {"New Zealand", 25'530},
        {"Norway", 35'533},
        {"Poland", 414'930},
        {"Portugal", 42'148},
        {"Romania", 171'103},
        {"Russian Federation", 2'388'720},
        {"Slovakia", 58'278},
        {"Spain", 260'654},
        {"Sweden", 61'256},
        {"Switzerland", 43'600},
        {"United Kingdom of Great Britain and Northern Ireland", 584'078},
        {"United States of America", 4'957'022}};
    Share share{.of = "CO2 of Annex I in 1990", .percent = Decimal(55), .weights = {}, .total = {}};
    for (const auto& [party, amount] : emissions) share.weights.emplace(party, Decimal(amount));
    return share;
}

}  // namespace

TEST_SUITE("shared") {
    TEST_CASE("every file of the collection is read, or refused by name and with a reason") {
        if (!shared_is_here()) return;
        std::vector<std::string> refused;
        std::size_t read_count = 0;
        std::size_t actions = 0;
        for (const std::string& stem : stems()) {
            const auto status = read(stem);
            if (!status) {
                refused.push_back(status.error().code + " " + status.error().where);
                continue;
            }
            ++read_count;
            actions += status->instrument.actions.size();
            Instrument instrument = status->instrument;
            instrument.entry = EntryRule{.deposits = 1};
            CHECK_MESSAGE(History::of(instrument).has_value(), stem);
            CHECK(decode<Instrument>(encode(instrument)) == instrument);
        }
        for (const std::string& line : refused) MESSAGE(line);
        MESSAGE(read_count, " files, ", actions, " actions");
        CHECK(read_count + refused.size() == 324);
        CHECK(refused ==
              std::vector<std::string>{"untc.column 1-2.csv:1:13", "untc.no-action 1-4.csv:1:1"});
    }

    TEST_CASE("the index names every file, and gives its title, place and day") {
        if (!shared_is_here()) return;
        FileSource source(collection + "/index.csv");
        const auto index = read_treaty_index(source, "index.csv");
        REQUIRE_MESSAGE(index.has_value(), index.error().message, " ", index.error().where);
        CHECK(index->size() == 401);
        std::vector<std::string> names;
        std::size_t without_day = 0;
        for (const IndexEntry& entry : *index) {
            names.push_back(file_stem(entry.id));
            without_day += entry.concluded ? 0 : 1;
            Instrument instrument;
            describe_instrument(instrument, entry);
            CHECK(instrument.valid().has_value());
        }
        CHECK(without_day == 1);  // the Coffee Agreement of 1994, whose line ends with "London"
        for (const std::string& stem : stems())
            CHECK_MESSAGE(std::ranges::find(names, stem) != names.end(), stem);
        const auto kyoto = std::ranges::find(*index, "27-7.a", &IndexEntry::id);
        REQUIRE(kyoto != index->end());
        CHECK(kyoto->title ==
              "Kyoto Protocol to the United Nations Framework Convention on Climate Change");
        CHECK(kyoto->place == "Kyoto");
        CHECK(kyoto->concluded == Date::of(1997, 12, 11));
    }

    TEST_CASE("entry into force follows from the rows alone where none is missing") {
        if (!shared_is_here()) return;
        EntryRule climate = after_days(50, 90);
        climate.uncounted = {"European Union"};  // art. 23 (3)
        CHECK(entry_of(instrument_of("27-7", climate)) == "1994-03-21");
        CHECK(entry_of(instrument_of("4-11", after_days(20, 30))) == "1990-09-02");
        CHECK(entry_of(instrument_of("4-15", after_days(20, 30))) == "2008-05-03");
        EntryRule court = after_days(60, 60);
        court.delay->to_first_of_next_month = true;
        court.later_delay = court.delay;
        const History history = history_of(instrument_of("18-10", court));
        CHECK(history.enters_into_force()->text() == "2002-07-01");
        CHECK(history.consents("Cambodia").front().bound.from.text() == "2002-07-01");
        CHECK(history.consents("Afghanistan").front().bound.from.text() == "2003-05-01");
    }

    TEST_CASE("the Kyoto Protocol waits for the share, which the Russian Federation brings") {
        if (!shared_is_here()) return;
        EntryRule rule = after_days(55, 90);
        rule.share = annex_one();
        rule.uncounted = {"European Union"};  // art. 25 (3)
        CHECK(rule.share->whole() == Decimal(13'728'306));
        const History history = history_of(instrument_of("27-7-a", rule));
        CHECK(history.enters_into_force()->text() == "2005-02-16");

        const Outstanding iceland = history.outstanding(Date::of(2002, 5, 23));
        CHECK(iceland.deposits == 55);
        CHECK(iceland.share < Decimal(55));
        const Outstanding before = history.outstanding(Date::of(2004, 11, 17));
        CHECK(before.share.fixed(1) == "44.4");
        CHECK_FALSE(before.met_on);
        const Outstanding after = history.outstanding(Date::of(2004, 11, 18));
        CHECK(after.share.fixed(1) == "61.8");
        // The figures that were published then, 44.2 and 61.6, add up the rounded column of the
        // same table; the condition is met on the same day.
        for (auto& [party, weight] : rule.share->weights)
            weight = (weight * Decimal(100) / annex_one().whole()).rounded(1);
        rule.share->total = Decimal(100);
        const History rounded = history_of(instrument_of("27-7-a", rule));
        CHECK(rounded.outstanding(Date::of(2004, 11, 17)).share == *Decimal::parse("44.2"));
        CHECK(rounded.outstanding(Date::of(2004, 11, 18)).share == *Decimal::parse("61.6"));
        CHECK(rounded.enters_into_force() == history.enters_into_force());
        CHECK(after.met_on == Date::of(2004, 11, 18));
        CHECK_FALSE(history.in_force(Date::of(2005, 2, 15)));
        CHECK(history.is_bound("Japan", Date::of(2005, 2, 16)));
        CHECK_FALSE(history.is_bound("Australia", Date::of(2008, 3, 10)));
        CHECK(history.is_bound("Australia", Date::of(2008, 3, 11)));
        CHECK_FALSE(history.is_bound("United States of America", Date::of(2015, 1, 1)));
    }

    TEST_CASE("CEDAW: without the German Democratic Republic the rows give a day too late") {
        if (!shared_is_here()) return;
        const EntryRule rule = after_days(20, 30);
        const Instrument listed = instrument_of("4-8", rule);
        CHECK(entry_of(listed) == "1981-09-04");
        // It ratified on 9 July 1980 and ceased to exist on 3 October 1990. Czechoslovakia (16
        // February 1982) and Yugoslavia (26 February 1982), which the file lacks too, came later.
        const Instrument all = instrument_of("4-8", rule,
                                             {ratified("German Democratic Republic", "1980-07-09"),
                                              {.participant = "German Democratic Republic",
                                               .kind = ActionKind::extinction,
                                               .date = Date::of(1990, 10, 3)}});
        const History history = history_of(all);
        CHECK(history.enters_into_force()->text() == "1981-09-03");
        CHECK(history.is_bound("German Democratic Republic", Date::of(1990, 10, 2)));
        CHECK_FALSE(history.is_bound("German Democratic Republic", Date::of(1990, 10, 3)));
        CHECK(entry_of(instrument_of("4-8", rule,
                                     {ratified("Yugoslavia", "1982-02-26"),
                                      ratified("Czechoslovakia", "1982-02-16")})) == "1981-09-04");
    }

    TEST_CASE("VCLT: without Yugoslavia the rows give six days too late") {
        if (!shared_is_here()) return;
        const EntryRule rule = after_days(35, 30);
        CHECK(entry_of(instrument_of("23-1", rule)) == "1980-02-02");
        CHECK(entry_of(instrument_of("23-1", rule, {ratified("Yugoslavia", "1970-08-27")})) ==
              "1980-01-27");
    }

    TEST_CASE("CRC: the states that are gone had consented after the conditions were met") {
        if (!shared_is_here()) return;
        const EntryRule rule = after_days(20, 30);
        CHECK(entry_of(instrument_of("4-11", rule,
                                     {ratified("German Democratic Republic", "1990-10-02"),
                                      ratified("Czechoslovakia", "1991-01-07"),
                                      ratified("Yugoslavia", "1991-01-03")})) == "1990-09-02");
    }
}
