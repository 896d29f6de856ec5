// SPDX-License-Identifier: Apache-2.0
#include "peers/mirror.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::uint64_t bundles_at_once = 16;
constexpr std::uint64_t entries_ahead_max = std::uint64_t{1} << 28U;  // of one round
constexpr int bundle_level = 8;  // the subtree of one bundle's entries

std::optional<std::vector<Hash>> leaves_of(std::string_view bundle, unsigned width) {
    const auto entries = parse_bundle(bundle, width);
    if (!entries) return {};
    std::vector<Hash> leaves;
    for (const std::string_view entry : *entries) leaves.push_back(leaf_hash(entry));
    return leaves;
}

}  // namespace

/// What one round knows.
struct Mirror::Round {
    std::uint64_t number = 0;
    std::string address;
    std::function<void(bool)> done;
    std::string note;
    Checkpoint head;
    Number from = 0;       ///< the first bundle whose hash is planned by the other node's word
    bool whole = false;    ///< the plan begins at 0: it is the other node's tree alone
    std::size_t open = 0;  ///< requests under way
    std::map<Number, std::vector<Hash>> tiles;  ///< hashes of bundles, by tile
    std::string edge;                           ///< the partial bundle at the end
    std::vector<Hash> edge_leaves;
    bool planned = false;
    Number next_fetched = 0;  ///< bundle
    Number next_folded = 0;
    std::map<Number, std::string> ready;

    Number full() const { return head.size / tile_width; }
    Number bundles() const { return (head.size + tile_width - 1) / tile_width; }
    const Hash& bundle_hash(Number index) const {
        return tiles.at(index / tile_width)[index % tile_width];
    }
};

Mirror::Mirror(Replica& replica, Post& post, Hooks hooks)
    : replica_(replica), post_(post), hooks_(std::move(hooks)) {}

Mirror::~Mirror() = default;

void Mirror::begin(const std::string& address, std::function<void(bool complete)> done) {
    if (round_) return;
    round_ = std::make_unique<Round>();
    round_->number = ++rounds_;
    round_->address = address;
    round_->done = std::move(done);
    fetch("checkpoint", 0, &Mirror::take_checkpoint);
}

void Mirror::fetch(const std::string& path, Number index, Use use) {
    ++round_->open;
    const auto take = [this, number = round_->number, index, use](std::optional<Reply> reply) {
        if (!round_ || round_->number != number) return;  // of a round that has ended
        --round_->open;
        if (!reply || reply->status != 200) return end(false);
        (this->*use)(index, std::move(reply->body));
    };
    post_.get(round_->address, "/log/" + path, take);
}

/// The round has taken what it could. What was taken without being published is forgotten.
void Mirror::end(bool complete) {
    const auto done = std::move(round_->done);
    round_ = nullptr;
    if (replica_.taken() != replica_.size()) replica_.reload();
    if (done) done(complete);
}

void Mirror::fail(const Refusal& why) {
    if (hooks_.invalid) hooks_.invalid(round_->note, why);
    end(false);
}

void Mirror::take_checkpoint(Number, std::string bytes) {
    const auto note = parse_note(bytes);
    const auto head = note ? parse_checkpoint(note->text) : std::unexpected(note.error());
    if (!head || !hooks_.admit(*head, bytes)) return end(false);
    if (head->size <= replica_.size() && !(replica_.is_empty() && head->size == 0))
        return end(head->size == replica_.size());
    if (head->size - replica_.size() > entries_ahead_max) return end(false);
    plan(bytes, *head);
}

void Mirror::plan(const std::string& note, const Checkpoint& head) {
    round_->note = note;
    round_->head = head;
    round_->from = replica_.size() / tile_width;
    fetch_plan();
}

void Mirror::fetch_plan() {
    Round& round = *round_;
    round.tiles.clear();
    round.whole = round.from == 0;
    if (round.head.size % tile_width != 0 && round.edge.empty())
        fetch(tile_path(bundle_of(round.head.size - 1, round.head.size)), 0, &Mirror::take_edge);
    for (Number tile = round.from / tile_width; tile * tile_width < round.full(); ++tile) {
        if (std::min((tile + 1) * tile_width, round.full()) <= round.from) continue;
        const TileName name = tile_of(1, tile * tile_width, round.head.size);
        fetch(tile_path(name), tile, &Mirror::take_hashes);
    }
    if (round.open == 0) finish_plan();
}

void Mirror::take_hashes(Number tile, std::string bytes) {
    const TileName name = tile_of(1, tile * tile_width, round_->head.size);
    auto hashes = parse_tile(bytes, name.width);
    if (!hashes) return end(false);
    round_->tiles[tile] = std::move(*hashes);
    if (round_->open == 0) finish_plan();
}

