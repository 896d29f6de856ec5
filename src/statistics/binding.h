// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/mapping.h"

#include <optional>

namespace comity {

/// A column that is a period.
struct PeriodColumn {
    std::size_t index;
    Period period;
};

/// A mapping laid over the header of a file: which field of a row is what.
class Binding {
public:
    /// Refusals `mapping.column-missing`, `mapping.column-twice`, `mapping.periods`, `sdmx.header`.
    static Result<Binding> bind(const Mapping& mapping, const CsvReader& header);

    bool has(Notion notion) const { return cells_[index_of(notion)].bound; }
    /// The text of a notion in a row, without blanks around it. Refusal `import.split`.
    Result<std::string_view> text(Notion notion, const CsvReader& row) const;
    /// `file:line:column` of a notion in a row.
    std::string place(Notion notion, const CsvReader& row) const;
    /// The fields that tell the rows of one series from those of others.
    const std::vector<std::size_t>& key_fields() const { return key_fields_; }
    const std::vector<PeriodColumn>& periods() const { return periods_; }
    /// Whether the mapping's filters let a row pass.
    bool passes(const CsvReader& row) const;
    /// The field of a column that SDMX-CSV names, if the file has it.
    std::optional<std::size_t> field(std::string_view column) const;
    /// A field of a row, without blanks around it, and without its label where the column has them.
    std::string_view cell(std::size_t field, const CsvReader& row) const;

private:
    struct Cell {
        bool bound = false;
        const NotionSource* source = nullptr;
        std::size_t field = no_field;
    };
    struct Filter {
        std::size_t field;
        const std::vector<std::string>* values;
    };
    static constexpr std::size_t no_field = SIZE_MAX;
    static std::size_t index_of(Notion notion) { return static_cast<std::size_t>(notion); }

    explicit Binding(const Mapping& mapping) : mapping_(&mapping) {}
    Result<> read_header(const CsvReader& header);
    Result<> bind_sources();
    void bind_common_attributes();
    Result<> bind_filters();
    Result<> bind_periods();
    Result<std::size_t> find(const std::string& column, const std::string& pointer) const;
    Result<> add_period(std::size_t field, std::string_view text, const std::string& pointer);
    std::string header_list() const;

    const Mapping* mapping_;
    std::vector<std::string> header_;
    std::vector<bool> labelled_;
    std::array<Cell, EnumText<Notion>::values.size()> cells_;
    std::vector<std::size_t> key_fields_;
    std::vector<Filter> filters_;
    std::vector<PeriodColumn> periods_;
    std::string file_place_;
};

}  // namespace comity
