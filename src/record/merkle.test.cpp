// SPDX-License-Identifier: Apache-2.0
#include "record/merkle.h"

#include "base/check.h"

#include <doctest/doctest.h>

#include <bit>

using namespace comity;

namespace {

std::vector<Hash> leaves(std::size_t count) {
    std::vector<Hash> hashes;
    for (std::size_t i = 0; i < count; ++i)
        hashes.push_back(leaf_hash("leaf " + std::to_string(i)));
    return hashes;
}

/// T3, written as the rule is.
Hash reference_hash(std::span<const Hash> d) {
    if (d.empty()) return empty_tree_hash();
    if (d.size() == 1) return d[0];
    std::size_t k = 1;
    while (k * 2 < d.size()) k *= 2;
    return node_hash(reference_hash(d.first(k)), reference_hash(d.subspan(k)));
}

SubtreeReader reader_of(const std::vector<Hash>& d) {
    return [&d](int level, std::uint64_t index) {
        const std::size_t width = std::size_t{1} << level;
        return reference_hash(std::span(d).subspan(index * width, width));
    };
}

Hash root_of(const std::vector<Hash>& d, std::size_t start, std::size_t end) {
    return reference_hash(std::span(d).subspan(start, end - start));
}

std::string code(const Result<>& result) { return result ? "" : result.error().code; }

}  // namespace

