// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/disk.h"
#include "record/checkpoint.h"
#include "record/cosignature.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace comity {

/// The body of a request that a witness cosign a checkpoint (C2SP tlog-witness, rule W1).
struct CosignRequest {
    std::uint64_t old_size = 0;  ///< of the tree that the witness cosigned last
    std::vector<Hash> proof;     ///< that the new tree is consistent with it; at most 63 hashes
    std::string checkpoint;      ///< the signed note
    bool operator==(const CosignRequest&) const = default;
};

std::string to_text(const CosignRequest& request);

/// Refusal `witness.malformed`, where = line; the whole is at most 500,000 bytes. The checkpoint is
/// not read.
Result<CosignRequest> parse_cosign_request(std::string_view body);

/// What a witness answers: the parts of an HTTP response.
struct WitnessAnswer {
    int status = 200;
    std::string body;  ///< 200: the witness's signature line; 409: the size it knows; else why
    std::string content_type = "text/plain; charset=utf-8";
    bool operator==(const WitnessAnswer&) const = default;
};

/// A log that a witness watches. A known signature by any of its keys makes a checkpoint its own.
struct WatchedLog {
    std::string origin;
    std::vector<VerifierKey> keys;
};

/// A witness (rules W1 to W4): it cosigns the heads of logs and never two that are inconsistent.
/// What it signed is on the disk before anybody learns of it, and is read from there at each
/// request; so a crash at any moment leaves it either with a head that it may have signed, or with
/// the one before and no signature given away. Its times never go backwards, whatever the clock
/// does: a head is signed with the time of the one before if the clock is behind that.
///
/// Two different heads of one size, both signed by the log, are a proof that the log is forked. It
/// keeps the two notes and cosigns nothing more of that log.
///
/// Folder: `lock`; for each log, under the hexadecimal SHA-256 of its origin, `checkpoint` (the
/// head cosigned last, with the log's signatures and its own) and perhaps `conflict` (the other
/// head of the proof). May be used from several threads.
class Witness {
public:
    struct Options {
        std::string name;  ///< of the key
        SecretKey key;     ///< signs cosignatures and nothing else
        std::vector<WatchedLog> logs;
        /// What the witness demands beyond the protocol before it cosigns a consistent head; a
        /// refusal is answered with status 422. It may read the head's entries; empty: nothing.
        std::function<Result<>(const Checkpoint& head)> demand = {};
    };

    /// Refusals `witness.locked` (another process has the folder), `witness.name`.
    static Result<std::unique_ptr<Witness>> open(Disk& disk, Options options);

    /// Answers an add-checkpoint request (W2). `Fault` if the disk fails or holds what this key did
    /// not sign: then nothing was given away.
    WitnessAnswer add_checkpoint(std::string_view body, Instant now);

    VerifierKey verifier() const { return cosigner(options_.name, options_.key.public_key()); }
    /// The note of the head cosigned last (W4); none if there is none.
    std::optional<std::string> latest(std::string_view origin) const;

    /// Two heads of one size that the log signed, as notes.
    struct Conflict {
        std::string cosigned;
        std::string refused;
        bool operator==(const Conflict&) const = default;
    };
    /// The proof that a log is forked, if it was found to be.
    std::optional<Conflict> conflict(std::string_view origin) const;

private:
    struct Known;
    struct Offer;
    Witness(Disk& disk, Options options, std::unique_ptr<DiskLock> lock)
        : disk_(disk), options_(std::move(options)), lock_(std::move(lock)) {}
    std::expected<Offer, WitnessAnswer> read_offer(std::string_view body) const;
    const WatchedLog* find_log(std::string_view origin) const;
    Known read_known(const std::string& origin) const;
    WitnessAnswer answer(const Offer& offer, Instant now);
    WitnessAnswer cosign_offer(const Offer& offer, Instant time);
    Note cosigned_note(const Offer& offer, const NoteSignature& own) const;

    Disk& disk_;
    Options options_;
    std::unique_ptr<DiskLock> lock_;
    mutable std::mutex mutex_;
};

}  // namespace comity
