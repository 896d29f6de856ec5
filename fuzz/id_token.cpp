// uses: access base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as an ID token, and as the key set that it is checked with: nothing is believed.
#include "access/id_token.h"
#include "access/secret_text.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t line = std::min(text.find('\n'), size);
    const auto keys = parse_json(text.substr(std::min(line + 1, size)));
    const TokenExpectation expected{"https://id.example", "node", "nonce", {1'800'000'000}};
    const auto believed = verify_id_token(text.substr(0, line), keys.value_or(Json{}), expected);
    check(!believed || !believed->empty(), "whoever is vouched for has a name");
    if (const auto bytes = from_base64url(text))
        check(to_base64url(*bytes) == text, "one text for the same bytes");
    if (const auto bytes = from_base32(text))
        check(from_base32(to_base32(*bytes)) == bytes, "what is read can be written and read");
    return 0;
}
