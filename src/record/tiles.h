// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/disk.h"
#include "record/merkle.h"

#include <array>
#include <map>
#include <mutex>

namespace comity {

/// Tiles and entry bundles of C2SP tlog-tiles (rules L2 to L6): their paths and bytes.

constexpr unsigned tile_width = 256;

/// One tile, or one bundle of entries, as a file.
struct TileName {
    std::optional<int> level;     ///< 0 to 63; none for a bundle of entries
    std::uint64_t index = 0;      ///< of the tile within its level
    unsigned width = tile_width;  ///< 1 to 255 if partial
    bool operator==(const TileName&) const = default;
};

/// `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`.
std::string tile_path(const TileName& name);
/// The inverse: only the one text of each name is accepted.
std::optional<TileName> parse_tile_path(std::string_view path);
/// The folder of a tile's partial forms: `tile/0/000.p`.
std::string partials_folder(const TileName& name);

/// How many hashes of a level are complete in a tree of `size` leaves: floor(size / 256^level).
std::uint64_t hashes_at(int level, std::uint64_t size);
/// The tile that holds hash number `hash` of a level, as wide as a tree of `size` makes it.
TileName tile_of(int level, std::uint64_t hash, std::uint64_t size);
TileName bundle_of(std::uint64_t entry, std::uint64_t size);

std::string tile_bytes(std::span<const Hash> hashes);
/// Refusal `tile.length` unless there are exactly `width` hashes.
Result<std::vector<Hash>> parse_tile(std::string_view bytes, unsigned width);

/// Appends an entry to a bundle: uint16 length || entry. `Bug` above 65535 bytes.
void append_to_bundle(std::string& bundle, std::string_view entry);
/// Views into `bytes`; refusal `tile.bundle` unless there are exactly `width` entries.
Result<std::vector<std::string_view>> parse_bundle(std::string_view bytes, unsigned width);

/// Reads the complete subtrees of a published tree of `size` leaves from its tiles, with a memory
/// of the tiles used. Every full tile is checked against the level above, so that all hold once the
/// root that the partial tiles make is the checkpoint's. May be called from several threads.
/// `Fault` if a tile is absent or too short.
class TileReader {
public:
    TileReader(const Disk& disk, std::uint64_t size) : disk_(disk), size_(size) {}
    std::uint64_t size() const { return size_; }
    /// As the tree grows: its full tiles stay valid.
    void grow(std::uint64_t size);
    Hash subtree(int level, std::uint64_t index) const;

private:
    /// Node k of a tile is the hash of nodes 2k and 2k+1; its hashes are the nodes 256 to 511.
    using Nodes = std::array<Hash, 2UL * tile_width>;
    std::shared_ptr<const Nodes> nodes(const TileName& name) const;
    std::shared_ptr<const Nodes> nodes_locked(const TileName& name) const;
    std::shared_ptr<const Nodes> load(const TileName& name) const;
    void check_in_parent(const TileName& name, const Nodes& nodes) const;

    const Disk& disk_;
    std::uint64_t size_;
    mutable std::mutex mutex_;
    mutable std::map<std::pair<int, std::uint64_t>, std::shared_ptr<const Nodes>> full_;
    mutable std::map<std::pair<int, std::uint64_t>, std::shared_ptr<const Nodes>> partial_;
};

}  // namespace comity
