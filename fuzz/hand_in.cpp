// uses: peers acts record base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes: whatever of the nodes' own texts is read is written back as it was.
#include "peers/hand_in.h"
#include "base/check.h"
#include "peers/contradictions.h"
#include "peers/receipt.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto entries = parse_hand_in(bytes))
        check(hand_in_text(*entries) == bytes, "entries have one form");
    if (const auto reply = parse_hand_in_reply(bytes))
        check(to_text(*reply) == bytes, "an answer has one form");
    if (const auto receipt = parse_receipt(bytes))
        check(to_text(*receipt) == bytes, "a receipt has one form");
    if (const auto shown = parse_contradiction(bytes))
        check(to_text(*shown) == bytes, "a contradiction has one form");
    return 0;
}
