// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/state.h"

namespace comity {

/// What the sealers agree on when the depositary is gone: the head from which another goes on.
struct TakeOver {
    std::string origin;
    std::uint64_t size = 0;  ///< of the log that all of them have
    Hash root;
    std::string to;   ///< the author who runs the depositary from there on
    VerifierKey key;  ///< signs its checkpoints
    bool operator==(const TakeOver&) const = default;
};

/// The text that each of them signs as a note with its entry key: `comity/take-over/v1`, origin,
/// size, root in base64, author, key; six lines.
std::string to_text(const TakeOver& take_over);
/// Refusals `take-over.malformed` (where = line), those of keys.
Result<TakeOver> parse_take_over(std::string_view text);

/// Reads a signed take-over and judges it against the log so far. Refusals of notes and as above,
/// `take-over.origin`, `take-over.head` (not the head of this log: another entry came first),
/// `take-over.quorum`, `note.bad-signature`.
Result<TakeOver> check_take_over(const State& state, std::string_view note);

}  // namespace comity
