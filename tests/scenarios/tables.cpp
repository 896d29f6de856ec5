// SPDX-License-Identifier: Apache-2.0
#include "tables.h"

#include "consultation_tables.h"
#include "instruments/bound.h"

#include <set>

namespace comity::scenarios {
namespace {

std::string standing_of(const Pledge& pledge) {
    return pledge.withdrawn ? "withdrawn" : pledge.amended ? "amended" : "current";
}

std::string quantity_of(const Pledge& pledge) {
    return pledge.quantity ? pledge.quantity->text() + " " + pledge.unit->text() : "-";
}

std::string makers_of(const Pledge& pledge) {
    std::string makers;
    for (const PartyCode& party : pledge.by) makers += (makers.empty() ? "" : ", ") + party.text();
    return makers.empty() ? "the association" : makers;
}

std::vector<Row> pledges(const State& state) {
    std::vector<Row> rows;
    for (const std::string& name : state.pledge_order) {
        const Pledge& pledge = state.pledges.at(name);
        rows.push_back({name, std::string(word(pledge.kind)), makers_of(pledge), pledge.date.text(),
                        quantity_of(pledge), standing_of(pledge)});
    }
    return rows;
}

std::vector<Row> readings(const State& state) {
    std::vector<Row> rows;
    for (const std::string& name : state.pledge_order)
        for (const std::string& reading : state.pledges.at(name).reading_order) {
            const ReadingState& read = state.pledges.at(name).readings.at(reading);
            rows.push_back({name, reading, read.author, std::string(word(read.reading.evidence)),
                            read.withdrawn ? "withdrawn" : "current"});
        }
    return rows;
}

std::vector<Row> parties(const State& state) {
    std::vector<Row> rows;
    for (const auto& [code, party] : state.parties) {
        std::string standings;
        for (const Standing& standing : party.standings)
            standings += (standings.empty() ? "" : ", ") +
                         std::string(standing.status ? word(*standing.status) : "left") + " " +
                         standing.from.text();
        rows.push_back({code, standings});
    }
    return rows;
}

std::vector<Row> status_on(const State& state, const std::string& day) {
    const auto date = Date::parse(day);
    if (!date) return {{"?"}};
    std::vector<Row> rows;
    for (const auto& [code, party] : state.parties) {
        const auto status = party.status_on(*date);
        rows.push_back({code, status ? std::string(word(*status)) : "-"});
    }
    return rows;
}

/// `2023 member@period-end except CHN`
std::vector<Row> group(const State& state, const std::string& arguments) {
    const std::size_t space = arguments.find(' ');
    const auto period = Period::parse(arguments.substr(0, space));
    if (!period || space == std::string::npos) return {{"?"}};
    const auto read = Codec<Group>::read(Group::from_text(arguments.substr(space + 1)));
    if (!read) return {{"?", read.error().code}};
    return {resolve(*read, state, *period)};
}

std::vector<Row> deliveries(const State& state) {
    std::vector<Row> rows;
    for (const auto& [name, given] : state.deliveries)
        rows.push_back({name, given.provider.text() + " to " + given.receiver.text(),
                        given.quantity.text() + " " + given.unit.text(),
                        std::string(word(given.stage)), given.date.text(),
                        std::string(word(given.receipt)),
                        given.continues ? "continues " + given.continues->text() : "-"});
    return rows;
}

std::vector<Row> datasets(const State& state) {
    std::vector<Row> rows;
    for (const auto& [name, dataset] : state.datasets)
        for (const Publication& publication : dataset.publications)
            rows.push_back({name, publication.file_name, publication.mention.author,
                            publication.retrieved.text()});
    return rows;
}

std::vector<Row> notes(const State& state) {
    std::vector<Row> rows;
    for (const PlacedNote& note : state.notes)
        rows.push_back({note.mention.author,
                        note.pledge     ? "pledge " + note.pledge->text()
                        : note.delivery ? "delivery " + note.delivery->text()
                                        : "at large",
                        note.text.in("en")});
    return rows;
}

std::vector<Row> keys(const State& state) {
    std::vector<Row> rows;
    for (const auto& [name, author] : state.authors)
        rows.push_back({name, std::to_string(author.keys.size())});
    return rows;
}

std::vector<Row> recovery(const State& state) {
    std::vector<Row> rows;
    for (const auto& [name, author] : state.authors)
        if (author.recovery) rows.push_back({name, author.recovery->name});
    return rows;
}

std::vector<Row> confidential(const State& state) {
    std::vector<Row> rows;
    for (const auto& [name, content] : state.confidential)
        rows.push_back({name, content.author, std::to_string(content.audience.size()),
                        std::to_string(content.commitments.size()),
                        content.erasure ? "erased" : "stands"});
    return rows;
}

std::vector<Row> history(const State& state, const std::string& pledge) {
    const auto found = state.pledges.find(pledge);
    if (found == state.pledges.end()) return {{"?"}};
    std::vector<Row> rows;
    for (const Mention& mention : found->second.history)
        rows.push_back({std::to_string(mention.entry), mention.author, mention.time.text()});
    return rows;
}

/// `charter 2003-09-19`: who stands how, since when; and what is still missing.
std::vector<Row> standings(const State& state, const std::string& arguments) {
    const std::size_t space = std::min(arguments.find(' '), arguments.size());
    const auto found = state.instruments.find(arguments.substr(0, space));
    const auto date = Date::parse(arguments.substr(std::min(space + 1, arguments.size())));
    if (found == state.instruments.end() || !date) return {{"?"}};
    const Instrument law = found->second.law();
    const auto history = History::of(law);
    if (!history) return {{"?", history.error().code}};
    std::set<std::string> participants;
    for (const Action& action : law.actions)
        if (action.participant) participants.insert(*action.participant);
    std::vector<Row> rows;
    for (const std::string& name : participants) {
        std::string since = "-";
        for (const Consent& consent : history->consents(name))
            if (consent.bound.holds(*date)) since = consent.bound.from.text();
        rows.push_back({name, std::string(word(history->standing(name, *date))), since});
    }
    const Outstanding missing = history->outstanding(*date);
    rows.push_back(
        {"deposits",
         std::to_string(missing.deposits) + " of " + std::to_string(missing.deposits_wanted),
         missing.in_force_on ? missing.in_force_on->text() : "-"});
    return rows;
}

/// `treaty CHN KAZ 2023-01-01`: what holds between two on a day.
std::vector<Row> between(const State& state, const std::string& arguments) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < arguments.size();) {
        const std::size_t space = std::min(arguments.find(' ', at), arguments.size());
        words.push_back(arguments.substr(at, space - at));
        at = space + 1;
    }
    if (words.size() != 4) return {{"?"}};
    const auto found = state.instruments.find(words[0]);
    const auto date = Date::parse(words[3]);
    if (found == state.instruments.end() || !date) return {{"?"}};
    const auto history = History::of(found->second.law());
    const Relation relation = history.value().between(words[1], words[2], *date);
    std::vector<Row> rows = {{relation.in_force ? "in force" : "not in force"}};
    for (const ReservationStatus& status : relation.reservations)
        rows.push_back({std::string(status.author), std::string(status.reference),
                        std::string(word(status.effect)), status.objection_by.text()});
    return rows;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<Row> seals(const State& state) {
    std::vector<Row> rows;
    for (const EnteredSeal& seal : state.seals.entered)
        rows.push_back({std::to_string(seal.size), seal.dated.text(),
                        std::to_string(seal.cosigned) + " of " + std::to_string(seal.sealers)});
    return rows;
}

}  // namespace

