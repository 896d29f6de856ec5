// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/act_type.h"

namespace comity {

/// What an act concerns, in one line: "nine-2021-25 of trade". Empty if its kind is not known.
std::string subject_of(const Statement& statement);

/// Fills a pattern: `{name}` is the text of a member, what stands in `[…]` is left out if a member
/// in it is absent. Of a long text, and of one in several languages, enough to know it again.
std::string fill_subject(std::string_view pattern, const Json& body);

}  // namespace comity
