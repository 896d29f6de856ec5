// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/state.h"
#include "record/log.h"

#include <functional>

namespace comity {

/// What a check of a whole record found.
struct Verification {
    Checkpoint checkpoint;
    std::uint64_t signatures = 0;  ///< of entries, all good
    State state;
};

/// Checks everything that a record claims, trusting only `key`: checkpoint signature, every tile,
/// every leaf, every entry's signature (on all cores), every author's chain, and that every act was
/// permitted when it was made; and that the association names this key as its depositary's.
/// Refusals: those of `verify_log`, of entries and of acts, with the entry as place.
Result<Verification> verify_record(const Disk& log, std::string_view origin, const VerifierKey& key,
                                   const std::function<void(std::uint64_t entries)>& progress);

/// Attachments that publications in force or past name.
struct Attachments {
    std::uint64_t intact = 0;
    std::uint64_t absent = 0;  ///< erased, or never held here
};

/// Hashes the attachments that are here. `Fault`-free: an altered one is a refusal
/// `verify.attachment` of its own, because it can only come from damage or intent.
Result<Attachments> check_attachments(const State& state, const std::string& folder);

}  // namespace comity
