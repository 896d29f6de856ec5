// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "record/published.h"

#include <functional>
#include <memory>
#include <mutex>

namespace comity {

/// A log as it is published, for any number of readers while one process writes it. The
/// checkpoint's signature, the tree along its right edge, and consistency with the checkpoint
/// before are checked at `open` and `refresh`; each bundle when it is read (`Fault` if it is
/// damaged); all of it by `verify_log`. May be used from several threads, except `refresh`.
class LogReader {
public:
    /// Refusals `log.absent`, `log.damaged`, those of checkpoints.
    static Result<std::unique_ptr<LogReader>> open(const Disk& disk, std::string origin,
                                                   VerifierKey key);

    std::uint64_t size() const { return head_.size; }
    const Hash& root() const { return head_.root; }
    /// The checkpoint's signed note.
    const std::string& checkpoint() const { return note_; }

    /// Takes in a newer checkpoint; true if there was one. It must be consistent with the one
    /// before: refusal `log.inconsistent`.
    Result<bool> refresh();

    /// From now on another key signs the checkpoints: the log has a new depositary.
    void follow(VerifierKey key) { key_ = std::move(key); }

    /// The exact bytes of an entry; index < size (`Bug`).
    std::string entry(std::uint64_t index) const;
    /// Every entry from `first` on, in order, without holding them all in memory.
    void for_each(std::uint64_t first,
                  const std::function<void(const LoggedEntry& entry)>& use) const;
    /// The leaf hash of an entry; index < size (`Bug`).
    Hash leaf(std::uint64_t index) const;
    /// The bytes of the partial bundle at the end; empty if the last one is full.
    std::string_view edge_bundle() const;

    /// Refusal `proof.index`.
    Result<std::vector<Hash>> prove_inclusion(std::uint64_t index) const;
    /// Refusal `proof.size`.
    Result<std::vector<Hash>> prove_consistency(std::uint64_t first, std::uint64_t second) const;

private:
    LogReader(const Disk& disk, std::string origin, VerifierKey key)
        : disk_(disk), origin_(std::move(origin)), key_(std::move(key)), tiles_(disk, 0) {}
    Result<> load(std::string note, const Checkpoint& head);
    Result<> check_against_tiles(const Checkpoint& head) const;
    std::shared_ptr<const Bundle> bundle(std::uint64_t index) const;
    std::shared_ptr<const Bundle> recent_bundle(std::uint64_t index) const;

    const Disk& disk_;
    std::string origin_;
    VerifierKey key_;
    std::string note_;
    Checkpoint head_;
    TileReader tiles_;
    // Bundles are shared with readers on other threads, which may outlast their place here.
    std::shared_ptr<const Bundle> edge_;  ///< the partial one: its file goes when it is full
    mutable std::mutex mutex_;
    mutable std::uint64_t recent_index_ = 0;
    mutable std::shared_ptr<const Bundle> recent_;  ///< the full one read last
};

}  // namespace comity
