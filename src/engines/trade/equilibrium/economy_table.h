// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace comity::trade {

/// How the numbers of a table lie: by which labels, in which order.
enum class Layout : std::uint8_t {
    sector,          ///< [j]
    party,           ///< [n]
    sector_party,    ///< [j][n]
    party_sector,    ///< [n][j]
    sector_parties,  ///< [j][n][i]
    party_sectors,   ///< [n][k][j]
};

struct NumberTable {
    const char* name;
    Layout layout;
    const std::vector<double>& values;
};

/// Judges tables of numbers by parties and sectors; refusals name the cell by its labels.
struct TableJudge {
    const std::vector<std::string>& parties;
    const std::vector<std::string>& sectors;

    /// How many numbers such a table has.
    std::size_t size(Layout layout) const;
    /// `/share/Textiles/Mexico/Canada`.
    std::string place(const char* name, Layout layout, std::size_t at) const;

    Result<> expect_size(const NumberTable& table, const char* code) const;
    Result<> expect_finite(const NumberTable& table, const char* code) const;
    Result<> expect_above(const NumberTable& table, double bound, const char* code) const;
    Result<> expect_at_least(const NumberTable& table, double bound, const char* code) const;
};

}  // namespace comity::trade
