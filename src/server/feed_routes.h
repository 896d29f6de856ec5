// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/representation.h"
#include "server/target.h"
#include "service/question.h"

namespace comity {

/// What is at /feeds/bodies/BODY.ics, /feeds/parties/CODE.ics and /feeds/record.atom, each with
/// `?lang=` for its texts; the association's first language if that is absent. Refusals
/// `path.unknown`, `query.unknown`, `query.language`, `body.unknown`, `party.unknown`, and those of
/// `write_calendar`.
Result<Representation> feed_at(const View& view, const Target& target);

}  // namespace comity
