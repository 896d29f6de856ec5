// SPDX-License-Identifier: Apache-2.0
// What a node cosigns, and how the depositary collects a seal.
#include "peers/equal_node.h"

#include "acts/all.h"
#include "base/check.h"
#include "peers/deadlines.h"
#include "record/text_lines.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::int64_t attempt_interval = 5;      // seconds between two seals
constexpr std::int64_t collection_patience = 60;  // seconds, then a newer head is offered

std::optional<std::uint64_t> size_in(std::string_view body) {
    if (body.ends_with('\n')) body.remove_suffix(1);
    return parse_whole_number<std::uint64_t>(body);
}

}  // namespace

/// The witness for the present depositary's key.
Witness* EqualNode::witness() {
    if (!options_.cosigner) return nullptr;
    const VerifierKey& key = replica_->key_for(replica_->size());
    if (witness_ && witness_key_ == key) return witness_.get();
    witness_ = nullptr;
    auto opened =
        Witness::open(witness_disk_, {options_.cosigner->name,
                                      SecretKey(options_.cosigner->key.seed()),
                                      {{options_.origin, {key}}},
                                      [this](const Checkpoint& head) { return demand(head); }});
    if (!opened) throw Fault("the witness's folder: " + opened.error().code);
    witness_ = std::move(*opened);
    witness_key_ = key;
    return witness_.get();
}

Result<> EqualNode::demand(const Checkpoint& head) {
    if (is_frozen()) return refuse("peer.taken-over", "a head of the successor");
    if (contradictions_.incriminate(replica_->key_for(replica_->size())))
        return refuse("peer.contradiction", "a depositary that has not contradicted itself");
    behind_ = head.size > replica_->size();
    if (behind_) return refuse("peer.behind", "a head whose entries are here");
    if (replica_->root_at(head.size) != head.root)
        return refuse("peer.fork", "a head of the log that is here");
    confirm(now_);
    if (!confirmed_)
        return refuse("peer.unconfirmed", "first the heads that the other members know");
    return demand_acts(head);
}

/// Whether a head leaves out an act for too long.
bool EqualNode::is_overdue(const StoredAct& act, const Checkpoint& head) const {
    if (act.overtaken || (act.index && *act.index < head.size)) return false;
    if (now_.seconds - act.time.seconds > options_.merge_delay) return true;
    const auto entry = parse_entry(act.bytes);
    const auto deadline = entry ? deadline_of(state(), *entry) : std::nullopt;
    return deadline && act.time < *deadline && *deadline <= now_;
}

/// An act that the rules forbid may be left out for ever: this is where they are asked.
Result<> EqualNode::demand_acts(const Checkpoint& head) {
    std::optional<State> trial;
    for (const ActStore* store : {&outbox_, &held_})
        for (const auto& [number, act] : store->acts()) {
            if (!is_overdue(act, head)) continue;
            if (act.index) return refuse("peer.withheld", "a head with " + to_base64(act.leaf));
            if (!trial) trial = state();
            const auto entry = parse_entry(act.bytes);
            if (entry && fold_verified(*trial, trial->entries, *entry))
                return refuse("peer.withheld", "a head with " + to_base64(act.leaf));
        }
    return {};
}

Reply EqualNode::add_checkpoint(const std::string& body, Instant now) {
    Witness* cosigning = witness();
    if (!cosigning) return {404, "this node cosigns nothing\n"};
    behind_ = false;
    WitnessAnswer answer = cosigning->add_checkpoint(body, now);
    if (const auto request = parse_cosign_request(body)) examine("", request->checkpoint);
    if (better_ == "") better_ = {};
    if (const auto conflict = cosigning->conflict(options_.origin))
        contradictions_.add({conflict->cosigned, conflict->refused});
    const int status = behind_ && answer.status == 422 ? 503 : answer.status;
    return {status, std::move(answer.body), std::move(answer.content_type)};
}

bool EqualNode::is_seal_due(Instant now) const {
    const Seals& seals = ordering_->ahead().seals;
    const SealingEpoch* epoch = seals.epoch_of(replica_->size());
    if (!epoch || epoch->sealers.empty() || !options_.entry_key || now < next_seal_) return false;
    if (seals.epoch_of(ordering_->ahead().entries) != epoch) return false;  // publish first
    for (const Instant deadline : silence_deadlines(ordering_->ahead()))
        if (deadline <= now) return true;
    const bool only_the_seal = !seals.entered.empty() && seals.unsealed.size() == 1 &&
                               seals.entered.back().entry + 1 == ordering_->ahead().entries;
    if (only_the_seal) return false;
    return seals.entered.empty() ||
           now.seconds >= seals.entered.back().dated.seconds + options_.seal_interval;
}

