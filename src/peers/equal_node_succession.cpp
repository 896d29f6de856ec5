// SPDX-License-Identifier: Apache-2.0
// How another node becomes the depositary: handed over to, or by agreement of the sealers.
#include "peers/equal_node.h"

#include "acts/all.h"
#include "base/check.h"

#include <algorithm>

namespace comity {
namespace {

const std::string agreement_path = "agreement";
constexpr std::int64_t agreement_interval = 10;  // seconds

/// What a hand-over names: the successor's key.
std::optional<VerifierKey> successor_key(const Entry& entry) {
    if (entry.statement.kind != "depositary.hand-over") return {};
    const auto body = parse_canonical_json(entry.statement.body);
    const Json* key = body ? body->find("key") : nullptr;
    if (!key) return {};
    const auto read = Codec<VerifierKey>::read(*key);
    return read ? std::optional(*read) : std::nullopt;
}

}  // namespace

void EqualNode::load_agreement() {
    const auto bytes = disk_.read(agreement_path);
    if (!bytes) return;
    const auto note = parse_note(*bytes);
    const auto read = note ? parse_take_over(note->text) : std::unexpected(note.error());
    if (!read) throw Fault("the file " + agreement_path + " is damaged");
    agreed_ = *read;
    agreement_ = *bytes;
}

/// Whether this node has agreed that the present depositary is gone.
bool EqualNode::is_frozen() const {
    if (!agreed_) return false;
    return std::ranges::find(state().seals.depositaries, agreed_->key, &DepositaryTerm::key) ==
           state().seals.depositaries.end();
}

Result<std::string> EqualNode::agree_to_take_over(const std::string& successor,
                                                  const VerifierKey& key, Instant now) {
    now_ = std::max(now_, now);
    if (!options_.entry_key) return refuse("peer.key", "a node with its author's entry key");
    if (is_depositary()) return refuse("peer.depositary", "another node than the depositary's");
    if (replica_->taken() != replica_->size())
        return refuse("peer.behind", "a node that has all of the head it is fetching");
    const TakeOver wanted = {options_.origin, replica_->size(), replica_->root(), successor, key};
    if (is_frozen()) {
        if (*agreed_ == wanted) return agreement_;
        return refuse("peer.agreed", "the successor agreed to before: " + agreed_->to);
    }
    const std::string text = to_text(wanted);
    agreement_ =
        to_bytes({text, {sign_note(text, options_.entry_key->name, options_.entry_key->key)}});
    disk_.replace_durably(agreement_path, agreement_);
    agreed_ = wanted;
    if (successor == options_.author) take_agreement(agreement_);
    return agreement_;
}

void EqualNode::send_agreement(Instant now) {
    if (!is_frozen() || now < next_agreement_) return;
    next_agreement_ = {now.seconds + agreement_interval};
    if (agreed_->to == options_.author) {
        take_agreement(agreement_);
    } else if (const auto address = address_of(agreed_->to)) {
        post_.send(*address, {"POST", "/peer/take-over", agreement_},
                   [](const std::optional<Reply>&) {});
    }
}

/// The successor gathers the agreements to one text: to the head that it has itself.
Reply EqualNode::take_agreement(const std::string& body) {
    const auto note = parse_note(body);
    const auto read = note ? parse_take_over(note->text) : std::unexpected(note.error());
    if (!read) return {400, read.error().code + "\n"};
    const bool ours = options_.checkpoint_key && read->to == options_.author &&
                      read->key == options_.checkpoint_key->verifier();
    if (!ours || read->origin != options_.origin) return {404, "not the successor\n"};
    if (read->size > replica_->size()) return {503, "peer.behind\n"};
    if (read->size < replica_->size() || read->root != replica_->root())
        return {422, "take-over.head\n"};
    if (agreeing_to_ != note->text) agreeing_.clear();
    agreeing_to_ = note->text;
    const SealingEpoch* epoch = state().seals.epoch_of(replica_->size());
    for (const Member& sealer : epoch ? epoch->sealers : std::vector<Member>()) {
        const VerifierKey& key = state().authors.at(sealer.party).keys.back().key;
        if (!check_note(*note, key)) continue;
        for (const NoteSignature& signature : note->signatures)
            if (signature.name == key.name && signature.key_id == key.id())
                agreeing_[sealer.party] = to_line(signature);
    }
    return {200, "received\n"};
}

void EqualNode::take_over(Instant now) {
    if (agreeing_.empty() || !mirror_->is_idle() || !confirmed_) return;
    std::string agreement = agreeing_to_ + "\n";
    for (const auto& [party, line] : agreeing_) agreement += line;
    if (!check_take_over(state(), agreement)) return;
    const auto entry =
        sign_own("depositary.take-over", Json::Object{{"agreement", agreement}}, state(), now);
    if (entry) enter_as_depositary(*entry);
    agreeing_.clear();
}

/// A hand-over to this node that waits to be entered.
const StoredAct* EqualNode::pending_hand_over() const {
    if (!options_.checkpoint_key) return nullptr;
    for (const ActStore* store : {&outbox_, &held_})
        for (const auto& [number, act] : store->acts()) {
            if (act.index || act.overtaken) continue;
            const auto entry = parse_entry(act.bytes);
            if (entry && successor_key(*entry) == options_.checkpoint_key->verifier()) return &act;
        }
    return nullptr;
}

/// Who hands over signs nothing more; so its head, fetched after it did, is the one to go on from.
void EqualNode::succeed() {
    const StoredAct* act = pending_hand_over();
    if (!act || !mirror_->is_idle() || !confirmed_) return;
    const std::string before = depositary_author();
    if (before == options_.author) final_head_seen_ = true;
    if (final_head_seen_) {
        final_head_seen_ = false;
        return enter_as_depositary(std::string(act->bytes));
    }
    mirror_->begin(address_of(before).value_or(options_.source), [this](bool complete) {
        final_head_seen_ = complete;
        settle();
    });
}

/// Enters the act that makes this node the depositary, if the rules permit it, under the first
/// checkpoint that it signs.
void EqualNode::enter_as_depositary(const std::string& bytes) {
    const auto entry = parse_entry(bytes);
    State trial = state();
    if (!entry || !fold_verified(trial, trial.entries, *entry)) return;
    const DepositaryTerm* term = trial.seals.depositary_of(trial.entries);
    if (!term || term->key != options_.checkpoint_key->verifier()) return;
    const std::string_view view = bytes;
    const auto taken = replica_->take(std::span(&view, 1), std::span(&entry->leaf, 1));
    check(taken.has_value(), "what was judged on a copy may be entered");
    const auto published =
        replica_->publish(sign_checkpoint(replica_->taken_head(), options_.checkpoint_key->key));
    check(published.has_value(), "the depositary's own head is good");
    settle();
    begin_ordering();
}

}  // namespace comity
