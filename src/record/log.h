// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/disk.h"
#include "record/merkle.h"
#include "record/published.h"

#include <functional>
#include <memory>

namespace comity {

/// The depositary's log on disk: entries in order, published as C2SP tiles, entry bundles and a
/// signed checkpoint. Its const functions may be called from several threads. An appended entry is
/// durable when `append` returns; it is in the published files after the next `publish`. One
/// process writes at a time (a lock file, `log.locked`).
///
/// Folder: `checkpoint`, `tile/<L>/<N>[.p/<W>]`, `tile/entries/<N>[.p/<W>]` (rules L1 to L8) and
/// `journal`: entries appended since the last publication, each with length and checksum.
class Log {
public:
    struct Options {
        std::string origin;
        /// Makes the checkpoint's signed note. Other signatures beside the log's own may stand on
        /// it (a seal's cosignatures): who does not know them ignores them (N6).
        std::function<std::string(const Checkpoint&)> sign;
        VerifierKey key;  ///< by which the note is checked
    };

    /// Makes an empty log with a signed checkpoint of size 0. Refusals `log.exists`, `log.locked`,
    /// and those of checkpoints if `sign` and `key` do not fit.
    static Result<std::unique_ptr<Log>> create(Disk& disk, Options options);
    /// Opens a log: checks the checkpoint's signature and that the published tiles hash to its
    /// root along their right edge, then takes in the journal; a torn last record is cut off (it
    /// was never acknowledged), any other damage is a refusal `log.damaged` with the place.
    /// Refusals `log.absent`, `log.locked`, those of checkpoints. What lies left of the edge is
    /// checked when it is read (`entry`, `for_each`: `Fault`), all of it by `verify_log`.
    static Result<std::unique_ptr<Log>> open(Disk& disk, Options options);
    ~Log();

    std::uint64_t size() const;
    Hash root() const;
    /// How many of the entries are published, from the first.
    std::uint64_t published_size() const;
    /// Bytes of an append that was never acknowledged, which `open` cut off.
    std::uint64_t torn_bytes() const;
    /// The exact bytes of an entry; index < size (`Bug`).
    std::string entry(std::uint64_t index) const;
    /// Every entry from `first` on, in order, without holding them all in memory.
    void for_each(std::uint64_t first,
                  const std::function<void(const LoggedEntry& entry)>& use) const;

    /// Appends all or none, durably with one sync. Every entry is at most `entry_size_max` bytes
    /// (`Bug`). After a `Fault` the log must be opened again; the entries may stand in it then.
    void append(std::span<const std::string> entries);

    /// Writes tiles and bundles for everything appended, makes them durable, then the new
    /// checkpoint.
    void publish();
    /// The newest published checkpoint note.
    std::string checkpoint() const;
    /// A proof of inclusion in the published tree; refusal `proof.index` if not published or
    /// absent.
    Result<std::vector<Hash>> prove_inclusion(std::uint64_t index) const;
    /// Between two published sizes; refusal `proof.size`.
    Result<std::vector<Hash>> prove_consistency(std::uint64_t first, std::uint64_t second) const;

private:
    struct State;
    explicit Log(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// A read-only walk over a log's published files that trusts nothing but `key`: every tile, bundle
/// and the root are recomputed. `use` sees each entry in order and may refuse it; what it saw
/// counts only once the whole walk has succeeded. Refusals `log.absent`, `log.damaged` (where =
/// file), those of checkpoints, and those of `use`.
Result<Checkpoint> verify_log(const Disk& disk, std::string_view origin, const VerifierKey& key,
                              const std::function<Result<>(const LoggedEntry& entry)>& use);

}  // namespace comity
