// SPDX-License-Identifier: Apache-2.0
#include "statistics/vintage.h"

#include "base/check.h"
#include "statistics/sqlite.h"
#include "statistics/vintage_file.h"

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <tuple>

namespace comity {
namespace {

/// What of a value is stored must be readable, else the file is not what was written.
template <class T>
T intact(Result<T>&& result) {
    if (!result) throw Fault("the vintage is damaged: " + result.error().message);
    return *std::move(result);
}

Hash intact_hash(std::string_view text) {
    const auto hash = hash_from_hex(text);
    if (!hash) throw Fault("the vintage is damaged: a hash is not one");
    return *hash;
}

template <class E>
E enum_value(std::int64_t number, E last) {
    if (number < 0 || number > static_cast<std::int64_t>(last))
        throw Fault("the vintage is damaged: there is no such " + std::string(EnumText<E>::type));
    return static_cast<E>(number);
}

Frequency frequency_of(std::int64_t number) {
    if (number < 0 || number > static_cast<std::int64_t>(Frequency::day))
        throw Fault("the vintage is damaged: there is no such frequency");
    return static_cast<Frequency>(number);
}

/// The periods of another frequency that lie wholly between the first day of `from` and the last
/// of `to`, as ordinals.
std::pair<std::int32_t, std::int32_t> ordinals_between(Frequency frequency, const Period& from,
                                                       const Period& to) {
    if (from.frequency == frequency && to.frequency == frequency) return {from.ordinal, to.ordinal};
    Period first = Period::containing(frequency, from.first_day());
    if (first.first_day() < from.first_day()) first = first.next();
    Period last = Period::containing(frequency, to.last_day());
    if (to.last_day() < last.last_day()) --last.ordinal;
    return {first.ordinal, last.ordinal};
}

class SqliteVintage : public Vintage {
public:
    explicit SqliteVintage(const std::string& path);

    const VintageInfo& info() const override { return info_; }
    std::vector<std::pair<SeriesId, SeriesKey>> find(std::string_view indicator,
                                                     std::string_view reporter,
                                                     std::string_view partner) const override;
    std::vector<Observation> observations(SeriesId series, const Period& from,
                                          const Period& to) const override;
    std::vector<std::pair<SeriesId, SeriesKey>> series(std::uint64_t offset,
                                                       std::uint64_t count) const override;
    std::vector<Row> rows(std::uint64_t offset, std::uint64_t count) const override;
    std::vector<Flow> flows(std::uint64_t offset, std::uint64_t count) const override;

private:
    struct Entry {
        SeriesKey key;
        SeriesId id = 0;
        std::uint64_t observations = 0;
        std::uint64_t before = 0;  ///< observations of the series before it in order of key
    };

    void check_kind();
    void read_info();
    bool read_count(std::string_view name, std::int64_t count);
    std::int64_t pragma(std::string_view name);
    void load() const;
    Decimal value_at(int column) const;
    std::vector<Observation> read(const Entry& entry, std::int32_t first, std::int32_t last) const;

