// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/take_over.h"
#include "peers/act_store.h"
#include "peers/collection.h"
#include "peers/mirror.h"
#include "peers/ordering.h"
#include "peers/peer.h"
#include "peers/receipt.h"
#include "peers/subfolder.h"
#include "record/witness.h"

#include <deque>

namespace comity {

/// The one implementation of `Peer`: its parts, and when each has its turn. While it orders the
/// log it mirrors nobody; otherwise it mirrors whoever serves the log, starting with the
/// depositary's node.
class EqualNode final : public Peer {
public:
    EqualNode(Disk& disk, Options options, std::unique_ptr<DiskLock> lock);
    Result<> begin();

    Reply answer(const Request& request, Instant now) override;
    void tick(Instant now, Courier& courier) override;
    Result<> hand_in(std::span<const std::string> entries, Instant now) override;
    std::vector<HandedIn> outbox() const override;
    const State& state() const override { return replica_->state(); }
    std::optional<Hash> last_of_author() const override;
    std::vector<Contradiction> contradictions() const override { return contradictions_.all(); }
    Result<std::string> agree_to_take_over(const std::string& successor, const VerifierKey& key,
                                           Instant now) override;

private:
    /// Another author's node, by its address in the record.
    struct Neighbour {
        std::string author;
        std::string address;
    };
    /// How the acts of a store go to one node.
    struct Delivery {
        bool busy = false;
        std::optional<std::uint64_t> after;  ///< the act up to which all were taken
        Instant restart;                     ///< when those that are still missing go again
    };

    // Roles (equal_node.cpp)
    bool is_depositary() const { return ordering_ != nullptr; }
    bool has_current_key() const;
    bool has_handed_over() const;
    void begin_ordering();
    void publish();
    void settle();
    void settle_store(ActStore& store) const;
    void finish_outbox();
    std::vector<Neighbour> neighbours() const;
    std::optional<std::string> address_of(const std::string& author) const;
    std::string depositary_author() const;

    void load_receipts();
    Reply answer_get(const std::string& path) const;
    bool is_published(const TileName& name) const;

    // Mirroring (equal_node_heads.cpp)
    void follow_others(Instant now);
    std::vector<std::string> sources() const;
    bool admit(const Checkpoint& head, const std::string& note);
    void note_contradiction(const std::string& note);
    void note_invalid(const std::string& note, const Refusal& why);
    void examine(const std::string& address, const std::string& note);
    void compare_heads(Instant now);
    void spread_contradictions(Instant now);
    Reply take_contradiction(const std::string& body);
    bool is_proof(const Contradiction& shown) const;
    void confirm(Instant now);
    void take_head(const std::string& author, const std::string& note);
    std::size_t answers_needed() const;

    // Acts (equal_node_acts.cpp)
    bool waits_to_order() const;
    Reply receive(const std::string& body, Instant now);
    std::vector<HandInAnswer> hold(std::span<const std::string> entries, Instant now);
    Result<Entry> admissible(const std::string& bytes, const ActStore& store) const;
    Result<> check_room(const std::string& author) const;
    std::string receipt_for(std::span<const std::string> entries,
                            std::span<const HandInAnswer> answers, Instant now) const;
    void deliver(Instant now);
    void deliver_store(ActStore& store, const Neighbour& to, Instant now);
    bool needs(const ActStore& store, const StoredAct& act, const Neighbour& to) const;
    bool take_reply(ActStore& store, const Neighbour& from, std::size_t count,
                    const std::string& body);
    void give_up_forbidden();
    void take_receipt(ActStore& store, const Neighbour& from, const std::string& note);
    void enter_held(Instant now);
    State trial_state() const;
    Result<> hand_over(const std::string& bytes, const Entry& entry, Instant now);
    void observe(std::uint64_t index, const Entry& entry);

    // Sealing (equal_node_sealing.cpp)
    void seal(Instant now);
    bool is_seal_due(Instant now) const;
    void begin_collection(Instant now);
    void ask_sealers(Instant now);
    void ask_sealer(const std::string& party, const std::string& address);
    void take_cosignature(const std::string& party, const std::string& address, std::uint64_t size,
                          const Reply& reply);
    void cosign_own(Instant now);
    void enter_seal(Instant now);
    Result<std::string> sign_own(const std::string& kind, Json body, const State& state,
                                 Instant now) const;
    Reply add_checkpoint(const std::string& body, Instant now);
    Witness* witness();
    Result<> demand(const Checkpoint& head);
    Result<> demand_acts(const Checkpoint& head);
    bool is_overdue(const StoredAct& act, const Checkpoint& head) const;

    // Succession (equal_node_succession.cpp)
    void load_agreement();
    bool is_frozen() const;
    void succeed();
    void enter_as_depositary(const std::string& bytes);
    const StoredAct* pending_hand_over() const;
    void send_agreement(Instant now);
    Reply take_agreement(const std::string& body);
    void take_over(Instant now);

    Disk& disk_;
    Options options_;
    std::unique_ptr<DiskLock> lock_;
    Subfolder log_disk_;
    Subfolder witness_disk_;
    Subfolder outbox_disk_;
    Subfolder receipts_disk_;
    Subfolder proofs_disk_;
    Subfolder contradictions_disk_;
    ActStore outbox_;
    ActStore held_;
    Contradictions contradictions_;
    Post post_;
    std::unique_ptr<Replica> replica_;
    std::unique_ptr<Mirror> mirror_;
    std::unique_ptr<Ordering> ordering_;
    std::unique_ptr<Witness> witness_;
    VerifierKey witness_key_;
    Instant now_;

    std::deque<HandedIn> finished_;  ///< the acts of the outbox that were sealed or overtaken last
    std::map<std::pair<const ActStore*, std::string>, Delivery> deliveries_;
    std::size_t source_ = 0;             ///< how many rounds began
    std::optional<std::string> better_;  ///< the address of a node that has a larger head
    std::set<Hash> bad_heads_;           ///< roots of signed heads that break the rules
    Instant next_comparison_;
    std::size_t compared_ = 0;
    std::set<std::pair<std::string, std::string>> spread_;  ///< contradiction, author: received
    Instant next_spread_;

    bool confirmed_ = false;                            ///< since this folder was opened
    std::map<std::string, std::uint64_t> heads_heard_;  ///< the sizes that others told
    Instant next_question_;

    std::optional<Collection> collection_;
    Instant collection_began_;
    Instant next_seal_;
    std::map<std::string, std::uint64_t> cosigned_sizes_;  ///< by party: what its witness has
    std::set<std::string> asked_;                          ///< parties that owe an answer
    bool behind_ = false;  ///< the head last asked for is ahead of this copy

    std::optional<TakeOver> agreed_;
    std::string agreement_;                        ///< its note
    std::map<std::string, std::string> agreeing_;  ///< signature lines by party, for `agreeing_to_`
    std::string agreeing_to_;
    Instant next_agreement_;
    bool final_head_seen_ = false;  ///< of the depositary that has handed over to this node
};

}  // namespace comity
