// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/act_type.h"
#include "base/code_list.h"

namespace comity {

/// The code lists at hand when something is typed. An empty list checks nothing.
struct CodeLists {
    CountryList countries;     ///< ISO 3166-1
    CurrencyCodes currencies;  ///< ISO 4217
};

/// Refuses codes that no list has, before an act is signed: `party.not-in-list` for a party
/// admitted without a name of its own, `unit.not-in-list` for three capitals that are no currency.
/// The record itself knows no lists: they change, what was signed does not.
Result<> check_codes(const ActType& type, const Json& body, const CodeLists& lists);

}  // namespace comity
