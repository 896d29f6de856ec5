// uses: base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes: TOML that is read is JSON that can be written and read, and every value has a place.
#include "base/toml.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const auto document = parse_toml({reinterpret_cast<const char*>(data), size}, "file");
    if (!document) return 0;
    check(parse_json(to_text(document->json)) == document->json, "TOML is strict JSON here");
    check(document->place("/no/such/value").starts_with("file"), "every pointer has a place");
    return 0;
}
