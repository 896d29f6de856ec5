// uses: base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes: JSON that is read has one canonical text, which is read as the same value; the text
// for people means the same.
#include "base/json.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto json = parse_json(bytes);
    const bool canonical = json && to_text(*json) == bytes;
    check(parse_canonical_json(bytes).has_value() == canonical, "one text is canonical, no other");
    if (!json) return 0;
    const std::string text = to_text(*json);
    check(parse_canonical_json(text) == *json, "the canonical text is read as the value");
    check(parse_json(to_pretty_text(*json)) == *json, "the text for people means the value");
    return 0;
}
