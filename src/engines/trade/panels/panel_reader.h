// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/panels/panel.h"
#include "statistics/csv_reader.h"

namespace comity::trade {

/// What to take from a file of one row an observation, by the names in its header. Columns that
/// are not named are passed over. A column may be both a factor and a variable (a year).
struct PanelColumns {
    std::vector<std::string> factors = {"exporter", "importer", "year"};
    std::vector<std::string> variables = {"trade"};
    /// Factors that tell every row from every other; empty: all factors do so together.
    std::vector<std::string> key = {};
    /// How a number that is not known is written. Never guessed to be zero. Labels are not
    /// concerned: "NA" may be Namibia.
    std::vector<std::string> missing = {"", "NA", "NaN", "nan", "."};
    char delimiter = ',';
};

/// The rows of a CSV file with a header. Labels are kept as they are written. Refusals:
/// `panel.no-header`, `panel.unknown-column`, `panel.duplicate-column`, `panel.unknown-key`,
/// `panel.no-label` (an empty cell of a factor), `panel.not-a-number`, `panel.not-finite` (too
/// large, too small but not zero, or infinite), `panel.duplicate-row`, `panel.too-many-rows`, and
/// those of `CsvReader`. `name` is how they call the file.
Result<Panel> read_panel(ByteSource& source, std::string name, const PanelColumns& columns);

/// The same from a file of the operating system, unpacked if its name ends in `.gz` (refusals of
/// `GzipSource`). `Fault` if it cannot be read.
Result<Panel> read_panel_file(const std::string& path, const PanelColumns& columns);

}  // namespace comity::trade
