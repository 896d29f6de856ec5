// SPDX-License-Identifier: Apache-2.0
#include "record/merkle.h"

#include "base/check.h"

#include <bit>
#include <cstring>

namespace comity {
namespace {

/// T3: the largest power of two strictly less than `size`; size > 1.
std::uint64_t split(std::uint64_t size) { return std::bit_floor(size - 1); }

/// MTH(D[start:start+size]) where start is a multiple of the least power of two >= size.
Hash range_hash(std::uint64_t start, std::uint64_t size, const SubtreeReader& read) {
    if (std::has_single_bit(size)) {
        const int level = std::countr_zero(size);
        return read(level, start >> level);
    }
    const std::uint64_t left = split(size);
    const Hash hash = range_hash(start, left, read);
    return node_hash(hash, range_hash(start + left, size - left, read));
}

/// A range of leaves, and one inside it, both as [start, end).
struct Range {
    std::uint64_t start, end;
    std::uint64_t size() const { return end - start; }
};

/// SUBTREE_SUBPROOF of mtc-subtrees: of `inner` within `outer`. `known` says that the verifier
/// holds the hash of `inner` itself.
void subtree_proof(Range inner, Range outer, bool known, const SubtreeReader& read,
                   std::vector<Hash>& proof) {
    if (inner.start == outer.start && inner.end == outer.end) {
        if (!known) proof.push_back(range_hash(outer.start, outer.size(), read));
        return;
    }
    const std::uint64_t middle = outer.start + split(outer.size());
    if (inner.end <= middle) {
        subtree_proof(inner, {outer.start, middle}, known, read, proof);
        proof.push_back(range_hash(middle, outer.end - middle, read));
        return;
    }
    const bool crosses = inner.start < middle;
    const Range right = {crosses ? middle : inner.start, inner.end};
    subtree_proof(right, {middle, outer.end}, known && !crosses, read, proof);
    proof.push_back(range_hash(outer.start, middle - outer.start, read));
}

bool is_odd(std::uint64_t number) { return (number & 1U) != 0; }

/// T9, without overflow: the least power of two >= size may be 2^64.
bool is_subtree(std::uint64_t start, std::uint64_t end) {
    if (start > end) return false;
    const std::uint64_t size = end - start;
    if (size > (1ULL << 63)) return start == 0;
    return start % std::bit_ceil(size) == 0;
}

std::unexpected<Refusal> wrong_length() {
    return refuse("proof.length", "as many hashes as the sizes require");
}
std::unexpected<Refusal> mismatch() {
    return refuse("proof.mismatch", "hashes that lead to the root");
}

/// The positions of mtc-subtrees 4.4.3: the first and last node of the subtree and the last of the
/// tree, on the level reached.
struct Climb {
    std::uint64_t first, last, tree_last;

    void up() {
        first >>= 1;
        last >>= 1;
        tree_last >>= 1;
    }
    /// Takes the next hash of the proof into both reconstructed hashes.
    void take(const Hash& hash, Hash& inner, Hash& outer) {
        if (is_odd(last) || last == tree_last) {
            if (first < last) inner = node_hash(hash, inner);
            outer = node_hash(hash, outer);
            while (!is_odd(last) && last != 0) up();
        } else {
            outer = node_hash(outer, hash);
        }
        up();
    }
};

/// Both consistency checks are this one; for [0, first) it is exactly T7.
Result<> check_consistent(Range inner, std::uint64_t size, const Hash& inner_root,
                          std::span<const Hash> proof, const Hash& root) {
    Climb climb = {inner.start, inner.end - 1, size - 1};
    const bool at_edge = climb.last == climb.tree_last;
    while (climb.first != climb.last && (at_edge || is_odd(climb.last))) climb.up();
    if (climb.first != climb.last && proof.empty()) return wrong_length();
    Hash from_inner = inner_root;
    if (climb.first != climb.last) {
        from_inner = proof[0];
        proof = proof.subspan(1);
    }
    Hash from_outer = from_inner;
    for (const Hash& hash : proof) {
        if (climb.tree_last == 0) return wrong_length();
        climb.take(hash, from_inner, from_outer);
    }
    if (climb.tree_last != 0) return wrong_length();
    if (from_inner != inner_root || from_outer != root) return mismatch();
    return {};
}

}  // namespace

Hash leaf_hash(std::string_view entry) {
    thread_local Sha256 hasher;
    hasher.update(std::string_view("\0", 1));
    hasher.update(entry);
    return hasher.finish();
}

Hash node_hash(const Hash& left, const Hash& right) {
    std::array<char, 65> bytes;
    bytes[0] = 1;
    std::memcpy(bytes.data() + 1, left.bytes.data(), 32);
    std::memcpy(bytes.data() + 33, right.bytes.data(), 32);
    return sha256({bytes.data(), bytes.size()});
}

Hash empty_tree_hash() { return sha256(""); }

Hash tree_hash(std::uint64_t size, const SubtreeReader& read) {
    return size == 0 ? empty_tree_hash() : range_hash(0, size, read);
}

Hash tree_hash(std::span<const Hash> leaves) {
    Frontier frontier;
    for (const Hash& leaf : leaves) frontier.append(leaf);
    return frontier.root();
}

std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                  const SubtreeReader& read) {
    check(index < size, "a proof of inclusion is of a leaf in the tree");
    std::vector<Hash> proof;
    subtree_proof({index, index + 1}, {0, size}, true, read, proof);
    return proof;
}

