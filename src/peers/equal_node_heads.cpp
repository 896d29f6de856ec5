// SPDX-License-Identifier: Apache-2.0
// Whose heads a node follows, and what it does when two of them cannot both be true.
#include "peers/equal_node.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::int64_t comparison_interval = 10;  // seconds
constexpr std::int64_t question_interval = 3;
constexpr std::int64_t spread_interval = 30;

std::optional<Checkpoint> head_of(const std::string& bytes) {
    const auto note = parse_note(bytes);
    const auto head = note ? parse_checkpoint(note->text) : std::unexpected(note.error());
    return head ? std::optional(*head) : std::nullopt;
}

}  // namespace

/// The depositary's node first, then where this one learned from, then anybody: what they serve is
/// checked, whoever they are.
std::vector<std::string> EqualNode::sources() const {
    std::vector<std::string> addresses;
    const auto add = [&](const std::string& address) {
        if (!address.empty() && std::ranges::find(addresses, address) == addresses.end())
            addresses.push_back(address);
    };
    if (depositary_author() != options_.author) add(address_of(depositary_author()).value_or(""));
    add(options_.source);
    for (const Neighbour& neighbour : neighbours()) add(neighbour.address);
    return addresses;
}

/// Every other round goes to the next of the others: who is first may be gone, or be behind.
void EqualNode::follow_others(Instant) {
    const std::vector<std::string> addresses = sources();
    if (is_depositary() || addresses.empty() || !mirror_->is_idle()) return;
    const std::size_t turn = source_++;
    const std::size_t index = turn % 2 == 0 ? 0 : turn / 2 % addresses.size();
    mirror_->begin(better_.value_or(addresses[index]), [this](bool) {
        better_ = {};
        settle();
    });
}

bool EqualNode::admit(const Checkpoint& head, const std::string& note) {
    if (is_depositary() || head.origin != options_.origin || bad_heads_.contains(head.root))
        return false;
    const VerifierKey& key = replica_->key_for(head.size);
    const auto opened = open_checkpoint(note, options_.origin, key);
    if (!opened) return opened.error().code == "note.unsigned" && head.size > replica_->size();
    if (head.size <= replica_->size()) {
        if (!replica_->is_empty() && replica_->root_at(head.size) != head.root)
            note_contradiction(note);
        return true;
    }
    return !is_frozen();
}

void EqualNode::note_contradiction(const std::string& note) {
    const auto head = head_of(note);
    if (!head || !open_checkpoint(note, options_.origin, replica_->key_for(head->size))) return;
    contradictions_.add({replica_->note(), note});
}

/// The rules forbid what the head holds: it is not asked for again, nor cosigned.
void EqualNode::note_invalid(const std::string& note, const Refusal&) {
    if (const auto head = head_of(note)) bad_heads_.insert(head->root);
}

/// A head that another node has: is it of this log's history, or does this node lack something?
void EqualNode::examine(const std::string& address, const std::string& note) {
    const auto head = head_of(note);
    if (!head || head->origin != options_.origin) return;
    if (head->size > replica_->size()) {
        if (!is_depositary() && !bad_heads_.contains(head->root)) better_ = address;
        return;
    }
    const auto opened = open_checkpoint(note, options_.origin, replica_->key_for(head->size));
    if (opened && !replica_->is_empty() && replica_->root_at(head->size) != head->root)
        contradictions_.add({replica_->note(), note});
}

/// Asks the others in turn what their heads are: so a depositary that shows each another log is
/// found out.
void EqualNode::compare_heads(Instant now) {
    const std::vector<Neighbour> others = neighbours();
    if (now < next_comparison_ || others.empty()) return;
    next_comparison_ = {now.seconds + comparison_interval};
    const std::string address = others[compared_++ % others.size()].address;
    post_.get(address, "/log/checkpoint", [this, address](const std::optional<Reply>& reply) {
        if (reply && reply->status == 200) examine(address, reply->body);
    });
}

