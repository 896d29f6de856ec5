// SPDX-License-Identifier: Apache-2.0
#include "record/published.h"

namespace comity {

std::unexpected<Refusal> log_damaged(std::string where, std::string expected) {
    return refuse("log.damaged", std::move(expected), std::move(where));
}

Fault damage_fault(const std::string& what) { return Fault("the log is damaged: " + what); }

std::unexpected<Refusal> log_invalid(std::string where, const Refusal& why) {
    return refuse("log.invalid", why.code + ": " + why.message, std::move(where));
}

Result<std::vector<Hash>> read_tile(const Disk& disk, const TileName& name) {
    const std::string path = tile_path(name);
    auto hashes = parse_tile(disk.read(path).value_or(""), name.width);
    if (!hashes) return log_damaged(path, "a tile of 32 bytes a hash");
    return hashes;
}

Result<std::unique_ptr<Bundle>> read_bundle(const Disk& disk, const TileName& name) {
    const std::string path = tile_path(name);
    auto bundle = std::make_unique<Bundle>();
    bundle->leaves = TRY(read_tile(disk, {0, name.index, name.width}));
    bundle->bytes = disk.read(path).value_or("");
    auto entries = parse_bundle(bundle->bytes, name.width);
    if (!entries)
        return log_damaged(path, "a bundle of " + std::to_string(name.width) + " entries");
    bundle->entries = std::move(*entries);
    for (std::size_t i = 0; i < bundle->entries.size(); ++i)
        if (leaf_hash(bundle->entries[i]) != bundle->leaves[i])
            return log_damaged(path, "entries with the hashes of the tile beside it");
    return bundle;
}

Result<std::string> read_checkpoint_note(const Disk& disk) {
    auto note = disk.read(checkpoint_path);
    if (!note) return refuse("log.absent", "a log with a checkpoint", checkpoint_path);
    return *std::move(note);
}

}  // namespace comity
