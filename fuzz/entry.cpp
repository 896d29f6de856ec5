// uses: record base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes: an entry that is read has the text that its statement makes, and its leaf hash.
#include "record/entry.h"
#include "base/check.h"
#include "record/merkle.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto entry = parse_entry(bytes);
    if (!entry) return 0;
    check(to_text(entry->statement) == entry->text, "a statement has one form");
    check(to_bytes({entry->text, {entry->signature}}) == bytes, "an entry has one form");
    check(entry->leaf == leaf_hash(bytes), "the leaf hash is that of the whole note");
    return 0;
}
