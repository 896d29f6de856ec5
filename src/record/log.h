// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/disk.h"
#include "record/checkpoint.h"
#include "record/merkle.h"

#include <functional>
#include <memory>

namespace comity {

/// The depositary's log on disk: entries in order, published as C2SP tiles, entry bundles and a
/// signed checkpoint. An appended entry is durable when `append` returns; it is in the published
/// files after the next `publish`. One process writes at a time (a lock file, `log.locked`).
///
/// Folder: `checkpoint`, `tile/<L>/<N>[.p/<W>]`, `tile/entries/<N>[.p/<W>]` (rules L1 to L8) and
/// `journal`: entries appended since the last publication, each with length and checksum.
class Log {
public:
    struct Options {
        std::string origin;
        std::function<std::string(const Checkpoint&)> sign;  ///< makes the checkpoint's signed note
        VerifierKey key;                                     ///< by which the note is checked
    };

    /// Makes an empty log with a signed checkpoint of size 0. Refusal `log.exists`.
    static Result<std::unique_ptr<Log>> create(Disk& disk, Options options);
    /// Opens a log: checks the checkpoint's signature and that the published tiles hash to its
    /// root, then takes in the journal; a torn last record is cut off (it was never acknowledged),
    /// any other damage is a refusal `log.damaged` with the place.
    static Result<std::unique_ptr<Log>> open(Disk& disk, Options options);
    ~Log();

    std::uint64_t size() const;
    Hash root() const;
    /// The exact bytes of an entry; index < size (`Bug`).
    std::string entry(std::uint64_t index) const;
    /// Every entry from `first` on, in order, without holding them all in memory.
    void for_each(
        std::uint64_t first,
        const std::function<void(std::uint64_t index, std::string_view entry)>& use) const;

    /// Appends all or none, durably with one sync. Every entry is at most `entry_size_max` bytes
    /// (`Bug`).
    void append(std::span<const std::string> entries);

    /// Writes tiles and bundles for everything appended, makes them durable, then the new
    /// checkpoint.
    void publish();
    /// The newest published checkpoint note.
    std::string checkpoint() const;
    /// A proof of inclusion in the published tree; refusal `proof.index` if not published or
    /// absent.
    Result<std::vector<Hash>> prove_inclusion(std::uint64_t index) const;
    Result<std::vector<Hash>> prove_consistency(std::uint64_t first, std::uint64_t second) const;

private:
    struct State;
    explicit Log(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// A read-only walk over a log's published files that trusts nothing but `key`: every tile, bundle
/// and the root are recomputed. `use` sees each entry in order and may refuse it. Refusals
/// `log.damaged` (where = file), those of checkpoints, and those of `use`.
Result<Checkpoint> verify_log(
    const Disk& disk, std::string_view origin, const VerifierKey& key,
    const std::function<Result<>(std::uint64_t index, std::string_view entry)>& use);

}  // namespace comity