std::vector<Row> table(const State& state, const std::string& topic, const std::string& arguments) {
    if (topic == "pledges") return pledges(state);
    if (topic == "readings") return readings(state);
    if (topic == "parties") return parties(state);
    if (topic == "status") return status_on(state, arguments);
    if (topic == "group") return group(state, arguments);
    if (topic == "deliveries") return deliveries(state);
    if (topic == "datasets") return datasets(state);
    if (topic == "notes") return notes(state);
    if (topic == "seals") return seals(state);
    if (topic == "keys") return keys(state);
    if (topic == "recovery") return recovery(state);
    if (topic == "confidential") return confidential(state);
    if (topic == "standings") return standings(state, arguments);
    if (topic == "between") return between(state, arguments);
    if (topic == "history") return history(state, arguments);
    return consultation_table(state, topic, arguments).value_or(std::vector<Row>{{"?"}});
}

Row read_row(std::string_view line) {
    Row row;
    for (;;) {
        const std::size_t bar = line.find('|');
        row.emplace_back(trimmed(line.substr(0, bar)));
        if (bar == std::string_view::npos) return row;
        line.remove_prefix(bar + 1);
    }
}

std::string to_line(const Row& row) {
    std::string line;
    for (const std::string& cell : row) line.append(line.empty() ? "" : " | ").append(cell);
    return line;
}

}  // namespace comity::scenarios
