// SPDX-License-Identifier: Apache-2.0
#include "record/tile_builder.h"

namespace comity {

void TileBuilder::append(const Hash& leaf) {
    ++size_;
    Hash hash = leaf;
    for (std::size_t level = 0;; ++level) {
        if (level == edge_.size()) edge_.emplace_back();
        std::vector<Hash>& tile = edge_[level];
        tile.push_back(hash);
        if (tile.size() < tile_width) return;
        hash = tree_hash(tile);
        const int number = static_cast<int>(level);
        const std::uint64_t index = hashes_at(number, size_) / tile_width - 1;
        full_.push_back({{number, index, tile_width}, std::move(tile)});
        tile.clear();
    }
}

/// From the leaves up: what hangs below the last complete hash of a level is one more node there.
Hash TileBuilder::root() const {
    std::optional<Hash> below;
    for (std::vector<Hash> nodes : edge_) {
        if (below) nodes.push_back(*below);
        if (!nodes.empty()) below = tree_hash(nodes);
    }
    return below.value_or(empty_tree_hash());
}

}  // namespace comity
