// SPDX-License-Identifier: Apache-2.0
#include "peers/equal_node.h"

#include "base/check.h"

namespace comity {
namespace {

constexpr std::size_t finished_shown = 100;

HandedIn shown(const StoredAct& act, Progress progress) {
    return {act.leaf, act.bytes, act.time, progress, act.receivers.size()};
}

Result<> check_options(const Peer::Options& options) {
    const std::string own = author_key_name(options.origin, options.author);
    if (options.entry_key && options.entry_key->name != own)
        return refuse("peer.key", "an entry key named " + own);
    if (options.cosigner && options.cosigner->name != own)
        return refuse("peer.key", "a cosigning key named " + own);
    if (options.checkpoint_key && options.checkpoint_key->name != options.origin)
        return refuse("peer.key", "a checkpoint key named " + options.origin);
    return {};
}

}  // namespace

Result<std::unique_ptr<Peer>> Peer::open(Disk& disk, Options options) {
    TRY(check_options(options));
    auto lock = disk.try_lock("lock");
    if (!lock) return refuse("peer.locked", "a folder that no other process uses", "lock");
    auto node = std::make_unique<EqualNode>(disk, std::move(options), std::move(lock));
    TRY(node->begin());
    return node;
}

EqualNode::EqualNode(Disk& disk, Options options, std::unique_ptr<DiskLock> lock)
    : disk_(disk),
      options_(std::move(options)),
      lock_(std::move(lock)),
      log_disk_(disk, "log"),
      witness_disk_(disk, "witness"),
      outbox_disk_(disk, "outbox"),
      receipts_disk_(disk, "receipts"),
      proofs_disk_(disk, "received"),
      contradictions_disk_(disk, "contradictions"),
      outbox_(outbox_disk_),
      held_(receipts_disk_),
      contradictions_(contradictions_disk_) {}

Result<> EqualNode::begin() {
    Replica::Options replica = {options_.origin, options_.depositary, options_.run,
                                options_.trusted_size};
    replica.observe = [this](std::uint64_t index, const Entry& entry) { observe(index, entry); };
    replica_ = TRY(Replica::open(log_disk_, std::move(replica)));
    Mirror::Hooks hooks;
    hooks.admit = [this](const Checkpoint& head, const std::string& note) {
        return admit(head, note);
    };
    hooks.contradiction = [this](const std::string& note) { note_contradiction(note); };
    hooks.invalid = [this](const std::string& note, const Refusal& why) {
        note_invalid(note, why);
    };
    mirror_ = std::make_unique<Mirror>(*replica_, post_, std::move(hooks));
    load_agreement();
    load_receipts();
    settle();
    begin_ordering();
    return {};
}

void EqualNode::load_receipts() {
    for (const std::string& name : proofs_disk_.list("")) {
        const auto leaf = hash_from_hex(name.substr(0, name.find('.')));
        StoredAct* act = leaf ? outbox_.find(*leaf) : nullptr;
        if (act) act->receivers.insert(name.substr(name.find('.') + 1));
    }
}

std::string EqualNode::depositary_author() const {
    const auto& terms = state().seals.depositaries;
    return terms.empty() ? std::string(secretariat) : terms.back().author;
}

bool EqualNode::has_current_key() const {
    return options_.checkpoint_key &&
           options_.checkpoint_key->verifier() == replica_->key_for(replica_->size());
}

/// An act that hands the depositary over is the last that this node orders, even before the
/// successor has entered it.
bool EqualNode::has_handed_over() const {
    for (const auto& [number, act] : outbox_.acts()) {
        const auto entry = parse_entry(act.bytes);
        if (!act.index && !act.overtaken && entry &&
            entry->statement.kind == "depositary.hand-over")
            return true;
    }
    return false;
}

void EqualNode::begin_ordering() {
    if (is_depositary() || !has_current_key() || has_handed_over() || !mirror_->is_idle()) return;
    const bool founder = replica_->is_empty() && options_.source.empty();
    if (replica_->is_empty() && !founder) return;
    if (!confirmed_ && answers_needed() > 0) return;
    confirmed_ = true;
    const NamedKey& key = *options_.checkpoint_key;
    auto ordering = Ordering::open(
        log_disk_,
        {options_.origin, [&key](const Checkpoint& head) { return sign_checkpoint(head, key.key); },
         key.verifier(), options_.queue_max, options_.quota, options_.run},
        *replica_);
    if (!ordering)
        throw Fault("the log cannot be ordered: " + ordering.error().code + " " +
                    ordering.error().where);
    ordering_ = std::move(*ordering);
    if (founder) replica_->follow();
}

void EqualNode::publish() {
    if (!is_depositary() || !ordering_->publish()) return;
    replica_->follow();
    settle();
}

void EqualNode::tick(Instant now, Courier& courier) {
    now_ = std::max(now_, now);
    post_.use(courier);
    confirm(now);
    begin_ordering();
    if (is_depositary()) {
        publish();
        enter_held(now);
        publish();
        seal(now);
        publish();
    } else {
        succeed();
        take_over(now);
        follow_others(now);
    }
    deliver(now);
    compare_heads(now);
    spread_contradictions(now);
    send_agreement(now);
}

/// Marks what can never be entered: its author's chain has gone another way.
void EqualNode::settle_store(ActStore& store) const {
    std::map<std::string, std::optional<Hash>> last;
    for (auto& [number, act] : store.acts()) {
        if (act.index && *act.index >= replica_->size()) act.index = {};  // of a round that failed
        if (act.index || act.overtaken) continue;
        const auto author = state().authors.find(act.author);
        const auto known =
            author == state().authors.end() ? std::optional<Hash>() : author->second.previous;
        const auto expected = last.try_emplace(act.author, known).first;
        act.overtaken = act.previous != expected->second;
        if (!act.overtaken) expected->second = act.leaf;
    }
}

void EqualNode::settle() {
    settle_store(outbox_);
    settle_store(held_);
    finish_outbox();
    held_.forget([this](const StoredAct& act) {
        return act.overtaken || (act.index && state().seals.is_sealed(*act.index));
    });
}

void EqualNode::finish_outbox() {
    const auto is_done = [this](const StoredAct& act) {
        return act.overtaken || (act.index && state().seals.is_sealed(*act.index));
    };
    std::vector<StoredAct> before;
    for (const auto& [number, act] : outbox_.acts())
        if (is_done(act)) before.push_back(act);
    outbox_.forget(is_done);
    for (const StoredAct& act : before) {
        if (outbox_.find(act.leaf)) continue;  // of a batch that is not done
        finished_.push_back(shown(act, act.overtaken ? Progress::overtaken : Progress::sealed));
        for (const std::string& receiver : act.receivers)
            proofs_disk_.remove(to_hex(act.leaf) + "." + receiver);
    }
    while (finished_.size() > finished_shown) finished_.pop_front();
}

std::vector<HandedIn> EqualNode::outbox() const {
    std::vector<HandedIn> acts(finished_.begin(), finished_.end());
    for (const auto& [number, act] : outbox_.acts()) {
        Progress progress = Progress::handed_in;
        if (act.overtaken) progress = Progress::overtaken;
        if (act.index)
            progress = state().seals.is_sealed(*act.index) ? Progress::sealed : Progress::entered;
        acts.push_back(shown(act, progress));
    }
    return acts;
}

std::optional<std::string> EqualNode::address_of(const std::string& author) const {
    const auto known = state().authors.find(author);
    if (known == state().authors.end() || !known->second.cosigner) return {};
    return known->second.cosigner->node;
}

std::vector<EqualNode::Neighbour> EqualNode::neighbours() const {
    std::vector<Neighbour> all;
    for (const auto& [author, known] : state().authors)
        if (author != options_.author && known.cosigner && known.cosigner->node)
            all.push_back({author, *known.cosigner->node});
    return all;
}

Reply EqualNode::answer(const Request& request, Instant now) {
    now_ = std::max(now_, now);
    const auto& [method, path, body] = request;
    if (method == "GET") return answer_get(path);
    if (method != "POST") return {405, "GET or POST\n"};
    if (path == "/peer/hand-in") return receive(body, now);
    if (path == "/peer/add-checkpoint") return add_checkpoint(body, now);
    if (path == "/peer/contradiction") return take_contradiction(body);
    if (path == "/peer/take-over") return take_agreement(body);
    return {404, "not found\n"};
}

/// Of the log, only what the published checkpoint covers.
bool EqualNode::is_published(const TileName& name) const {
    const std::uint64_t hashes = hashes_at(name.level.value_or(0), replica_->size());
    return name.index <= hashes / tile_width && name.index * tile_width + name.width <= hashes;
}

Reply EqualNode::answer_get(const std::string& path) const {
    constexpr std::string_view log = "/log/";
    if (path == "/peer/contradictions") {
        Reply reply;
        for (const Contradiction& found : contradictions_.all()) {
            const std::string text = to_text(found);
            reply.body += std::to_string(text.size()) + "\n" + text;
        }
        return reply;
    }
    if ((path == "/log/checkpoint" || path == "/peer/head") && !replica_->is_empty())
        return {200, replica_->note()};
    if (!path.starts_with(log)) return {404, "not found\n"};
    const auto tile = parse_tile_path(std::string_view(path).substr(log.size()));
    if (!tile || !is_published(*tile)) return {404, "not found\n"};
    auto bytes = log_disk_.read(tile_path(*tile));
    if (!bytes) return {404, "not found\n"};
    return {200, std::move(*bytes), "application/octet-stream"};
}

}  // namespace comity