void EqualNode::spread_contradictions(Instant now) {
    if (now < next_spread_ || contradictions_.all().empty()) return;
    next_spread_ = {now.seconds + spread_interval};
    for (const Neighbour& to : neighbours())
        for (const Contradiction& found : contradictions_.all()) {
            const std::string text = to_text(found);
            if (spread_.contains({text, to.author})) continue;
            post_.send(to.address, {"POST", "/peer/contradiction", text},
                       [this, text, author = to.author](const std::optional<Reply>& reply) {
                           if (reply && reply->status < 500) spread_.insert({text, author});
                       });
        }
}

/// Two heads of one size with different roots, signed by one key that was the depositary's.
bool EqualNode::is_proof(const Contradiction& shown) const {
    const auto first = head_of(shown.first);
    const auto second = head_of(shown.second);
    if (!first || !second || first->size != second->size || first->root == second->root)
        return false;
    std::vector<VerifierKey> keys = {options_.depositary};
    for (const DepositaryTerm& term : state().seals.depositaries) keys.push_back(term.key);
    return std::ranges::any_of(keys, [&](const VerifierKey& key) {
        return open_checkpoint(shown.first, options_.origin, key) &&
               open_checkpoint(shown.second, options_.origin, key);
    });
}

Reply EqualNode::take_contradiction(const std::string& body) {
    const auto shown = parse_contradiction(body);
    if (!shown) return {400, shown.error().code + "\n"};
    const std::size_t before = contradictions_.all().size();
    if (is_proof(*shown)) contradictions_.add(*shown);
    for (const std::string& note : {shown->first, shown->second}) examine("", note);
    if (better_ == "") better_ = {};
    const bool news = contradictions_.all().size() > before;
    const bool known =
        std::ranges::find(contradictions_.all(), *shown) != contradictions_.all().end();
    return news || known ? Reply{200, "kept\n"} : Reply{422, "peer.contradiction: no proof here\n"};
}

/// How many others must tell their heads before this node signs anything: with it they are a
/// quorum, or all that can be reached.
std::size_t EqualNode::answers_needed() const {
    const SealingEpoch* epoch = state().seals.epoch_of(replica_->size());
    if (!epoch || epoch->sealers.empty()) return 0;
    std::size_t reachable = 0;
    bool own = false;
    for (const Member& sealer : epoch->sealers) {
        own = own || sealer.party == options_.author;
        if (sealer.party != options_.author && address_of(sealer.party)) ++reachable;
    }
    return std::min(quorum(epoch->sealers.size()) - (own ? 1 : 0), reachable);
}

/// The folder may be a backup that lacks what this node has signed since. So after each opening it
/// first asks the others for their heads, and signs nothing before it has the largest.
void EqualNode::confirm(Instant now) {
    if (confirmed_ || replica_->is_empty()) return;
    std::uint64_t largest = 0;
    for (const auto& [author, size] : heads_heard_) largest = std::max(largest, size);
    if (heads_heard_.size() >= answers_needed() && replica_->size() >= largest) {
        confirmed_ = true;
        return;
    }
    if (now < next_question_) return;
    next_question_ = {now.seconds + question_interval};
    for (const Neighbour& other : neighbours())
        post_.get(other.address, "/peer/head",
                  [this, author = other.author](const std::optional<Reply>& reply) {
                      if (!reply) return;
                      if (reply->status == 404) heads_heard_[author] = 0;
                      if (reply->status == 200) take_head(author, reply->body);
                  });
}

/// Only what the depositary signed counts; by a later depositary's key, once it is known here.
void EqualNode::take_head(const std::string& author, const std::string& note) {
    const auto head = head_of(note);
    const SealingEpoch* epoch = state().seals.epoch_of(replica_->size());
    if (!head || !epoch ||
        std::ranges::find(epoch->sealers, author, &Member::party) == epoch->sealers.end())
        return;
    if (open_checkpoint(note, options_.origin, replica_->key_for(head->size)))
        heads_heard_[author] = head->size;
}

}  // namespace comity