std::vector<Hash> consistency_proof(std::uint64_t first, std::uint64_t second,
                                    const SubtreeReader& read) {
    check(first <= second, "a tree is consistent with smaller ones");
    if (first == 0) return {};
    return subtree_consistency_proof(0, first, second, read);
}

std::vector<Hash> subtree_consistency_proof(std::uint64_t start, std::uint64_t end,
                                            std::uint64_t size, const SubtreeReader& read) {
    check(is_subtree(start, end) && start < end && end <= size, "the subtree is one of the tree");
    std::vector<Hash> proof;
    subtree_proof({start, end}, {0, size}, true, read, proof);
    return proof;
}

Result<> check_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                         std::span<const Hash> proof, const Hash& root) {
    if (index >= size) return refuse("proof.index", "an index below the size of the tree");
    std::uint64_t node = index;
    std::uint64_t last = size - 1;
    Hash hash = leaf;
    for (const Hash& sibling : proof) {
        if (last == 0) return wrong_length();
        if (is_odd(node) || node == last) {
            hash = node_hash(sibling, hash);
            while (!is_odd(node) && node != 0) {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if (last != 0) return wrong_length();
    if (hash != root) return mismatch();
    return {};
}

Result<> check_consistency(std::uint64_t first, std::uint64_t second, const Hash& first_root,
                           const Hash& second_root, std::span<const Hash> proof) {
    if (first > second) return refuse("proof.size", "a second size not below the first");
    if (first == second || first == 0) {  // T8
        if (!proof.empty()) return wrong_length();
        if (first == second && first_root != second_root) return mismatch();
        return {};
    }
    return check_consistent({0, first}, second, first_root, proof, second_root);
}

Result<> check_subtree_inclusion(std::uint64_t index, Subtree subtree, const Hash& leaf,
                                 std::span<const Hash> proof, const Hash& root) {
    const auto [start, end] = subtree;
    if (!is_subtree(start, end)) return refuse("proof.subtree", "a subtree of the tree");
    if (index < start || index >= end) return refuse("proof.index", "an index in the subtree");
    return check_inclusion(index - start, end - start, leaf, proof, root);
}

Result<> check_subtree_consistency(Subtree subtree, std::uint64_t size, const Hash& subtree_root,
                                   std::span<const Hash> proof, const Hash& root) {
    const auto [start, end] = subtree;
    if (!is_subtree(start, end)) return refuse("proof.subtree", "a subtree of the tree");
    if (end > size) return refuse("proof.size", "a tree that holds the subtree");
    if (start == end) {
        if (!proof.empty()) return wrong_length();
        if (subtree_root != empty_tree_hash()) return mismatch();
        return {};
    }
    return check_consistent({start, end}, size, subtree_root, proof, root);
}

void Frontier::append(const Hash& leaf) {
    Hash hash = leaf;
    for (std::uint64_t rest = size_; is_odd(rest); rest >>= 1) {
        hash = node_hash(roots_.back(), hash);
        roots_.pop_back();
    }
    roots_.push_back(hash);
    ++size_;
}

Hash Frontier::root() const {
    if (roots_.empty()) return empty_tree_hash();
    Hash hash = roots_.back();
    for (std::size_t i = roots_.size() - 1; i-- > 0;) hash = node_hash(roots_[i], hash);
    return hash;
}

}  // namespace comity