TEST_CASE("T1: the hash of the empty tree is SHA-256 of nothing") {
    CHECK(to_hex(empty_tree_hash()) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(Frontier().root() == empty_tree_hash());
    CHECK(tree_hash(0, {}) == empty_tree_hash());
}

TEST_CASE("T2: leaves and nodes are hashed with prefixes of their own") {
    CHECK(leaf_hash("") == sha256(std::string(1, '\0')));
    CHECK(to_hex(leaf_hash("")) ==
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    const Hash a = leaf_hash("a");
    const Hash b = leaf_hash("b");
    CHECK(node_hash(a, b) == sha256("\x01" + std::string(a.view()) + std::string(b.view())));
    CHECK(node_hash(a, b) != node_hash(b, a));
}

TEST_CASE("T3: the tree hash splits at the largest power of two below the size") {
    const auto d = leaves(70);
    Frontier frontier;
    for (std::size_t size = 0; size <= d.size(); ++size) {
        const Hash expected = root_of(d, 0, size);
        CHECK(frontier.root() == expected);
        CHECK(frontier.size() == size);
        CHECK(tree_hash(size, reader_of(d)) == expected);
        CHECK(tree_hash(std::span(d).first(size)) == expected);
        if (size < d.size()) frontier.append(d[size]);
    }
}

TEST_CASE("T4 and T5: every leaf of every tree has a proof, and no other passes") {
    const auto d = leaves(40);
    for (std::size_t size = 1; size <= d.size(); ++size) {
        const Hash root = root_of(d, 0, size);
        for (std::size_t i = 0; i < size; ++i) {
            auto proof = inclusion_proof(i, size, reader_of(d));
            CHECK(proof.size() <= static_cast<std::size_t>(std::bit_width(size - 1)));
            CHECK(check_inclusion(i, size, d[i], proof, root));
            CHECK(code(check_inclusion(i, size, d[i], proof, d[i])) ==
                  (size == 1 ? "" : "proof.mismatch"));
            CHECK_FALSE(check_inclusion(i ^ 1U, size, d[i], proof, root));
            CHECK(code(check_inclusion(size, size, d[i], proof, root)) == "proof.index");
            proof.push_back(root);
            CHECK(code(check_inclusion(i, size, d[i], proof, root)) == "proof.length");
            proof.pop_back();
            if (proof.empty()) continue;
            proof.pop_back();
            CHECK(code(check_inclusion(i, size, d[i], proof, root)) == "proof.length");
        }
    }
}

TEST_CASE("T6 and T7: any two sizes have a proof, and no other passes") {
    const auto d = leaves(40);
    for (std::size_t second = 1; second <= d.size(); ++second)
        for (std::size_t first = 1; first < second; ++first) {
            const Hash a = root_of(d, 0, first);
            const Hash b = root_of(d, 0, second);
            auto proof = consistency_proof(first, second, reader_of(d));
            CHECK(proof.size() <= static_cast<std::size_t>(std::bit_width(second - 1)) + 1);
            CHECK(check_consistency(first, second, a, b, proof));
            CHECK(code(check_consistency(first, second, b, b, proof)) == "proof.mismatch");
            CHECK(code(check_consistency(first, second, a, a, proof)) == "proof.mismatch");
            CHECK(code(check_consistency(second, first, a, b, proof)) == "proof.size");
            CHECK_FALSE(check_consistency(first, second, a, b, {}));
            proof.push_back(a);
            CHECK(code(check_consistency(first, second, a, b, proof)) == "proof.length");
            proof.resize(proof.size() - 2);
            CHECK_FALSE(check_consistency(first, second, a, b, proof));
        }
}

TEST_CASE("T8: equal sizes need equal roots and no proof; nothing contradicts the empty tree") {
    const Hash a = leaf_hash("a");
    const Hash b = leaf_hash("b");
    CHECK(check_consistency(5, 5, a, a, {}));
    CHECK(code(check_consistency(5, 5, a, b, {})) == "proof.mismatch");
    CHECK(code(check_consistency(5, 5, a, a, std::span(&b, 1))) == "proof.length");
    CHECK(check_consistency(0, 5, a, b, {}));
    CHECK(code(check_consistency(0, 5, a, b, std::span(&b, 1))) == "proof.length");
    CHECK(consistency_proof(0, 5, {}).empty());
    CHECK(consistency_proof(5, 5, {}).empty());
}

TEST_CASE("T9: every subtree of every tree has a proof, and no other passes") {
    const auto d = leaves(24);
    for (std::size_t size = 1; size <= d.size(); ++size)
        for (std::size_t start = 0; start < size; ++start)
            for (std::size_t end = start + 1; end <= size; ++end) {
                const Hash inner = root_of(d, start, end);
                const Hash outer = root_of(d, 0, size);
                if (start % std::bit_ceil(end - start) != 0) {
                    CHECK(code(check_subtree_consistency({start, end}, size, inner, {}, outer)) ==
                          "proof.subtree");
                    continue;
                }
                auto proof = subtree_consistency_proof(start, end, size, reader_of(d));
                CHECK(check_subtree_consistency({start, end}, size, inner, proof, outer));
                if (outer != d[23])
                    CHECK_FALSE(check_subtree_consistency({start, end}, size, inner, proof, d[23]));
                if (inner != d[23])
                    CHECK_FALSE(check_subtree_consistency({start, end}, size, d[23], proof, outer));
                proof.push_back(outer);
                CHECK_FALSE(check_subtree_consistency({start, end}, size, inner, proof, outer));
            }
}

TEST_CASE("T9: a subtree's leaf is proved as in a tree of its own") {
    const auto d = leaves(24);
    const SubtreeReader read = [&](int level, std::uint64_t index) {
        return reader_of(d)(level, index + (16U >> level));
    };
    const auto proof = inclusion_proof(3, 7, read);
    const Hash root = root_of(d, 16, 23);
    CHECK(check_subtree_inclusion(19, {16, 23}, d[19], proof, root));
    CHECK(code(check_subtree_inclusion(23, {16, 23}, d[19], proof, root)) == "proof.index");
    CHECK(code(check_subtree_inclusion(15, {16, 23}, d[19], proof, root)) == "proof.index");
    CHECK(code(check_subtree_inclusion(19, {12, 20}, d[19], proof, root)) == "proof.subtree");
}

TEST_CASE("T9: the empty subtree is valid anywhere and has the empty hash") {
    const Hash root = leaf_hash("root");
    CHECK(check_subtree_consistency({3, 3}, 5, empty_tree_hash(), {}, root));
    CHECK(code(check_subtree_consistency({3, 3}, 5, root, {}, root)) == "proof.mismatch");
    CHECK(code(check_subtree_consistency({3, 2}, 5, root, {}, root)) == "proof.subtree");
    CHECK(code(check_subtree_consistency({8, 12}, 11, root, {}, root)) == "proof.size");
}

TEST_CASE("sizes near 2^64 neither overflow nor loop") {
    constexpr std::uint64_t huge = UINT64_MAX;
    const Hash leaf = leaf_hash("x");
    const SubtreeReader read = [](int level, std::uint64_t index) {
        return leaf_hash(std::to_string(level) + ":" + std::to_string(index));
    };
    const Hash root = tree_hash(huge, read);
    const auto proof = inclusion_proof(huge - 1, huge, read);
    CHECK(check_inclusion(huge - 1, huge, read(0, huge - 1), proof, root));
    CHECK(code(check_inclusion(huge, huge, leaf, proof, root)) == "proof.index");
    CHECK(code(check_inclusion(0, huge, leaf, proof, root)) == "proof.length");
    const auto step = consistency_proof(huge - 1, huge, read);
    CHECK(check_consistency(huge - 1, huge, tree_hash(huge - 1, read), root, step));
    CHECK(code(check_subtree_consistency({1, huge}, huge, leaf, {}, leaf)) == "proof.subtree");
    CHECK(code(check_subtree_consistency({0, huge}, huge, leaf, {}, leaf)) == "");
    CHECK(code(check_subtree_inclusion(huge - 1, {huge - 1, huge}, leaf, {}, leaf)) == "");
}

TEST_CASE("a proof of what is not in the tree is a bug of the caller") {
    CHECK_THROWS_AS(inclusion_proof(5, 5, {}), Bug);
    CHECK_THROWS_AS(consistency_proof(6, 5, {}), Bug);
    CHECK_THROWS_AS(subtree_consistency_proof(1, 3, 5, {}), Bug);
}
