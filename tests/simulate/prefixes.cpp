// SPDX-License-Identifier: Apache-2.0
#include "simulate/prefixes.h"

#include "acts/all.h"

namespace comity::simulate {

Prefixes::Prefixes() {
    prefixes_.emplace_back();
    prefixes_.front().state = std::make_shared<State>();
    by_head_[{0, empty_tree_hash()}] = none;
}

Prefixes::Id Prefixes::extend(Id prefix, const std::string& entry) {
    const Hash leaf = leaf_hash(entry);
    const Id made = prefixes_.size();
    const auto [place, is_new] = prefixes_[prefix].longer.try_emplace(leaf, made);
    if (!is_new) return place->second;
    Prefix longer{.parent = prefix, .tree = prefixes_[prefix].tree, .leaf = leaf, .entry = entry};
    longer.tree.append(leaf);
    by_head_[{longer.tree.size(), longer.tree.root()}] = made;
    prefixes_.push_back(std::move(longer));
    return made;
}

std::optional<Prefixes::Id> Prefixes::find(std::uint64_t size, const Hash& root) const {
    const auto found = by_head_.find({size, root});
    if (found == by_head_.end()) return {};
    return found->second;
}

bool Prefixes::consistent(Id one, Id other) const {
    if (size(one) > size(other)) std::swap(one, other);
    while (size(other) > size(one)) other = prefixes_[other].parent;
    return one == other;
}

bool Prefixes::contains(Id prefix, const Hash& leaf) const {
    for (; prefix != none; prefix = prefixes_[prefix].parent)
        if (prefixes_[prefix].leaf == leaf) return true;
    return false;
}

Result<std::shared_ptr<const State>> Prefixes::state(Id prefix) {
    std::vector<Id> path;
    for (Id id = prefix; !prefixes_[id].state; id = prefixes_[id].parent) path.push_back(id);
    if (path.empty()) return prefixes_[prefix].state;
    auto folded = std::make_shared<State>(*prefixes_[prefixes_[path.back()].parent].state);
    for (; !path.empty(); path.pop_back()) {
        const Prefix& next = prefixes_[path.back()];
        const Entry entry = TRY(parse_entry(next.entry));
        TRY(fold_verified(*folded, next.tree.size() - 1, entry));
    }
    prefixes_[prefix].state = std::move(folded);
    return prefixes_[prefix].state;
}

}  // namespace comity::simulate
