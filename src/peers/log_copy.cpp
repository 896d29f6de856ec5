// SPDX-License-Identifier: Apache-2.0
#include "peers/log_copy.h"

#include "base/check.h"

namespace comity {
namespace {

/// The unfinished tiles of a published tree, whose root its reader has checked.
TileBuilder edge_of(const Disk& disk, std::uint64_t size) {
    std::vector<std::vector<Hash>> edge;
    for (int level = 0; hashes_at(level, size) > 0; ++level) {
        const TileName name = tile_of(level, hashes_at(level, size) - 1, size);
        auto tile = read_tile(disk, name);
        if (!tile) throw damage_fault(tile.error().where);
        const bool full = name.width == tile_width;
        edge.push_back(full ? std::vector<Hash>() : std::move(*tile));
    }
    return TileBuilder(size, std::move(edge));
}

void remove_partial_forms(Disk& disk, const TileName& name) {
    const std::string folder = partials_folder(name);
    const std::vector<std::string> partials = disk.list(folder);
    for (const std::string& partial : partials) disk.remove(folder + "/" + partial);
    if (!partials.empty()) disk.remove(folder);
}

}  // namespace

LogCopy::LogCopy(Disk& disk, const LogReader* published) : disk_(disk) {
    if (!published) return;
    published_ = published->size();
    builder_ = edge_of(disk, published_);
    bundle_ = published->edge_bundle();
}

void LogCopy::append(std::string_view entry, const Hash& leaf) {
    builder_.append(leaf);
    append_to_bundle(bundle_, entry);
    if (builder_.size() % tile_width != 0) return;
    disk_.replace(tile_path(bundle_of(builder_.size() - 1, builder_.size())), bundle_);
    bundle_.clear();
    write_full_tiles();
}

void LogCopy::write_full_tiles() {
    for (const TileBuilder::Full& tile : builder_.full())
        disk_.replace(tile_path(tile.name), tile_bytes(tile.hashes));
    builder_.forget_full();
}

void LogCopy::write_edge() {
    for (int level = 0; level < builder_.levels(); ++level) {
        const std::span<const Hash> edge = builder_.edge(level);
        if (edge.empty()) continue;
        const std::uint64_t last = hashes_at(level, builder_.size()) - 1;
        disk_.replace(tile_path(tile_of(level, last, builder_.size())), tile_bytes(edge));
    }
    if (!bundle_.empty())
        disk_.replace(tile_path(bundle_of(builder_.size() - 1, builder_.size())), bundle_);
}

/// L5: of the tiles that were partial when last published, and are full now.
void LogCopy::remove_partials() {
    for (int level = 0; hashes_at(level, published_) > 0; ++level) {
        const std::uint64_t tile = hashes_at(level, published_) / tile_width;
        if (hashes_at(level, builder_.size()) / tile_width == tile) continue;
        remove_partial_forms(disk_, {level, tile, tile_width});
        if (level == 0) remove_partial_forms(disk_, {{}, tile, tile_width});
    }
}

void LogCopy::publish(std::string_view note) {
    write_edge();
    disk_.sync_all();
    disk_.replace_durably(checkpoint_path, note);
    remove_partials();
    published_ = builder_.size();
}

}  // namespace comity
