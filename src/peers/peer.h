// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/state.h"
#include "base/disk.h"
#include "peers/contradictions.h"
#include "peers/message.h"
#include "peers/replica.h"
#include "record/key_file.h"

#include <memory>
#include <span>
#include <vector>

namespace comity {

/// How far an act that was handed in here has come. Nothing moves back.
enum class Progress : std::uint8_t {
    handed_in,  ///< durable here; perhaps received by other members
    entered,    ///< stands in the depositary's log, as this node has seen it
    sealed,     ///< stands in a sealed checkpoint
    overtaken,  ///< can never be entered: another entry of its author took its place in the chain,
                ///< or the rules have come to forbid it
};

/// An act in the outbox.
struct HandedIn {
    Hash leaf;
    std::string bytes;  ///< the entry
    Instant time;       ///< when it was handed in
    Progress progress = Progress::handed_in;
    std::size_t received = 0;  ///< members that have given a receipt
};

/// One node among equals. It keeps a copy of the log, folds it, and, as far as it has keys, hands
/// in its author's acts, gives receipts for those of others, cosigns checkpoints, and orders the
/// log if it is the depositary. It has no clock, no network and no threads of its own: time comes
/// with each call, requests go out through a `Courier`, and everything that must survive is on its
/// disk before anybody learns of it.
///
/// It takes no one's word: every entry is checked against the rules, every head against all heads
/// that it saw. It cosigns a head only if the log leaves out no act that it holds (its own, or one
/// that it gave a receipt for) longer than `merge_delay`, nor an objection that it holds past the
/// deadline of what is objected to.
class Peer {
public:
    struct Options {
        std::string origin;
        VerifierKey depositary;   ///< the key that the log began with
        std::string source = {};  ///< address of a node to learn from first; empty for the founder
        std::string author =
            {};  ///< whose node it is: a party or the secretariat; empty: a reader's
        std::optional<NamedKey> entry_key = {};  ///< signs receipts and take-overs
        std::optional<NamedKey> cosigner = {};   ///< cosigns checkpoints
        std::optional<NamedKey> checkpoint_key =
            {};                                ///< signs checkpoints, if it is the depositary
        std::int64_t merge_delay = 24 * 3600;  ///< seconds within which an act is to be entered
        std::int64_t seal_interval = 3600;     ///< seconds between two seals without a deadline
        std::size_t queue_max = 10'000;        ///< acts held that are not yet entered
        std::size_t quota = 1'000;             ///< of these, by one author
        Runner run = {};                       ///< lends it more cores; empty: one after the other
        std::uint64_t trusted_size = 0;        ///< the signatures of so many first entries are not
                                               ///< checked: a seal that covers them is trusted
    };

    /// Opens or makes the node's folder (`log/`, `outbox/`, `receipts/`, `witness/`). Refusals
    /// `log.*`, `witness.*`, `peer.*`.
    static Result<std::unique_ptr<Peer>> open(Disk& disk, Options options);
    virtual ~Peer() = default;

    /// Answers what another node asks: GET /log/... (rules L1 to L8); POST /peer/hand-in (entries,
    /// as in a bundle; the answer as in peers/hand_in.h, with a receipt), /peer/add-checkpoint
    /// (rules W1 to W3; 503 while it lacks entries of that head), /peer/contradiction,
    /// /peer/take-over; GET /peer/head (the largest head that it has), /peer/contradictions (each
    /// length and text).
    virtual Reply answer(const Request& request, Instant now) = 0;
    /// Does what is due: fetches, hands in, collects cosignatures, publishes, seals. Called often,
    /// at least once a second. Answers may lead to further requests, so the courier must live
    /// until the next call, or as long as the peer.
    virtual void tick(Instant now, Courier& courier) = 0;

    /// Takes entries of this node's author into the outbox, durably. Refusals of acts.
    virtual Result<> hand_in(std::span<const std::string> entries, Instant now) = 0;
    virtual std::vector<HandedIn> outbox() const = 0;
    virtual const State& state() const = 0;
    /// The author's last entry, whether entered or still in the outbox: what the next one names.
    virtual std::optional<Hash> last_of_author() const = 0;
    virtual std::vector<Contradiction> contradictions() const = 0;
    /// Agrees that the depositary is gone and `successor` goes on from the head that this node has;
    /// from then on it cosigns nothing that the present depositary signs. The signed agreement.
    virtual Result<std::string> agree_to_take_over(const std::string& successor,
                                                   const VerifierKey& key, Instant now) = 0;
};

}  // namespace comity
