// uses: record base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes: a proof that is read is written back as it was; the checks end on any numbers and
// hashes, and no proof shows an index outside its tree.
#include "record/proof.h"
#include "base/check.h"

#include <algorithm>

namespace {

using namespace comity;

/// Takes numbers and hashes off the front of the input.
class Source {
public:
    explicit Source(std::string_view bytes) : bytes_(bytes) {}
    std::uint64_t number() {
        std::uint64_t value = 0;
        for (const char byte : take(8)) value = (value << 8) | static_cast<unsigned char>(byte);
        return value;
    }
    Hash hash() {
        Hash value;
        std::ranges::copy(take(32), value.bytes.begin());
        return value;
    }
    std::vector<Hash> hashes() {
        std::vector<Hash> values;
        while (!bytes_.empty()) values.push_back(hash());
        return values;
    }

private:
    std::string_view take(std::size_t count) {
        const std::string_view front = bytes_.substr(0, count);
        bytes_.remove_prefix(front.size());
        return front;
    }
    std::string_view bytes_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto proof = parse_proof(bytes))
        check(to_text(*proof) == bytes, "a proof has one form");

    Source source(bytes);
    const std::uint64_t a = source.number();
    const std::uint64_t b = source.number();
    const std::uint64_t c = source.number();
    const Hash first = source.hash();
    const Hash second = source.hash();
    const auto hashes = source.hashes();
    const bool shown = check_inclusion(a, b, first, hashes, second).has_value();
    check(!shown || a < b, "no leaf stands outside its tree");
    const bool consistent = check_consistency(a, b, first, second, hashes).has_value();
    check(!consistent || a <= b, "a tree is consistent with smaller ones only");
    const bool inside = check_subtree_consistency({a, b}, c, first, hashes, second).has_value();
    check(!inside || (a <= b && b <= c), "a subtree lies within its tree");
    static_cast<void>(check_subtree_inclusion(a, {b, c}, first, hashes, second).has_value());
    return 0;
}
