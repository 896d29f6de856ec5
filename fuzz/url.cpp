// uses: server service access base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as an address and as a Cookie field: an address that is read goes nowhere else when it
// is written and read again, and no line end gets into a request.
#include "server/url.h"
#include "base/check.h"
#include "server/cookie.h"
#include "server/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string text(reinterpret_cast<const char*>(data), size);
    check(percent_decode(percent_encode(text)) == text, "what is escaped is read as it was");
    if (const auto cookie = find_cookie(text, "comity"))
        check(cookie->find(';') == std::string_view::npos, "a cookie ends where the next begins");
    const auto url = parse_url(text);
    if (!url) return 0;
    check((url->authority() + url->target).find_first_of("\r\n ") == std::string::npos, "one line");
    const std::string again = (url->secure ? "https://" : "http://") + url->authority();
    check(parse_url(again + url->target) == url, "the same place, however it is written");
    return 0;
}
