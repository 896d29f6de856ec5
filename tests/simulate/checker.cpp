// SPDX-License-Identifier: Apache-2.0
#include "simulate/checker.h"

#include "acts/all.h"
#include "record/checkpoint.h"
#include "record/log.h"
#include "record/tiles.h"
#include "record/witness.h"
#include "simulate/published_disk.h"

#include <algorithm>

namespace comity::simulate {
namespace {

const std::string could_be_entered = "it could be entered";

std::string named(const Hash& hash) { return to_base64(hash).substr(0, 8); }

std::string named(std::uint64_t size, const Hash& root) {
    return "head " + std::to_string(size) + " " + named(root);
}

}  // namespace

void Checker::violated(const std::string& invariant, const std::string& what) {
    throw Violation{invariant, what};
}

void Checker::trust(const std::string& signer, const VerifierKey& key) {
    keys_.emplace(std::pair{key.name, key.id()}, std::pair{signer, key});
}

void Checker::distrust(const std::string& signer) { distrusted_.insert(signer); }

void Checker::acknowledged(const Node& node, const std::string& entry) {
    if (node.honest()) acts_[leaf_hash(entry)] = {node.author(), entry};
}

void Checker::objected(const Node& node, const std::string& entry, const std::string& proposal) {
    if (!node.honest()) return;
    acknowledged(node, entry);
    acts_[leaf_hash(entry)].proposal = proposal;
}

void Checker::look(Node& node) {
    if (!node.honest() || !node.running()) return;
    const Peer& peer = *node.peer();
    note_receipts(node, peer);
    Seen& seen = seen_[node.author()];
    if (node.restorations() != seen.restorations) {
        seen.restorations = node.restorations();
        for (auto& [leaf, act] : acts_)
            if (act.author == node.author()) act.excused = true;
    }
    const auto log = log_of(peer, node.time());
    if (!log) return;
    if (*log == seen.log && node.starts() == seen.starts) return;
    const bool went_back =
        !prefixes_.consistent(*log, seen.log) ||
        (prefixes_.size(*log) < prefixes_.size(seen.log) && node.starts() == seen.starts);
    if (went_back && !node.was_restored())
        violated("log-stays", node.author() + " had " + std::to_string(prefixes_.size(seen.log)) +
                                  " entries and has others now, " +
                                  std::to_string(prefixes_.size(*log)));
    const bool started = node.starts() != seen.starts;
    seen.log = *log;
    seen.starts = node.starts();
    longest_ = std::max(longest_, prefixes_.size(*log));
    note_progress(peer);
    check_state(node, peer.state(), *log);
    check_sealed(node, peer.state(), *log);
    check_decided(node, peer.state());
    if (started) check_acts(node, false);
    for (auto& [name, signer] : signers_)
        for (const Head& head : std::exchange(signer.unknown, {})) place_head(name, signer, head);
}

std::optional<Prefixes::Id> Checker::log_of(const Peer& peer, Instant now) {
    const Seals& seals = peer.state().seals;
    const Hash root = seals.root_at(seals.size());
    auto log = prefixes_.find(seals.size(), root);
    if (log) return log;
    read_entries(peer, now);
    return prefixes_.find(seals.size(), root);
}

/// All that a node has published, read as other nodes read it.
void Checker::read_entries(const Peer& peer, Instant now) {
    const PublishedDisk disk(const_cast<Peer&>(peer), now);
    const auto bytes = disk.read(checkpoint_path);
    const auto note = bytes ? parse_note(*bytes) : refuse("", "");
    const auto head = note ? parse_checkpoint(note->text) : std::unexpected(note.error());
    if (!head) return;
    Prefixes::Id log = Prefixes::none;
    for (std::uint64_t first = 0; first < head->size; first += tile_width) {
        const auto bundle = read_bundle(disk, bundle_of(first, head->size));
        if (!bundle) return;
        for (const std::string_view entry : (*bundle)->entries)
            log = prefixes_.extend(log, std::string(entry));
    }
}

void Checker::check_state(const Node& node, const State& state, Prefixes::Id log) {
    const auto expected = prefixes_.state(log);
    if (!expected)
        violated("verifies", node.author() + " accepted an entry that is refused: " +
                                 expected.error().code + " " + expected.error().message);
    if (state != **expected)
        violated("equal-state", node.author() + " has another state after " +
                                    std::to_string(state.entries) + " entries");
}

void Checker::check_sealed(const Node& node, const State& state, Prefixes::Id log) {
    const Frontier& sealed = state.seals.sealed;
    if (sealed.size() == 0) return;
    const auto prefix = prefixes_.find(sealed.size(), sealed.root());
    if (!prefix || !prefixes_.consistent(*prefix, log))
        violated("sealed-stays", node.author() + " holds sealed what its log does not begin with");
    seals_ = std::max<std::uint64_t>(seals_, state.seals.entered.size());
    if (sealed_ && !prefixes_.consistent(*sealed_, *prefix))
        violated("sealed-stays", node.author() + " holds sealed " +
                                     named(sealed.size(), sealed.root()) +
                                     ", another log than was sealed elsewhere");
    if (!sealed_ || prefixes_.size(*prefix) > prefixes_.size(*sealed_)) sealed_ = prefix;
}

void Checker::check_decided(const Node& node, const State& state) {
    for (const auto& [name, proposal] : state.consultation.proposals) {
        const auto outcome = decided(state, proposal);
        if (!outcome) continue;
        if (outcome->status == ProposalStatus::adopted || outcome->status == ProposalStatus::broken)
            check_decision(node, state, name, outcome->status);
    }
}

void Checker::check_decision(const Node& node, const State& state, const std::string& name,
                             ProposalStatus status) {
    const auto [known, is_new] = decided_.try_emplace(name, status);
    if (known->second != status)
        violated("decided-stays", node.author() + " holds " + name + " to be " +
                                      (status == ProposalStatus::adopted ? "adopted" : "broken") +
                                      " and it was decided otherwise");
    if (!is_new || status != ProposalStatus::adopted) return;
    for (const auto& [leaf, act] : acts_)
        if (act.proposal == name && act.guarded)
            violated("objection-heard", name + " is adopted after " +
                                            std::to_string(state.entries) +
                                            " entries; a quorum had receipts for the objection "
                                            "of " +
                                            act.author);
}

/// Whether somebody honest may already have signed past the deadline.
bool Checker::could_be_adopted(const State& state, const std::string& proposal) const {
    const auto known = state.consultation.proposals.find(proposal);
    return known == state.consultation.proposals.end() || last_dated_ >= known->second.deadline;
}

void Checker::note_receipts(const Node& node, const Peer& peer) {
    const bool waiting = std::ranges::any_of(acts_, [&](const auto& item) {
        return item.second.author == node.author() && !item.second.proposal.empty() &&
               !item.second.guarded;
    });
    if (!waiting) return;
    const SealingEpoch* epoch = peer.state().seals.epoch_of(peer.state().seals.size());
    const std::size_t sealers = epoch ? epoch->sealers.size() : 0;
    if (sealers == 0) return;
    for (const HandedIn& handed_in : peer.outbox()) {
        const auto act = acts_.find(handed_in.leaf);
        if (act == acts_.end() || act->second.proposal.empty()) continue;
        if (handed_in.received >= quorum(sealers) && handed_in.progress != Progress::overtaken &&
            !could_be_adopted(peer.state(), act->second.proposal))
            act->second.guarded = true;
    }
}

void Checker::note_progress(const Peer& peer) {
    for (const HandedIn& handed_in : peer.outbox()) {
        const auto act = acts_.find(handed_in.leaf);
        if (act == acts_.end() || handed_in.progress != Progress::overtaken) continue;
        if (!act->second.overtaken) ++overtaken_;
        act->second.overtaken = true;
    }
}

/// What the log that a node has would say to an entry now.
std::string Checker::answer_to(const Peer& peer, const std::string& bytes) {
    State state = peer.state();
    const auto entry = parse_entry(bytes);
    const auto folded = entry ? fold_verified(state, state.entries, *entry)
                              : Result<>(std::unexpected(entry.error()));
    return folded ? could_be_entered : folded.error().code;
}

void Checker::check_acts(Node& node, bool at_the_end) {
    if (!node.honest() || !node.running()) return;
    const Peer& peer = *node.peer();
    note_progress(peer);
    const auto log = log_of(peer, node.time());
    std::set<Hash> outbox;
    for (const HandedIn& act : peer.outbox()) outbox.insert(act.leaf);
    for (const auto& [leaf, act] : acts_) {
        if (act.author != node.author() || act.excused || act.overtaken) continue;
        if (log && prefixes_.contains(*log, leaf)) continue;
        const std::string answer = answer_to(peer, act.bytes);
        const std::string what =
            act.bytes.substr(0, act.bytes.find("\n\n")) + "\n  (" + answer + ")";
        if (!outbox.contains(leaf))
            violated("acknowledged-kept", node.author() + " has lost an act: " + what);
        if (at_the_end && answer == could_be_entered)
            violated("entered", node.author() + " could not have an act entered: " + what);
    }
}

void Checker::check_agreement(const std::vector<Node*>& nodes) const {
    const Node* first = nullptr;
    for (const Node* node : nodes) {
        if (!node->running()) violated("agreed", node->author() + " does not run");
        if (!first) first = node;
        const Seals& one = first->peer()->state().seals;
        const Seals& other = node->peer()->state().seals;
        if (one.size() != other.size() || one.root_at(one.size()) != other.root_at(other.size()))
            violated("agreed", first->author() + " has " + std::to_string(one.size()) +
                                   " entries, " + node->author() + " " +
                                   std::to_string(other.size()));
    }
}

void Checker::heard(const Request& request, const Reply& reply, Instant latest) {
    if (reply.status != 200) return;
    if (request.path == "/log/checkpoint" || request.path == "/peer/head")
        return heard_note(reply.body, latest);
    if (request.path != "/peer/add-checkpoint") return;
    const auto asked = parse_cosign_request(request.body);
    if (!asked) return;
    heard_note(asked->checkpoint, latest);
    const std::size_t end = asked->checkpoint.find("\n\n");
    heard_note(asked->checkpoint.substr(0, end + 2) + reply.body, latest);
}

void Checker::heard_note(const std::string& bytes, Instant latest) {
    const auto note = parse_note(bytes);
    if (!note) return;
    for (const NoteSignature& line : note->signatures) {
        if (!keys_.contains({line.name, line.key_id})) continue;
        if (lines_.insert(note->text + to_line(line)).second)
            heard_cosignature(*note, line, latest);
    }
}

void Checker::heard_cosignature(const Note& note, const NoteSignature& line, Instant latest) {
    const auto& [signer, key] = keys_.at({line.name, line.key_id});
    const auto head = parse_checkpoint(note.text);
    if (!head || distrusted_.contains(signer)) return;
    const Note alone{note.text, {line}};
    if (key.type == KeyType::ed25519) {
        if (check_note(alone, key)) signed_head(signer, {head->size, head->root}, {});
        return;
    }
    const auto time = check_cosignature(alone, key, latest);
    if (time) signed_head(signer, {head->size, head->root}, *time);
}

void Checker::signed_head(const std::string& name, const Head& head, std::optional<Instant> time) {
    Signer& signer = signers_[name];
    if (time) {
        last_dated_ = std::max(last_dated_, *time);
        const auto [known, is_new] = signer.first_signed.try_emplace(head.size, *time);
        if (!is_new) known->second = std::min(known->second, *time);
        const auto later = signer.first_signed.upper_bound(head.size);
        if (later != signer.first_signed.end() && later->second < known->second)
            violated("times-ascend", name + " dated the longer of two heads earlier");
    }
    if (!signer.heads.insert(head).second) return;
    ++heads_signed_;
    const auto equal = signer.heads.lower_bound({head.size, Hash{}});
    if (std::next(equal) != signer.heads.end() && std::next(equal)->size == head.size)
        violated("one-history", name + " signed " + named(equal->size, equal->root) + " and " +
                                    named(head.size, std::next(equal)->root));
    place_head(name, signer, head);
}

void Checker::place_head(const std::string& name, Signer& signer, const Head& head) {
    const auto prefix = prefixes_.find(head.size, head.root);
    if (!prefix) return signer.unknown.push_back(head);
    if (signer.longest && !prefixes_.consistent(*signer.longest, *prefix))
        violated("one-history", name + " signed " + named(head.size, head.root) +
                                    ", which is no part of the longer log that it signed, nor "
                                    "continues it");
    if (!signer.longest || prefixes_.size(*prefix) > prefixes_.size(*signer.longest))
        signer.longest = prefix;
}

void Checker::verify_published(Node& node) {
    if (!node.honest() || !node.running()) return;
    const State& state = node.peer()->state();
    if (!state.association || state.seals.depositaries.size() != 1) return;
    Prefixes::Id log = Prefixes::none;
    const PublishedDisk disk(*node.peer(), node.time());
    const auto head = verify_log(disk, log_origin, state.seals.depositaries.front().key,
                                 [&](const LoggedEntry& entry) -> Result<> {
                                     log = prefixes_.extend(log, std::string(entry.bytes));
                                     return {};
                                 });
    if (!head)
        violated("verifies", node.author() + " publishes what does not hold: " + head.error().code +
                                 " " + head.error().where + " " + head.error().message);
    const auto folded = prefixes_.state(log);
    if (!folded)
        violated("verifies", node.author() + " publishes an entry that is refused: " +
                                 folded.error().code + " " + folded.error().message);
}

}  // namespace comity::simulate
