// SPDX-License-Identifier: Apache-2.0
// Acts on their way: handed in here, held for others, delivered, entered.
#include "peers/equal_node.h"

#include "acts/all.h"
#include "base/check.h"

#include <algorithm>
#include "record/journal.h"

namespace comity {
namespace {

constexpr std::int64_t retry_interval = 5;      // seconds
constexpr std::int64_t forwarding_delay = 30;   // before others' acts are handed in for them
constexpr std::size_t delivered_at_once = 100;  // acts

}  // namespace

void EqualNode::observe(std::uint64_t index, const Entry& entry) {
    if (StoredAct* act = outbox_.find(entry.leaf)) act->index = index;
    if (StoredAct* act = held_.find(entry.leaf)) act->index = index;
}

std::optional<Hash> EqualNode::last_of_author() const {
    const State& known = is_depositary() ? ordering_->ahead() : state();
    const StoredAct* last = outbox_.last_of(options_.author);
    if (last && !last->index && !is_depositary()) return last->leaf;
    const auto author = known.authors.find(options_.author);
    return author == known.authors.end() ? std::nullopt : author->second.previous;
}

/// The state as it would be if all that waits in the outbox were entered.
State EqualNode::trial_state() const {
    State trial = state();
    for (const auto& [number, act] : outbox_.acts()) {
        const auto entry = parse_entry(act.bytes);
        if (!act.index && !act.overtaken && entry) {
            const auto folded = fold(trial, trial.entries, *entry);
            if (!folded) break;  // it waits; what follows it is judged without it
        }
    }
    return trial;
}

/// Whether entries may stand in the journal that this copy does not have yet: what is handed in now
/// could take their place in the author's chain, and lose it.
bool EqualNode::waits_to_order() const {
    return !is_depositary() && !replica_->is_empty() && has_current_key() && !has_handed_over() &&
           log_disk_.exists(journal_path);
}

Result<> EqualNode::hand_in(std::span<const std::string> entries, Instant now) {
    now_ = std::max(now_, now);
    std::vector<Entry> parsed;
    for (const std::string& bytes : entries) {
        Entry entry = TRY(parse_entry(bytes));
        if (entry.statement.author != options_.author)
            return refuse("peer.author", "an entry of " + options_.author);
        parsed.push_back(std::move(entry));
    }
    if (is_depositary() && parsed.size() == 1 && parsed[0].statement.kind == "depositary.hand-over")
        return hand_over(entries[0], parsed[0], now);
    if (is_depositary()) {
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const HandInAnswer answer = ordering_->take(entries.subspan(i, 1)).front();
            if (answer.taken == Taken::refused)
                return refuse(answer.code, "an act that may be entered", std::to_string(i));
            outbox_.add(std::span(&parsed[i], 1), entries.subspan(i, 1), now);
        }
        return {};
    }
    if (waits_to_order())
        return refuse("peer.busy", "a depositary that has heard from the others since it started");
    if (outbox_.size() + entries.size() > options_.queue_max)
        return refuse("peer.busy", "fewer acts that wait to be entered");
    State trial = trial_state();
    for (const Entry& entry : parsed)
        if (!outbox_.find(entry.leaf)) TRY(fold_verified(trial, trial.entries, entry));
    outbox_.add(parsed, entries, now);
    for (auto& [to, delivery] : deliveries_) delivery.restart = {};  // at once
    return {};
}

/// The last act in this node's order is entered by the successor, who gets it like any act. Once it
/// is in the outbox, which is durable, this node signs no checkpoint more.
Result<> EqualNode::hand_over(const std::string& bytes, const Entry& entry, Instant now) {
    State trial = ordering_->ahead();
    TRY(fold_verified(trial, trial.entries, entry));
    publish();
    outbox_.add(std::span(&entry, 1), std::span(&bytes, 1), now);
    ordering_ = nullptr;
    collection_ = {};
    return {};
}

Result<> EqualNode::check_room(const std::string& author) const {
    if (held_.size() >= options_.queue_max)
        return refuse("peer.busy", "a node that holds fewer acts: hand it in again later");
    if (held_.count_of(author) >= options_.quota)
        return refuse("peer.quota", "fewer acts of " + author + " at a time");
    return {};
}

/// Whether an act is its author's next one. The rules are for the depositary to apply, and for
/// whoever is asked to cosign a log without it.
Result<Entry> EqualNode::admissible(const std::string& bytes, const ActStore& store) const {
    Entry entry = TRY(parse_entry(bytes));
    const auto author = state().authors.find(entry.statement.author);
    if (author == state().authors.end())
        return refuse("author.unknown", entry.statement.author + " has no key in this record");
    const VerifierKey& key = author->second.keys.back().key;
    const StoredAct* last = store.last_of(entry.statement.author);
    const auto previous = last && !last->index ? last->leaf : author->second.previous;
    TRY(check_chain(entry, options_.origin, {key.name, key.id(), previous}));
    TRY(check_signature(entry, key.key));
    TRY(check_room(entry.statement.author));
    return entry;
}

std::vector<HandInAnswer> EqualNode::hold(std::span<const std::string> entries, Instant now) {
    std::vector<HandInAnswer> answers;
    for (const std::string& bytes : entries) {
        const Hash leaf = leaf_hash(bytes);
        const StoredAct* known = held_.find(leaf);
        const auto& unsealed = state().seals.unsealed;
        if ((known && known->index) || std::ranges::find(unsealed, leaf) != unsealed.end()) {
            answers.push_back({Taken::entered});
        } else if (known) {
            answers.push_back({Taken::held});
        } else if (const auto entry = admissible(bytes, held_); !entry) {
            answers.push_back({Taken::refused, entry.error().code});
        } else {
            held_.add(std::span(&*entry, 1), std::span(&bytes, 1), now);
            answers.push_back({Taken::held});
        }
    }
    return answers;
}

