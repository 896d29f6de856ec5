// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/types.h"
#include "instruments/bound.h"

namespace comity {

/// What depositaries tell, in the languages of the pages.

/// "Ratification", "Ратификация", "批准".
Translations action_words(ActionKind kind);

/// What a notification says: the instrument, what was done and by whom, on which day, and what
/// follows from it. A language in which the record has no name has the English one.
struct NoticeParts {
    Translations title;
    std::optional<Translations> party = {};  ///< absent: of the instrument as such
    ActionKind action = ActionKind::signature;
    Date date;
    std::optional<std::string> reference = {};
    std::optional<Translations> towards = {};
    std::optional<Date> bound_from = {};
    std::optional<Date> leaves_on = {};
    std::optional<std::uint64_t> entry = {};
};
Translations notice_text(const NoticeParts& parts);

/// That the conditions were met, and what day follows.
Translations entry_text(const Translations& title, std::optional<Date> met_on, Date in_force_on);

}  // namespace comity
