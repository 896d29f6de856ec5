// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/state.h"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace comity::simulate {

/// Every log that was seen, as a tree: two logs share what they share of their beginnings. Each
/// prefix is folded once, from the first entry and with all signatures checked, for comparison with
/// what the nodes make of it.
class Prefixes {
public:
    using Id = std::size_t;
    static constexpr Id none = 0;  ///< the empty log

    Prefixes();
    /// The log one entry longer.
    Id extend(Id prefix, const std::string& entry);
    /// The log of this size with this root, if it was seen.
    std::optional<Id> find(std::uint64_t size, const Hash& root) const;
    /// Whether one of the two is a prefix of the other.
    bool consistent(Id one, Id other) const;
    std::uint64_t size(Id prefix) const { return prefixes_[prefix].tree.size(); }
    /// Whether the entry with this leaf stands in the log.
    bool contains(Id prefix, const Hash& leaf) const;
    /// What the log adds up to, or why one of its entries must not stand there.
    Result<std::shared_ptr<const State>> state(Id prefix);

private:
    struct Prefix {
        Id parent = none;
        Frontier tree;
        Hash leaf;
        std::string entry;
        std::map<Hash, Id> longer = {};
        std::shared_ptr<const State> state = nullptr;
    };

    std::vector<Prefix> prefixes_;
    std::map<std::pair<std::uint64_t, Hash>, Id> by_head_;
};

}  // namespace comity::simulate
