// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/sha256.h"

#include <functional>
#include <span>
#include <vector>

namespace comity {

/// The Merkle tree of RFC 6962 / RFC 9162 section 2.1 (rules T1 to T9). Pure functions.

Hash leaf_hash(std::string_view entry);               ///< SHA-256(0x00 || entry)
Hash node_hash(const Hash& left, const Hash& right);  ///< SHA-256(0x01 || left || right)
Hash empty_tree_hash();                               ///< SHA-256("")

/// The hash of the complete subtree of 2^level leaves that starts at leaf index x 2^level.
using SubtreeReader = std::function<Hash(int level, std::uint64_t index)>;

/// MTH of the first `size` leaves.
Hash tree_hash(std::uint64_t size, const SubtreeReader& read);

/// MTH over hashes that stand for leaves (or for complete subtrees of one size).
Hash tree_hash(std::span<const Hash> leaves);

/// PATH(index, D[size]), leaf side first; index < size (`Bug`).
std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                  const SubtreeReader& read);
/// PROOF(first, D[second]); 0 <= first <= second (`Bug`); empty when first is 0 or equals second.
std::vector<Hash> consistency_proof(std::uint64_t first, std::uint64_t second,
                                    const SubtreeReader& read);
/// SUBTREE_PROOF of a non-empty subtree [start, end) of the first `size` leaves (T9).
std::vector<Hash> subtree_consistency_proof(std::uint64_t start, std::uint64_t end,
                                            std::uint64_t size, const SubtreeReader& read);

/// T5. Refusals `proof.index`, `proof.length`, `proof.mismatch`.
Result<> check_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                         std::span<const Hash> proof, const Hash& root);
/// T7 and T8. Refusals `proof.size`, `proof.length`, `proof.mismatch`.
Result<> check_consistency(std::uint64_t first, std::uint64_t second, const Hash& first_root,
                           const Hash& second_root, std::span<const Hash> proof);
/// The leaves from `start` to before `end`. T9: `start` is a multiple of the least power of two
/// that is not below their number.
struct Subtree {
    std::uint64_t start = 0;
    std::uint64_t end = 0;
};

/// Refusal `proof.subtree` when the subtree is not valid (T9), and as above.
Result<> check_subtree_inclusion(std::uint64_t index, Subtree subtree, const Hash& leaf,
                                 std::span<const Hash> proof, const Hash& root);
Result<> check_subtree_consistency(Subtree subtree, std::uint64_t size, const Hash& subtree_root,
                                   std::span<const Hash> proof, const Hash& root);

/// Roots of the complete subtrees of a growing tree, largest first: what appending needs.
class Frontier {
public:
    std::uint64_t size() const { return size_; }
    void append(const Hash& leaf);
    Hash root() const;
    bool operator==(const Frontier&) const = default;

private:
    std::vector<Hash> roots_;
    std::uint64_t size_ = 0;
};

}  // namespace comity
