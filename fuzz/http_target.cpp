// uses: server service base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a target: what is read names no way upwards, and is read again as the same. Then the
// same bytes as the header fields that choose what is sent: only bytes that are there are sent.
#include "base/check.h"
#include "base/utf8.h"
#include "server/api.h"

namespace {

using namespace comity;

/// Escapes every byte: the spelling that is furthest from the one read.
std::string escaped(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string spelled;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        spelled.append({'%', digits[byte / 16], digits[byte % 16]});
    }
    return spelled;
}

std::string spelled_anew(const Target& target) {
    std::string text;
    for (const std::string& segment : target.segments) text.append("/").append(escaped(segment));
    char separator = '?';
    for (const auto& [name, value] : target.query) {
        text.append(1, separator).append(escaped(name)).append("=").append(escaped(value));
        separator = '&';
    }
    return text;
}

void check_target(std::string_view text) {
    const auto target = parse_target(text);
    if (!target) return;
    check(!target->segments.empty(), "even the root has a segment");
    for (const std::string& segment : target->segments) {
        check(segment != ".." && segment != ".", "no segment leads upwards");
        check(segment.find('\0') == std::string::npos, "no segment ends early");
        check(is_utf8(segment), "segments are text");
    }
    check(!target->segments.front().empty() || target->segments.size() == 1, "nor is any empty");
    check(parse_target(spelled_anew(*target)) == *target, "spelling does not matter");
    if (const auto asked = find_question(target->segments, target->query))
        check(asked->question != nullptr, "a question that was found is there");
}

void check_fields(const std::string& text) {
    static const Representation what = Representation::of("text/plain", std::string(2'000, 'a'), "",
                                                          Representation::Pressed::quickly);
    HttpRequest request;
    request.method = "GET";
    request.accept_encoding = text;
    request.if_none_match = text;
    request.range = text;
    for (int i = 0; i < 2; ++i) {
        const HttpResponse response = negotiate(request, what);
        const std::size_t size = response.body ? response.body->size() : 0;
        check(response.slice.offset + response.slice.length <= size, "only what is there is sent");
        (void)head_text(response, "", true);
        request.range.clear();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    check_target(text);
    check_fields(text);
    return 0;
}
