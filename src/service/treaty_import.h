// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/code_list.h"
#include "instruments/instrument.h"
#include "service/node.h"

namespace comity {

/// Codes of participants whose names the list of countries does not have.
using ParticipantCodes = std::map<std::string, std::string, std::less<>>;

/// Reads a TOML file of `"Name" = "CODE"`. Refusals of TOML and of party codes.
Result<ParticipantCodes> read_participant_codes(const std::string& path);

/// One status file of the United Nations Treaty Collection as acts of the secretariat: it is
/// opened, and every cell is an action. Title, day and place are those of `index.csv` in the folder
/// above the file or beside it. Its final clauses are in no file and stay unknown. Refusals of the
/// reader (`untc.*`), `treaty.index` (no line for it), `treaty.no-day`, `treaty.before-adoption`,
/// `treaty.participant` (a name without a code).
Result<std::vector<Draft>> treaty_drafts(const std::string& path, const CountryList& countries,
                                         const ParticipantCodes& codes);

}  // namespace comity
