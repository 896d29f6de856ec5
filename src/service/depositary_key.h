// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/disk.h"
#include "record/note.h"

namespace comity {

/// The key that signs a log's newest checkpoint, for whoever trusts `trusted`: the same, or the one
/// that the log's own entries put in its place, by handing over and taking over. Only the entries
/// of those terms are looked at here; reading the log by the key checks everything. Refusals
/// `log.*`, those of notes and entries; `note.unsigned` if no such entries lead from one to the
/// other.
Result<VerifierKey> depositary_key(const Disk& log, const std::string& origin,
                                   const VerifierKey& trusted);

}  // namespace comity