void Mirror::take_edge(Number, std::string bytes) {
    const auto leaves = leaves_of(bytes, static_cast<unsigned>(round_->head.size % tile_width));
    if (!leaves) return end(false);
    round_->edge = std::move(bytes);
    round_->edge_leaves = *leaves;
    if (round_->open == 0) finish_plan();
}

/// A subtree of the tree as planned: of what is here, or of the hashes that came.
Hash Mirror::planned_subtree(int level, Number index) const {
    const Round& round = *round_;
    if (level < bundle_level) {
        const Number first = (index << static_cast<unsigned>(level)) % tile_width;
        const std::size_t count = std::size_t{1} << static_cast<unsigned>(level);
        return tree_hash(std::span(round.edge_leaves).subspan(first, count));
    }
    const Number bundles = Number{1} << static_cast<unsigned>(level - bundle_level);
    if ((index + 1) * bundles <= round.from) return replica_.subtree(level, index);
    if (level == bundle_level) return round.bundle_hash(index);
    return node_hash(planned_subtree(level - 1, 2 * index),
                     planned_subtree(level - 1, 2 * index + 1));
}

void Mirror::finish_plan() {
    Round& round = *round_;
    const Hash root = tree_hash(round.head.size, [this](int level, std::uint64_t index) {
        return planned_subtree(level, index);
    });
    if (root == round.head.root) {
        const Number here = replica_.size() / tile_width;
        for (Number i = round.from; i < here; ++i)
            if (round.bundle_hash(i) != replica_.subtree(bundle_level, i)) {
                hooks_.contradiction(round.note);
                return end(false);
            }
        round.planned = true;
        round.next_fetched = round.next_folded = here;
        return go_on();
    }
    if (round.whole) return end(false);  // the other node serves another tree than it says
    round.from = 0;  // is the head inconsistent with what is here? Its own hashes tell.
    fetch_plan();
}

void Mirror::go_on() {
    do {
        while (round_->next_fetched < round_->bundles() &&
               round_->next_fetched < round_->next_folded + bundles_at_once)
            fetch_bundle(round_->next_fetched++);
    } while (fold_ready());
}

void Mirror::fetch_bundle(Number index) {
    Round& round = *round_;
    if (index == round.full()) {
        round.ready[index] = round.edge;
        return;
    }
    const std::string path = tile_path({{}, index, tile_width});
    if (auto bytes = replica_.disk().read(path)) {  // of a round that was cut off
        const auto leaves = leaves_of(*bytes, tile_width);
        if (leaves && tree_hash(*leaves) == round.bundle_hash(index)) {
            round.ready[index] = std::move(*bytes);
            return;
        }
    }
    fetch(path, index, &Mirror::take_bundle);
}

void Mirror::take_bundle(Number index, std::string bytes) {
    round_->ready[index] = std::move(bytes);
    go_on();
}

/// Folds what has come in order; true if that made room for more.
bool Mirror::fold_ready() {
    bool folded = false;
    for (auto next = round_->ready.find(round_->next_folded); next != round_->ready.end();
         next = round_->ready.find(round_->next_folded)) {
        const std::string bytes = std::move(next->second);
        round_->ready.erase(next);
        if (!fold_bundle(round_->next_folded, bytes)) return false;
        ++round_->next_folded;
        folded = true;
    }
    if (round_->next_folded < round_->bundles()) return folded;
    publish();
    return false;
}

bool Mirror::fold_bundle(Number index, const std::string& bytes) {
    const bool edge = index == round_->full();
    const unsigned width =
        edge ? static_cast<unsigned>(round_->head.size % tile_width) : tile_width;
    const auto entries = parse_bundle(bytes, width);
    const auto leaves = leaves_of(bytes, width);
    if (!entries || !leaves || (!edge && tree_hash(*leaves) != round_->bundle_hash(index))) {
        end(false);
        return false;
    }
    const Number first = index * tile_width;
    const std::size_t here = std::max(replica_.taken(), first) - first;
    for (std::size_t i = 0; i < here; ++i)
        if ((*leaves)[i] != replica_.subtree(0, first + i)) {
            hooks_.contradiction(round_->note);
            end(false);
            return false;
        }
    const auto taken =
        replica_.take(std::span(*entries).subspan(here), std::span(*leaves).subspan(here));
    if (!taken) fail(taken.error());
    return taken.has_value();
}

void Mirror::publish() {
    if (!hooks_.admit(round_->head, round_->note)) return end(false);
    const auto published = replica_.publish(round_->note);
    if (!published) return fail(published.error());
    end(true);
}

}  // namespace comity