    std::string path_;
    mutable std::mutex mutex_;
    mutable sqlite::Database database_;
    VintageInfo info_;
    mutable std::vector<Entry> entries_;        ///< in order of key; read when first needed
    mutable std::vector<std::uint32_t> by_id_;  ///< index into entries_, by id - 1
    mutable std::optional<sqlite::Statement> select_;
};

SqliteVintage::SqliteVintage(const std::string& path)
    : path_(path), database_(sqlite::Database::open_immutable(path)) {
    check_kind();
    read_info();
    select_.emplace(database_,
                    "SELECT key, value, line, status FROM observation"
                    " WHERE key BETWEEN ? AND ? ORDER BY key");
}

std::int64_t SqliteVintage::pragma(std::string_view name) {
    sqlite::Statement statement(database_, "PRAGMA " + std::string(name));
    return statement.step() ? statement.integer(0) : 0;
}

void SqliteVintage::check_kind() {
    if (pragma("application_id") != vintage_file::application)
        throw Fault(path_ + ": is not a vintage");
    if (pragma("user_version") != vintage_file::version)
        throw Fault(path_ + ": is a vintage of a later version of this program");
    const auto bytes = static_cast<std::uint64_t>(pragma("page_count") * pragma("page_size"));
    if (bytes != std::filesystem::file_size(path_)) throw Fault(path_ + ": is cut short");
}

void SqliteVintage::read_info() {
    sqlite::Statement select(database_, "SELECT name, value FROM meta");
    std::size_t found = 0;  // of those that every vintage has
    while (select.step()) {
        const std::string_view name = select.text(0);
        const std::string_view text = select.text(1);
        if (name == "first")
            info_.first = intact(Period::parse(text));
        else if (name == "last")
            info_.last = intact(Period::parse(text));
        else if (name == "file")
            info_.file = intact_hash(text), ++found;
        else if (name == "mapping")
            info_.mapping = intact_hash(text), ++found;
        else
            found += read_count(name, select.integer(1)) ? 1 : 0;
    }
    if (found < 6) throw Fault(path_ + ": is a vintage that was not finished");
}

bool SqliteVintage::read_count(std::string_view name, std::int64_t count) {
    if (count < 0) throw Fault(path_ + ": the counts of the vintage are damaged");
    for (const auto& [known, number] : {std::pair{std::string_view("bytes"), &info_.bytes},
                                        {"series", &info_.series},
                                        {"observations", &info_.observations},
                                        {"flows", &info_.flows}}) {
        if (name != known) continue;
        *number = static_cast<std::uint64_t>(count);
        return true;
    }
    return false;
}

/// Reads the series into memory.
void SqliteVintage::load() const {
    if (!entries_.empty() || info_.series == 0) return;
    std::vector<Entry> entries;
    sqlite::Statement select(database_, "SELECT * FROM series ORDER BY id");
    while (select.step()) {
        Entry entry;
        entry.id = select.integer(0);
        entry.key = {.indicator = std::string(select.text(1)),
                     .reporter = std::string(select.text(2)),
                     .partner = std::string(select.text(3)),
                     .product = std::string(select.text(4)),
                     .unit = std::string(select.text(5)),
                     .frequency = frequency_of(select.integer(6))};
        entry.observations = static_cast<std::uint64_t>(select.integer(7));
        if (entry.id != static_cast<SeriesId>(entries.size() + 1))
            throw Fault(path_ + ": the series of the vintage are damaged");
        entries.push_back(std::move(entry));
    }
    if (entries.size() != info_.series)
        throw Fault(path_ + ": the series of the vintage are damaged");
    std::ranges::sort(entries, {}, &Entry::key);
    by_id_.resize(entries.size());
    std::uint64_t before = 0;
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        entries[i].before = before;
        before += entries[i].observations;
        by_id_[static_cast<std::size_t>(entries[i].id - 1)] = i;
    }
    entries_ = std::move(entries);
}

std::vector<std::pair<Vintage::SeriesId, SeriesKey>> SqliteVintage::find(
    std::string_view indicator, std::string_view reporter, std::string_view partner) const {
    const std::scoped_lock lock(mutex_);
    load();
    using Name = std::tuple<std::string_view, std::string_view, std::string_view>;
    const auto name = [](const Entry& entry) {
        return Name(entry.key.indicator, entry.key.reporter, entry.key.partner);
    };
    std::vector<std::pair<SeriesId, SeriesKey>> found;
    for (const Entry& entry :
         std::ranges::equal_range(entries_, Name(indicator, reporter, partner), {}, name))
        found.emplace_back(entry.id, entry.key);
    return found;
}

Decimal SqliteVintage::value_at(int column) const {
    if (select_->is_integer(column)) return Decimal(select_->integer(column));
    return intact(Decimal::parse(select_->text(column)));
}

/// The observations of a series whose ordinals lie in [first, last].
std::vector<Observation> SqliteVintage::read(const Entry& entry, std::int32_t first,
                                             std::int32_t last) const {
    std::vector<Observation> found;
    if (first > last) return found;
    select_->reset();
    select_->bind(1, vintage_file::key_of(entry.id, first))
        .bind(2, vintage_file::key_of(entry.id, last));
    while (select_->step())
        found.push_back(
            {.period = {entry.key.frequency, vintage_file::ordinal_of(select_->integer(0))},
             .value = value_at(1),
             .status = std::string(select_->text(3)),
             .line = static_cast<std::uint64_t>(select_->integer(2))});
    select_->reset();
    return found;
}

std::vector<Observation> SqliteVintage::observations(SeriesId series, const Period& from,
                                                     const Period& to) const {
    const std::scoped_lock lock(mutex_);
    load();
    if (series < 1 || static_cast<std::uint64_t>(series) > entries_.size()) return {};
    const Entry& entry = entries_[by_id_[static_cast<std::size_t>(series - 1)]];
    const auto [first, last] = ordinals_between(entry.key.frequency, from, to);
    return read(entry, first, last);
}

std::vector<std::pair<Vintage::SeriesId, SeriesKey>> SqliteVintage::series(
    std::uint64_t offset, std::uint64_t count) const {
    const std::scoped_lock lock(mutex_);
    load();
    std::vector<std::pair<SeriesId, SeriesKey>> found;
    for (std::uint64_t i = offset; i < entries_.size() && found.size() < count; ++i)
        found.emplace_back(entries_[i].id, entries_[i].key);
    return found;
}

std::vector<Vintage::Row> SqliteVintage::rows(std::uint64_t offset, std::uint64_t count) const {
    const std::scoped_lock lock(mutex_);
    load();
    std::vector<Row> found;
    auto entry = std::ranges::upper_bound(entries_, offset, {}, &Entry::before);
    if (entry != entries_.begin()) --entry;
    for (; entry != entries_.end() && found.size() < count; ++entry) {
        const std::uint64_t skip = offset > entry->before ? offset - entry->before : 0;
        if (skip >= entry->observations) continue;
        auto all = read(*entry, INT32_MIN, INT32_MAX);
        for (std::uint64_t i = skip; i < all.size() && found.size() < count; ++i)
            found.push_back({entry->key, std::move(all[i])});
    }
    return found;
}

std::vector<Flow> SqliteVintage::flows(std::uint64_t offset, std::uint64_t count) const {
    const std::scoped_lock lock(mutex_);
    std::vector<Flow> found;
    const std::uint64_t first = std::min(offset, info_.flows);
    const std::uint64_t last = first + std::min(count, info_.flows - first);
    sqlite::Statement select(database_,
                             "SELECT * FROM flow WHERE number > ? AND number <= ? ORDER BY number");
    select.bind(1, static_cast<std::int64_t>(first)).bind(2, static_cast<std::int64_t>(last));
    while (select.step())
        found.push_back({.provider = std::string(select.text(1)),
                         .receiver = std::string(select.text(2)),
                         .kind = enum_value(select.integer(3), FlowKind::data),
                         .stage = enum_value(select.integer(4), Stage::used),
                         .quantity = intact(Decimal::parse(select.text(5))),
                         .unit = std::string(select.text(6)),
                         .date = {static_cast<std::int32_t>(select.integer(7))},
                         .id = std::string(select.text(8)),
                         .continues = std::string(select.text(9)),
                         .line = static_cast<std::uint64_t>(select.integer(10))});
    return found;
}

}  // namespace

std::unique_ptr<Vintage> Vintage::open(const std::string& path) {
    return std::make_unique<SqliteVintage>(path);
}

}  // namespace comity
