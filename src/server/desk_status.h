// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "server/http.h"

namespace comity {

/// The status for what the desk refuses: 401 before signing in, 403 for what a person may not, 404
/// for what is not there (or another's), 422 for an act that breaks a rule, and so on.
int desk_status(const Refusal& refusal);

/// Answers that nobody may keep.
HttpResponse refused(const Refusal& refusal);
HttpResponse answered(int status, const Json& json);
HttpResponse sent_to(std::string location);

}  // namespace comity
