// SPDX-License-Identifier: Apache-2.0
#include "statistics/sdmx_rows.h"

#include "base/text.h"

namespace comity {

SdmxRows::SdmxRows(const Binding& binding)
    : binding_(binding),
      structure_(binding.field("STRUCTURE")),
      name_(structure_ ? binding.field("STRUCTURE_ID") : binding.field("DATAFLOW")),
      action_(binding.field("ACTION")) {}

Result<> SdmxRows::check(const CsvReader& row) {
    if (structure_) TRY(check_structure(row, *structure_));
    if (action_) TRY(check_action(row, *action_));
    if (!name_) return {};
    const std::string_view name = binding_.cell(*name_, row);
    if (!first_name_) first_name_ = name;
    if (*first_name_ == name) return {};
    return refuse("sdmx.several-structures",
                  "belongs to " + std::string(name) + ", but rows before it to " + *first_name_ +
                      "; choose one by a filter in the mapping",
                  row.place(*name_));
}

Result<> SdmxRows::check_structure(const CsvReader& row, std::size_t field) const {
    const std::string_view kind = binding_.cell(field, row);
    for (const std::string_view known : {"dataflow", "datastructure", "dataprovision"})
        if (equal_ignoring_case(kind, known)) return {};
    return refuse(
        "sdmx.structure",
        "should be dataflow, datastructure or dataprovision, is \"" + std::string(kind) + "\"",
        row.place(field));
}

/// A vintage is a whole: its rows are given, whether they add to or replace what was before.
Result<> SdmxRows::check_action(const CsvReader& row, std::size_t field) const {
    const std::string_view action = binding_.cell(field, row);
    if (action.empty() || action == "I" || action == "A" || action == "R") return {};
    if (action == "D")
        return refuse("sdmx.action-delete",
                      "deletes; a vintage is a whole file, so what it does not have is gone",
                      row.place(field));
    if (action == "M")
        return refuse(
            "sdmx.action-merge",
            "merges with values that are not in this file; ask the source for all of them",
            row.place(field));
    return refuse("sdmx.action", "should be I, A or R, is \"" + std::string(action) + "\"",
                  row.place(field));
}

}  // namespace comity