void EqualNode::seal(Instant now) {
    if (collection_ && collection_->is_complete()) enter_seal(now);
    if (collection_ && now.seconds > collection_began_.seconds + collection_patience)
        collection_ = {};
    if (!collection_ && is_seal_due(now)) begin_collection(now);
    if (collection_) ask_sealers(now);
    if (collection_ && collection_->is_complete()) enter_seal(now);
}

void EqualNode::begin_collection(Instant now) {
    const Checkpoint head = {options_.origin, replica_->size(), replica_->root()};
    collection_.emplace(head, replica_->note(),
                        ordering_->ahead().seals.epoch_of(head.size)->sealers);
    collection_began_ = now;
    asked_.clear();
}

void EqualNode::ask_sealers(Instant now) {
    for (const Member& sealer : std::vector(collection_->sealers())) {
        if (collection_->has(sealer.party) || asked_.contains(sealer.party)) continue;
        if (sealer.party == options_.author)
            cosign_own(now);
        else if (const auto address = address_of(sealer.party))
            ask_sealer(sealer.party, *address);
    }
}

void EqualNode::cosign_own(Instant now) {
    Witness* cosigning = witness();
    if (!cosigning) return;
    const auto latest = cosigning->latest(options_.origin);
    std::uint64_t old = 0;
    if (latest) {
        const auto note = parse_note(*latest);
        const auto head = note ? parse_checkpoint(note->text) : std::unexpected(note.error());
        if (head) old = head->size;
    }
    const auto proof = replica_->log().prove_consistency(old, collection_->head().size);
    if (!proof) return;
    const CosignRequest request = {old, *proof, collection_->note()};
    const WitnessAnswer answer = cosigning->add_checkpoint(to_text(request), now);
    if (answer.status == 200) collection_->add(options_.author, answer.body);
}

void EqualNode::ask_sealer(const std::string& party, const std::string& address) {
    const std::uint64_t size = collection_->head().size;
    const std::uint64_t old = std::min(cosigned_sizes_[party], size);
    const auto proof = replica_->log().prove_consistency(old, size);
    if (!proof) return;
    asked_.insert(party);
    const CosignRequest request = {old, *proof, collection_->note()};
    post_.send(address, {"POST", "/peer/add-checkpoint", to_text(request)},
               [this, party, address, size](const std::optional<Reply>& reply) {
                   asked_.erase(party);
                   if (reply) take_cosignature(party, address, size, *reply);
               });
}

void EqualNode::take_cosignature(const std::string& party, const std::string& address,
                                 std::uint64_t size, const Reply& reply) {
    if (!collection_ || !is_depositary() || collection_->head().size != size) return;
    if (reply.status == 200 && collection_->add(party, reply.body)) cosigned_sizes_[party] = size;
    if (reply.status != 409) return;
    const auto known = size_in(reply.body);
    if (!known || *known == cosigned_sizes_[party] || *known > size) return;
    cosigned_sizes_[party] = *known;
    ask_sealer(party, address);
}

/// An entry by this node's author, next in its chain.
Result<std::string> EqualNode::sign_own(const std::string& kind, Json body, const State& state,
                                        Instant now) const {
    const auto author = state.authors.find(options_.author);
    if (author == state.authors.end() || !options_.entry_key)
        return refuse("author.unknown", options_.author + " has no key in this record");
    return sign_statement({.origin = options_.origin,
                           .kind = kind,
                           .author = options_.author,
                           .time = now,
                           .previous = author->second.previous,
                           .body = to_text(body)},
                          options_.entry_key->key);
}

void EqualNode::enter_seal(Instant now) {
    const Json body = Json::Object{{"checkpoint", collection_->sealed_note()}};
    collection_ = {};
    next_seal_ = {now.seconds + attempt_interval};
    const auto entry = sign_own("seal.enter", body, ordering_->ahead(), now);
    if (entry) ordering_->take(std::span(&*entry, 1));
}

}  // namespace comity
