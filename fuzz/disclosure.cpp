// uses: record base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes: a disclosure that is read is written back as it was, and agrees with its own
// commitment alone.
#include "base/check.h"
#include "record/confidential.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (auto disclosure = parse_disclosure(bytes)) {
        check(to_text(*disclosure) == bytes, "a disclosure has one form");
        disclosure->index = 0;
        const Hash own = commitment(disclosure->field);
        check(check_disclosure(*disclosure, {own}).has_value(), "it is of its own field");
        check(!check_disclosure(*disclosure, {Hash{}}).has_value(), "and of no other");
    }
    if (const auto key = ConfidentialKey::parse(bytes))
        check(key->text() == bytes, "a key has one form");
    return 0;
}
