// SPDX-License-Identifier: Apache-2.0
#include "record/log_reader.h"

#include "base/check.h"

#include <future>

namespace comity {
namespace {

SubtreeReader subtrees(const TileReader& tiles) {
    return [&tiles](int level, std::uint64_t index) { return tiles.subtree(level, index); };
}

std::shared_ptr<const Bundle> need_bundle(const Disk& disk, const TileName& name) {
    auto bundle = read_bundle(disk, name);
    if (!bundle) throw damage_fault(bundle.error().where + ": " + bundle.error().message);
    return std::move(*bundle);
}

}  // namespace

Result<std::unique_ptr<LogReader>> LogReader::open(const Disk& disk, std::string origin,
                                                   VerifierKey key) {
    std::unique_ptr<LogReader> reader(new LogReader(disk, std::move(origin), std::move(key)));
    TRY(reader->refresh());
    return reader;
}

Result<bool> LogReader::refresh() {
    std::string note = TRY(read_checkpoint_note(disk_));
    while (note != note_) {
        const Checkpoint head = TRY(open_checkpoint(note, origin_, key_));
        const Result<> loaded = load(note, head);
        if (loaded) return true;
        // The writer may have gone on meanwhile and removed the partial tiles of this head.
        const std::string newer = TRY(read_checkpoint_note(disk_));
        if (newer == note) return std::unexpected(loaded.error());
        note = newer;
    }
    return false;
}

Result<> LogReader::check_against_tiles(const Checkpoint& head) const {
    try {
        if (tree_hash(head.size, subtrees(tiles_)) != head.root)
            return log_damaged(checkpoint_path, "the root of the tiles");
        if (head_.size > 0 && tree_hash(head_.size, subtrees(tiles_)) != head_.root)
            return refuse("log.inconsistent", "a log that keeps what it had", checkpoint_path);
        return {};
    } catch (const Fault& fault) {  // a tile is absent or too short
        return log_damaged(checkpoint_path, fault.what());
    }
}

/// Reads the right edge, so that nothing of it is needed again once the writer has gone on.
Result<> LogReader::load(std::string note, const Checkpoint& head) {
    if (head.size < head_.size)
        return refuse("log.inconsistent", "a log that only grows", checkpoint_path);
    tiles_.grow(head.size);
    TRY(check_against_tiles(head));
    std::shared_ptr<const Bundle> edge;
    if (head.size % tile_width != 0) {
        edge = TRY(read_bundle(disk_, bundle_of(head.size - 1, head.size)));
        for (std::uint64_t i = 0; i < edge->leaves.size(); ++i)
            if (edge->leaves[i] != tiles_.subtree(0, head.size - edge->leaves.size() + i))
                return log_damaged(checkpoint_path, "the tree of the last entries");
    }
    edge_ = std::move(edge);
    note_ = std::move(note);
    head_ = head;
    return {};
}

std::shared_ptr<const Bundle> LogReader::bundle(std::uint64_t index) const {
    if (index / tile_width == size() / tile_width) return edge_;
    auto read = need_bundle(disk_, bundle_of(index, size()));
    if (tree_hash(read->leaves) != tiles_.subtree(8, index / tile_width))
        throw damage_fault("the entries around " + std::to_string(index) +
                           " are not those of the tree");
    return read;
}

std::shared_ptr<const Bundle> LogReader::recent_bundle(std::uint64_t index) const {
    const std::lock_guard guard(mutex_);
    if (!recent_ || recent_index_ != index / tile_width || recent_->leaves.size() < tile_width) {
        recent_ = bundle(index);
        recent_index_ = index / tile_width;
    }
    return recent_;
}

std::string LogReader::entry(std::uint64_t index) const {
    check(index < size(), "an entry that is in the log");
    return std::string(recent_bundle(index)->entries[index % tile_width]);
}

void LogReader::for_each(std::uint64_t first,
                         const std::function<void(const LoggedEntry& entry)>& use) const {
    const auto ahead = [this](std::uint64_t index) {
        return std::async(std::launch::async, [this, index] { return bundle(index); });
    };
    if (first >= size()) return;
    auto next = ahead(first);  // read and hashed on another core while this one is used
    for (std::uint64_t index = first; index < size();) {
        const auto read = next.get();
        const std::uint64_t start = index - index % tile_width;
        const std::uint64_t end = start + read->entries.size();
        if (end < size()) next = ahead(end);
        for (; index < end; ++index)
            use({index, read->entries[index - start], read->leaves[index - start]});
    }
}

Hash LogReader::leaf(std::uint64_t index) const {
    check(index < size(), "an entry that is in the log");
    return tiles_.subtree(0, index);
}

std::string_view LogReader::edge_bundle() const {
    return edge_ ? std::string_view(edge_->bytes) : std::string_view();
}

Result<std::vector<Hash>> LogReader::prove_inclusion(std::uint64_t index) const {
    if (index >= size()) return refuse("proof.index", "the index of a published entry");
    return inclusion_proof(index, size(), subtrees(tiles_));
}

Result<std::vector<Hash>> LogReader::prove_consistency(std::uint64_t first,
                                                       std::uint64_t second) const {
    if (first > second || second > size())
        return refuse("proof.size", "two published sizes in order");
    return consistency_proof(first, second, subtrees(tiles_));
}

}  // namespace comity
