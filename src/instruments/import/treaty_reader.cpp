// SPDX-License-Identifier: Apache-2.0
#include "instruments/import/treaty_reader.h"

#include "instruments/import/treaty_column.h"
#include "statistics/csv_reader.h"

#include <algorithm>
#include <array>
#include <set>

namespace comity {
namespace {

constexpr std::size_t participants_max = 10'000;
constexpr std::size_t columns_max = 64;

constexpr std::array<std::string_view, 6> index_columns = {
    "chapter_no", "treaty_no", "treaty_name", "url", "chapter_url", "chapter_name"};

template <class T>
std::unexpected<Refusal> refuse_in(const CsvReader& reader, std::size_t field, Result<T>&& result) {
    return refuse_at(reader.place(field), std::move(result));
}

/// Reads the rows of one status file.
class StatusReader {
public:
    StatusReader(ByteSource& source, const std::string& name)
        : name_(name), reader_(source, {}, name) {}

    Result<TreatyStatus> read(std::string id) {
        status_.instrument.id = std::move(id);
        TRY(read_heading());
        while (TRY(reader_.next())) TRY(read_row());
        return std::move(status_);
    }

private:
    Result<> read_heading() {
        if (!TRY(reader_.next()) || reader_.fields().front() != "Participant")
            return refuse("untc.no-header", "should begin with 'Participant'", name_ + ":1:1");
        const std::size_t count = reader_.fields().size();
        if (count == 1) return refuse("untc.no-action", "has no column of actions", name_ + ":1:1");
        if (count > columns_max)
            return refuse("untc.too-many", "has more than 64 columns", reader_.place(columns_max));
        for (std::size_t i = 1; i < count; ++i) {
            auto column = parse_column(reader_.fields()[i]);
            if (!column) return refuse_in(reader_, i, std::move(column));
            columns_.push_back(*std::move(column));
        }
        reader_.expect_fields(count);
        return {};
    }

    Result<> read_row() {
        const std::string participant(reader_.fields().front());
        if (participant.empty())
            return refuse("untc.empty", "should name a participant", reader_.place(0));
        if (!seen_.insert(participant).second)
            return refuse("untc.twice", "'" + participant + "' has a row already",
                          reader_.place(0));
        if (seen_.size() > participants_max)
            return refuse("untc.too-many", "has more than 10000 participants", reader_.place(0));
        const std::size_t before = status_.instrument.actions.size();
        for (std::size_t i = 1; i < reader_.fields().size(); ++i)
            if (!reader_.fields()[i].empty()) TRY(read_cell(participant, i));
        if (status_.instrument.actions.size() == before)
            status_.without_action.push_back(participant);
        return {};
    }

    Result<> read_cell(const std::string& participant, std::size_t field) {
        const std::string_view cell = reader_.fields()[field];
        const std::size_t space = cell.rfind(' ');
        const bool has_letter = space != std::string_view::npos && space + 1 < cell.size() &&
                                (cell[space + 1] < '0' || cell[space + 1] > '9');
        auto date = parse_treaty_date(has_letter ? cell.substr(0, space) : cell);
        if (!date) return refuse_in(reader_, field, std::move(date));
        auto found = find_designation(columns_[field - 1],
                                      has_letter ? cell.substr(space + 1) : std::string_view());
        if (!found) return refuse_in(reader_, field, std::move(found));
        Action action{.participant = participant, .kind = found->kind, .date = *date};
        if (says_more(*found)) action.text = found->text;
        status_.instrument.actions.push_back(std::move(action));
        return {};
    }

