// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// A country of ISO 3166-1.
struct Country {
    std::string alpha3;
    std::string alpha2;
    std::string name;         ///< ISO's, in English
    std::string common_name;  ///< shorter, if there is one
    const std::string& display_name() const { return common_name.empty() ? name : common_name; }
};

/// ISO 3166-1, sorted by alpha-3 code.
class CountryList {
public:
    CountryList() = default;
    explicit CountryList(std::vector<Country> countries);

    /// The country with this code, or null.
    const Country* by_alpha3(std::string_view code) const;
    const std::vector<Country>& all() const { return countries_; }
    bool empty() const { return countries_.empty(); }

private:
    std::vector<Country> countries_;
};

/// Currency codes of ISO 4217, sorted.
using CurrencyCodes = std::vector<std::string>;

/// Read the files of Debian's iso-codes package (`iso_3166-1.json`, `iso_4217.json`).
/// Refusals of JSON, and `code-list.malformed` with a JSON pointer.
Result<CountryList> parse_countries(std::string_view json);
Result<CurrencyCodes> parse_currencies(std::string_view json);

}  // namespace comity
