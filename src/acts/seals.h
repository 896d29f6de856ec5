// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "record/merkle.h"
#include "record/seal.h"

#include <string>
#include <vector>

namespace comity {

struct State;

/// Who seals the log from one size of it on: the members that have declared a cosigning key; while
/// there are none, the author who runs the depositary, alone.
struct SealingEpoch {
    std::uint64_t from_size = 0;  ///< of the first checkpoint that they seal
    std::vector<Member> sealers;  ///< sorted by party; none: nothing can be sealed yet
    bool operator==(const SealingEpoch&) const = default;
};

/// Who orders the entries and signs the checkpoints from one size of the log on.
struct DepositaryTerm {
    std::uint64_t from_size = 0;  ///< of the first checkpoint that is signed with this key
    VerifierKey key;
    std::string author;  ///< who runs the depositary: the secretariat or a party
    bool operator==(const DepositaryTerm&) const = default;
};

/// A seal that stands in the record: evidence that at `dated` the log had at least `size` entries,
/// and that these were its first.
struct EnteredSeal {
    std::uint64_t entry = 0;  ///< that holds it; not below `size`
    std::uint64_t size = 0;   ///< of the sealed tree
    Instant dated;            ///< a quorum of the cosignatures carry this time or a later one
    std::size_t cosigned = 0;
    std::size_t sealers = 0;  ///< how many could have cosigned
    bool operator==(const EnteredSeal&) const = default;
};

/// The seals of a log and all that judging the next one needs. Both sizes and dates of the entered
/// seals never decrease.
struct Seals {
    std::vector<EnteredSeal> entered;
    std::vector<SealingEpoch> epochs;          ///< by `from_size`
    std::vector<DepositaryTerm> depositaries;  ///< by `from_size`; the first from 0
    Frontier sealed;                           ///< the tree that the last seal covers
    std::vector<Hash> unsealed;                ///< the leaves after it
    bool operator==(const Seals&) const = default;

    /// The seals whose own entries a later seal covers. Only they settle anything: as long as it is
    /// not sealed itself, a depositary that breaks the rules could show others a log that goes on
    /// from the sealed tree without that entry, and both could be sealed (docs/model.md).
    std::span<const EnteredSeal> proven() const;
    /// The association's time: the date of the last proven seal; none before the first.
    std::optional<Instant> time() const;
    /// The first proven seal dated `moment` or later. What stood in the tree that it covers was
    /// there in time; nothing else can be shown to have been.
    const EnteredSeal* first_since(Instant moment) const;
    /// Whether an entry stands in a sealed tree, whatever that settles.
    bool is_sealed(std::uint64_t entry) const { return entry < sealed.size(); }
    /// Whether a proven seal covers an entry.
    bool covers(std::uint64_t entry) const;
    const SealingEpoch* epoch_of(std::uint64_t size) const;  ///< null before the first
    const DepositaryTerm* depositary_of(std::uint64_t size) const;
    /// How many entries the log has.
    std::uint64_t size() const { return sealed.size() + unsealed.size(); }
    /// MTH of the first `size` entries, which are not fewer than the sealed ones nor more than
    /// there are (`Bug`).
    Hash root_at(std::uint64_t size) const;
};

/// Reads and judges a checkpoint's note as a seal of this log, as of now. Refusals of notes and
/// checkpoints, `seal.size` (more entries than there are, or fewer than are sealed), `seal.root`
/// (another tree), `seal.sealers` (nobody can seal yet), `seal.quorum`, those of cosignatures,
/// `seal.order` (it tells nothing that the last seal does not).
Result<EnteredSeal> judge_seal(const State& state, std::string_view note);

/// Notes who seals checkpoints of `size` and more entries, if that has changed. Called by whatever
/// changes it: a declared key, a party's standing, the passing of time, a new depositary.
void note_sealers(State& state, std::uint64_t size);

/// A new depositary, by an entry that is being applied.
void begin_term(State& state, DepositaryTerm term);

/// The day on which a party's status is looked up for sealing and consenting: by the last seal or
/// by the secretariat's last act, whichever is later.
Date day_of_record(const State& state);

}  // namespace comity
