// uses: record base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes are refused as sealed content: none was sealed to this reader.
#include "record/confidential.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto opened = open_content(bytes, "CHN", {1});
    check(!opened, "these bytes were not encrypted to this reader");
    const bool known = opened.error().code == "confidential.malformed" ||
                       opened.error().code == "confidential.reader" ||
                       opened.error().code == "confidential.unreadable";
    check(known, "one of three refusals");
    return 0;
}
