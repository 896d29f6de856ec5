// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "calendar/calendar.h"
#include "service/question.h"

namespace comity {

class Zones;

/// The meetings of a body, and the deadlines of what was put to it and of actions that it owns or
/// that follow from its decisions. It depends on the record alone, not on the reader's clock: what
/// was changed has a higher sequence, what was cancelled stays. A meeting in a zone that is not
/// known here is given in UTC. Texts are in `language`, else English, else any.
/// Refusal `body.unknown`.
Result<Calendar> body_calendar(const View& view, const std::string& body,
                               const std::string& language, const Zones& zones);

/// The meetings of the bodies in which a party sits or is a guest, the deadlines by which it may
/// object, and those of its actions. Refusal `party.unknown`.
Result<Calendar> party_calendar(const View& view, const std::string& party,
                                const std::string& language, const Zones& zones);

}  // namespace comity
