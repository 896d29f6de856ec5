// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "instruments/instrument.h"

namespace comity {

/// One thing that a column of a status file may hold.
struct Designation {
    ActionKind kind = ActionKind::consent;
    std::string letter;  ///< after the day; empty: nothing
    std::string text;    ///< as the heading has it, without the letter
    bool operator==(const Designation&) const = default;
};

/// What heads a column, as in `Ratification, Accession(a)`. Refusal `untc.column`.
Result<std::vector<Designation>> parse_column(std::string_view heading);

/// What a letter means in a column. Refusals `untc.letter`, `untc.ambiguous`.
Result<Designation> find_designation(const std::vector<Designation>& column,
                                     std::string_view letter);

/// Whether the words of a heading say more than the kind does.
bool says_more(const Designation& designation);

/// `1 Nov 1945` or `26 June 1945`; `untc.date`.
Result<Date> parse_treaty_date(std::string_view text);

}  // namespace comity
