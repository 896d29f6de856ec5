// SPDX-License-Identifier: Apache-2.0
#include "service/depositary_key.h"

#include "acts/all.h"
#include "record/checkpoint.h"
#include "record/published.h"

#include <algorithm>

namespace comity {
namespace {

/// What the entries of a log add up to, its head being taken at its word.
Result<State> state_as_stated(const Disk& log, std::uint64_t size) {
    State state;
    while (state.entries < size) {
        const auto bundle = TRY(read_bundle(log, bundle_of(state.entries, size)));
        for (std::size_t i = 0; i < bundle->entries.size(); ++i) {
            const Entry entry = TRY(parse_entry(bundle->entries[i], bundle->leaves[i]));
            TRY(fold(state, state.entries, entry));
        }
    }
    return state;
}

}  // namespace

Result<VerifierKey> depositary_key(const Disk& log, const std::string& origin,
                                   const VerifierKey& trusted) {
    const std::string bytes = TRY(read_checkpoint_note(log));
    const Note note = TRY(parse_note(bytes));
    const auto signed_by_it = check_note(note, trusted);
    if (signed_by_it || signed_by_it.error().code != "note.unsigned") return trusted;
    const Checkpoint head = TRY(parse_checkpoint(note.text));
    const State state = TRY(state_as_stated(log, head.size));
    const auto& terms = state.seals.depositaries;
    const bool served = std::ranges::find(terms, trusted, &DepositaryTerm::key) != terms.end();
    if (!served || state.association->origin != origin)
        return std::unexpected(signed_by_it.error());
    return state.seals.depositary_of(head.size)->key;
}

}  // namespace comity
