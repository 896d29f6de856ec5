// SPDX-License-Identifier: Apache-2.0
#include "record/log_reader.h"

#include "base/check.h"

namespace comity {
namespace {

SubtreeReader subtrees(const TileReader& tiles) {
    return [&tiles](int level, std::uint64_t index) { return tiles.subtree(level, index); };
}

}  // namespace

Result<std::unique_ptr<LogReader>> LogReader::open(const Disk& disk, std::string origin,
                                                   VerifierKey key) {
    std::unique_ptr<LogReader> reader(new LogReader(disk, std::move(origin), std::move(key)));
    TRY(reader->refresh());
    return reader;
}

Result<bool> LogReader::refresh() {
    constexpr int attempts_max = 5;
    for (int attempt = 1;; ++attempt) {
        auto note = disk_.read("checkpoint");
        if (!note) return refuse("log.absent", "a log with a checkpoint", "checkpoint");
        if (*note == note_) return false;
        const Checkpoint head = TRY(open_checkpoint(*note, origin_, key_));
        try {
            TRY(load(*std::move(note), head));
            return true;
        } catch (const Fault&) {  // the writer went on and removed the partial tiles of this head
            if (attempt == attempts_max) throw;
        }
    }
}

/// Reads the right edge, so that nothing of it is needed again once the writer has gone on.
Result<> LogReader::load(std::string note, const Checkpoint& head) {
    const Checkpoint before = head_;
    if (head.size < before.size)
        return refuse("log.inconsistent", "a log that only grows", "checkpoint");
    tiles_.grow(head.size);
    if (tree_hash(head.size, subtrees(tiles_)) != head.root)
        return refuse("log.damaged", "the root of the tiles", "checkpoint");
    if (before.size > 0 && tree_hash(before.size, subtrees(tiles_)) != before.root)
        return refuse("log.inconsistent", "a log that keeps what it had", "checkpoint");
    edge_bundle_.clear();
    if (head.size % tile_width != 0) {
        const auto bytes = disk_.read(tile_path(bundle_of(head.size - 1, head.size)));
        if (!bytes) throw Fault("the log lacks the bundle of its last entries");
        edge_bundle_ = *bytes;
    }
    note_ = std::move(note);
    head_ = head;
    return {};
}

/// The bundle with an entry, its hashes checked against the tree.
std::string LogReader::bundle(std::uint64_t index) const {
    const TileName name = bundle_of(index, size());
    const std::string path = tile_path(name);
    std::string bytes = name.width == tile_width ? disk_.read(path).value_or("") : edge_bundle_;
    const auto entries = parse_bundle(bytes, name.width);
    if (!entries) throw Fault("the log is damaged: " + path + ": " + entries.error().message);
    for (std::size_t i = 0; i < entries->size(); ++i)
        if (leaf_hash((*entries)[i]) != tiles_.subtree(0, name.index * tile_width + i))
            throw Fault("the log is damaged: " + path + ": not the entries of the tree");
    return bytes;
}

std::string LogReader::entry(std::uint64_t index) const {
    check(index < size(), "an entry that is in the log");
    const std::string bytes = bundle(index);
    const auto entries = parse_bundle(bytes, bundle_of(index, size()).width);
    check(entries.has_value(), "it was parsed before");
    return std::string((*entries)[index % tile_width]);
}

void LogReader::for_each(
    std::uint64_t first,
    const std::function<void(std::uint64_t index, std::string_view entry)>& use) const {
    for (std::uint64_t index = first; index < size();) {
        const std::string bytes = bundle(index);
        const auto entries = parse_bundle(bytes, bundle_of(index, size()).width);
        check(entries.has_value(), "it was parsed before");
        for (std::size_t i = index % tile_width; i < entries->size(); ++i)
            use(index++, (*entries)[i]);
    }
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
