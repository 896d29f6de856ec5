// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/equilibrium/economy.h"
#include "statistics/byte_source.h"

namespace comity::trade {

/// A text and how refusals call it.
struct NamedSource {
    ByteSource& bytes;
    std::string name;
};

/// Numbers in lines, separated by tabs, as the replication files of Caliendo and Parro (2015) are.
/// A block is the rows of one sector (of tariffs, flows) or of one party (of inputs).
struct MatrixFiles {
    NamedSource gross_output;  ///< rows sectors, columns parties
    NamedSource value_added;   ///< rows sectors, columns parties: shares of gross output
    NamedSource inputs;        ///< blocks parties, rows from, columns into: shares of all inputs
    NamedSource elasticity;    ///< θ by line, for the sectors that are traded
    NamedSource tariff;        ///< blocks traded sectors, rows buyers, columns sellers: per cent
    NamedSource flow;          ///< likewise, without tariffs
};

struct MatrixLabels {
    std::vector<std::string> parties;
    std::vector<std::string> sectors;  ///< those that are traded come first
};

struct MatrixUnits {
    double flow = 1;             ///< what one unit of flows is, in units of gross output
    double untraded_theta = 10;  ///< of sectors without a line; without trade it does not matter
};

/// Refusals: those of `CsvReader`, `matrix.number`, `matrix.shape`.
Result<FlowTables> read_matrices(const MatrixFiles& files, const MatrixLabels& labels,
                                 const MatrixUnits& units = {});

/// Tariffs of another year, [j][n][i]; none on sectors that the file does not have.
Result<std::vector<double>> read_tariff_matrix(const NamedSource& file, const MatrixLabels& labels);

/// Tables in long form: a line for each cell, with the columns `value` and the labels of the cell.
struct LongFiles {
    NamedSource share;              ///< origin, destination, sector
    NamedSource tariff;             ///< origin, destination, sector: the factor 1 + τ
    NamedSource expenditure;        ///< country, sector
    NamedSource final_share;        ///< country, sector
    NamedSource value_added_share;  ///< country, sector: of output
    NamedSource input_share;        ///< country, input, output: of all inputs
    NamedSource elasticity;         ///< sector: 1 / θ
    NamedSource value_added;        ///< country
    NamedSource balance;            ///< country: exports less imports
};

/// Parties and sectors stand in the order in which `elasticity` and `value_added` name them.
/// Refusals: those of `CsvReader` and `check_economy`, `long.column`, `long.number`, `long.label`,
/// `long.twice`, `long.missing`.
Result<Economy> read_long_tables(const LongFiles& files, const EconomyLimits& limits = {});

}  // namespace comity::trade
