// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/sha256.h"
#include "record/note.h"

namespace comity {

/// The head of a log (C2SP tlog-checkpoint, rules C1 to C3).
struct Checkpoint {
    std::string origin;
    std::uint64_t size = 0;
    Hash root;
    bool operator==(const Checkpoint&) const = default;
};

std::string to_text(const Checkpoint& checkpoint);
/// The note of a checkpoint, signed in the name of its origin.
std::string sign_checkpoint(const Checkpoint& checkpoint, const SecretKey& key);

/// Reads the text of a checkpoint note. Extension lines are refused: our logs have none.
/// Refusals `checkpoint.malformed` (where = line), `checkpoint.size`, `checkpoint.root`.
Result<Checkpoint> parse_checkpoint(std::string_view text);

/// The same for the log of others, whose origin may have spaces and which may have extension lines
/// (C1): what a witness must read. Extension lines are signed, and not kept here.
Result<Checkpoint> parse_foreign_checkpoint(std::string_view text);

/// Reads a checkpoint note and believes it only if `key` signed it and its origin is `origin`.
/// Refusals of notes and checkpoints, `checkpoint.origin`.
Result<Checkpoint> open_checkpoint(std::string_view note, std::string_view origin,
                                   const VerifierKey& key);

}  // namespace comity
