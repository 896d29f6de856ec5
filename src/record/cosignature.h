// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"
#include "record/note.h"

namespace comity {

/// Cosignatures of checkpoints (C2SP tlog-cosignature v1, rules S1 to S3). One says: at this time
/// this is the largest tree of that origin that the cosigner saw, and it is consistent with all it
/// saw before. It does not name the cosigner, so a cosigner's key serves nothing else.

/// The key by which the cosignatures of `name` are checked.
VerifierKey cosigner(std::string name, const PublicKey& key);

/// The signature line of a cosigner under the whole text of a checkpoint. Refusal
/// `cosignature.time` for a time before 1970 or after the year 9999.
Result<NoteSignature> cosign(std::string_view text, const std::string& name, const SecretKey& key,
                             Instant time);

/// When `key` cosigned a note: the latest time, if it did so several times. Refusals
/// `cosignature.key` (`key` is of another type), `note.unsigned`, `note.bad-signature`,
/// `cosignature.time` (as above, or later than `now`: S1).
Result<Instant> check_cosignature(const Note& note, const VerifierKey& key, Instant now);

/// The end of the year 9999: the `now` of whoever has no clock.
constexpr Instant end_of_time = {253'402'300'799};

}  // namespace comity
