// SPDX-License-Identifier: Apache-2.0
#include "statistics/vintage_writer.h"

#include "base/check.h"
#include "statistics/vintage_file.h"

#include <algorithm>

namespace comity {
namespace {

sqlite::Database create(const std::string& path) {
    sqlite::Database database = sqlite::Database::create(path);
    database.execute("BEGIN");
    database.execute(vintage_file::tables);
    return database;
}

/// "indicator XG, reporter CHN, partner RUS": the parts that it has.
std::string describe(const SeriesKey& key) {
    std::string text = "indicator " + key.indicator;
    const auto add = [&](std::string_view name, const std::string& value) {
        if (!value.empty()) text.append(", ").append(name).append(" ").append(value);
    };
    add("reporter", key.reporter);
    add("partner", key.partner);
    add("product", key.product);
    add("unit", key.unit);
    return text;
}

}  // namespace

VintageWriter::VintageWriter(const std::string& path, std::string source_name)
    : database_(create(path)),
      source_name_(std::move(source_name)),
      insert_flow_(database_, "INSERT INTO flow VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
    inserter_.emplace(database_);
}

Vintage::SeriesId VintageWriter::series(const SeriesKey& key) {
    const NumberedKey numbered{
        {code_number(key.indicator), code_number(key.reporter), code_number(key.partner),
         code_number(key.product), code_number(key.unit)},
        key.frequency};
    const auto [entry, is_new] =
        numbers_.try_emplace(numbered, static_cast<std::uint32_t>(keys_.size() + 1));
    if (is_new) {
        check(keys_.size() < INT32_MAX, "a file of so many series is larger than any disk");
        keys_.push_back(&entry->first);
        counts_.push_back(0);
    }
    return entry->second;
}

std::uint32_t VintageWriter::code_number(const std::string& code) {
    const auto [entry, is_new] =
        code_numbers_.try_emplace(code, static_cast<std::uint32_t>(codes_.size()));
    if (is_new) codes_.push_back(&entry->first);
    return entry->second;
}

SeriesKey VintageWriter::key_of(Vintage::SeriesId series) const {
    const NumberedKey& key = *keys_[static_cast<std::size_t>(series - 1)];
    const auto code = [&](std::size_t i) { return *codes_[key.codes.at(i)]; };
    return {.indicator = code(0),
            .reporter = code(1),
            .partner = code(2),
            .product = code(3),
            .unit = code(4),
            .frequency = key.frequency};
}

Result<> VintageWriter::add(Vintage::SeriesId series, const Period& period, const Number& value,
                            std::string_view status, std::uint64_t line) {
    return push({.key = vintage_file::key_of(series, period.ordinal),
                 .line = line,
                 .coefficient = value.coefficient,
                 .exponent = value.exponent,
                 .status = 0},
                period, status);
}

Result<> VintageWriter::add(Vintage::SeriesId series, const Period& period, const Decimal& value,
                            std::string_view status, std::uint64_t line) {
    std::string text = value.text();
    if (const auto number = Number::parse(text)) return add(series, period, *number, status, line);
    batch_.texts.push_back(std::move(text));
    return push({.key = vintage_file::key_of(series, period.ordinal),
                 .line = line,
                 .coefficient = static_cast<std::int64_t>(batch_.texts.size() - 1),
                 .exponent = ObservationBatch::exponent_of_text,
                 .status = 0},
                period, status);
}

Result<> VintageWriter::push(PendingObservation observation, const Period& period,
                             std::string_view status) {
    observation.status = status_number(status);
    batch_.observations.push_back(observation);
    ++counts_[static_cast<std::size_t>(vintage_file::series_of(observation.key) - 1)];
    Range& range = ranges_.at(static_cast<std::size_t>(period.frequency));
    range.first = std::min(range.first, period.ordinal);
    range.last = std::max(range.last, period.ordinal);
    if (batch_.observations.size() < batch_size) return {};
    return hand_over(false);
}

std::uint32_t VintageWriter::status_number(std::string_view status) {
    if (status.empty()) return 0;
    if (statuses_[last_status_] == status) return last_status_;
    const auto known = std::ranges::find(statuses_, status);
    last_status_ = static_cast<std::uint32_t>(known - statuses_.begin());
    if (known == statuses_.end()) statuses_.emplace_back(status);
    return last_status_;
}

Result<> VintageWriter::hand_over(bool last) {
    batch_.statuses = statuses_;
    const auto duplicate = last ? inserter_->finish(batch_) : inserter_->insert(batch_);
    if (!duplicate) return {};
    const SeriesKey key = key_of(vintage_file::series_of(duplicate->key));
    const Period period{key.frequency, vintage_file::ordinal_of(duplicate->key)};
    return refuse("import.duplicate",
                  "lines " + std::to_string(duplicate->first_line) + " and " +
                      std::to_string(duplicate->second_line) + " both give a value of " +
                      describe(key) + " for " + period.text(),
                  source_name_ + ":" + std::to_string(duplicate->second_line));
}

void VintageWriter::add_flow(const Flow& flow) {
    const std::string quantity = flow.quantity.text();
    const auto number = Number::parse(quantity);
    insert_flow_.bind(1, static_cast<std::int64_t>(++flows_))
        .bind(2, std::string_view(flow.provider))
        .bind(3, std::string_view(flow.receiver))
        .bind(4, static_cast<std::int64_t>(flow.kind))
        .bind(5, static_cast<std::int64_t>(flow.stage))
        .bind(7, std::string_view(flow.unit))
        .bind(8, flow.date.days)
        .bind(9, std::string_view(flow.id))
        .bind(10, std::string_view(flow.continues))
        .bind(11, static_cast<std::int64_t>(flow.line));
    if (const auto whole = number ? number->integer() : std::nullopt)
        insert_flow_.bind(6, *whole);
    else
        insert_flow_.bind(6, std::string_view(quantity));
    check(insert_flow_.insert(), "flows are numbered");
    flow_days_.first = std::min(flow_days_.first, flow.date.days);
    flow_days_.last = std::max(flow_days_.last, flow.date.days);
}

Result<VintageInfo> VintageWriter::finish(const VintageInfo& info) {
    TRY(hand_over(true));
    VintageInfo whole = info;
    whole.series = keys_.size();
    whole.observations = 0;
    for (const std::int64_t count : counts_)
        whole.observations += static_cast<std::uint64_t>(count);
    whole.flows = flows_;
    cover(whole);
    write_series();
    write_meta(whole);
    database_.execute("COMMIT");
    return whole;
}

/// First and last by the days that periods cover. Where there are only flows, their days.
void VintageWriter::cover(VintageInfo& info) const {
    const auto include = [&](const Period& first, const Period& last) {
        if (!info.first || first.first_day() < info.first->first_day()) info.first = first;
        if (!info.last || info.last->last_day() < last.last_day()) info.last = last;
    };
    for (std::size_t i = 0; i < ranges_.size(); ++i) {
        const auto frequency = static_cast<Frequency>(i);
        if (ranges_.at(i).first <= ranges_.at(i).last)
            include({frequency, ranges_.at(i).first}, {frequency, ranges_.at(i).last});
    }
    if (info.observations == 0 && flows_ > 0)
        include(Period::containing(Frequency::day, {flow_days_.first}),
                Period::containing(Frequency::day, {flow_days_.last}));
}

void VintageWriter::write_series() {
    sqlite::Statement insert(database_, "INSERT INTO series VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        const SeriesKey key = key_of(static_cast<Vintage::SeriesId>(i + 1));
        insert.bind(1, static_cast<std::int64_t>(i + 1))
            .bind(2, std::string_view(key.indicator))
            .bind(3, std::string_view(key.reporter))
            .bind(4, std::string_view(key.partner))
            .bind(5, std::string_view(key.product))
            .bind(6, std::string_view(key.unit))
            .bind(7, static_cast<std::int64_t>(key.frequency))
            .bind(8, counts_[i]);
        check(insert.insert(), "series are numbered");
    }
}

void VintageWriter::write_meta(const VintageInfo& info) {
    sqlite::Statement insert(database_, "INSERT INTO meta VALUES (?, ?)");
    const auto text = [&](std::string_view name, const std::string& value) {
        check(insert.bind(1, name).bind(2, std::string_view(value)).insert(), "names differ");
    };
    const auto number = [&](std::string_view name, std::uint64_t value) {
        insert.bind(1, name).bind(2, static_cast<std::int64_t>(value));
        check(insert.insert(), "names differ");
    };
    text("file", to_hex(info.file));
    text("mapping", to_hex(info.mapping));
    number("bytes", info.bytes);
    number("series", info.series);
    number("observations", info.observations);
    number("flows", info.flows);
    if (info.first) text("first", info.first->text());
    if (info.last) text("last", info.last->text());
}

}  // namespace comity
