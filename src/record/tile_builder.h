// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "record/tiles.h"

namespace comity {

/// The right edge of a growing tree: for each level the hashes of its unfinished tile.
class TileBuilder {
public:
    /// A tile that became full.
    struct Full {
        TileName name;
        std::vector<Hash> hashes;
    };

    TileBuilder() = default;
    /// The edge of a tree of `size` leaves, from level 0 up.
    TileBuilder(std::uint64_t size, std::vector<std::vector<Hash>> edge)
        : size_(size), edge_(std::move(edge)) {}

    void append(const Hash& leaf);
    std::uint64_t size() const { return size_; }
    Hash root() const;
    int levels() const { return static_cast<int>(edge_.size()); }
    /// The hashes of the level's partial tile; possibly none.
    std::span<const Hash> edge(int level) const { return edge_[static_cast<std::size_t>(level)]; }
    /// The tiles that became full since they were last forgotten.
    const std::vector<Full>& full() const { return full_; }
    void forget_full() { full_.clear(); }

private:
    std::uint64_t size_ = 0;
    std::vector<std::vector<Hash>> edge_;
    std::vector<Full> full_;
};

}  // namespace comity
