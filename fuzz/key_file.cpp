// uses: record base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes: a key file is read or refused; what would cost too much is not computed. A passphrase
// is asked for only when all else is in order, and refused here, so that no run costs 8 MiB.
#include "record/key_file.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    bool asked = false;
    const auto source = [&](const std::string& path) -> Result<std::string> {
        asked = true;
        return refuse("key.locked", "nobody to ask", path);
    };
    const auto key = parse_key_file(bytes, "key", source);
    check(!asked || key.error().code == "key.locked", "who is asked and refuses is believed");
    if (key) check(is_key_name(key->name), "a key that is read has a name");
    return 0;
}
