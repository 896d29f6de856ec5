// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "record/checkpoint.h"
#include "record/merkle.h"

#include <optional>

namespace comity {

/// A proof that one entry stands in a log (C2SP tlog-proof draft, rule P1).
struct Proof {
    std::uint64_t index = 0;
    std::vector<Hash> hashes;
    std::string checkpoint;                 ///< the signed note
    std::optional<std::string> extra = {};  ///< bytes of any meaning, covered by no signature
    bool operator==(const Proof&) const = default;
};

std::string to_text(const Proof& proof);
/// Refusal `proof.malformed` (where = line). The checkpoint is not looked at yet.
Result<Proof> parse_proof(std::string_view text);

/// Whether `entry` stands in the log of `origin` whose key is `key`. Refusals of checkpoints and
/// proofs.
Result<Checkpoint> check_proof(const Proof& proof, std::string_view entry, std::string_view origin,
                               const VerifierKey& key);

}  // namespace comity
