// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "calendar/calendar.h"
#include "calendar/content_line.h"

namespace comity {

/// The words for a status, in the order of its enum.
inline constexpr std::string_view event_status_words[] = {"TENTATIVE", "CONFIRMED", "CANCELLED"};
inline constexpr std::string_view to_do_status_words[] = {"NEEDS-ACTION", "IN-PROCESS", "COMPLETED",
                                                          "CANCELLED"};

/// What stands for the address of somebody who has none.
inline constexpr std::string_view no_address = "invalid:nomail";

/// Puts a property with no time of its own zone into the item; others it leaves alone. Refusals
/// `calendar.value`.
Result<> set_property(Event& event, const ContentLine& line);
Result<> set_property(ToDo& to_do, const ContentLine& line);

/// RRULE, RDATE, EXDATE, RECURRENCE-ID.
bool is_recurrence(std::string_view property_name);

/// Whether an item may have this property only once.
bool is_single(std::string_view property_name);

}  // namespace comity
