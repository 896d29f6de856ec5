// SPDX-License-Identifier: Apache-2.0
#include "base/digits.h"
#include "server/http_client.h"

#include <iostream>
#include <span>

// Asks another server, for tests on the wire: prints the status, or the code of the refusal, then
// the body.
// Usage: fetch URL METHOD BODY AUTHORITIES DEADLINE_MILLISECONDS BODY_SIZE_MAX

int main(int argc, char** argv) {
    using namespace comity;
    const std::span arguments(argv, static_cast<std::size_t>(argc));
    HttpCall call{.url = arguments[1], .method = arguments[2], .body = arguments[3]};
    call.content_type = call.body.empty() ? "" : "text/plain";
    call.headers.emplace_back("X-Test", "yes");
    call.authorities = arguments[4];
    call.deadline = std::chrono::milliseconds(parse_number<int>(arguments[5]).value_or(1));
    call.body_size_max = parse_number<std::size_t>(arguments[6]).value_or(1);
    const auto reply = fetch(call);
    if (reply)
        std::cout << reply->status << "\n"
                  << reply->content_type << "\n"
                  << reply->location << "\n"
                  << reply->body;
    else
        std::cout << reply.error().code << "\n" << reply.error().message << "\n";
    return 0;
}
