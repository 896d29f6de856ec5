// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "instruments/instrument.h"
#include "statistics/byte_source.h"

namespace comity {

/// One line of the index of a collection of treaties.
struct IndexEntry {
    std::string id;     ///< chapter and number: `27-7.a`
    std::string title;  ///< without place and date
    std::optional<std::string> place = {};
    std::optional<Date> concluded = {};  ///< the first day, if there are several
    std::string address;
    std::string chapter;
};

/// Reads the index of the United Nations Treaty Collection: `chapter_no`, `treaty_no`,
/// `treaty_name`, `url`, `chapter_url`, `chapter_name`. Refusals of CSV, `untc.no-header`,
/// `untc.column`, `untc.empty`, `untc.twice`.
Result<std::vector<IndexEntry>> read_treaty_index(ByteSource& source, const std::string& name);

/// The id of the index as files write it: `27-7-a` for `27-7.a`.
std::string file_stem(std::string_view index_id);

/// The status of a treaty as the collection gives it.
struct TreatyStatus {
    Instrument instrument;
    std::vector<std::string> without_action;  ///< participants that are named and nothing more
};

/// Reads one status file: `Participant`, then columns that are headed by what they may hold, as in
/// `Ratification, Accession(a), Succession(d)`; cells are a day and the letter of what was done:
/// `11 May 1994 a`. Where several of them have no letter and all express consent, the action is
/// `consent`. The words of the heading become the text of the action if they say more than its
/// kind. Refusals of CSV, `untc.no-header`, `untc.column` (what heads a column is not known),
/// `untc.no-action` (no column has any), `untc.date`, `untc.letter`, `untc.ambiguous`,
/// `untc.empty`, `untc.twice`, `untc.too-many`; the place is line and column.
Result<TreatyStatus> read_treaty(ByteSource& source, const std::string& name, std::string id);

/// The same with title, place and day from the index.
void describe_instrument(Instrument& instrument, const IndexEntry& entry);

}  // namespace comity
