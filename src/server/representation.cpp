// SPDX-License-Identifier: Apache-2.0
#include "server/representation.h"

#include "base/digits.h"
#include "base/sha256.h"
#include "base/text.h"
#include "statistics/gzip.h"

#include <optional>

namespace comity {
namespace {

constexpr std::size_t packed_from_bytes = 1024;
constexpr int effort_once = 9;
constexpr int effort_waiting = 5;
constexpr std::size_t tag_digits = 32;

bool is_text(std::string_view content_type) {
    for (const std::string_view beginning : {"text/", "application/json", "application/javascript",
                                             "image/svg", "application/manifest"})
        if (content_type.starts_with(beginning)) return true;
    return false;
}

/// The trimmed part before `separator`; `text` is left with what follows.
std::string_view take_part(std::string_view& text, char separator) {
    const std::size_t end = text.find(separator);
    const std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    return trimmed(part);
}

/// Whether a weight (`q=0.5`) is zero; without one it is 1.
bool is_zero_weight(std::string_view parameters) {
    while (!parameters.empty()) {
        const std::string_view parameter = take_part(parameters, ';');
        if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) continue;
        return parameter.substr(2).find_first_not_of("0.") == std::string_view::npos;
    }
    return false;
}

enum class Fit { ignored, satisfiable, unsatisfiable };
struct WantedRange {
    Fit fit = Fit::ignored;
    Slice slice = {};
};

WantedRange last_bytes(std::string_view count, std::size_t size) {
    const auto length = parse_number<std::uint64_t>(count);
    if (!length) return {};
    if (*length == 0 || size == 0) return {Fit::unsatisfiable};
    const std::size_t kept = *length < size ? static_cast<std::size_t>(*length) : size;
    return {Fit::satisfiable, {size - kept, kept}};
}

/// `bytes=a-b`, `bytes=a-` or `bytes=-n`. What is not understood, several ranges among it, is
/// ignored, as RFC 9110 section 14.2 allows.
WantedRange parse_range(std::string_view field, std::size_t size) {
    constexpr std::string_view unit = "bytes=";
    if (!equal_ignoring_case(field.substr(0, unit.size()), unit)) return {};
    field = trimmed(field.substr(unit.size()));
    const std::size_t dash = field.find('-');
    if (dash == std::string_view::npos) return {};
    if (dash == 0) return last_bytes(field.substr(1), size);
    const auto first = parse_number<std::uint64_t>(field.substr(0, dash));
    const std::string_view end = field.substr(dash + 1);
    const auto last =
        end.empty() ? std::optional<std::uint64_t>(UINT64_MAX) : parse_number<std::uint64_t>(end);
    if (!first || !last || *last < *first) return {};
    if (*first >= size) return {Fit::unsatisfiable};
    const std::uint64_t stop = *last < size ? *last + 1 : size;
    return {Fit::satisfiable,
            {static_cast<std::size_t>(*first), static_cast<std::size_t>(stop - *first)}};
}

HttpResponse head_of(const Representation& what, int status, std::string etag) {
    HttpResponse response{.status = status,
                          .content_type = what.content_type,
                          .etag = std::move(etag),
                          .cache_control = what.cache_control,
                          .headers = what.headers};
    if (what.packed) response.headers.emplace_back("Vary", "Accept-Encoding");
    return response;
}

HttpResponse range_of(const Representation& what, const WantedRange& range, std::string etag) {
    const std::string size = std::to_string(what.plain->size());
    if (range.fit == Fit::unsatisfiable) {
        HttpResponse response = respond(
            416, Refusal{"http.range", "the range begins after the last of the bytes", "Range"});
        response.headers.emplace_back("Content-Range", "bytes */" + size);
        return response;
    }
    HttpResponse response = head_of(what, 206, std::move(etag));
    response.body = what.plain;
    response.slice = range.slice;
    const std::size_t last = range.slice.offset + range.slice.length - 1;
    response.headers.emplace_back("Content-Range", "bytes " + std::to_string(range.slice.offset) +
                                                       "-" + std::to_string(last) + "/" + size);
    return response;
}

}  // namespace

Representation Representation::of(std::string content_type, std::string bytes,
                                  std::string cache_control, Pressed pressed) {
    Representation made;
    made.content_type = std::move(content_type);
    made.cache_control = std::move(cache_control);
    made.tag = to_hex(sha256(bytes)).substr(0, tag_digits);
    if (bytes.size() > packed_from_bytes && is_text(made.content_type)) {
        std::string packed = gzip(bytes, pressed == Pressed::well ? effort_once : effort_waiting);
        if (packed.size() < bytes.size()) made.packed = share(std::move(packed));
    }
    made.plain = share(std::move(bytes));
    return made;
}

bool accepts_gzip(std::string_view accept_encoding) {
    bool any = false;
    while (!accept_encoding.empty()) {
        std::string_view item = take_part(accept_encoding, ',');
        const std::string_view coding = take_part(item, ';');
        const bool refused = is_zero_weight(item);
        if (equal_ignoring_case(coding, "gzip") || equal_ignoring_case(coding, "x-gzip"))
            return !refused;
        if (coding == "*") any = !refused;
    }
    return any;
}

bool names_tag(std::string_view if_none_match, std::string_view etag) {
    if (trimmed(if_none_match) == "*") return true;
    while (!if_none_match.empty()) {
        std::string_view item = take_part(if_none_match, ',');
        if (item.starts_with("W/")) item.remove_prefix(2);
        if (item == etag) return true;
    }
    return false;
}

HttpResponse negotiate(const HttpRequest& request, const Representation& what, int status) {
    const std::string plain_tag = '"' + what.tag + '"';
    const bool ranged = status == 200 && request.method == "GET" && !request.range.empty() &&
                        (request.if_range.empty() || request.if_range == plain_tag);
    const bool packed = !ranged && what.packed && accepts_gzip(request.accept_encoding);
    std::string etag = packed ? '"' + what.tag + "-gzip\"" : plain_tag;
    if (status == 200 && names_tag(request.if_none_match, etag))
        return head_of(what, 304, std::move(etag));
    if (ranged) {
        const WantedRange range = parse_range(request.range, what.plain->size());
        if (range.fit != Fit::ignored) return range_of(what, range, std::move(etag));
    }
    HttpResponse response = head_of(what, status, std::move(etag));
    response.body = packed ? what.packed : what.plain;
    response.slice = {0, response.body->size()};
    if (packed)
        response.headers.emplace_back("Content-Encoding", "gzip");
    else
        response.headers.emplace_back("Accept-Ranges", "bytes");
    return response;
}

}  // namespace comity
