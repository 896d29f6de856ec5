// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/import.h"
#include "statistics/sdmx_rows.h"
#include "statistics/series_resolver.h"

namespace comity {

/// Reads the rows of one file into a vintage that is being made.
class RowImport {
public:
    RowImport(const Mapping& mapping, const Binding& binding, const ImportOptions& options,
              VintageWriter& writer);

    /// Refusals `import.*`, `decimal.*`, `period.*`, `date.*`, `sdmx.*` with `file:line:column`.
    Result<> read(const CsvReader& row);
    /// What was left out so far, and why.
    void report(ImportReport& report) const;

private:
    /// A value in the form in which it is stored.
    struct Value {
        std::optional<Number> number;  ///< if it is short
        Decimal decimal;               ///< else
    };

    Result<> read_observation(const CsvReader& row);
    Result<> read_across(const CsvReader& row);
    Result<> read_flow(const CsvReader& row);
    Result<> add(const CsvReader& row, Vintage::SeriesId series, const Period& period,
                 const Value& value);
    Result<Period> read_period(const CsvReader& row);
    Result<Period> parse_period(std::string_view text) const;
    Result<Value> read_value(std::string_view cell, int power) const;
    Result<Value> read_long_value(std::string_view cell, int power) const;
    Result<int> read_power(const CsvReader& row) const;
    Result<Date> read_date(const CsvReader& row) const;
    Result<bool> read_flow_codes(const CsvReader& row, Flow& flow);
    template <class E>
    Result<E> read_word(Notion notion, const CsvReader& row);

    const Mapping& mapping_;
    const Binding& binding_;
    VintageWriter& writer_;
    Codes codes_;
    SeriesResolver series_;
    SdmxRows sdmx_;
    std::optional<int> multiplier_power_;  ///< if the multiplier is a power of ten, or absent
    std::string last_period_text_;
    std::optional<Period> last_period_;
    std::map<std::string, std::uint64_t> unknown_flow_codes_;
    std::uint64_t missing_ = 0;
    std::uint64_t left_out_ = 0;
};

}  // namespace comity
