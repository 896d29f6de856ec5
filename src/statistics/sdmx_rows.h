// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/binding.h"

namespace comity {

/// Checks the columns in which SDMX-CSV says what a row belongs to and what is to be done with it.
class SdmxRows {
public:
    explicit SdmxRows(const Binding& binding);
    /// Refusals `sdmx.structure`, `sdmx.several-structures`, `sdmx.action-delete`,
    /// `sdmx.action-merge`, `sdmx.action`.
    Result<> check(const CsvReader& row);

private:
    Result<> check_structure(const CsvReader& row, std::size_t field) const;
    Result<> check_action(const CsvReader& row, std::size_t field) const;

    const Binding& binding_;
    std::optional<std::size_t> structure_;
    std::optional<std::size_t> name_;
    std::optional<std::size_t> action_;
    std::optional<std::string> first_name_;
};

}  // namespace comity