std::string EqualNode::receipt_for(std::span<const std::string> entries,
                                   std::span<const HandInAnswer> answers, Instant now) const {
    if (!options_.entry_key) return {};
    ActReceipt receipt = {options_.origin, now, {}};
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (answers[i].taken != Taken::refused) receipt.leaves.push_back(leaf_hash(entries[i]));
    return receipt.leaves.empty() ? "" : sign_receipt(receipt, *options_.entry_key);
}

Reply EqualNode::receive(const std::string& body, Instant now) {
    const auto entries = parse_hand_in(body);
    if (!entries) return {400, entries.error().code + ": " + entries.error().message + "\n"};
    if (!options_.entry_key && !is_depositary()) return {404, "a reader's node holds no acts\n"};
    HandInReply reply;
    reply.answers = is_depositary() ? ordering_->take(*entries) : hold(*entries, now);
    reply.receipt = receipt_for(*entries, reply.answers, now);
    return {200, to_text(reply)};
}

/// What came while another node, or this one before it was sure of its head, ordered the log.
void EqualNode::enter_held(Instant) {
    std::vector<std::string> waiting;
    for (const ActStore* store : {&outbox_, &held_})
        for (const auto& [number, act] : store->acts())
            if (!act.index && !act.overtaken) waiting.push_back(act.bytes);
    if (!waiting.empty()) ordering_->take(waiting);
}

/// Every act goes to the depositary and, for a receipt, to the other members.
void EqualNode::deliver(Instant now) {
    if (is_depositary()) return;
    const std::string depositary = depositary_author();
    for (const Neighbour& to : neighbours()) {
        deliver_store(outbox_, to, now);
        if (to.author == depositary) deliver_store(held_, to, now);
    }
    if (!address_of(depositary)) deliver_store(outbox_, {depositary, options_.source}, now);
}

/// Whether a node is to get an act, or to get it again.
bool EqualNode::needs(const ActStore& store, const StoredAct& act, const Neighbour& to) const {
    if (act.index || act.overtaken) return false;
    if (&store == &held_) return now_.seconds - act.time.seconds >= forwarding_delay;
    return to.author == depositary_author() || !act.receivers.contains(to.author);
}

void EqualNode::deliver_store(ActStore& store, const Neighbour& to, Instant now) {
    Delivery& delivery = deliveries_[{&store, to.address}];
    if (delivery.busy || to.address.empty()) return;
    if (now >= delivery.restart)
        delivery.after = {};
    else if (!delivery.after)
        return;
    std::vector<std::string> entries;
    std::uint64_t last = 0;
    const auto begin =
        delivery.after ? store.acts().upper_bound(*delivery.after) : store.acts().begin();
    for (auto act = begin; act != store.acts().end(); ++act) {
        if (entries.size() == delivered_at_once) break;
        if (!needs(store, act->second, to)) continue;
        entries.push_back(act->second.bytes);
        last = act->first;
    }
    if (entries.empty()) return;
    delivery = {true, delivery.after, {now.seconds + retry_interval}};
    post_.send(to.address, {"POST", "/peer/hand-in", hand_in_text(entries)},
               [this, &store, to, last, count = entries.size()](const std::optional<Reply>& reply) {
                   Delivery& made = deliveries_[{&store, to.address}];
                   made.busy = false;
                   made.after = {};
                   if (!reply || reply->status != 200) return;
                   if (!take_reply(store, to, count, reply->body)) return;
                   made.after = last;
                   deliver_store(store, to, now_);
               });
}

/// True if the other node took all of them.
bool EqualNode::take_reply(ActStore& store, const Neighbour& from, std::size_t count,
                           const std::string& body) {
    const auto reply = parse_hand_in_reply(body);
    if (!reply || reply->answers.size() != count) return false;
    if (!reply->receipt.empty()) take_receipt(store, from, reply->receipt);
    const bool judged = std::ranges::any_of(reply->answers, [](const HandInAnswer& answer) {
        return answer.taken == Taken::refused && !answer.code.starts_with("peer.");
    });
    if (judged && &store == &outbox_ && from.author == depositary_author()) give_up_forbidden();
    return std::ranges::find(reply->answers, Taken::refused, &HandInAnswer::taken) ==
           reply->answers.end();
}

/// The depositary refuses an act that was permitted when it was handed in. Its word is not enough:
/// the rules are asked again. What follows in the author's chain goes with it.
void EqualNode::give_up_forbidden() {
    State trial = state();
    bool forbidden = false;
    for (auto& [number, act] : outbox_.acts()) {
        if (act.index || act.overtaken) continue;
        const auto entry = parse_entry(act.bytes);
        forbidden = forbidden || !entry || !fold_verified(trial, trial.entries, *entry);
        act.overtaken = forbidden;
    }
    if (forbidden) settle();
}

void EqualNode::take_receipt(ActStore& store, const Neighbour& from, const std::string& note) {
    const auto author = state().authors.find(from.author);
    if (author == state().authors.end()) return;
    const auto receipt = check_receipt(note, options_.origin, author->second.keys.back().key);
    if (!receipt) return;
    for (const Hash& leaf : receipt->leaves) {
        StoredAct* act = store.find(leaf);
        if (!act || !act->receivers.insert(from.author).second || &store != &outbox_) continue;
        proofs_disk_.replace(to_hex(leaf) + "." + from.author, note);
    }
}

}  // namespace comity
