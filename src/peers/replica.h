// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/state.h"
#include "peers/log_copy.h"

#include <functional>
#include <memory>

namespace comity {

/// Does `work(0)` to `work(count - 1)`, in any order or at once: how a node's owner lends it more
/// cores than one.
using Runner = std::function<void(std::size_t count, const std::function<void(std::size_t)>& work)>;

/// A node's copy of the log with what it adds up to. Whoever feeds it has checked the entries
/// against a head's tree; it checks them against the rules, and publishes what the head's signer
/// was entitled to sign. Not copyable; the disk must outlive it.
class Replica {
public:
    struct Options {
        std::string origin;
        VerifierKey first_key;  ///< of the first depositary
        Runner run = {};        ///< empty: one after the other
        std::uint64_t trusted_size =
            0;  ///< the signatures of so many entries are not checked: a seal is trusted
        /// Sees every entry that is folded, in order; again after a reload.
        std::function<void(std::uint64_t index, const Entry& entry)> observe = {};
    };

    /// The folder may be empty. Refusals `log.damaged`, `log.invalid`, `checkpoint.*`, `note.*`.
    static Result<std::unique_ptr<Replica>> open(Disk& disk, Options options);

    const State& state() const { return state_; }
    std::uint64_t size() const { return reader_ ? reader_->size() : 0; }
    Hash root() const { return reader_ ? reader_->root() : empty_tree_hash(); }
    std::string note() const { return reader_ ? reader_->checkpoint() : std::string(); }
    bool is_empty() const { return reader_ == nullptr; }
    const LogReader& log() const { return *reader_; }
    Disk& disk() const { return disk_; }
    /// The root of the first `size` entries that are published; not more (`Bug`).
    Hash root_at(std::uint64_t size) const;
    /// Of a complete subtree of published entries.
    Hash subtree(int level, std::uint64_t index) const;
    /// By whose key a head of this size is signed, as far as this copy tells.
    const VerifierKey& key_for(std::uint64_t size) const;

    /// Folds entries that go on from what is folded. Their signatures are checked while the next
    /// ones are folded, and before they are published. After a refusal: `reload`.
    Result<> take(std::span<const std::string_view> entries, std::span<const Hash> leaves);
    /// How many entries are taken, published or not.
    std::uint64_t taken() const { return state_.entries; }
    /// The head of all that was taken.
    Checkpoint taken_head() const { return {options_.origin, taken(), copy_->root()}; }
    /// Publishes all that was taken under a head's note. Refusals of checkpoints
    /// (`checkpoint.root` if it is the head of another tree), `note.*`.
    Result<> publish(const std::string& note);
    /// Forgets what was taken and not published.
    void reload();
    /// Takes in what a `Log` in the same folder has published.
    void follow();

private:
    Replica(Disk& disk, Options options) : disk_(disk), options_(std::move(options)) {}
    Result<> load();
    Result<> fold_published();
    Result<> fold_one(const LoggedEntry& logged);
    Result<> fold_all(std::span<const std::string_view> entries, std::span<const Hash> leaves);
    Result<> check_signatures(const std::function<void()>& meanwhile);
    void remember_key(const VerifierKey& key);
    std::vector<VerifierKey> known_keys() const;

    Disk& disk_;
    Options options_;
    std::unique_ptr<LogReader> reader_;  ///< null before the first checkpoint
    VerifierKey reader_key_;
    std::unique_ptr<LogCopy> copy_;
    std::unique_ptr<TileReader> tiles_;
    State state_;
    std::vector<Entry> entries_;     ///< folded last
    std::vector<PublicKey> keys_;    ///< by which these must be signed
    std::uint64_t first_entry_ = 0;  ///< the index of the first of them
};

}  // namespace comity