    std::string name_;
    CsvReader reader_;
    std::vector<std::vector<Designation>> columns_;
    std::set<std::string> seen_;
    TreatyStatus status_;
};

/// Takes the last part of a title, after `separator`, if there is one.
std::string_view take_last(std::string_view& title, std::string_view separator) {
    const std::size_t at = title.rfind(separator);
    if (at == std::string_view::npos) return {};
    const std::string_view last = title.substr(at + separator.size());
    title = title.substr(0, at);
    return last;
}

/// The name in the index is `Title. Place, day`, with more than one day in some, none in others.
void take_place(std::string_view name, IndexEntry& entry) {
    std::string_view title = name;
    const std::string_view last = take_last(title, ". ");
    std::string_view place = last;
    std::string_view day = take_last(place, ", ");
    if (day.empty()) std::swap(day, place);
    const auto date = parse_treaty_date(day.substr(0, day.find(" and ")));
    if (date) {
        entry.concluded = *date;
        if (!place.empty()) entry.place = std::string(place);
    } else if (!last.empty() && last.find(' ') == std::string_view::npos) {
        entry.place = std::string(last);
    } else {
        title = name;
    }
    while (title.ends_with('*')) title.remove_suffix(1);
    entry.title = std::string(title);
}

Result<> check_index_heading(CsvReader& reader, const std::string& name) {
    if (!TRY(reader.next()))
        return refuse("untc.no-header", "should begin with 'chapter_no'", name + ":1:1");
    const auto fields = reader.fields();
    for (std::size_t i = 0; i < index_columns.size(); ++i)
        if (i >= fields.size() || fields[i] != index_columns.at(i))
            return refuse("untc.column", "should be '" + std::string(index_columns.at(i)) + "'",
                          i < fields.size() ? reader.place(i) : reader.place());
    if (fields.size() > index_columns.size())
        return refuse("untc.column", "is not known", reader.place(index_columns.size()));
    reader.expect_fields(index_columns.size());
    return {};
}

InstrumentKind kind_of(std::string_view title) {
    constexpr std::array words = {
        std::pair{std::string_view("Amendment"), InstrumentKind::amendment},
        std::pair{std::string_view("Convention"), InstrumentKind::convention},
        std::pair{std::string_view("Protocol"), InstrumentKind::protocol},
        std::pair{std::string_view("Memorandum"), InstrumentKind::memorandum}};
    auto kind = InstrumentKind::treaty;
    std::size_t first = std::string_view::npos;
    for (const auto& [name, meant] : words)
        if (const std::size_t at = title.find(name); at < first) {
            first = at;
            kind = meant;
        }
    return kind;
}

}  // namespace

std::string file_stem(std::string_view index_id) {
    std::string stem(index_id);
    std::ranges::replace(stem, '.', '-');
    return stem;
}

Result<std::vector<IndexEntry>> read_treaty_index(ByteSource& source, const std::string& name) {
    CsvReader reader(source, {}, name);
    TRY(check_index_heading(reader, name));
    std::vector<IndexEntry> entries;
    std::set<std::string> seen;
    while (TRY(reader.next())) {
        const auto fields = reader.fields();
        for (std::size_t i = 0; i < 3; ++i)
            if (fields[i].empty()) return refuse("untc.empty", "is required", reader.place(i));
        IndexEntry entry;
        entry.id = std::string(fields[0]) + "-" + std::string(fields[1]);
        take_place(fields[2], entry);
        entry.address = fields[3];
        entry.chapter = fields[5];
        if (!seen.insert(entry.id).second)
            return refuse("untc.twice", "'" + entry.id + "' has a row already", reader.place(0));
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<TreatyStatus> read_treaty(ByteSource& source, const std::string& name, std::string id) {
    return StatusReader(source, name).read(std::move(id));
}

void describe_instrument(Instrument& instrument, const IndexEntry& entry) {
    instrument.titles["en"] = entry.title;
    instrument.place = entry.place;
    instrument.concluded = entry.concluded;
    const InstrumentKind kind = kind_of(entry.title);  // what it amends the index does not say
    instrument.kind = kind == InstrumentKind::amendment ? InstrumentKind::treaty : kind;
}

}  // namespace comity
