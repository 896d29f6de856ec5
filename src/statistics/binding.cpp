// SPDX-License-Identifier: Apache-2.0
#include "statistics/binding.h"

#include "base/sorted.h"
#include "base/text.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::string_view label_mark = ": ";  // between a code and its label in SDMX-CSV

}  // namespace

Result<Binding> Binding::bind(const Mapping& mapping, const CsvReader& header) {
    Binding binding(mapping);
    TRY(binding.read_header(header));
    TRY(binding.bind_sources());
    if (mapping.shape == Shape::sdmx_csv) binding.bind_common_attributes();
    TRY(binding.bind_filters());
    if (mapping.shape == Shape::across) TRY(binding.bind_periods());
    for (std::size_t i = 0; i <= index_of(Notion::frequency); ++i) {
        const Cell& cell = binding.cells_.at(i);
        if (cell.bound && cell.field != no_field) binding.key_fields_.push_back(cell.field);
    }
    binding.key_fields_ = sorted_once(std::move(binding.key_fields_));
    return binding;
}

Result<> Binding::read_header(const CsvReader& header) {
    file_place_ = header.place();
    const bool sdmx = mapping_->shape == Shape::sdmx_csv;
    for (const std::string_view field : header.fields()) {
        const std::string_view name = trimmed(field);
        const std::size_t label = sdmx ? name.find(label_mark) : std::string_view::npos;
        labelled_.push_back(label != std::string_view::npos);
        header_.emplace_back(name.substr(0, label));
    }
    if (!sdmx) return {};
    if (header_[0] == "DATAFLOW") return {};
    if (header_[0] == "STRUCTURE" && header_.size() > 1 && header_[1] == "STRUCTURE_ID") {
        labelled_[1] = true;  // "AGENCY:ID(1.0): Name", whatever its header says
        return {};
    }
    return refuse("sdmx.header",
                  "should begin with DATAFLOW (SDMX-CSV 1.0) or STRUCTURE,STRUCTURE_ID (2.0)",
                  file_place_);
}

std::string Binding::header_list() const {
    constexpr std::size_t shown_max = 40;
    std::string text;
    for (std::size_t i = 0; i < header_.size() && i < shown_max; ++i)
        text.append(i == 0 ? "" : ", ").append(header_[i]);
    return header_.size() > shown_max ? text + ", …" : text;
}

Result<std::size_t> Binding::find(const std::string& column, const std::string& pointer) const {
    const auto found = std::ranges::find(header_, column);
    if (found == header_.end())
        return refuse("mapping.column-missing",
                      "names the column \"" + column + "\", but " + file_place_ +
                          " has the columns " + header_list(),
                      mapping_->document.place(pointer));
    if (std::find(found + 1, header_.end(), column) != header_.end())
        return refuse("mapping.column-twice",
                      "names the column \"" + column + "\", which " + file_place_ + " has twice",
                      mapping_->document.place(pointer));
    return static_cast<std::size_t>(found - header_.begin());
}

std::optional<std::size_t> Binding::field(std::string_view column) const {
    const auto found = std::ranges::find(header_, column);
    if (found == header_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header_.begin());
}

Result<> Binding::bind_sources() {
    for (const auto& [notion, source] : mapping_->sources) {
        Cell cell{.bound = true, .source = &source, .field = no_field};
        if (!source.column.empty()) cell.field = TRY(find(source.column, source.pointer));
        cells_.at(index_of(notion)) = cell;
    }
    return {};
}

/// What SDMX-CSV files commonly have, and a mapping need not say.
void Binding::bind_common_attributes() {
    static const NotionSource whole_column;
    constexpr std::array attributes = {std::pair{Notion::frequency, std::string_view("FREQ")},
                                       std::pair{Notion::status, std::string_view("OBS_STATUS")},
                                       std::pair{Notion::power, std::string_view("UNIT_MULT")}};
    for (const auto& [notion, column] : attributes) {
        Cell& cell = cells_.at(index_of(notion));
        const auto found = field(column);
        if (!cell.bound && found) cell = {.bound = true, .source = &whole_column, .field = *found};
    }
}

Result<> Binding::bind_filters() {
    for (const RowFilter& filter : mapping_->filters)
        filters_.push_back({TRY(find(filter.column, filter.pointer)), &filter.values});
    return {};
}

Result<> Binding::bind_periods() {
    for (std::size_t i = 0; i < mapping_->period_columns.size(); ++i) {
        const std::string& column = mapping_->period_columns[i];
        const std::string pointer = "/wide/columns/" + std::to_string(i);
        const std::size_t field = TRY(find(column, pointer));
        TRY(add_period(field, column, pointer));
    }
    if (mapping_->period_pattern.empty()) return {};
    for (std::size_t i = 0; i < header_.size(); ++i)
        if (const auto period = period_in_name(header_[i], mapping_->period_pattern))
            TRY(add_period(i, *period, "/wide/pattern"));
    if (!periods_.empty()) return {};
    return refuse("mapping.periods",
                  "fits no column of " + file_place_ + ", which has " + header_list(),
                  mapping_->document.place("/wide/pattern"));
}

Result<> Binding::add_period(std::size_t field, std::string_view text, const std::string& pointer) {
    const auto notation = mapping_->period ? mapping_->period->canonical(text) : std::string(text);
    auto period =
        notation ? Period::parse(*notation) : Result<Period>(std::unexpected(notation.error()));
    if (!period)
        return refuse("mapping.periods",
                      "the column \"" + header_[field] + "\": " + period.error().message,
                      mapping_->document.place(pointer));
    for (const PeriodColumn& other : periods_)
        if (other.period == *period)
            return refuse("mapping.periods",
                          "the columns \"" + header_[other.index] + "\" and \"" + header_[field] +
                              "\" are both " + period->text(),
                          mapping_->document.place(pointer));
    periods_.push_back({field, *period});
    return {};
}

std::string_view Binding::cell(std::size_t field, const CsvReader& row) const {
    std::string_view text = trimmed(row.fields()[field]);
    if (labelled_[field]) text = text.substr(0, text.find(label_mark));
    return text;
}

Result<std::string_view> Binding::text(Notion notion, const CsvReader& row) const {
    const Cell& cell = cells_[index_of(notion)];
    if (!cell.bound) return std::string_view();
    if (cell.field == no_field) return std::string_view(cell.source->constant);
    const std::string_view whole = this->cell(cell.field, row);
    const NotionSource& source = *cell.source;
    if (source.part_count == 0) return whole;
    std::string_view rest = whole;
    std::string_view wanted;
    for (std::size_t part = 0; part < source.part_count; ++part) {
        const bool last = part + 1 == source.part_count;
        const std::size_t at = rest.find(source.separator);
        if ((at == std::string_view::npos) != last)
            return refuse("import.split",
                          "\"" + std::string(whole) + "\" should have " +
                              std::to_string(source.part_count) + " parts between \"" +
                              source.separator + "\"",
                          row.place(cell.field));
        if (part == source.part) wanted = rest.substr(0, at);
        if (!last) rest.remove_prefix(at + source.separator.size());
    }
    return trimmed(wanted);
}

std::string Binding::place(Notion notion, const CsvReader& row) const {
    const Cell& cell = cells_[index_of(notion)];
    return cell.field == no_field ? row.place() : row.place(cell.field);
}

bool Binding::passes(const CsvReader& row) const {
    return std::ranges::all_of(filters_, [&](const Filter& filter) {
        return std::ranges::find(*filter.values, cell(filter.field, row)) != filter.values->end();
    });
}

}  // namespace comity
