// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accounts/account.h"
#include "base/disk.h"
#include "record/log.h"
#include "record/log_reader.h"
#include "service/blobs.h"
#include "service/key_ring.h"

#include <memory>
#include <mutex>
#include <shared_mutex>

namespace comity {

/// An act that is not signed yet.
struct Draft {
    std::string kind;
    std::string author;
    Json body;
};

/// What a node's folder says of itself, in `comity.toml`.
struct NodeConfig {
    static constexpr std::string_view type = "node";
    std::string origin;
    VerifierKey depositary;
    static constexpr std::tuple fields = {
        Field{"origin", &NodeConfig::origin, "the name of the log"},
        Field{"depositary", &NodeConfig::depositary, "the key that signs its checkpoints"}};
};

/// Refusals `node.absent`, `node.config`.
Result<NodeConfig> read_node_config(const std::string& folder);

/// One association's record and statistics in one folder, open in this process. The only thing in
/// the program that writes either. Not copyable; the state may be read while nothing is written:
/// take `reading()` first.
///
/// Folder: `comity.toml`, `log/`, `blobs/`, `keys/`, `statistics/` (docs/operating.md).
class Node : public Vintages {
public:
    enum class Access { read, write };

    /// Makes the folder, keys for the depositary and the secretariat, and an empty log.
    /// Refusals `node.exists`, `node.origin`.
    static Result<std::unique_ptr<Node>> init(const std::string& folder, const std::string& origin);
    /// Reads the log and folds it. Signatures are not checked again: `verify` does that.
    /// `passphrase` is asked when an encrypted key is to sign. Refusals `node.absent`,
    /// `node.config`, those of the log.
    static Result<std::unique_ptr<Node>> open(const std::string& folder, Access access,
                                              PassphraseSource passphrase = {});
    ~Node() override;

    const std::string& folder() const { return folder_; }
    const std::string& origin() const { return origin_; }
    const VerifierKey& depositary() const { return depositary_; }
    const State& state() const { return state_; }
    const LogReader& log() const { return *reader_; }
    Disk& disk() const { return *disk_; }
    KeyRing& keys() const { return *keys_; }

    /// Holds the state still while it is read.
    std::shared_lock<std::shared_mutex> reading() const { return std::shared_lock(mutex_); }
    /// Takes in what another process has published since; true if there was anything.
    Result<bool> refresh();

    /// Signs, checks, appends and publishes all drafts, or none. Returns the index of the first.
    /// Refusals `key.absent` (this node does not hold the author's key) and those of the acts;
    /// which draft it was goes to `refused` if that is given.
    Result<std::uint64_t> submit(std::span<const Draft> drafts, Instant now,
                                 std::size_t* refused = nullptr);
    Result<std::uint64_t> submit(const Draft& draft, Instant now) {
        return submit(std::span(&draft, 1), now);
    }

    /// What `submit` would refuse; the body as it would be signed. Nothing is entered.
    Result<Json> try_out(const Draft& draft, Instant now) const;

    /// Makes a key for a party and keeps it here. Registering it is an act. For an author who has
    /// one, this is the next key, which takes over when `key.rotate` has named it. Refusal
    /// `key.exists`.
    Result<VerifierKey> make_key(const std::string& author,
                                 const std::optional<Passphrase>& passphrase = {});
    /// A key to be kept offline, named origin/author/recovery. Refusal `key.exists`.
    Result<VerifierKey> make_recovery_key(const std::string& author,
                                          const std::optional<Passphrase>& passphrase);
    /// A key to which others encrypt for a party. Refusal `key.exists`.
    Result<ConfidentialKey> make_confidential_key(const std::string& author,
                                                  const std::optional<Passphrase>& passphrase);
    /// Encrypts the key in a file anew, whatever it was encrypted by before.
    Result<> encrypt_key(const std::string& path, const Passphrase& passphrase);

    const Vintage* current(std::string_view dataset) const override;
    /// The vintage of a publication; null if its file is not here.
    const Vintage* vintage(const Publication& publication) const;
    std::string vintage_path(const Hash& file) const;
    Blobs blobs() const;
    /// Forgets opened vintages, so that changed files are opened anew.
    void close_vintages();

private:
    Node(std::string folder, std::unique_ptr<Disk> disk, PassphraseSource passphrase);
    void keep_up_with_state();
    Result<> write_key(const std::string& path, const NamedKey& key,
                       const std::optional<Passphrase>& passphrase);
    Result<> open_log(Access access);
    Result<> check_in_office(const State& next) const;
    Result<> publish_pending();
    void publish_appended();
    Result<> take_in(std::uint64_t first);
    Result<std::string> sign(const Draft& draft, const State& state, Instant now) const;

    std::string folder_;
    std::unique_ptr<Disk> disk_;
    std::unique_ptr<KeyRing> keys_;
    std::unique_ptr<Disk> log_disk_;
    std::string origin_;
    VerifierKey depositary_;
    std::unique_ptr<Log> log_;           ///< when writing
    std::unique_ptr<LogReader> reader_;  ///< when reading
    State state_;
    mutable std::shared_mutex mutex_;
    mutable std::mutex vintages_mutex_;
    mutable std::map<Hash, std::unique_ptr<Vintage>> vintages_;
};

}  // namespace comity
